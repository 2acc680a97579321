import { assertNever } from '../../../../shared/domain/assert-never.ts';
import type { AlertReport, Sample } from '../../../../shared/domain/observation.ts';
import type { EventMapping } from '../../config/mapping-schema.ts';
import type { SeriesKeys } from '../policy/series-keys.ts';
import { compileAlertMapping } from './alert-mapping.ts';
import { compilePath } from './json-path.ts';
import { readItems, type Tally } from './mapping-items.ts';
import { compileSampleMapping } from './sample-mapping.ts';

/** What one message came to: `samples.length + alerts.length + rejectedCount` equals its items. */
interface DecodedMessage {
  readonly samples: readonly Sample[];
  readonly alerts: readonly AlertReport[];
  readonly rejectedCount: number;
  /** Names the event, the field, what was expected and what came instead. */
  readonly lastRejection: string | null;
}

/** A declared mapping, ready for messages. */
export interface CompiledMapping {
  /** What is wrong with the mapping itself, as a sentence; messages are refused then. */
  readonly problem: string | null;
  /** Never throws, whatever the payload. `nowMs` is the receive time. */
  decode(payload: unknown, nowMs: number): DecodedMessage;
}

/** Compiles the mapping of one event; `keys` are shared by the whole source. */
export function compileMapping(event: string, mapping: EventMapping, keys: SeriesKeys): CompiledMapping {
  const each = mapping.each === undefined ? null : compilePath(mapping.each);
  switch (mapping.to) {
    case 'sample': {
      const { problem, read } = compileSampleMapping(mapping.map, keys);
      return {
        problem: problem === null ? null : `Event "${event}" cannot be read: ${problem}.`,
        decode(payload, nowMs) {
          const samples: Sample[] = [];
          const tally: Tally = { rejectedCount: 0, lastRejection: null };
          readItems(event, each, payload, tally, (item) => {
            const sample = read(item, nowMs);
            if (typeof sample === 'string') return sample;
            samples.push(sample);
            return null;
          });
          return { samples, alerts: [], ...tally };
        },
      };
    }
    case 'alert': {
      const read = compileAlertMapping(mapping.map);
      return {
        problem: null,
        decode(payload, nowMs) {
          const alerts: AlertReport[] = [];
          const tally: Tally = { rejectedCount: 0, lastRejection: null };
          readItems(event, each, payload, tally, (item) => {
            const alert = read(item, nowMs);
            if (typeof alert === 'string') return alert;
            alerts.push(alert);
            return null;
          });
          return { samples: [], alerts, ...tally };
        },
      };
    }
    case 'annotation':
      return {
        problem: `Event "${event}" cannot be read: annotations are not mapped yet.`,
        decode: () => ({ samples: [], alerts: [], rejectedCount: 0, lastRejection: null }),
      };
    default:
      return assertNever(mapping);
  }
}
