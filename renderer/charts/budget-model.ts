import type { ObjectiveStatus } from '../../shared/domain/objective.ts';

const DAY_MS = 86_400_000;

export interface BudgetPoint {
  readonly atMs: number;
  /** Budget left at that moment in milliseconds; negative when overspent. */
  readonly leftMs: number;
}

/**
 * The budget as it was spent over the window: one step at the end of each day with loss; the last point is
 * what is left now, exactly. A window may begin inside a day: that day counts with what the other days do
 * not explain of the total, so that the steps always add up.
 */
export function budgetLine(objective: ObjectiveStatus): readonly BudgetPoint[] {
  const { fromMs, toMs, budgetMs, badMs } = objective;
  if (objective.availability === null || !(toMs > fromMs)) return [];
  const days = objective.days
    .filter((day) => day.dayStartMs + DAY_MS > fromMs && day.dayStartMs < toMs)
    .toSorted((a, b) => a.dayStartMs - b.dayStartMs);
  const wholeDaysMs = days
    .filter((day) => day.dayStartMs >= fromMs)
    .reduce((sum, day) => sum + (day.badMs ?? 0), 0);
  const points: BudgetPoint[] = [{ atMs: fromMs, leftMs: budgetMs }];
  let spentMs = 0;
  for (const day of days) {
    const lostMs = day.dayStartMs < fromMs ? Math.max(0, badMs - wholeDaysMs) : (day.badMs ?? 0);
    const atMs = day.dayStartMs + DAY_MS;
    if (lostMs <= 0 || atMs >= toMs) continue;
    spentMs = Math.min(badMs, spentMs + lostMs);
    points.push({ atMs, leftMs: budgetMs - spentMs });
  }
  points.push({ atMs: toMs, leftMs: objective.budgetLeftMs });
  return points;
}
