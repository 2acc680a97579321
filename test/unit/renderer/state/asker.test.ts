import { describe, expect, it } from 'vitest';
import { createAsker } from '../../../../renderer/state/asker.ts';
import type { Client } from '../../../../shared/contract/client.ts';
import { ok } from '../../../../shared/domain/result.ts';

const turn = async (): Promise<void> => {
  for (let i = 0; i < 5; i++) await Promise.resolve();
};

function setUp() {
  const sent: { payload: unknown; answer: () => Promise<void> }[] = [];
  const answered: string[] = [];
  const client = {
    request: (_name: string, payload: unknown) =>
      new Promise((resolve) => {
        sent.push({
          payload,
          answer: async () => {
            resolve(ok({}));
            await turn();
          },
        });
      }),
  } as unknown as Client;
  const asker = createAsker(client, 'transitions', ({ text }) => answered.push(text));
  const ask = (service: string, toMs: number, round = 0): void =>
    asker.ask({ text: JSON.stringify({ service, fromMs: 0, toMs }), round });
  return { asker, ask, sent, answered };
}

describe('asking again and again', () => {
  it('lets questions about other times wait, shows what comes meanwhile and asks the last of them', async () => {
    const { ask, sent, answered } = setUp();
    for (let toMs = 1; toMs <= 9; toMs++) ask('checkout', toMs);
    expect(sent).toHaveLength(1);
    await sent[0]?.answer();
    expect(answered).toHaveLength(1);
    expect(sent.map(({ payload }) => payload)).toEqual([
      { service: 'checkout', fromMs: 0, toMs: 1 },
      { service: 'checkout', fromMs: 0, toMs: 9 },
    ]);
    await sent[1]?.answer();
    expect(answered).toHaveLength(2);
    expect(sent).toHaveLength(2);
  });

  it('asks about something else at once, and drops what was under way', async () => {
    const { ask, sent, answered } = setUp();
    ask('checkout', 1);
    ask('ledger', 1);
    expect(sent).toHaveLength(2);
    await sent[0]?.answer();
    expect(answered).toEqual([]);
    await sent[1]?.answer();
    expect(answered).toEqual(['{"service":"ledger","fromMs":0,"toMs":1}']);
  });

  it('asks the same once more in another round', async () => {
    const { ask, sent, answered } = setUp();
    ask('checkout', 1);
    await sent[0]?.answer();
    ask('checkout', 1, 1);
    await sent[1]?.answer();
    expect(answered).toHaveLength(2);
  });

  it('has no use for an answer after the question was taken back', async () => {
    const { asker, ask, sent, answered } = setUp();
    ask('checkout', 1);
    asker.ask(null);
    await sent[0]?.answer();
    expect(answered).toEqual([]);
    expect(sent).toHaveLength(1);
  });
});
