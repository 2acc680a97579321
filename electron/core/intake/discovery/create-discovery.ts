import { type Guess, MAX_GUESS_EXAMPLES } from '../../../../shared/domain/guess.ts';
import { ok, type Result } from '../../../../shared/domain/result.ts';
import { sentUnits } from '../../config/fields.ts';
import type { SignalQuery } from '../../config/schema.ts';
import type { HttpProblem } from '../policy/http-words.ts';
import { runLimited } from '../policy/run-limited.ts';
import { recogniseAll } from './families/recognise-all.ts';
import type { Draft, Family } from './family.ts';
import { type FamilyEvidence, type LookedAt, lookAtFamily } from './look-at-family.ts';
import { metricNames } from './metric-names.ts';
import { anyOf, matcher } from './promql.ts';
import {
  type Asker,
  askEvidence,
  askLabelNames,
  askMetricNames,
  askRows,
  askScrapeIntervals,
} from './questions.ts';
import { MAX_ROWS, type VectorRow } from './vector-rows.ts';

/** What was recognised behind one address. */
export interface Discovery {
  /** Everything recognised, with reasons; `active` where `signals` uses it. */
  readonly guesses: readonly Guess[];
  /** The queries to ask, as if they had been configured. */
  readonly signals: Readonly<Record<string, readonly SignalQuery[]>>;
  /** What a person should know about how far this goes, one sentence each. */
  readonly notes: readonly string[];
}

/** Questions under way together: discovery must not be the load. */
const MAX_QUESTIONS_AT_ONCE = 2;
/** Services taken out of a query because another family measures them; with more, the query is left unused. */
const MAX_EXCLUDED = 200;

/** One proposal with what its query finds now. */
interface Candidate {
  readonly family: Family;
  readonly looked: LookedAt;
  readonly draft: Draft;
  found: Result<readonly VectorRow[], HttpProblem> | null;
}

/**
 * Recognises what a Prometheus server (or a relative) holds, by names and labels alone, in few questions: the
 * names, one or two per family that these hint at, and each proposed query once.
 * @param options.region what the source's configuration says for series without a region
 */
export function createDiscovery(
  client: Asker,
  options: { readonly region: string | null },
): { discover(): Promise<Result<Discovery, HttpProblem>> } {
  return {
    async discover() {
      const listed = await askMetricNames(client);
      if (!listed.ok) return listed;
      const labels = await askLabelNames(client);
      if (!labels.ok) return labels;
      const names = metricNames(listed.value, labels.value);
      const families = recogniseAll(names);
      const intervals = await askScrapeIntervals(client);
      const notes: string[] = [];
      let failure: HttpProblem | null = null;
      const failed = (about: string, problem: HttpProblem): void => {
        if (problem.scope === 'source') failure ??= problem;
        else notes.push(`${about} is left out: ${problem.sentence}`);
      };

      const evidence = new Map<Family, FamilyEvidence>();
      await runLimited(
        families.map((family) => async () => {
          const answer = await askEvidence(client, family, names);
          if (answer.ok) evidence.set(family, answer.value);
          // A native histogram is looked for where another shape may be: not finding it is no news.
          else if (answer.error.scope === 'source') failed(family.words, answer.error);
        }),
        MAX_QUESTIONS_AT_ONCE,
        () => failure !== null,
      );

      const candidates: Candidate[] = [];
      const services = new Set<string>();
      for (const family of families) {
        const found = evidence.get(family);
        if (found === undefined) continue;
        const looked = lookAtFamily(found, { region: options.region, intervals, services });
        if (looked === null) continue;
        if (family.kind === 'cell') for (const service of looked.firsts) services.add(service);
        for (const draft of family.drafts(looked.seen))
          candidates.push({ family, looked, draft, found: null });
      }
      await runLimited(
        candidates.map((candidate) => async () => {
          candidate.found = await askRows(client, candidate.draft.query([]));
          if (!candidate.found.ok)
            failed(`${candidate.draft.signal} of ${candidate.family.words}`, candidate.found.error);
        }),
        MAX_QUESTIONS_AT_ONCE,
        () => failure !== null,
      );
      if (failure !== null) return { ok: false, error: failure };

      const guesses = withoutDoubles(candidates);
      if (guesses.length === 0) {
        notes.push(
          `None of the ${listed.value.length} metric names at ${client.host} is one Vigil knows how to read; configure signals with queries of your own.`,
        );
      }
      return ok({ guesses, signals: signalsOf(guesses), notes });
    },
  };
}

