import { describe, expect, it } from 'vitest';
import { COALESCE_MS } from '../../electron/core/publish/publisher.ts';
import type { Client, LinkState } from '../../shared/contract/client.ts';
import { decodeFrame } from '../../shared/contract/frame-codec.ts';
import { applyFrame, type Picture } from '../../shared/contract/picture.ts';
import { PROTOCOL_VERSION } from '../../shared/contract/version.ts';
import { STORY_MS } from '../builders/core.ts';
import { type TestHub, testHub } from '../builders/hub.ts';
import { waitFor } from '../fixtures/wait-for.ts';

/** One transport under test: a client connected to the given hub. */
export interface Connection {
  readonly client: Client;
  /** Cuts the connection from the hub's side; only for transports that can lose it. */
  readonly cut?: () => Promise<void>;
  /** The view goes away: its client closes, or over IPC its window is destroyed. */
  leave(): void;
  close(): Promise<void>;
}

/** Frames of a client folded into its picture. */
function fold(client: Client): { readonly picture: () => Picture | null; readonly kinds: string[] } {
  let picture: Picture | null = null;
  const kinds: string[] = [];
  client.onFrame((bytes) => {
    const frame = decodeFrame(bytes);
    if (!frame.ok) throw new Error(frame.error);
    const applied = applyFrame(picture, frame.value);
    if (!applied.ok) throw new Error(applied.error.message);
    picture = applied.value;
    kinds.push(frame.value.kind);
  });
  return { picture: () => picture, kinds };
}

/** The contract every transport keeps. Run it once per transport. `canLose`: the connection can break on its own. */
export function describeClientContract(
  name: string,
  { canLose }: { readonly canLose: boolean },
  connect: (hub: TestHub) => Promise<Connection>,
): void {
  const using = async (body: (hub: TestHub, connection: Connection) => Promise<void>): Promise<void> => {
    const hub = testHub();
    hub.put('checkout', 'eu-west-1', 0.25);
    const connection = await connect(hub);
    try {
      await body(hub, connection);
    } finally {
      await connection.close();
    }
  };

  describe(`client contract over ${name}`, () => {
    it('answers hello with its version, and refuses another protocol', () =>
      using(async (_hub, { client }) => {
        expect(await client.request('hello', { protocol: PROTOCOL_VERSION, client: 'test' })).toStrictEqual({
          ok: true,
          value: { protocol: PROTOCOL_VERSION, appVersion: '0.0.0-test', nowMs: STORY_MS, capabilities: [] },
        });
        expect(await client.request('hello', { protocol: 999, client: 'test' })).toMatchObject({
          ok: false,
          error: { kind: 'incompatible' },
        });
      }));

    it('delivers a full frame first and deltas after it, byte for byte', () =>
      using(async (hub, { client }) => {
        const view = fold(client);
        await waitFor('the first frame', () => view.picture() !== null);
        expect(view.kinds[0]).toBe('full');
        hub.put('checkout', 'eu-west-1', 1 / 3);
        hub.clock.advance(COALESCE_MS);
        await waitFor('the changed value', () => view.picture()!.series.value[0] === 1 / 3);
        expect(view.kinds.at(-1)).toBe('delta');
      }));

    it('sends a full frame again after a resync', () =>
      using(async (hub, { client }) => {
        const view = fold(client);
        await waitFor('the first frame', () => view.kinds.length > 0);
        const before = view.kinds.filter((kind) => kind === 'full').length;
        expect(await client.request('resync', { reason: 'test' })).toStrictEqual({ ok: true, value: {} });
        hub.clock.advance(COALESCE_MS);
        await waitFor(
          'another full frame',
          () => view.kinds.filter((kind) => kind === 'full').length > before,
        );
      }));

    it('carries numbers through requests unchanged', () =>
      using(async (_hub, { client }) => {
        const answer = await client.request('history', {
          fromMs: 0,
          toMs: 1,
          knownByMs: null,
          service: 's',
          region: null,
          signals: ['x'],
          maxPoints: 10,
        });
        expect(answer).toMatchObject({ ok: true, value: { series: [{ atMs: [1, 2], value: [3, -0.5] }] } });
      }));

    it('carries bytes through replies unchanged', () =>
      using(async (_hub, { client }) => {
        const answer = await client.request('moment', { atMs: 1, knowledge: 'then', have: null });
        expect(answer.ok && answer.value.frame).toEqual(Uint8Array.of(1, 2, 3));
      }));

    it('answers a malformed request, an unknown command and a broken handler with a failure, and goes on', () =>
      using(async (_hub, { client }) => {
        const ask = client.request as (name: string, payload: unknown) => Promise<unknown>;
        expect(await ask('timeline', { fromMs: 'yesterday' })).toMatchObject({
          ok: false,
          error: { kind: 'bad_request' },
        });
        expect(await ask('__proto__', {})).toMatchObject({ ok: false, error: { kind: 'bad_request' } });
        const broken = await client.request('alertHistory', {
          fromMs: 0,
          toMs: 1,
          knownByMs: null,
          limit: 1,
        });
        expect(broken).toMatchObject({ ok: false, error: { kind: 'internal', retryable: true } });
        expect(JSON.stringify(broken), 'the cause stays inside').not.toContain('this one breaks');
        expect(await client.request('hello', { protocol: PROTOCOL_VERSION, client: 'test' })).toMatchObject({
          ok: true,
        });
      }));

    it('reports its link, and stops listeners that unsubscribed', () =>
      using(async (hub, { client }) => {
        const links: LinkState[] = [];
        client.onLink((state) => links.push(state));
        let frames = 0;
        const off = client.onFrame(() => {
          frames += 1;
        });
        await waitFor('an open link', () => frames > 0 && links.at(-1) === 'open');
        off();
        const other = fold(client);
        await client.request('resync', { reason: 'test' });
        hub.clock.advance(COALESCE_MS);
        await waitFor('a frame for the other listener', () => other.kinds.length > 0);
        expect(frames).toBe(1);
      }));

    it('frees its seat at the hub when the view goes away', () =>
      using(async (hub, connection) => {
        fold(connection.client);
        await waitFor('the seat', () => hub.publisher.clientCount === 1);
        connection.leave();
        await waitFor('the free seat', () => hub.publisher.clientCount === 0);
      }));

    if (!canLose) return;
    it('comes back by itself after the connection was cut, with a full frame', () =>
      using(async (hub, { client, cut }) => {
        if (cut === undefined) throw new Error('A transport that can be lost must offer cut().');
        const links: LinkState[] = [];
        client.onLink((state) => links.push(state));
        const view = fold(client);
        await waitFor('the first frame', () => view.kinds.length > 0);
        await cut();
        await waitFor('the loss', () => links.includes('lost'));
        const before = view.kinds.filter((kind) => kind === 'full').length;
        await waitFor('the return', () => view.kinds.filter((kind) => kind === 'full').length > before);
        expect(hub.publisher.clientCount).toBe(1);
      }));
  });
}
