import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import type { HttpProblem } from '../policy/http-words.ts';
import type { PrometheusClient, QueryParameters, ReadReply } from './client.ts';
import { createVectorDecoder, type DecodedVector } from './decode-vector.ts';
import type { PreparedQuery } from './queries.ts';

/** The values of one query, and how the answer looked. */
export interface VectorAnswer extends Pick<ReadReply, 'head' | 'bytes'> {
  readonly vector: DecodedVector;
  /** The reply in which the slots learned when they were really measured; null where the reply's own times stand. */
  readonly timesRound: number | null;
}

/** The rest of a sentence, with the server as its subject. */
export const aboutQuestion = (client: PrometheusClient, words: string): Result<never, HttpProblem> =>
  err({ scope: 'question', sentence: `${client.host} ${words}.` });

/**
 * Asks for the values of one query, with the times they were measured at.
 *
 * The times are asked first: should a scrape fall between the two requests, values are called older than
 * they are, never younger. When they cannot be had the query has failed, because its age would be a guess.
 *
 * @param parameters what this server wants to be told beyond the query
 */
export async function askVector(
  client: PrometheusClient,
  query: PreparedQuery,
  parameters: QueryParameters,
): Promise<Result<VectorAnswer, HttpProblem>> {
  const times =
    query.timestampPromql === null
      ? ok(null)
      : await askTimes(client, query, { ...parameters, query: query.timestampPromql });
  if (!times.ok) return times;
  // What the slots have just learned must still be known when the values are read.
  const decoder = createVectorDecoder(query.mapping, query.cache, times.value === null);
  const reply = await client.read('/api/v1/query', { ...parameters, query: query.promql }, 'result', decoder);
  if (!reply.ok) return reply;
  const { envelope, head, bytes } = reply.value;
  const decoded = decoder.finish(envelope);
  if (!decoded.ok) return aboutQuestion(client, decoded.error);
  return ok({ vector: decoded.value, timesRound: times.value, head, bytes });
}

/** Tells the slots when their values were measured. @returns the round they were told in */
async function askTimes(
  client: PrometheusClient,
  query: PreparedQuery,
  parameters: QueryParameters,
): Promise<Result<number, HttpProblem>> {
  const decoder = createVectorDecoder(query.timestampMapping, query.cache);
  const reply = await client.read('/api/v1/query', parameters, 'result', decoder);
  if (!reply.ok) return reply;
  const decoded = decoder.finish(reply.value.envelope);
  if (!decoded.ok) return aboutQuestion(client, decoded.error);
  const { slots, values, round } = decoded.value;
  for (const [index, slot] of slots.entries()) {
    const seconds = values[index]!;
    if (Number.isNaN(seconds)) continue;
    slot.measuredRound = round;
    slot.measuredAtMs = Math.round(seconds * 1_000);
  }
  return ok(round);
}

/** Asks whether the server can answer anything at all. */
export async function askNothing(client: PrometheusClient): Promise<Result<null, HttpProblem>> {
  const reply = await client.ask('/api/v1/query', { query: 'vector(1)' });
  if (!reply.ok) return reply;
  return reply.value.trimStart().startsWith('{')
    ? ok(null)
    : aboutQuestion(client, 'does not answer in JSON');
}
