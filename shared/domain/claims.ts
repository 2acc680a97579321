import { isDisputed, verdictRank } from './cell-health.ts';
import type { Reading } from './reading.ts';
import type { Verdict } from './signal.ts';

/** What one source says of one signal: the reading names it and both clocks. */
export interface Claim {
  readonly reading: Reading;
  readonly verdict: Verdict;
}

/** One signal about which sources contradict each other, with what each of them says. */
export interface Dispute {
  readonly signal: string;
  /** Worst first, then by source. */
  readonly claims: readonly Claim[];
}

/** Which claims are listened to: what is no longer fresh claims nothing. */
const isFresh = ({ reading }: Claim): boolean => reading.freshness === 'fresh';

/**
 * The signals of a cell that are disputed, and every claim about them that counts: what makes it a conflict.
 * @param counts fresh claims unless told otherwise, as for a picture of another moment
 */
export function disputesOf(claims: readonly Claim[], counts = isFresh): readonly Dispute[] {
  return bySignal(claims.filter(counts)).filter((dispute) =>
    isDisputed(dispute.claims.map(({ verdict }) => verdict)),
  );
}

/** Every signal that more than one source tells of, with what each of them says. */
export function toldTwice(claims: readonly Claim[], counts = isFresh): readonly Dispute[] {
  return bySignal(claims.filter(counts)).filter((dispute) => dispute.claims.length > 1);
}

function bySignal(claims: readonly Claim[]): readonly Dispute[] {
  return [...Map.groupBy(claims, ({ reading }) => reading.signal)].map(([signal, said]) => ({
    signal,
    claims: said.toSorted(
      (a, b) =>
        verdictRank[b.verdict] - verdictRank[a.verdict] || (a.reading.sourceId < b.reading.sourceId ? -1 : 1),
    ),
  }));
}