/** Turns candidates into guesses, so that no service has a signal from two queries: the first family keeps it. */
function withoutDoubles(candidates: readonly Candidate[]): readonly Guess[] {
  const coveredBySignal = new Map<string, Set<string>>();
  return candidates.flatMap((candidate) => {
    if (candidate.found === null || !candidate.found.ok) return [];
    const rows = candidate.found.value;
    const { signal } = candidate.draft;
    const { first, second } = candidate.looked.seen;
    const covered = coveredBySignal.get(signal) ?? new Set<string>();
    coveredBySignal.set(signal, covered);
    const isLink = candidate.family.kind === 'link';
    const nameOf = (row: VectorRow): string =>
      isLink
        ? JSON.stringify([row.labels.get(first), row.labels.get(second ?? '')])
        : (row.labels.get(first) ?? '');
    const names = [...new Set([...rows.map(nameOf), ...(isLink ? [] : candidate.looked.firsts)])];
    const doubles = names.filter((name) => covered.has(name));
    const fresh = names.filter((name) => !covered.has(name));
    // Links are taken whole or not at all: pairs cannot be left out by one matcher.
    const usable = fresh.length > 0 && doubles.length <= (isLink ? 0 : MAX_EXCLUDED);
    if (usable) for (const name of fresh) covered.add(name);
    const without = usable && doubles.length > 0 ? [matcher(first, '!~', anyOf(doubles))] : [];
    const kept = usable
      ? rows.filter((row) => !covered.has(nameOf(row)) || fresh.includes(nameOf(row)))
      : rows;
    return [guessOf(candidate, kept, without, usable, doubles)];
  });
}

function guessOf(
  { family, looked, draft }: Candidate,
  rows: readonly VectorRow[],
  without: readonly string[],
  active: boolean,
  doubles: readonly string[],
): Guess {
  const { first, second } = looked.seen;
  const examples = (label: string): string[] =>
    [...new Set(rows.flatMap((row) => row.labels.get(label) ?? []))].toSorted().slice(0, MAX_GUESS_EXAMPLES);
  const regionLabel = second ?? 'region';
  const isLink = family.kind === 'link';
  return {
    id: `${family.id}/${draft.signal}`,
    family: family.words,
    signal: draft.signal,
    query: draft.query(without),
    unit: draft.unit ?? null,
    labels: isLink ? { from: first, to: regionLabel } : { service: first, region: regionLabel },
    why: `${sentence(family.because)}; ${looked.why}${doubleWords(active, doubles)}${rows.length === MAX_ROWS ? `; only the first ${MAX_ROWS} series were counted` : ''}.`,
    seriesCount: rows.length,
    services: isLink ? [] : examples(first),
    regions: isLink
      ? [...new Set([...examples(first), ...examples(regionLabel)])].slice(0, MAX_GUESS_EXAMPLES)
      : examples(regionLabel),
    active,
  };
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function doubleWords(active: boolean, doubles: readonly string[]): string {
  if (!active) return '; not used, because another family measures the same';
  if (doubles.length === 0) return '';
  return `; without the ${doubles.length} that another family measures`;
}

/** The queries of all active guesses, in the form of the configuration. */
function signalsOf(guesses: readonly Guess[]): Readonly<Record<string, readonly SignalQuery[]>> {
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
  return {
    query,
    ...optionalUnit(unit),
    labels: { service: 'service', region: 'region', from: 'from', to: 'to', ...defined(labels) },
  };
}

function defined(labels: Guess['labels']): Partial<SignalQuery['labels']> {
  return Object.fromEntries(Object.entries(labels).filter(([, label]) => label !== undefined));
}

function optionalUnit(unit: string | null): Pick<SignalQuery, 'unit'> {
  const known = sentUnits.find((one) => one === unit);
  return known === undefined ? {} : { unit: known };
}
