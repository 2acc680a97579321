import type { Picture } from '../../../shared/contract/picture.ts';
import type { HealthState } from '../../../shared/domain/health-state.ts';
import {
  compareStates,
  orderServices,
  type ServiceSummary,
  shownStates,
} from '../../../shared/format/estate-summary.ts';
import { stateWord } from '../../../shared/format/words.ts';
import { cellState } from './cell-text.ts';
import { compareNames, type EstateView, facetWord, type Selection, serviceFacet } from './estate-view.ts';

/** Rows under one heading, worst first. */
export interface RowSection {
  readonly key: string;
  /** Null where rows are not grouped. */
  readonly title: string | null;
  readonly rows: readonly ServiceSummary[];
}

/**
 * The services a view shows, grouped: sections of tiers and owners by name, of states worst first. Pure.
 * @param summaries of the cells that the view shows
 * @param cellsOf the cells of each service
 * @param marks 1 for the cells that changed since somebody looked
 */
export function rowSections(
  picture: Picture,
  summaries: readonly ServiceSummary[],
  view: EstateView,
  selection: Selection,
  cellsOf: readonly (readonly number[])[],
  marks: Uint8Array,
): readonly RowSection[] {
  const { services } = picture.sections.catalogue;
  const codes = shownStates(picture);
  const wanted = view.facets.state;
  const shown = summaries.filter(
    (summary) =>
      selection.services[summary.service] === true &&
      (!view.onlyChanged || (cellsOf[summary.service] ?? []).some((cell) => marks[cell] === 1)) &&
      (wanted.size === 0 || isInState(summary, wanted, cellsOf[summary.service] ?? [], codes, selection)),
  );
  const ordered = orderServices(shown);
  if (view.rows === 'none') return [{ key: '', title: null, rows: ordered }];
  const grouping = view.rows;
  const keyOf = ({ service, state }: ServiceSummary): string => {
    const known = services[service];
    return grouping === 'state' ? state : known === undefined ? '' : serviceFacet(known, grouping);
  };
  return [...Map.groupBy(ordered, keyOf)]
    .toSorted(([a], [b]) =>
      grouping === 'state' ? compareStates(a as HealthState, b as HealthState) : compareNames(a, b),
    )
    .map(([key, rows]) => ({
      key: `${grouping} ${key}`,
      title: grouping === 'state' ? stateWord(key as HealthState) : facetWord(grouping, key),
      rows,
    }));
}

/** Its own state, or that of one of its cells; ok only when it is so itself: some cell is ok nearly everywhere. */
function isInState(
  summary: ServiceSummary,
  wanted: ReadonlySet<string>,
  cells: readonly number[],
  codes: Uint8Array,
  { cells: within }: Selection,
): boolean {
  if (wanted.has(summary.state)) return true;
  return cells.some((cell) => {
    if (within !== null && within[cell] !== 1) return false;
    const state = cellState(codes, cell);
    return state !== 'ok' && wanted.has(state);
  });
}
