import { type Guess, MAX_GUESS_EXAMPLES } from '../../../../shared/domain/guess.ts';
import { sentUnits } from '../../config/fields.ts';
import type { SignalQuery } from '../../config/schema.ts';
import { type Coverage, coverageOf, type Yielding, yieldTo } from './doubles.ts';
import type { Draft, Family } from './family.ts';
import type { LookedAt } from './look-at-family.ts';
import { quoted } from './promql.ts';
import { MAX_ROWS, type VectorRow } from './vector-rows.ts';

/** One proposal with what its query finds now. */
export interface Candidate {
  readonly family: Family;
  readonly looked: LookedAt;
  /** Which part of the family this is: 0 for the one most series belong to. */
  readonly part: number;
  readonly draft: Draft;
  readonly rows: readonly VectorRow[];
}

/** Region of series that name none, when the source has none either. */
const DEFAULT_REGION = 'default';

/**
 * Turns candidates into guesses, the most trustworthy first, so that no service has a signal from two queries.
 * @param candidates in the order of their families' rank
 */
export function guessesOf(candidates: readonly Candidate[]): readonly Guess[] {
  const earlier = new Map<string, Coverage[]>();
  return candidates.map((candidate) => {
    const { family, looked, draft } = candidate;
    const before = earlier.get(draft.signal) ?? [];
    earlier.set(draft.signal, before);
    // A service without requests right now has no quantile, and is the family's all the same.
    const own = coverageOf(family, looked, [...candidate.rows, ...looked.rows]);
    const yielding = yieldTo(before, own);
    if (yielding.active) before.push(own);
    return guessOf(candidate, yielding);
  });
}

/** The queries of all active guesses, in the form of the configuration. */
export function signalsOf(guesses: readonly Guess[]): Readonly<Record<string, readonly SignalQuery[]>> {
  const active = guesses.filter((guess) => guess.active);
  return Object.fromEntries(
    Object.entries(Object.groupBy(active, ({ signal }) => signal)).map(([signal, all = []]) => [
      signal,
      all.map(signalQueryOf),
    ]),
  );
}

/** A guess as an entry under `signals`. */
export function signalQueryOf({ query, unit, labels }: Guess): SignalQuery {
  const { service = 'service', region = 'region', from = 'from', to = 'to' } = labels;
  const known = sentUnits.find((one) => one === unit);
  return { query, ...(known === undefined ? {} : { unit: known }), labels: { service, region, from, to } };
}

/** The query as it is asked: without doubles, and with a region for every series. */
function finished(
  draft: Draft,
  { seen, matchers }: LookedAt,
  { matchers: others, clauses }: Yielding,
): string {
  const query = `${draft.query([...matchers, ...others])}${clauses.join('')}`;
  if (!seen.fillRegion) return query;
  const label = quoted(seen.second ?? 'region');
  return `label_replace(${query}, ${label}, ${quoted(DEFAULT_REGION)}, ${label}, "")`;
}

function guessOf({ family, looked, part, draft, rows }: Candidate, yielding: Yielding): Guess {
  const { first, second } = looked.seen;
  const isLink = family.kind === 'link';
  const secondLabel = second ?? 'region';
  const left = rows.filter((row) => yielding.keeps(row));
  const examples = (labels: readonly string[]): string[] =>
    [...new Set(left.flatMap((row) => labels.flatMap((label) => row.labels.get(label) ?? [])))]
      .toSorted()
      .slice(0, MAX_GUESS_EXAMPLES);
  return {
    id: [family.id, draft.signal, ...(part === 0 ? [] : [first])].join('/'),
    family: family.words,
    signal: draft.signal,
    query: finished(draft, looked, yielding),
    unit: draft.unit ?? null,
    labels: isLink ? { from: first, to: secondLabel } : { service: first, region: secondLabel },
    why: whyWords(family, looked, yielding, rows.length),
    seriesCount: left.length,
    services: isLink ? [] : examples([first]),
    regions: examples(isLink ? [first, secondLabel] : [secondLabel]),
    active: yielding.active,
  };
}

function whyWords(family: Family, looked: LookedAt, yielding: Yielding, rowCount: number): string {
  const clauses = [family.because, looked.why];
  const others = [...new Set(yielding.behind)].join(' and ');
  if (!yielding.active) clauses.push(`not used, because ${others} tell the same`);
  else if (others !== '') clauses.push(`only for what ${others} do not tell`);
  if (rowCount === 0) clauses.push('it finds nothing right now');
  if (rowCount === MAX_ROWS) clauses.push(`only the first ${MAX_ROWS} series were counted`);
  const words = clauses.join('; ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
