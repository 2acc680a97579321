import type { Annotation } from '../../../../shared/domain/annotation.ts';
import { assertNever } from '../../../../shared/domain/assert-never.ts';
import type { AlertReport, Sample } from '../../../../shared/domain/observation.ts';
import type { EventMapping } from '../../config/mapping-schema.ts';
import type { SeriesKeys } from '../policy/series-keys.ts';
import { compileAlertMapping } from './alert-mapping.ts';
import { compileAnnotationMapping } from './annotation-mapping.ts';
import { type CompiledPath, compilePath } from './json-path.ts';
import { readItems, type Tally } from './mapping-items.ts';
import { compileSampleMapping } from './sample-mapping.ts';

/** What one message came to: its three lists and `rejectedCount` together equal its items. */
export interface DecodedMessage {
  readonly samples: readonly Sample[];
  readonly alerts: readonly AlertReport[];
  readonly annotations: readonly Annotation[];
  readonly rejectedCount: number;
  /** Names the event, the field, what was expected and what came instead. */
  readonly lastRejection: string | null;
}

/** A declared mapping, ready for messages. */
export interface CompiledMapping {
  /** What is wrong with the mapping itself, as a sentence; messages are refused then. */
  readonly problem: string | null;
  /** The sender says when its samples were taken; otherwise they carry the receive time. */
  readonly timed: boolean;
  /** Never throws, whatever the payload. `nowMs` is the receive time. */
  decode(payload: unknown, nowMs: number): DecodedMessage;
}

const none: readonly never[] = [];

/** Compiles the mapping of one event; `keys` are shared by the whole source. */
export function compileMapping(
  sourceId: string,
  event: string,
  mapping: EventMapping,
  keys: SeriesKeys,
): CompiledMapping {
  const each = mapping.each === undefined ? null : compilePath(mapping.each);
  switch (mapping.to) {
    case 'sample': {
      const { problem, read } = compileSampleMapping(mapping.map, keys);
      return {
        problem: problem === null ? null : `Event "${event}" cannot be read: ${problem}.`,
        timed: mapping.map.at !== undefined,
        decode(payload, nowMs) {
          const { items: samples, tally } = readAll(event, each, payload, nowMs, read);
          return { samples, alerts: none, annotations: none, ...tally };
        },
      };
    }
    case 'alert': {
      const read = compileAlertMapping(mapping.map);
      return {
        problem: null,
        timed: false,
        decode(payload, nowMs) {
          const { items: alerts, tally } = readAll(event, each, payload, nowMs, read);
          return { samples: none, alerts, annotations: none, ...tally };
        },
      };
    }
    case 'annotation': {
      const read = compileAnnotationMapping(sourceId, mapping.map);
      return {
        problem: null,
        timed: false,
        decode(payload, nowMs) {
          const { items: annotations, tally } = readAll(event, each, payload, nowMs, read);
          return { samples: none, alerts: none, annotations, ...tally };
        },
      };
    }
    default:
      return assertNever(mapping);
  }
}

function readAll<T extends object>(
  event: string,
  each: CompiledPath | null,
  payload: unknown,
  nowMs: number,
  read: (item: unknown, nowMs: number) => T | string,
): { readonly items: readonly T[]; readonly tally: Tally } {
  const items: T[] = [];
  const tally: Tally = { rejectedCount: 0, lastRejection: null };
  readItems(event, each, payload, tally, (item) => {
    const taken = read(item, nowMs);
    if (typeof taken === 'string') return taken;
    items.push(taken);
    return null;
  });
  return { items, tally };
}
