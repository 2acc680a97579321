import { describe, expect, it } from 'vitest';
import { createIpcClient } from '../../../../renderer/client/ipc-client.ts';
import type { VigilBridge } from '../../../../shared/contract/ipc-bridge.ts';

function bridged(answer: () => Promise<unknown> = async () => ({ ok: true, value: {} })) {
  const listeners = new Set<(frame: Uint8Array) => void>();
  const asked: unknown[] = [];
  const bridge: VigilBridge = {
    request: (name, payload) => {
      asked.push([name, payload]);
      return answer();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    notify: async () => false,
    setBadge: () => undefined,
  };
  const push = (frame: Uint8Array) => {
    for (const listener of listeners) listener(frame);
  };
  return { client: createIpcClient(bridge), listeners, asked, push };
}

describe('the IPC client', () => {
  it('asks over the bridge and hands back the result', async () => {
    const { client, asked } = bridged();
    expect(await client.request('resync', { reason: 'x' })).toEqual({ ok: true, value: {} });
    expect(asked).toEqual([['resync', { reason: 'x' }]]);
  });

  it('hands back a failure as it is', async () => {
    const error = { kind: 'not_found', message: 'There is no such service.', retryable: false };
    const { client } = bridged(async () => ({ ok: false, error }));
    expect(await client.request('resync', { reason: 'x' })).toEqual({ ok: false, error });
  });

  it.each([undefined, null, 7, {}, { ok: false }, { ok: true }, { ok: false, error: 'oops' }])(
    'turns the answer %j into a failure',
    async (answer) => {
      const { client } = bridged(async () => answer);
      expect(await client.request('resync', { reason: 'x' })).toMatchObject({
        ok: false,
        error: { kind: 'internal' },
      });
    },
  );

  it('says that it is disconnected when the bridge rejects', async () => {
    const { client } = bridged(() => Promise.reject(new Error('gone')));
    expect(await client.request('resync', { reason: 'x' })).toMatchObject({
      ok: false,
      error: { kind: 'disconnected', retryable: true },
    });
  });

  it('delivers frames until unsubscribed', () => {
    const { client, push, listeners } = bridged();
    const frames: Uint8Array[] = [];
    const off = client.onFrame((frame) => frames.push(frame));
    push(new Uint8Array([1]));
    off();
    off();
    push(new Uint8Array([2]));
    expect([frames, listeners.size]).toEqual([[new Uint8Array([1])], 0]);
  });

  it('leaves nothing behind when it closes', async () => {
    const { client, push, listeners } = bridged();
    const frames: Uint8Array[] = [];
    const links: string[] = [];
    client.onFrame((frame) => frames.push(frame));
    client.onLink((link) => links.push(link));
    client.close();
    client.close();
    push(new Uint8Array([1]));
    expect({ frames, links, left: listeners.size }).toEqual({ frames: [], links: ['open', 'lost'], left: 0 });
    expect(await client.request('resync', { reason: 'x' })).toMatchObject({ ok: false });
  });
});
