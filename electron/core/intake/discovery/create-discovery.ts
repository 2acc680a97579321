import type { Guess } from '../../../../shared/domain/guess.ts';
import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import type { SignalQuery } from '../../config/schema.ts';
import type { HttpProblem } from '../policy/http-words.ts';
import { runLimited } from '../policy/run-limited.ts';
import { recogniseAll } from './families/recognise-all.ts';
import { type Candidate, guessesOf, signalsOf } from './guesses.ts';
import { type FamilyEvidence, lookAtFamily } from './look-at-family.ts';
import { metricNames } from './metric-names.ts';
import {
  type Asker,
  askEvidence,
  askLabelNames,
  askMetricNames,
  askRows,
  askScrapeIntervals,
} from './questions.ts';

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
/** Queries tried; an estate that would need more is better served by a configuration of its own. */
export const MAX_QUERIES_TRIED = 150;
/** Notes kept; a server that refuses everything says the same each time. */
const MAX_NOTES = 20;

/**
 * Recognises what a Prometheus server (or a relative) holds, by names and labels alone, in few questions: the
 * names, one or two per family that these hint at, and each proposed query once.
 *
 * A question the server refuses costs that family only; a server that does not answer is the error.
 * @param options.region what the source's configuration says for series without a region
 */
export function createDiscovery(
  client: Asker,
  options: { readonly region: string | null },
): { discover(): Promise<Result<Discovery, HttpProblem>> } {
  async function discover(): Promise<Result<Discovery, HttpProblem>> {
    const listed = await askMetricNames(client);
    if (!listed.ok) return listed;
    const labels = await askLabelNames(client);
    if (!labels.ok) return labels;
    const names = metricNames(listed.value, labels.value);
    const families = recogniseAll(names);

    const notes: string[] = [];
    let failure: HttpProblem | null = null;
    const ask = (jobs: readonly (() => Promise<HttpProblem | null>)[]): Promise<void> =>
      runLimited(
        jobs.map((job) => async () => {
          const problem = await job();
          if (problem?.scope === 'source') failure ??= problem;
        }),
        MAX_QUESTIONS_AT_ONCE,
        () => failure !== null,
      );

    const intervals = await askScrapeIntervals(client);
    const evidence = new Map<string, FamilyEvidence>();
    await ask(
      families.map((family) => async () => {
        const answer = await askEvidence(client, family, names);
        if (answer.ok) evidence.set(family.id, answer.value);
        // Native histograms are looked for on servers that may not know them: being refused is no news.
        return answer.ok ? null : answer.error;
      }),
    );

    const services = new Set<string>();
    const drafts = families.flatMap((family) => {
      const found = evidence.get(family.id);
      if (found === undefined) return [];
      const parts = lookAtFamily(found, { region: options.region, intervals, services });
      if (family.kind === 'cell')
        for (const { rows, seen } of parts)
          for (const { labels } of rows) services.add(labels.get(seen.first) ?? '');
      return parts.flatMap((looked, part) =>
        family.drafts(looked.seen).map((draft) => ({ family, looked, part, draft })),
      );
    });
    if (drafts.length > MAX_QUERIES_TRIED) {
      notes.push(`${drafts.length - MAX_QUERIES_TRIED} more queries would fit and were not tried.`);
      drafts.length = MAX_QUERIES_TRIED;
    }
    const candidates: (Candidate | null)[] = drafts.map(() => null);
    await ask(
      drafts.map((draft, index) => async () => {
        const rows = await askRows(client, draft.draft.query(draft.looked.matchers));
        if (rows.ok) candidates[index] = { ...draft, rows: rows.value };
        else notes.push(`${draft.draft.signal} of ${draft.family.words} is left out: ${rows.error.sentence}`);
        return rows.ok ? null : rows.error;
      }),
    );
    if (failure !== null) return err(failure);

    const guesses = guessesOf(candidates.filter((candidate) => candidate !== null));
    if (guesses.length === 0) notes.push(nothingWords(client.host, listed.value.length));
    return ok({ guesses, signals: signalsOf(guesses), notes: notes.slice(0, MAX_NOTES) });
  }
  return { discover };
}

function nothingWords(host: string, nameCount: number): string {
  return nameCount === 0
    ? `${host} holds no metrics yet; it may not have measured anything.`
    : `None of the metrics at ${host} is one Vigil knows (${nameCount} names); configure signals with queries of your own.`;
}
