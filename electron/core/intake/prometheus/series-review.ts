import type { SeriesKey } from '../../../../shared/domain/observation.ts';
import { createTurns } from '../policy/turns.ts';
import type { DecodedVector } from './decode-vector.ts';
import type { LabelCache } from './label-cache.ts';

/** Series looked at between two looks at the clock. */
const SERIES_PER_LOOK = 5_000;

/** A series that has been gone for longer is not expected back. */
export const EXPECTED_FOR_MS = 15 * 60_000;

/** What a good reply says about the series of the replies before. */
export interface SeriesReview {
  /** Series the reply before held and this one lacks: they are not measured any more. */
  readonly absent: readonly SeriesKey[];
  /** Every series that is lacking now and was there within EXPECTED_FOR_MS. */
  readonly missing: readonly SeriesKey[];
}

/** Compares a complete good reply with what the same query found before, and remembers what it holds. */
export async function reviewSeries(
  cache: LabelCache,
  { round, values }: Pick<DecodedVector, 'round' | 'values'>,
  nowMs: number,
): Promise<SeriesReview> {
  const turns = createTurns();
  const absent: SeriesKey[] = [];
  const missing: SeriesKey[] = [];
  for (const [index, slot] of cache.slots().entries()) {
    if (index % SERIES_PER_LOOK === 0 && turns.isSpent()) await turns.next();
    // A value that was refused vouches for nothing: its series is as good as absent.
    const isPresent = slot.round === round && !Number.isNaN(values[slot.index]);
    if (isPresent) slot.seenAtMs = nowMs;
    else if (slot.seenAtMs !== 0) {
      if (slot.isPresent) absent.push(slot.key);
      // Our clock may have been set back meanwhile; then the quarter of an hour begins anew.
      if (slot.seenAtMs > nowMs) slot.seenAtMs = nowMs;
      if (nowMs - slot.seenAtMs <= EXPECTED_FOR_MS) missing.push(slot.key);
      else slot.seenAtMs = 0;
    }
    slot.isPresent = isPresent;
  }
  return { absent, missing };
}

/** `checkout / eu-west-1`, as people name what is missing. */
export function seriesName({ subject }: SeriesKey): string {
  return subject.kind === 'cell'
    ? `${subject.service} / ${subject.region}`
    : `${subject.from} → ${subject.to}`;
}
