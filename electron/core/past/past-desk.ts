import type { Frame } from '../../../shared/contract/frame.ts';
import { encodeFrame } from '../../../shared/contract/frame-codec.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import { SPARK_BINS } from '../../../shared/domain/spark.ts';
import { arrivalMs } from '../journal/lag.ts';
import type { PastLog } from '../journal/past-log.ts';
import type { SampleColumns } from '../journal/protocol.ts';
import { buildFrame } from '../publish/frame-builder.ts';
import { PastPicture, type PastQuestion } from './past-picture.ts';
import { type PastWindow, readWindow, windowRangeOf } from './past-window.ts';
import { SPARK_REACH_MS } from './window-columns.ts';

/** Windows kept read: the one somebody looks at, and the one beside it. */
export const MAX_WINDOWS = 2;
/** Pictures kept for views that step through the past; who comes back later gets a full frame. */
export const MAX_LOOKERS = 8;
/** A window nobody asked for in this long is forgotten. */
export const WINDOW_KEPT_MS = 300_000;
/** History may be brought in at any time: what is known today of a window is read again after this long. */
const READ_AGAIN_AFTER_MS = 30_000;
/** What was received this shortly before a window was read may not have been written yet. */
const WRITTEN_AFTER_MS = 3_000;

export interface MomentQuestion extends PastQuestion {
  /** The frame the view has; the answer is a delta to it where that picture is still kept. */
  readonly have: { readonly epoch: number; readonly seq: number } | null;
  readonly nowMs: number;
}

interface Looker {
  readonly picture: PastPicture;
  seq: number;
  sentTick: number;
}

interface KeptWindow {
  readonly window: PastWindow;
  usedAtMs: number;
}

const NOTHING_THERE =
  'The journal does not say under which configuration this was recorded, so it cannot be shown.';

/** Rebuilds pictures of past moments from the log, and remembers what views that step through it were shown last. */
export class PastDesk {
  private readonly log: PastLog;
  private readonly newEpoch: () => number;
  /** Least recently used first. */
  private readonly windows = new Map<number, KeptWindow>();
  /** By epoch, least recently used first. */
  private readonly lookers = new Map<number, Looker>();

  constructor(log: PastLog, newEpoch: () => number) {
    this.log = log;
    this.newEpoch = newEpoch;
  }

  /** The encoded frame of a moment. Error: a sentence. */
  moment(question: MomentQuestion): Result<Uint8Array<ArrayBuffer>, string> {
    const window = this.windowOf(question);
    const held = window.configurationAt(question.atMs);
    if (held === null) return err(NOTHING_THERE);
    const { have, atMs } = question;
    const known = have === null ? undefined : this.lookers.get(have.epoch);
    const goesOn = known !== undefined && known.seq === have?.seq && known.picture.fits(held.config, window);
    const epoch = goesOn ? have.epoch : this.newEpoch();
    const looker = goesOn
      ? known
      : { picture: new PastPicture(held.config, held.demo, window), seq: -1, sentTick: 0 };
    looker.picture.show(window, question);
    looker.seq = (looker.seq + 1) >>> 0;
    const frame = frameOf(looker, { epoch, seq: looker.seq, atMs });
    looker.sentTick = looker.picture.board.tick;
    this.lookers.delete(epoch);
    this.lookers.set(epoch, looker);
    dropOldest(this.lookers, MAX_LOOKERS);
    return ok(encodeFrame(frame));
  }

  /** A picture of a moment for one look. Error: a sentence. */
  look(question: Omit<MomentQuestion, 'have'>): Result<PastPicture, string> {
    const window = this.windowOf(question);
    const held = window.configurationAt(question.atMs);
    if (held === null) return err(NOTHING_THERE);
    const picture = new PastPicture(held.config, held.demo, window);
    picture.show(window, question);
    return ok(picture);
  }

  /** Forgets windows that lack what is written now although it says that it was known by then: history of elsewhere. */
  written(samples: readonly Pick<SampleColumns, 'atMs' | 'lagSeconds'>[]): void {
    for (const [fromMs, { window }] of this.windows) {
      const { range } = window;
      const isLacking = samples.some(({ atMs, lagSeconds }) =>
        atMs.some(
          (stamp, i) =>
            stamp >= range.fromMs - SPARK_REACH_MS &&
            stamp <= range.toMs &&
            arrivalMs(stamp, lagSeconds[i]!) <= writtenUntilMs(window),
        ),
      );
      if (isLacking) this.windows.delete(fromMs);
    }
  }

  /** Lets go of what nobody looks at any more. */
  tidy(nowMs: number): void {
    for (const [fromMs, { usedAtMs }] of this.windows)
      if (Math.abs(nowMs - usedAtMs) > WINDOW_KEPT_MS) this.windows.delete(fromMs);
    if (this.windows.size === 0) this.lookers.clear();
  }

  private windowOf({ atMs, knowledge, nowMs }: Omit<MomentQuestion, 'have'>): PastWindow {
    const range = windowRangeOf(atMs);
    const kept = this.windows.get(range.fromMs);
    this.windows.delete(range.fromMs);
    const isUsable =
      kept !== undefined &&
      atMs <= writtenUntilMs(kept.window) &&
      (knowledge === 'then' || Math.abs(nowMs - kept.window.readAtMs) < READ_AGAIN_AFTER_MS);
    const window = isUsable ? kept.window : readWindow(this.log, range, nowMs);
    this.windows.set(range.fromMs, { window, usedAtMs: nowMs });
    dropOldest(this.windows, MAX_WINDOWS);
    return window;
  }
}

/** The moment up to which a window holds everything that was received by then. */
function writtenUntilMs({ readAtMs }: PastWindow): number {
  return readAtMs - WRITTEN_AFTER_MS;
}

function frameOf(
  { picture, sentTick }: Looker,
  stamp: { readonly epoch: number; readonly seq: number; readonly atMs: number },
): Frame {
  const { board, sections } = picture;
  const { spark, length } = board.series;
  return {
    ...buildFrame(board, sections, sentTick, stamp),
    // Time may have gone back, or on by more than a bin: sparklines always travel whole.
    spark: { endBin: spark.endBin, values: spark.values.slice(0, length * SPARK_BINS) },
  };
}

function dropOldest<Key>(kept: Map<Key, unknown>, limit: number): void {
  for (const key of kept.keys()) {
    if (kept.size <= limit) return;
    kept.delete(key);
  }
}
