import type { Alert } from '../../../shared/domain/alert.ts';

/** 0: over already; then by severity. What ranks lowest makes room first. */
export type AlertRank = 0 | 1 | 2 | 3;

const ranks: readonly AlertRank[] = [0, 1, 2, 3];

export function rankOf({ state, severity }: Pick<Alert, 'state' | 'severity'>): AlertRank {
  if (state === 'resolved') return 0;
  return severity === 'critical' ? 3 : severity === 'warning' ? 2 : 1;
}

/** Knows which alert matters least, in constant time: a storm must not be sorted again at every message. */
export class AlertRanks {
  private readonly idsOf: Readonly<Record<AlertRank, Set<string>>> = {
    0: new Set(),
    1: new Set(),
    2: new Set(),
    3: new Set(),
  };
  private readonly rankOfId = new Map<string, AlertRank>();

  set(id: string, rank: AlertRank): void {
    const before = this.rankOfId.get(id);
    if (before === rank) return;
    if (before !== undefined) this.idsOf[before].delete(id);
    this.idsOf[rank].add(id);
    this.rankOfId.set(id, rank);
  }

  delete(id: string): void {
    const rank = this.rankOfId.get(id);
    if (rank !== undefined) this.idsOf[rank].delete(id);
    this.rankOfId.delete(id);
  }

  /** The alert of the lowest rank below this one that is longest in it, or null when all matter as much. */
  leastBelow(rank: AlertRank): { readonly id: string; readonly rank: AlertRank } | null {
    for (const lower of ranks) {
      if (lower >= rank) return null;
      for (const id of this.idsOf[lower]) return { id, rank: lower };
    }
    return null;
  }
}
