import type { CellInput } from '../../../shared/domain/cell-health.ts';
import { ageMs } from '../../../shared/domain/freshness.ts';
import { heldVerdict } from '../../../shared/domain/hysteresis.ts';
import { standing } from '../../../shared/domain/standing.ts';
import type { CatalogueBuilder } from './catalogue-builder.ts';
import type { SeriesTable } from './series-table.ts';
import type { StatusTable } from './status-table.ts';

/** Of a source that has said nothing of itself yet. */
export const DEFAULT_STALE_AFTER_MS = 15_000;

/** Every series of a cell as the evaluation sees it at a moment. */
export function cellInputs(
  names: CatalogueBuilder,
  series: SeriesTable,
  statuses: StatusTable,
  cell: number,
  nowMs: number,
): readonly CellInput[] {
  return names.seriesOfCell[cell]!.map((row): CellInput => {
    const { signal, source } = names.series[row]!;
    const status = statuses.get(names.sources[source]!);
    const stands = series.standing.array[row];
    return {
      row,
      signal,
      value: series.value.array[row]!,
      ageMs:
        stands === standing.absent
          ? Number.POSITIVE_INFINITY
          : ageMs(series.sampledAtMs.array[row]!, series.receivedAtMs.array[row]!, nowMs),
      // What only a snapshot remembers is never fresh, however young it is.
      staleAfterMs: stands === standing.reported ? (status?.staleAfterMs ?? DEFAULT_STALE_AFTER_MS) : -1,
      sourceState: status?.state ?? 'connecting',
      limits: names.ruleOfRow[row]?.limits,
      held: heldVerdict(series.held.array[row]!),
      goodAgeMs: nowMs - series.goodAtMs.array[row]!,
    };
  });
}
