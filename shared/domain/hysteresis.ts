import type { Verdict } from './signal.ts';

/** How many measurements in a row it takes to open trouble, and to close it. */
export interface Confirmation {
  readonly bad: number;
  readonly good: number;
}

/** One odd value is ignored, in either direction, and nothing is told later than at the second. */
export const defaultConfirmation: Confirmation = { bad: 2, good: 2 };
/** No more can be asked for: runs are counted up to here. */
export const MAX_CONFIRMATIONS = 100;

/** Nothing is held of a series: its next measurement counts as it is. */
export const NOTHING_HELD = 0;

const RUN_ZERO = 128;
const codeOf: Readonly<Record<Verdict, number>> = { ok: 1, degraded: 2, down: 3 };
const verdicts: readonly (Verdict | null)[] = [null, 'ok', 'degraded', 'down'];

/**
 * What is held of a series after one more measurement. Pure; a whole number, so that a column can keep it.
 *
 * What is held gets worse to what each of the last `bad` measurements reached at least, and better to what none of the
 * last `good` ones exceeded. The first measurement is held as it is.
 * @param held what was held before, or NOTHING_HELD
 * @param raw what the measurement alone says
 */
export function holdNext(held: number, raw: Verdict, { bad, good }: Confirmation): number {
  if (held === NOTHING_HELD) return packed(codeOf[raw], raw === 'ok' ? -1 : 1, raw === 'down' ? 1 : -1);
  const troubleRun = longer(runAt(held, 2), raw !== 'ok');
  const outageRun = longer(runAt(held, 10), raw === 'down');
  let code = held & 3;
  if (outageRun >= bad) code = codeOf.down;
  else if (troubleRun >= bad && code < codeOf.degraded) code = codeOf.degraded;
  if (-troubleRun >= good) code = codeOf.ok;
  else if (-outageRun >= good && code > codeOf.degraded) code = codeOf.degraded;
  return packed(code, troubleRun, outageRun);
}

/** The verdict that is held; null where nothing is. */
export function heldVerdict(held: number): Verdict | null {
  return verdicts[held & 3] ?? null;
}

/** Measurements in a row on one side: above zero beyond the limit, below zero within it. */
function longer(run: number, isBeyond: boolean): number {
  if (isBeyond) return run > 0 ? Math.min(run + 1, MAX_CONFIRMATIONS) : 1;
  return run < 0 ? Math.max(run - 1, -MAX_CONFIRMATIONS) : -1;
}

/** Two bits of what is held, then a byte for each run. */
function packed(code: number, troubleRun: number, outageRun: number): number {
  return code | ((troubleRun + RUN_ZERO) << 2) | ((outageRun + RUN_ZERO) << 10);
}

function runAt(held: number, shift: number): number {
  return ((held >> shift) & 255) - RUN_ZERO;
}
