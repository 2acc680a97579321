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

/**
 * The signals of a cell that are disputed, and every fresh claim about them: what makes it a conflict. What is no
 * longer fresh claims nothing.
 */
export function disputesOf(claims: readonly Claim[]): readonly Dispute[] {
  const bySignal = Map.groupBy(
    claims.filter(({ reading }) => reading.freshness === 'fresh'),
    ({ reading }) => reading.signal,
  );
  return [...bySignal].flatMap(([signal, said]) =>
    isDisputed(said.map(({ verdict }) => verdict))
      ? [
          {
            signal,
            claims: said.toSorted(
              (a, b) =>
                verdictRank[b.verdict] - verdictRank[a.verdict] ||
                (a.reading.sourceId < b.reading.sourceId ? -1 : 1),
            ),
          },
        ]
      : [],
  );
}
