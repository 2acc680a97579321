import type { Clock } from './clock.ts';
import type { VigilConfig } from './config/schema.ts';
import { guarded } from './guarded.ts';
import type { SourceSupervisor } from './intake/supervisor.ts';
import type { Journal } from './journal/journal.ts';
import type { LivePicture, PictureChanges } from './live-picture.ts';
import type { Log } from './log.ts';
import { createObjectiveLedger } from './objectives/ledger.ts';
import type { Publisher } from './publish/publisher.ts';
import type { Recorder } from './recorder.ts';

const BEAT_MS = 1_000;
const OBJECTIVES_EVERY_MS = 10_000;
/** Rows of series that are gone are looked for this often. */
const TIDY_EVERY_MS = 60_000;

export interface BeatDeps {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly supervisor: SourceSupervisor;
  readonly picture: LivePicture;
  readonly publisher: Publisher;
  readonly recorder: Recorder;
  readonly record: (changes: PictureChanges) => void;
  /** Forgets series that are gone for good. */
  readonly tidy: (nowMs: number) => void;
  readonly log: Log;
}

/** Once a second: ages are judged, samples handed to the journal, and every client gets at least the time. */
export function startBeat(deps: BeatDeps): () => void {
  const { journal, clock, supervisor, picture, publisher, recorder, record, log } = deps;
  let cancel = (): void => undefined;
  let tidiedAtMs = clock.monotonicMs();
  const beat = (): void => {
    cancel = clock.setTimeout(beat, BEAT_MS);
    guarded(log, 'A beat', () => {
      const nowMs = clock.nowMs();
      for (const status of supervisor.statuses()) {
        picture.setSource(status);
        recorder.sources.status(status, nowMs);
      }
      picture.setNotice('journal', journal.notice, nowMs);
      record(picture.beat(nowMs));
      if (clock.monotonicMs() - tidiedAtMs >= TIDY_EVERY_MS) {
        tidiedAtMs = clock.monotonicMs();
        deps.tidy(nowMs);
      }
      recorder.beat(nowMs, () => publisher.fullFrame());
      publisher.publish();
    });
  };
  cancel = clock.setTimeout(beat, BEAT_MS);
  return () => cancel();
}

export interface ObjectiveDeps {
  readonly config: VigilConfig;
  readonly journal: Journal;
  readonly picture: LivePicture;
  readonly clock: Clock;
  readonly log: Log;
}

/** Computes objectives from the log at start and every ten seconds. */
export function startObjectives({ config, journal, picture, clock, log }: ObjectiveDeps): () => void {
  const ledger = createObjectiveLedger({ journal, objectives: config.objectives });
  let stopped = false;
  let cancel = (): void => undefined;
  const compute = async (): Promise<void> => {
    try {
      const objectives = await ledger.compute(clock.nowMs());
      if (!stopped) picture.setObjectives([...objectives]);
    } catch (thrown) {
      log.warn('objectives could not be computed', { error: String(thrown) });
    }
    if (!stopped) cancel = clock.setTimeout(() => void compute(), OBJECTIVES_EVERY_MS);
  };
  void compute();
  return () => {
    stopped = true;
    cancel();
  };
}
