import { describe, expect, it } from 'vitest';
import { readSamples, SLICE_MS, unanswered } from '../../../../renderer/features/service/read-samples.ts';
import type { Client } from '../../../../shared/contract/client.ts';
import { type CommandReply, type CommandRequest, commands } from '../../../../shared/contract/commands.ts';
import { failure } from '../../../../shared/domain/failure.ts';
import { err, ok } from '../../../../shared/domain/result.ts';

const question = {
  fromMs: 0,
  toMs: 2.5 * SLICE_MS,
  knownByMs: null,
  service: 'checkout',
  region: 'eu-west-1',
  signals: ['latency_p95'],
};

/** A log with a sample of each source every `stepMs`, that answers as the contract says: bounds included. */
function logOf(stepMs: number, sources: readonly string[] = ['a'], failsAt = Number.POSITIVE_INFINITY) {
  const asked: CommandRequest<'history'>[] = [];
  const request = async (_name: string, payload: unknown): ReturnType<Client['request']> => {
    const part = commands.history.request.parse(payload);
    asked.push(part);
    if (asked.length > failsAt) return err(failure('timeout', 'Not in time.', true));
    const series = sources.map((sourceId): CommandReply<'history'>['series'][number] => {
      const atMs: number[] = [];
      for (let at = Math.ceil(part.fromMs / stepMs) * stepMs; at <= part.toMs; at += stepMs) atMs.push(at);
      const base = { signal: 'latency_p95', region: 'eu-west-1', sourceId, unit: 'seconds' } as const;
      return { ...base, atMs, value: atMs.map((at) => at / 7), filledLater: [] };
    });
    return ok({ series }) as never;
  };
  return { asked, client: { request } as Pick<Client, 'request'> };
}

describe('readSamples', () => {
  it('asks in slices that are answered whole, and has every sample once', async () => {
    const { asked, client } = logOf(1_000, ['a', 'b']);
    const found = await readSamples(client, question);
    if (!found.ok) throw new Error(found.error.message);
    expect(asked.map(({ fromMs, toMs }) => [fromMs / SLICE_MS, toMs / SLICE_MS])).toEqual([
      [0, 1],
      [1, 2],
      [2, 2.5],
    ]);
    const expected = Array.from({ length: 1_501 }, (_, index) => index * 1_000);
    expect(found.value.series.map(({ sourceId }) => sourceId)).toEqual(['a', 'b']);
    for (const series of found.value.series) {
      expect(series.atMs).toEqual(expected);
      expect(series.value).toEqual(expected.map((at) => at / 7));
    }
    expect(found.value.mayBeThinned).toBe(false);
  });

  it('says when samples lie so close that the log may have thinned them', async () => {
    const found = await readSamples(logOf(500).client, { ...question, toMs: SLICE_MS });
    expect(found).toMatchObject({ ok: true, value: { mayBeThinned: true } });
  });

  it('fails with the first failure: half a file would look like a whole one', async () => {
    const { asked, client } = logOf(1_000, ['a'], 1);
    const found = await readSamples(client, question);
    expect(found).toEqual({ ok: false, error: unanswered });
    expect(asked).toHaveLength(2);
  });
});
