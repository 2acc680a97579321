import fc from 'fast-check';
import type { JournalSeries } from '../../electron/core/journal/journal.ts';
import type { WriteBatch } from '../../electron/core/journal/protocol.ts';
import { healthStates } from '../../shared/domain/health-state.ts';
import { sourceStatus } from './core.ts';
import { buildAlert } from './story-alerts.ts';

/** Where random logs begin: a whole hour. */
export const LOG_START_MS = Date.UTC(2026, 8, 22, 14, 0, 0);
const STEP_MS = 20_000;

/** What is in every batch of writes unless it says otherwise. */
export const emptyBatch: Omit<WriteBatch, 'nowMs'> = {
  series: [],
  samples: [],
  transitions: [],
  alerts: [],
  texts: [],
  annotations: [],
  actions: [],
  absences: [],
  sources: [],
  silences: [],
  configurations: [],
  recording: [],
  snapshot: null,
};

const series: readonly JournalSeries[] = ['checkout', 'search'].flatMap((service) =>
  ['eu', 'us'].map(
    (region): JournalSeries => ({
      service,
      region,
      toRegion: null,
      signal: 'error_ratio',
      unit: 'ratio',
      sourceId: region === 'eu' ? 'a' : 'b',
    }),
  ),
);

const yaml = (name: string): string => `name: ${name}
sources:
  - { id: a, type: prometheus, url: 'http://127.0.0.1:9/a' }
  - { id: b, type: prometheus, url: 'http://127.0.0.1:9/b' }
`;

/** One step of a random log: what arrived within STEP_MS, as numbers from 0 to 1. */
const step = fc.record({
  /** Per series: value, how late it is, and whether it came at all. */
  samples: fc.array(fc.tuple(fc.nat(100), fc.nat(90_000), fc.boolean()), { minLength: 4, maxLength: 4 }),
  transition: fc.option(fc.tuple(fc.nat(3), fc.constantFrom(...healthStates)), { freq: 3 }),
  alert: fc.option(fc.tuple(fc.nat(2), fc.boolean()), { freq: 4 }),
  annotation: fc.option(fc.tuple(fc.nat(2), fc.nat(3_600_000)), { freq: 5 }),
  source: fc.option(fc.tuple(fc.constantFrom('a', 'b'), fc.constantFrom('live', 'unreachable')), { freq: 4 }),
  absent: fc.option(fc.nat(3), { freq: 6 }),
  config: fc.option(fc.constantFrom('One', 'Two'), { freq: 12 }),
  isRecording: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** A log of so many steps of 20 s, as the batches it is written in. */
export function randomLog(minSteps: number, maxSteps: number): fc.Arbitrary<readonly WriteBatch[]> {
  return fc
    .array(step, { minLength: minSteps, maxLength: maxSteps, size: 'max' })
    .map((steps) => steps.map(batchOf));
}

/** One log of 40 minutes, the same in every run. */
export function sampleLog(): readonly WriteBatch[] {
  return fc.sample(randomLog(120, 120), { seed: 7, numRuns: 1 })[0]!;
}

/** The same log, and after it an hour in which Vigil records and no source says anything. */
export function logThatFellSilent(): readonly WriteBatch[] {
  const log = sampleLog();
  const fromMs = log.at(-1)?.nowMs ?? LOG_START_MS;
  const silent = Array.from({ length: 180 }, (_, i): WriteBatch => {
    const nowMs = fromMs + (i + 1) * STEP_MS;
    return { ...emptyBatch, nowMs, recording: [{ fromMs: nowMs - STEP_MS, toMs: nowMs }] };
  });
  return [...log, ...silent];
}

/** A window within it: two five-minute windows of pictures are touched. */
export const sampleWindow = { fromMs: LOG_START_MS + 11 * 60_000, toMs: LOG_START_MS + 19 * 60_000 };

function batchOf(one: Step, index: number): WriteBatch {
  const nowMs = LOG_START_MS + (index + 1) * STEP_MS;
  const came = one.samples.flatMap(([value, lateMs, isThere], handle) =>
    isThere ? [{ handle, value, atMs: nowMs - 1_000 - (lateMs > 60_000 ? lateMs - 60_000 : 0) }] : [],
  );
  return {
    ...emptyBatch,
    nowMs,
    series: index === 0 ? series.map((each, handle) => ({ handle, series: each })) : [],
    samples: [
      {
        handle: Uint32Array.from(came, ({ handle }) => handle),
        atMs: Float64Array.from(came, ({ atMs }) => atMs),
        value: Float64Array.from(came, ({ value }) => value / 100),
        lagSeconds: Uint32Array.from(came, ({ atMs }) => Math.ceil((nowMs - atMs) / 1_000)),
      },
    ],
    transitions:
      one.transition === null
        ? []
        : [
            {
              service: series[one.transition[0]]!.service,
              region: series[one.transition[0]]!.region,
              state: one.transition[1],
              atMs: nowMs,
            },
          ],
    alerts: one.alert === null ? [] : [alertEvent(one.alert[0], one.alert[1], nowMs)],
    texts: one.alert === null ? [] : [textsEvent(one.alert[0], nowMs)],
    annotations:
      one.annotation === null
        ? []
        : [
            {
              receivedAtMs: nowMs,
              annotation: {
                id: `n${one.annotation[0]}`,
                kind: 'deploy',
                title: `Release ${index}`,
                text: '',
                atMs: nowMs - one.annotation[1],
                endMs: null,
                service: null,
                region: null,
                url: null,
                sourceId: 'a',
              },
            },
          ],
    sources:
      one.source === null
        ? []
        : [{ status: sourceStatus(one.source[0], { state: one.source[1] as 'live' }), atMs: nowMs }],
    silences: one.source === null ? [] : [{ sourceId: 'a', silences: [], atMs: nowMs }],
    absences: one.absent === null ? [] : [{ handle: one.absent, atMs: nowMs }],
    configurations:
      index === 0
        ? [{ yaml: yaml('Zero'), demo: false, atMs: nowMs - STEP_MS }]
        : one.config === null
          ? []
          : [{ yaml: yaml(one.config), demo: false, atMs: nowMs }],
    recording: one.isRecording || index === 0 ? [{ fromMs: nowMs - STEP_MS, toMs: nowMs }] : [],
  };
}

function textsEvent(which: number, nowMs: number): WriteBatch['texts'][number] {
  const annotations = [{ name: 'description', text: `As of ${nowMs % 60_000}`, sourceIds: ['a'] }];
  return { alertId: `alert-${which}`, texts: { annotations, leftOut: 0, seenAtMs: nowMs } };
}

function alertEvent(which: number, isOver: boolean, nowMs: number): WriteBatch['alerts'][number] {
  const startsAtMs = LOG_START_MS + which * 1_000;
  return {
    atMs: nowMs,
    alert: buildAlert({
      summary: '',
      id: `alert-${which}`,
      title: 'Something is wrong',
      severity: 'critical',
      service: 'checkout',
      region: 'eu',
      startsAtMs,
      sourceIds: ['a'],
      ...(isOver ? { state: 'resolved' as const, resolvedAtMs: nowMs } : {}),
    }),
  };
}
