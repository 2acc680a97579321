import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import type { HttpProblem } from '../policy/http-words.ts';
import type { PrometheusClient } from '../prometheus/client.ts';
import type { Family } from './family.ts';
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
 * however many series there are, and leaves out labels no series has.
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
  const rows = await combinations(known([...family.firstLabels, ...family.secondLabels, 'job']));
  if (!rows.ok) return rows;
  const valueLabels = known(family.valueLabels);
  const isNeeded = rows.value.length > 0 && valueLabels.length > 0;
  const valueRows = isNeeded ? await combinations(valueLabels) : ok([]);
  return valueRows.ok ? ok({ family, rows: rows.value, valueRows: valueRows.value }) : valueRows;
}
