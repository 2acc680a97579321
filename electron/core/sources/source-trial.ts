import type { SourceTrial } from '../../../shared/contract/source-commands.ts';
import { assertNever } from '../../../shared/domain/assert-never.ts';
import type { Guess } from '../../../shared/domain/guess.ts';
import { lookupRegion } from '../../../shared/domain/known-regions.ts';
import { type Observation, seriesKeyText } from '../../../shared/domain/observation.ts';
import type { SourceStatus } from '../../../shared/domain/source.ts';
import { countOf } from '../../../shared/format/words.ts';
import type { Clock } from '../clock.ts';
import type { SourceConfig } from '../config/schema.ts';
import type { Source, SourceDeps } from '../intake/source.ts';

/** A trial ends after this, whatever happened. */
const TRIAL_MS = 12_000;
/** After the first answer the rest of the round is waited for. */
const AFTER_FIRST_ANSWER_MS = 1_500;
/** Discovery asks several questions of its own. */
const GUESSES_WITHIN_MS = 8_000;
/** Most names of each kind in the answer. */
const MAX_NAMES = 200;

export type MakeTrialSource = (config: SourceConfig, deps: Pick<SourceDeps, 'emit' | 'onStatus'>) => Source;

/**
 * Runs a source for a moment, without any effect on the picture: the real adapter asks the real server, and what it
 * finds is counted instead of shown.
 * @param placed regions the configuration gives coordinates to
 */
export async function tryOut(
  config: SourceConfig,
  make: MakeTrialSource,
  clock: Clock,
  placed: ReadonlySet<string>,
): Promise<SourceTrial> {
  const found = createFindings(placed);
  const startedMs = clock.monotonicMs();
  let answeredAfterMs: number | null = null;
  let wake = (): void => undefined;
  const source = make(config, {
    emit: found.take,
    onStatus(status) {
      if (status.state === 'live') answeredAfterMs ??= clock.monotonicMs() - startedMs;
      wake();
    },
  });
  const until = (done: () => boolean, withinMs: number): Promise<void> =>
    new Promise((resolve) => {
      const finish = (): void => {
        cancel();
        wake = () => undefined;
        resolve();
      };
      const cancel = clock.setTimeout(finish, withinMs);
      wake = () => {
        if (done()) finish();
      };
      wake();
    });
  const isDecided = (): boolean => {
    const { state, errorCount } = source.status();
    return state === 'live' || state === 'unreachable' || state === 'starting' || errorCount > 0;
  };

  source.start();
  let guesses: readonly Guess[] = [];
  try {
    await until(isDecided, TRIAL_MS);
    if (source.status().state === 'live') {
      await until(() => false, AFTER_FIRST_ANSWER_MS);
      guesses = await within(source.guesses?.() ?? Promise.resolve([]), GUESSES_WITHIN_MS, clock);
      if (guesses.length > 0 && found.isEmpty()) await until(() => !found.isEmpty(), AFTER_FIRST_ANSWER_MS);
    }
    const status = source.status();
    return {
      ...found.summary(),
      ok: status.state === 'live',
      sentence: sentenceOf(status, found.counts(), config),
      software: status.software,
      answeredAfterMs: answeredAfterMs === null ? null : Math.round(answeredAfterMs),
      warnings: [
        ...status.warnings,
        ...status.faults,
        ...(status.lastRejection === null ? [] : [status.lastRejection]),
      ],
      guesses: [...guesses],
      payloads: [...source.peek()],
    };
  } finally {
    await source.stop();
  }
}

function within<T>(promise: Promise<readonly T[]>, ms: number, clock: Clock): Promise<readonly T[]> {
  return new Promise((resolve) => {
    const cancel = clock.setTimeout(() => resolve([]), ms);
    const finish = (value: readonly T[]): void => {
      cancel();
      resolve(value);
    };
    promise.then(finish, () => finish([]));
  });
}

type Summary = Pick<
  SourceTrial,
  'seriesCount' | 'alertCount' | 'services' | 'regions' | 'placelessRegions' | 'signals'
>;

/** How much was found, however many of the names the answer can hold. */
interface Counts {
  readonly series: number;
  readonly services: number;
  readonly regions: number;
  readonly alerts: number;
}

function createFindings(placed: ReadonlySet<string>): {
  take(observation: Observation): void;
  isEmpty(): boolean;
  summary(): Summary;
  counts(): Counts;
} {
  const series = new Set<string>();
  const services = new Set<string>();
  const regions = new Set<string>();
  const signals = new Set<string>();
  let alertCount = 0;
  const names = (set: ReadonlySet<string>): string[] => [...set].toSorted().slice(0, MAX_NAMES);
  return {
    take(observation) {
      switch (observation.kind) {
        case 'samples':
        case 'backfill':
          for (const { key } of observation.samples) {
            series.add(seriesKeyText(key));
            signals.add(key.signal);
            const { subject } = key;
            if (subject.kind === 'cell') services.add(subject.service);
            for (const region of subject.kind === 'cell' ? [subject.region] : [subject.from, subject.to])
              regions.add(region);
          }
          return;
        case 'alert_list':
          alertCount = observation.alerts.length;
          return;
        case 'alert_changes':
          alertCount += observation.alerts.length;
          return;
        case 'absent':
        case 'forgotten':
        case 'silence_list':
        case 'annotations':
          return;
        default:
          assertNever(observation);
      }
    },
    isEmpty: () => series.size === 0,
    counts: () => ({
      series: series.size,
      services: services.size,
      regions: regions.size,
      alerts: alertCount,
    }),
    summary: () => ({
      seriesCount: series.size,
      alertCount,
      services: names(services),
      regions: names(regions),
      placelessRegions: names(
        new Set([...regions].filter((id) => !placed.has(id) && lookupRegion(id).latitude === null)),
      ),
      signals: names(signals),
    }),
  };
}

function sentenceOf(status: SourceStatus, found: Counts, config: SourceConfig): string {
  if (config.type === 'webhook')
    return `Others can post to /hooks/${config.id} as soon as it is saved; nothing can be tried before.`;
  if (status.state !== 'live')
    return status.lastError ?? `Nothing was heard within ${TRIAL_MS / 1_000} s; nothing refused either.`;
  const parts = [
    ...(found.series > 0
      ? [
          `${countOf(found.series, 'series', 'series')} of ${countOf(found.services, 'service')} in ${countOf(found.regions, 'region')}`,
        ]
      : []),
    ...(found.alerts > 0 ? [countOf(found.alerts, 'alert')] : []),
  ];
  const what =
    parts.length === 0 ? 'it reported nothing that is mapped to a signal or alert yet' : parts.join(' and ');
  return `${status.software ?? 'It'} answered: ${what}.`;
}
