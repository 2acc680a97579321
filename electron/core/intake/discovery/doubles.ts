import type { Family } from './family.ts';
import type { LookedAt } from './look-at-family.ts';
import { anyOf, matcher, on } from './promql.ts';
import type { VectorRow } from './vector-rows.ts';

/** What one query measures: which services in which regions, or which pairs of places. */
export interface Coverage {
  readonly family: Family;
  readonly looked: LookedAt;
  readonly cells: ReadonlySet<string>;
  readonly firsts: ReadonlySet<string>;
}

/** How a query is kept from measuring what better families measure already. */
export interface Yielding {
  /** False when nothing is left for it. */
  readonly active: boolean;
  /** Matchers for its selectors. */
  readonly matchers: readonly string[];
  /** Set operations to stand behind it. */
  readonly clauses: readonly string[];
  /** Whether a series the query finds on its own is still found then. */
  keeps(row: VectorRow): boolean;
  /** In words, which families come first; empty when none does. */
  readonly behind: readonly string[];
}

/** Services taken out by name; with more the query would be too long and is not used. */
const MAX_NAMED_SERVICES = 200;

function cellOf(row: VectorRow, { first, second }: LookedAt['seen']): string {
  // Newlines do not occur in names worth telling apart.
  return `${row.labels.get(first) ?? ''}\n${second === null ? '' : (row.labels.get(second) ?? '')}`;
}

const firstOf = (cell: string): string => cell.slice(0, cell.indexOf('\n'));

/** @param rows what the family's series or its query showed */
export function coverageOf(family: Family, looked: LookedAt, rows: readonly VectorRow[]): Coverage {
  const cells = new Set(rows.map((row) => cellOf(row, looked.seen)));
  return { family, looked, cells, firsts: new Set([...cells].map(firstOf)) };
}

/**
 * Decides what a query leaves to those before it. Where both use the same labels it yields series by series, so
 * that services which appear later are judged alike; where labels differ, the services known now are named.
 */
export function yieldTo(earlier: readonly Coverage[], own: Coverage): Yielding {
  const clauses: string[] = [];
  const matchers: string[] = [];
  const behind: string[] = [];
  let left = [...own.cells];
  for (const other of earlier) {
    const sameLabels = String(other.looked.seen.group) === String(own.looked.seen.group);
    const wide = own.family.standsBack || !sameLabels;
    const isTaken = (cell: string) => (wide ? other.firsts.has(firstOf(cell)) : other.cells.has(cell));
    const taken = left.filter(isTaken);
    if (taken.length === 0) continue;
    left = left.filter((cell) => !isTaken(cell));
    behind.push(other.family.words);
    if (other.looked.seen.first === own.looked.seen.first && (sameLabels || own.family.standsBack)) {
      clauses.push(
        ` unless ${on(wide ? [own.looked.seen.first] : own.looked.seen.group)} ${other.family.series}`,
      );
      continue;
    }
    // In one order whatever the server answered in: a query that stays the same keeps its history.
    const names = [...new Set(taken.map(firstOf))].toSorted();
    // A pair of places is not told by one of its ends.
    if (own.family.kind === 'link' || names.length > MAX_NAMED_SERVICES) left = [];
    matchers.push(matcher(own.looked.seen.first, '!~', anyOf(names)));
  }
  if (left.length === 0 && own.cells.size > 0)
    return { active: false, matchers: [], clauses: [], behind, keeps: () => true };
  const kept = new Set(left);
  return {
    active: true,
    matchers,
    clauses: [...new Set(clauses)],
    behind,
    keeps: (row) => kept.has(cellOf(row, own.looked.seen)),
  };
}
