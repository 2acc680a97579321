import type { DatabaseSync } from 'node:sqlite';
import { forgetOldest } from '../../../shared/domain/forget-oldest.ts';
import { parseConfig } from '../config/parse-config.ts';
import type { VigilConfig } from '../config/schema.ts';
import { readAlertEvents } from './alerts-store.ts';
import { readAnnotationEvents } from './annotations-store.ts';
import { readConfigurationAt } from './configurations-store.ts';
import type { EventsStore } from './events-store.ts';
import type { PastLog } from './past-log.ts';
import { readPastSamples } from './past-samples.ts';
import type { SamplesStore } from './samples-store.ts';
import { SeriesNames } from './series-names.ts';
import { readSilences, readSourceEvents } from './sources-store.ts';
import { readSpans } from './spans-store.ts';

/** Parsed configurations that are kept; moments of one window share one. */
const MAX_KEPT_CONFIGURATIONS = 8;

/** The log as the worker holds it: what is committed, samples that are not sealed yet included. */
export function createPastLog({
  database,
  samples,
  events,
}: {
  readonly database: DatabaseSync;
  readonly samples: Pick<SamplesStore, 'openSamples'>;
  readonly events: Pick<EventsStore, 'transitions'>;
}): PastLog {
  const names = new SeriesNames(database);
  const parsed = new Map<number, VigilConfig>();
  const parse = (id: number, yaml: string): VigilConfig | null => {
    const known = parsed.get(id);
    if (known !== undefined) return known;
    const config = parseConfig(yaml, 'vigil.yaml');
    if (!config.ok) return null;
    parsed.set(id, config.value);
    forgetOldest(parsed, MAX_KEPT_CONFIGURATIONS);
    return config.value;
  };
  return {
    configurationAt(atMs) {
      const stored = readConfigurationAt(database, atMs);
      const config = stored === null ? null : parse(stored.id, stored.yaml);
      return stored === null || config === null ? null : { config, demo: stored.demo };
    },
    samples: (range, fineFromMs) => readPastSamples({ database, store: samples, names }, range, fineFromMs),
    transitions: (range) => events.transitions({ service: null, ...range }),
    sourceEvents: (range) => readSourceEvents(database, range),
    silences: (range) => readSilences(database, range),
    alertEvents: (range) => readAlertEvents(database, range),
    annotationEvents: (range) => readAnnotationEvents(database, range),
    recordingSpans: (range) => readSpans(database, range),
  };
}
