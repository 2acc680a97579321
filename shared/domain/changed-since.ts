import type { Catalogue } from './catalogue.ts';
import { codeOfHealthState, type HealthState, healthStateFromCode, needsAttention } from './health-state.ts';

/** What a person had seen when they last looked: the state of every cell then. */
export interface Look {
  /** When that was, by the hub's clock. */
  readonly atMs: number;
  /** By `cellName`. */
  readonly states: ReadonlyMap<string, HealthState>;
}

/** Cells one look remembers at most; what lies beyond is never marked. */
export const MAX_LOOK_CELLS = 20_000;

/** How a cell is called in a look: rows may stand elsewhere after a restart. */
export function cellName(serviceId: string, regionId: string): string {
  return `${serviceId}\n${regionId}`;
}

/** Remembers what is on screen now. Pure. @param codes state codes by cell row */
export function lookNow(catalogue: Catalogue, codes: Uint8Array, atMs: number): Look {
  const states = new Map<string, HealthState>();
  catalogue.cells.slice(0, MAX_LOOK_CELLS).forEach(([service, region], cell) => {
    const name = nameAt(catalogue, service, region);
    if (name !== null) states.set(name, healthStateFromCode(codes[cell] ?? 3));
  });
  return { atMs, states };
}

/** The states of a look by row of a catalogue: code + 1; 0 where the look knows nothing of a cell. Do this once per catalogue. */
export function seenCodes(catalogue: Catalogue, look: Look): Uint8Array {
  return Uint8Array.from(catalogue.cells, ([service, region]) => {
    const name = nameAt(catalogue, service, region);
    const state = name === null ? undefined : look.states.get(name);
    return state === undefined ? 0 : codeOfHealthState(state) + 1;
  });
}

/**
 * Marks the cells that are not as they were when somebody last looked: in another state, or bad again since. A cell
 * that is new is marked when it is bad. Pure.
 * @param seen from `seenCodes`
 * @param marks 1 for each changed cell; written in place
 * @returns how many are marked
 */
export function markChanged(
  seen: Uint8Array,
  lookedAtMs: number,
  codes: Uint8Array,
  sinceMs: Float64Array,
  marks: Uint8Array,
): number {
  let count = 0;
  for (let cell = 0; cell < marks.length; cell++) {
    const code = codes[cell] ?? 3;
    const before = seen[cell] ?? 0;
    const isChanged =
      before - 1 !== code
        ? before !== 0 || isBad[code] === true
        : isBad[code] === true && (sinceMs[cell] ?? Number.NaN) > lookedAtMs;
    marks[cell] = isChanged ? 1 : 0;
    if (isChanged) count += 1;
  }
  return count;
}

const isBad: readonly boolean[] = [0, 1, 2, 3, 4, 5, 6, 7].map((code) =>
  needsAttention(healthStateFromCode(code)),
);

function nameAt({ services, regions }: Catalogue, service: number, region: number): string | null {
  const [from, to] = [services[service], regions[region]];
  return from === undefined || to === undefined ? null : cellName(from.id, to.id);
}

/** Longest text of a look that is read. */
const MAX_LOOK_CHARS = 4_000_000;

/** A look as text to keep. */
export function lookText({ atMs, states }: Look): string {
  return JSON.stringify({
    atMs,
    states: [...states].map(([name, state]) => [name, codeOfHealthState(state)]),
  });
}

/** Reads what `lookText` wrote; null for anything else. */
export function parseLook(text: string): Look | null {
  if (text.length > MAX_LOOK_CHARS) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { atMs, states } = value as { readonly atMs?: unknown; readonly states?: unknown };
  if (typeof atMs !== 'number' || !Number.isFinite(atMs) || !Array.isArray(states)) return null;
  if (states.length > MAX_LOOK_CELLS) return null;
  const read = new Map<string, HealthState>();
  for (const pair of states as readonly unknown[]) {
    if (!Array.isArray(pair)) return null;
    const [name, code] = pair as readonly unknown[];
    if (typeof name !== 'string' || typeof code !== 'number' || !(code in isBad)) return null;
    read.set(name, healthStateFromCode(code));
  }
  return { atMs, states: read };
}
