import { MAX_BAND_MS } from '../../../shared/contract/baseline-commands.ts';
import type { CommandReply, CommandRequest } from '../../../shared/contract/commands.ts';
import { hourOf } from '../../../shared/domain/baseline.ts';
import { type Failure, failure } from '../../../shared/domain/failure.ts';
import { forgetOldest } from '../../../shared/domain/forget-oldest.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import type { JournalReader } from '../journal/journal.ts';

/** Series the worker is asked about at once, some tens of milliseconds: what else waits for it waits no longer. */
const SERIES_PER_PIECE = 100;
/** Answers kept, those of the questions views ask most: many of them ask the same. */
const MAX_KEPT = 16;
/** History may be brought in at any time: an answer is asked for anew after this long … */
const KEPT_MS = 600_000;
/** … and after this long where learning goes on. */
const KEPT_WHILE_LEARNING_MS = 20_000;

/** Answers what is usual, from the log. */
export interface BaselineDesk {
  baselines(request: CommandRequest<'baselines'>): Promise<Result<CommandReply<'baselines'>, Failure>>;
  baselineBand(
    request: CommandRequest<'baselineBand'>,
  ): Promise<Result<CommandReply<'baselineBand'>, Failure>>;
}

/** A desk over a log. Nothing is held of a series but what was just asked for. */
export function createBaselineDesk(
  journal: Pick<JournalReader, 'baselines' | 'baselineBand'>,
  nowMs: () => number,
): BaselineDesk {
  const kept = new Map<string, KeptAnswer>();

  const ask = async (question: CommandRequest<'baselines'>): Promise<CommandReply<'baselines'>> => {
    const series: CommandReply<'baselines'>['series'] = [];
    let afterId: number | null = 0;
    while (afterId !== null) {
      const piece = await journal.baselines({ ...question, afterId, limit: SERIES_PER_PIECE });
      for (const { series: one, baseline } of piece.found) series.push({ ...one, baseline });
      afterId = piece.nextAfterId;
    }
    return { hourMs: question.atMs, series };
  };

  return {
    async baselines(request) {
      if (!Number.isFinite(request.atMs)) return err(failure('bad_request', 'This is not a moment.'));
      const question = {
        atMs: hourOf(request.atMs),
        knownByMs: request.knownByMs === null ? null : hourOf(request.knownByMs),
        service: request.service,
        signals: request.signals.toSorted(),
      };
      const name = JSON.stringify(question);
      const known = kept.get(name);
      kept.delete(name);
      const isYoung = known !== undefined && Math.abs(nowMs() - known.atMs) < known.keptMs;
      const entry: KeptAnswer = isYoung ? known : { atMs: nowMs(), keptMs: KEPT_MS, reply: ask(question) };
      kept.set(name, entry);
      forgetOldest(kept, MAX_KEPT);
      try {
        const reply = await entry.reply;
        if (isLearning(reply)) entry.keptMs = KEPT_WHILE_LEARNING_MS;
        return ok(reply);
      } catch (error) {
        if (kept.get(name) === entry) kept.delete(name);
        throw error;
      }
    },
    async baselineBand(request) {
      const { fromMs, toMs } = request;
      if (!(toMs > fromMs) || toMs - fromMs > MAX_BAND_MS)
        return err(
          failure(
            'bad_request',
            'What is usual is told of at most 35 days, and the range must end after it starts.',
          ),
        );
      const knownByMs = request.knownByMs === null ? null : hourOf(request.knownByMs);
      const found = await journal.baselineBand({ ...request, knownByMs });
      return ok({ series: found.flatMap(bandOf) });
    },
  };
}

interface KeptAnswer {
  readonly atMs: number;
  keptMs: number;
  readonly reply: Promise<CommandReply<'baselines'>>;
}

/** Nothing is known of anything yet, or not of everything. */
function isLearning({ series }: CommandReply<'baselines'>): boolean {
  return series.length === 0 || series.some(({ baseline }) => baseline.kind === 'learning');
}

type Band = CommandReply<'baselineBand'>['series'][number];

function bandOf({
  series,
  hours,
}: Awaited<ReturnType<JournalReader['baselineBand']>>[number]): readonly Band[] {
  const last = hours.at(-1);
  if (last === undefined) return [];
  const known = hours.flatMap(({ hourMs, baseline }) =>
    baseline.kind === 'known' ? [{ hourMs, ...baseline }] : [],
  );
  return [
    {
      ...series,
      hourMs: known.map(({ hourMs }) => hourMs),
      low: known.map(({ low }) => low),
      median: known.map(({ median }) => median),
      high: known.map(({ high }) => high),
      latest: last.baseline,
    },
  ];
}
