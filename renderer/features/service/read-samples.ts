import type { Client } from '../../../shared/contract/client.ts';
import {
  type CommandReply,
  type CommandRequest,
  MAX_HISTORY_POINTS,
} from '../../../shared/contract/commands.ts';
import { type Failure, failure } from '../../../shared/domain/failure.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';

type HistorySeries = CommandReply<'history'>['series'][number];

/**
 * The log is asked for this much at a time: answers hold so many points that a source which sends three values a
 * second is answered with every one of them.
 */
export const SLICE_MS = 10 * 60_000;
/** Where an answer holds more than its points, the log keeps the least and the greatest value of each such stretch. */
const THINNED_BELOW_MS = (2 * SLICE_MS) / MAX_HISTORY_POINTS;

export interface Samples {
  /** Each series once, oldest sample first. */
  readonly series: readonly HistorySeries[];
  /** Some samples lie so close that the log may have left out others between them. */
  readonly mayBeThinned: boolean;
}

/** Every sample the log holds for a question, whatever a chart shows of them. */
export async function readSamples(
  client: Pick<Client, 'request'>,
  question: Omit<CommandRequest<'history'>, 'maxPoints'>,
): Promise<Result<Samples, Failure>> {
  const found = new Map<string, HistorySeries>();
  for (let fromMs = question.fromMs; fromMs < question.toMs; fromMs += SLICE_MS) {
    const toMs = Math.min(fromMs + SLICE_MS, question.toMs);
    const reply = await client.request('history', {
      ...question,
      fromMs,
      toMs,
      maxPoints: MAX_HISTORY_POINTS,
    });
    if (!reply.ok) return err(isSilence(reply.error) ? unanswered : reply.error);
    for (const series of reply.value.series) append(found, series);
  }
  const series = [...found.values()];
  return ok({ series, mayBeThinned: series.some(isCrowded) });
}

/** The log cannot be read while nobody answers: what a remembered picture shows is all there is. */
export const unanswered = failure(
  'disconnected',
  'Vigil does not answer, so its log cannot be read. Try again when the picture is live.',
  true,
);

function isSilence({ kind }: Failure): boolean {
  return kind === 'timeout' || kind === 'disconnected';
}

/** A sample between two slices comes with both. */
function append(found: Map<string, HistorySeries>, next: HistorySeries): void {
  const key = JSON.stringify([next.signal, next.region, next.sourceId, next.unit]);
  const known = found.get(key);
  if (known === undefined) {
    found.set(key, {
      ...next,
      atMs: [...next.atMs],
      value: [...next.value],
      filledLater: [...next.filledLater],
    });
    return;
  }
  const lastMs = known.atMs.at(-1) ?? Number.NEGATIVE_INFINITY;
  next.atMs.forEach((atMs, index) => {
    const value = next.value[index];
    if (atMs <= lastMs || value === undefined) return;
    known.atMs.push(atMs);
    known.value.push(value);
  });
  known.filledLater.push(...next.filledLater);
}

function isCrowded({ atMs }: HistorySeries): boolean {
  return atMs.some((at, index) => index > 0 && at - (atMs[index - 1] ?? at) < THINNED_BELOW_MS);
}
