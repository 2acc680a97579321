import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import type { HttpProblem } from '../policy/http-words.ts';
import type { PrometheusClient } from '../prometheus/client.ts';
import type { Family } from './family.ts';
import { labelSeen, placeLabelsAmong, someNamePlaces } from './label-choice.ts';
import type { FamilyEvidence } from './look-at-family.ts';
import type { MetricNames } from './metric-names.ts';
import { by, isClassicLabel } from './promql.ts';
import { type ScrapeIntervals, scrapeIntervals, unknownIntervals } from './scrape-intervals.ts';
import { listedNames, type VectorRow, vectorRows } from './vector-rows.ts';

/** Label combinations asked for of one family: enough to see what its labels mean. */
export const MAX_COMBINATIONS = 1_000;

/** The part of the client discovery needs. */
export type Asker = Pick<PrometheusClient, 'ask' | 'host'>;

type Answer<T> = Promise<Result<T, HttpProblem>>;

const question = (client: Asker, words: string): Result<never, HttpProblem> =>
  err({ scope: 'question', sentence: `${client.host} ${words}.` });

/** All metric names. They may include those of metrics that are no longer written. */
export async function askMetricNames(client: Asker): Answer<readonly string[]> {
  const reply = await client.ask('/api/v1/label/__name__/values');
  if (!reply.ok) return reply;
  const names = listedNames(reply.value);
  return names.ok ? names : question(client, names.error);
}

export async function askLabelNames(client: Asker): Answer<readonly string[]> {
  const reply = await client.ask('/api/v1/labels');
  if (!reply.ok) return reply;
  const names = listedNames(reply.value);
  return names.ok ? names : question(client, names.error);
}

/** Servers that do not scrape have no such page; nothing is known then. */
export async function askScrapeIntervals(client: Asker): Promise<ScrapeIntervals> {
  const reply = await client.ask('/api/v1/status/config');
  return reply.ok ? scrapeIntervals(reply.value) : unknownIntervals;
}

export async function askRows(client: Asker, query: string): Answer<readonly VectorRow[]> {
  const reply = await client.ask('/api/v1/query', { query });
  if (!reply.ok) return reply;
  const rows = vectorRows(reply.value);
  return rows.ok ? rows : question(client, rows.error);
}

/**
 * Which naming labels the series of a family have, and which values. Counting by labels keeps the answer small
 * however many series there are, and leaves out labels no series has. Where none of the usual labels holds a
 * known place, a few others are looked at for some.
 */
export async function askEvidence(client: Asker, family: Family, names: MetricNames): Answer<FamilyEvidence> {
  const known = (labels: readonly string[]) =>
    [...new Set(labels)].filter((label) => names.labels.has(label));
  const combinations = async (labels: readonly string[]): Answer<readonly VectorRow[]> => {
    const count = (some: readonly string[]) =>
      askRows(client, `topk(${MAX_COMBINATIONS}, count ${by(some)} (${family.series}))`);
    const rows = await count(labels);
    const classic = labels.filter(isClassicLabel);
    // Not every relative of Prometheus reads quoted label names, even where it stores them.
    return rows.ok || rows.error.scope === 'source' || classic.length === labels.length
      ? rows
      : await count(classic);
  };
  const naming = known([...family.firstLabels, ...family.secondLabels, 'job']);
  let rows = await combinations(naming);
  if (!rows.ok) return rows;
  let regions = family.secondLabels;
  const seen = (labels: readonly string[], some: readonly VectorRow[]) =>
    labels.map((label) => labelSeen(label, some));
  if (family.kind === 'cell' && rows.value.length > 0 && !someNamePlaces(seen(known(regions), rows.value))) {
    const others = otherLabels(names, naming);
    const otherRows = others.length === 0 ? ok([]) : await combinations(others);
    const places = otherRows.ok ? placeLabelsAmong(seen(others, otherRows.value)) : [];
    if (places.length > 0) {
      regions = [...regions, ...places];
      rows = await combinations([...naming, ...places]);
      if (!rows.ok) return rows;
    }
  }
  const valueLabels = known(family.valueLabels);
  const isNeeded = rows.value.length > 0 && valueLabels.length > 0;
  const valueRows = isNeeded ? await combinations(valueLabels) : ok([]);
  if (!valueRows.ok) return valueRows;
  return ok({ family: { ...family, secondLabels: regions }, rows: rows.value, valueRows: valueRows.value });
}

/** Labels looked at for places where none of the usual ones holds any. */
const MAX_OTHER_LABELS = 12;
/** These never name places, and some of them have a value for every request. */
const neverPlaces = new Set(
  'le quantile instance pod pod_name container_id id uid uuid trace_id code status status_code method path handler uri route url cpu mode device module phase version job'.split(
    ' ',
  ),
);

function otherLabels(names: MetricNames, naming: readonly string[]): readonly string[] {
  return [...names.labels]
    .filter((label) => !label.startsWith('__') && !neverPlaces.has(label) && !naming.includes(label))
    .toSorted()
    .slice(0, MAX_OTHER_LABELS);
}
