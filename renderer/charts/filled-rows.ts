import type { ChartModel } from './chart-model.ts';

/** The rows of one line that were brought in afterwards, by their time. */
export interface FilledRows {
  readonly inside: ReadonlySet<number>;
  /** With the neighbours that lead there, so that the dashed line meets the other. */
  readonly drawn: ReadonlySet<number>;
}

const none: FilledRows = { inside: new Set(), drawn: new Set() };

/** Which rows of a chart are to be drawn as filled in later, for one series of its model. Pure. */
export function filledRows({ rows, filledLater }: ChartModel, series: number): FilledRows {
  const stretches = filledLater[series] ?? [];
  if (stretches.length === 0) return none;
  const inside = new Set<number>();
  const drawn = new Set<number>();
  rows.forEach(({ atMs }, index) => {
    if (!stretches.some(({ fromMs, toMs }) => atMs >= fromMs && atMs <= toMs)) return;
    inside.add(atMs);
    for (const neighbour of [index - 1, index, index + 1]) {
      const row = rows[neighbour];
      if (row !== undefined) drawn.add(row.atMs);
    }
  });
  return { inside, drawn };
}
