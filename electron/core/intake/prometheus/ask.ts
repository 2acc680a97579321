import type { Sample, SeriesKey } from '../../../../shared/domain/observation.ts';
import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import type { HttpProblem } from '../policy/http-words.ts';
import type { PrometheusClient } from './client.ts';
import { type DecodedMatrix, decodeMatrix } from './decode-matrix.ts';
import { type DecodedVector, decodeVector } from './decode-vector.ts';
import type { PreparedQuery } from './queries.ts';

/** History asked for at the start and after a recovery. */
const BACKFILL_SPAN_SECONDS = 15 * 60;
const BACKFILL_STEP_SECONDS = 30;

const aboutQuestion = (client: PrometheusClient, words: string): Result<never, HttpProblem> =>
  err({ scope: 'question', sentence: `${client.host} ${words}.` });

/**
 * Asks for the values of one query, with the times they were measured at.
 *
 * The times are asked first: should a scrape fall between the two requests, values are called older than
 * they are, never younger. When they cannot be had the query has failed, because its age would be a guess.
 */
export async function askVector(
  client: PrometheusClient,
  query: PreparedQuery,
): Promise<Result<DecodedVector, HttpProblem>> {
  const times =
    query.timestampPromql === null ? ok(null) : await askTimes(client, query, query.timestampPromql);
  if (!times.ok) return times;
  const reply = await client.ask('/api/v1/query', { query: query.promql });
  if (!reply.ok) return reply;
  const decoded = decodeVector(reply.value, query.mapping, query.cache);
  if (!decoded.ok) return aboutQuestion(client, decoded.error);
  return ok(times.value === null ? decoded.value : withTimes(decoded.value, times.value));
}

async function askTimes(
  client: PrometheusClient,
  query: PreparedQuery,
  promql: string,
): Promise<Result<ReadonlyMap<SeriesKey, number>, HttpProblem>> {
  const reply = await client.ask('/api/v1/query', { query: promql });
  if (!reply.ok) return reply;
  const decoded = decodeVector(reply.value, query.timestampMapping, query.cache);
  if (!decoded.ok) return aboutQuestion(client, decoded.error);
  return ok(new Map(decoded.value.samples.map((sample) => [sample.key, Math.round(sample.value * 1_000)])));
}

/** A series that came up between the two requests was measured just now: its evaluation time is right. */
function withTimes(decoded: DecodedVector, times: ReadonlyMap<SeriesKey, number>): DecodedVector {
  const samples: Sample[] = decoded.samples.map((sample) => ({
    key: sample.key,
    value: sample.value,
    sampledAtMs: times.get(sample.key) ?? sample.sampledAtMs,
  }));
  return { ...decoded, samples };
}

/** Asks for the last 15 minutes of one query in steps of 30 s. */
export async function askHistory(
  client: PrometheusClient,
  query: PreparedQuery,
  nowMs: number,
): Promise<Result<DecodedMatrix, HttpProblem>> {
  // On the step's grid, as caching servers in front of Prometheus like it.
  const end = Math.floor(nowMs / 1_000 / BACKFILL_STEP_SECONDS) * BACKFILL_STEP_SECONDS;
  const reply = await client.ask('/api/v1/query_range', {
    query: query.promql,
    start: String(end - BACKFILL_SPAN_SECONDS),
    end: String(end),
    step: String(BACKFILL_STEP_SECONDS),
  });
  if (!reply.ok) return reply;
  const decoded = decodeMatrix(reply.value, query.mapping, query.cache);
  return decoded.ok ? decoded : aboutQuestion(client, decoded.error);
}

/** Asks whether the server can answer anything at all. */
export async function askNothing(client: PrometheusClient): Promise<Result<null, HttpProblem>> {
  const reply = await client.ask('/api/v1/query', { query: 'vector(1)' });
  if (!reply.ok) return reply;
  return reply.value.trimStart().startsWith('{')
    ? ok(null)
    : aboutQuestion(client, 'does not answer in JSON');
}
