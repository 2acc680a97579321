import { describe, expect, it } from 'vitest';
import { returningClient } from '../../../../renderer/client/capsule-return.ts';
import type { Client, LinkState } from '../../../../shared/contract/client.ts';
import { failure } from '../../../../shared/domain/failure.ts';
import { err, ok } from '../../../../shared/domain/result.ts';
import { waitFor } from '../../../fixtures/wait-for.ts';

const order = { id: 'secret', fileName: 'outage.vigil-capsule' };

/** A view whose line can be cut, and what it asked and was told. */
function view() {
  const asked: unknown[] = [];
  const told: string[] = [];
  const answers = { openCapsule: () => ok({}) as never };
  let link: (state: LinkState) => void = () => undefined;
  const connected: Client = {
    request: async (name, payload) => {
      asked.push([name, payload]);
      return name === 'openCapsule' ? answers.openCapsule() : (ok({}) as never);
    },
    onFrame: () => () => undefined,
    onLink: (listener) => {
      link = listener;
      listener('connecting');
      return () => undefined;
    },
    close: () => undefined,
  };
  const client = returningClient(connected, (sentence) => told.push(sentence));
  const cut = () => {
    link('lost');
    link('open');
  };
  link('open');
  return { client, asked, told, answers, cut };
}

describe('a view in a capsule', () => {
  it('asks for it again on each new line, until it closes it', async () => {
    const { client, asked, told, cut } = view();
    cut();
    expect(asked).toEqual([]);
    await client.request('openCapsule', order);
    cut();
    cut();
    expect(asked).toEqual(Array.from({ length: 3 }, () => ['openCapsule', order]));
    await client.request('closeCapsule', {});
    cut();
    expect(asked).toHaveLength(4);
    expect(told).toEqual([]);
  });

  it('says that it is in the present when the capsule is gone, once', async () => {
    const { client, asked, told, answers, cut } = view();
    await client.request('openCapsule', order);
    answers.openCapsule = () => err(failure('not_found', 'This capsule is not kept any more.')) as never;
    cut();
    await waitFor('the sentence', () => told.length > 0);
    cut();
    expect(asked).toHaveLength(2);
    expect(told).toEqual([
      'The connection was lost, and the capsule outage.vigil-capsule with it. Open it again.',
    ]);
  });

  it('asks on when the new line breaks, too', async () => {
    const { client, asked, told, answers, cut } = view();
    await client.request('openCapsule', order);
    answers.openCapsule = () => err(failure('timeout', 'Vigil did not answer in time.', true)) as never;
    cut();
    await Promise.resolve();
    cut();
    expect(asked).toHaveLength(3);
    expect(told).toEqual([]);
  });
});
