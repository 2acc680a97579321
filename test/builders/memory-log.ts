import type { VigilConfig } from '../../electron/core/config/schema.ts';
import type { JournalSeries, RecordingSpan, Transition } from '../../electron/core/journal/journal.ts';
import { lagSecondsOf } from '../../electron/core/journal/lag.ts';
import type { PastLog } from '../../electron/core/journal/past-log.ts';
import type { PictureChanges } from '../../electron/core/live-picture.ts';
import type { Alert } from '../../shared/domain/alert.ts';
import type { Annotation } from '../../shared/domain/annotation.ts';
import { type Observation, type SeriesKey, seriesKeyText } from '../../shared/domain/observation.ts';
import type { SourceStatus } from '../../shared/domain/source.ts';
import type { TimeRange } from '../../shared/domain/timeline.ts';

interface Recorded {
  readonly series: JournalSeries;
  readonly samples: { readonly atMs: number; readonly value: number; readonly lagSeconds: number }[];
  readonly absentAtMs: number[];
}

/** A log in memory, written as the journal is: whole seconds of reception, one value per stamp, versions of everything. */
export interface MemoryLog extends PastLog {
  observe(observation: Observation): void;
  changed(changes: PictureChanges, atMs: number): void;
  source(status: SourceStatus, atMs: number): void;
  recorded(span: RecordingSpan): void;
}

export function createMemoryLog(config: VigilConfig): MemoryLog {
  const series = new Map<string, Recorded>();
  const transitions: Transition[] = [];
  const sources: { readonly status: SourceStatus; readonly atMs: number }[] = [];
  const alerts: { readonly alert: Alert; readonly atMs: number }[] = [];
  const annotations: { readonly annotation: Annotation; readonly receivedAtMs: number }[] = [];
  const spans: RecordingSpan[] = [];
  const of = (sourceId: string, key: SeriesKey): Recorded => {
    const name = `${sourceId} ${seriesKeyText(key)}`;
    const known = series.get(name) ?? { series: journalSeriesOf(sourceId, key), samples: [], absentAtMs: [] };
    series.set(name, known);
    return known;
  };
  return {
    observe(observation) {
      const { kind, sourceId, receivedAtMs } = observation;
      if (kind === 'samples' || kind === 'backfill')
        for (const { key, value, sampledAtMs } of observation.samples) {
          const { samples } = of(sourceId, key);
          const atMs = Math.min(sampledAtMs, receivedAtMs);
          const known = samples.findIndex((one) => one.atMs === atMs);
          if (known !== -1) samples.splice(known, 1);
          samples.push({ atMs, value, lagSeconds: lagSecondsOf(atMs, receivedAtMs) });
          samples.sort((a, b) => a.atMs - b.atMs);
        }
      if (kind === 'absent')
        for (const key of observation.keys) of(sourceId, key).absentAtMs.push(receivedAtMs);
    },
    changed(changes, atMs) {
      transitions.push(...changes.transitions);
      alerts.push(...changes.alerts.map((alert) => ({ alert, atMs })));
      annotations.push(...changes.annotations.map((annotation) => ({ annotation, receivedAtMs: atMs })));
    },
    source: (status, atMs) => sources.push({ status, atMs }),
    recorded: (span) => spans.push(span),
    configurationAt: () => ({ config, demo: false }),
    samples: (range) =>
      [...series.values()].map(({ series: one, samples, absentAtMs }) => {
        const last = samples.findLastIndex(({ atMs }) => atMs < range.fromMs);
        const kept = samples.slice(Math.max(0, last)).filter(({ atMs }) => atMs <= range.toMs);
        return {
          series: one,
          atMs: Float64Array.from(kept, ({ atMs }) => atMs),
          value: Float64Array.from(kept, ({ value }) => value),
          lagSeconds: Uint32Array.from(kept, ({ lagSeconds }) => lagSeconds),
          absentAtMs,
        };
      }),
    transitions: (range) =>
      lastAndWithin(transitions, range, ({ service, region }) => `${service} ${region}`),
    sourceEvents: (range) => lastAndWithin(sources, range, ({ status }) => status.id),
    silences: () => [],
    alertEvents: (range) => lastAndWithin(alerts, range, ({ alert }) => alert.id),
    annotationEvents: ({ toMs }) => annotations.filter(({ receivedAtMs }) => receivedAtMs <= toMs),
    recordingSpans: () => spans,
  };
}

function lastAndWithin<T extends { readonly atMs: number }>(
  events: readonly T[],
  { fromMs, toMs }: TimeRange,
  nameOf: (event: T) => string,
): T[] {
  const before = new Map<string, T>();
  for (const event of events) if (event.atMs < fromMs) before.set(nameOf(event), event);
  return [...before.values(), ...events.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs)];
}

function journalSeriesOf(sourceId: string, { subject, signal, unit }: SeriesKey): JournalSeries {
  return subject.kind === 'cell'
    ? { service: subject.service, region: subject.region, toRegion: null, signal, unit, sourceId }
    : { service: '', region: subject.from, toRegion: subject.to, signal, unit, sourceId };
}
