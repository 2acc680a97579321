import { afterEach, describe, expect, it } from 'vitest';
import { configSchema } from '../../../../../../electron/core/config/schema.ts';
import { createAlertmanagerClient } from '../../../../../../electron/core/intake/alertmanager/alertmanager-client.ts';
import { createSilencing } from '../../../../../../electron/core/intake/alertmanager/create-silencing.ts';
import type { SilenceDraft } from '../../../../../../electron/core/intake/source.ts';
import type { Silence } from '../../../../../../shared/domain/silence.ts';
import { manualClock, STORY_MS } from '../../../../../builders/core.ts';
import { json, type Loopback, startLoopback } from '../support/loopback.ts';

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

let server: Loopback | null = null;
let close: () => Promise<void> = async () => undefined;
afterEach(async () => {
  await close();
  await server?.close();
});

const draft: SilenceDraft = {
  matchers: [{ name: 'service', operator: '!~', value: 'pay.*' }],
  startsAtMs: STORY_MS,
  endsAtMs: STORY_MS + 600_000,
  createdBy: 'Mara',
  comment: 'failover',
};

/** @param aheadMs how far the server's clock is ahead of ours */
async function bench(
  answer: (asked: Asked) => { readonly status?: number; readonly body: string; readonly location?: string },
  aheadMs = 0,
) {
  const asked: Asked[] = [];
  server = await startLoopback((request, response, sent) => {
    const one = { method: request.method ?? '', path: request.url ?? '', body: sent };
    asked.push(one);
    const { status, body, location } = answer(one);
    response.setHeader('date', new Date(STORY_MS + aheadMs).toUTCString());
    if (location !== undefined) response.setHeader('location', location);
    json(response, body, status);
  });
  const { sources } = configSchema.parse({
    sources: [{ id: 'am', type: 'alertmanager', url: `${server.url}/am` }],
  });
  const [config] = sources;
  if (config?.type !== 'alertmanager') throw new Error('expected an Alertmanager');
  const clock = manualClock();
  const noSecret = () => Promise.reject(new Error('there is none'));
  const client = createAlertmanagerClient(config, noSecret as never, clock, '.');
  close = () => client.close();
  let told = 0;
  const writing = createSilencing({ client, clock, peers: () => null, onWritten: () => (told += 1) });
  return { asked, clock, ...writing, told: () => told };
}

describe('writing silences', () => {
  it('speaks as the API does, below the prefix of the address', async () => {
    const { asked, silencing } = await bench(() => ({ body: '{"silenceID":"one"}' }));
    expect(await silencing.put(draft)).toEqual({ ok: true, value: 'one' });
    expect(await silencing.expire('a/b')).toMatchObject({ ok: true });
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /am/api/v2/silences',
      'DELETE /am/api/v2/silence/a%2Fb',
      'GET /am/api/v2/silence/a%2Fb',
    ]);
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({
      matchers: [{ name: 'service', value: 'pay.*', isRegex: true, isEqual: false }],
      // Early, so that it is past by a clock that is some seconds behind.
      startsAt: '2026-09-22T13:59:55.000Z',
      endsAt: '2026-09-22T14:10:00.000Z',
      createdBy: 'Mara',
      comment: 'failover',
    });
  });

  it.each<[number, string, string, string]>([
    [400, '"bad matcher format: bad{"', 'refused', 'refused: bad matcher format: bad{'],
    [404, '"silence not found"', 'no_answer', 'answered 404'],
    [404, '', 'no_answer', 'answered 404'],
    [403, 'no', 'no_answer', 'may not write silences'],
    [405, 'no', 'no_answer', 'may not write silences'],
    [503, '', 'no_answer', 'answered 503'],
    [200, '{}', 'no_answer', 'did not say under which id'],
    [200, '[', 'no_answer', '.'],
  ])('tells %s with %j in a sentence', async (status, body, kind, words) => {
    const { silencing } = await bench(() => ({ status, body }));
    const answer = await silencing.put(draft);
    expect(answer).toMatchObject({ ok: false, error: { kind } });
    expect(answer.ok ? '' : answer.error.sentence).toContain(words);
  });

  it.each(['"silence not found"', ''])('says what it does not know any more: %j', async (body) => {
    const { silencing } = await bench(({ method }) =>
      method === 'GET'
        ? { body: JSON.stringify(wire('old', 'active', '2026-09-22T14:10:00Z')) }
        : { status: 404, body },
    );
    expect(await silencing.renew('old', { endsAtMs: STORY_MS, comment: '' })).toMatchObject({
      ok: false,
      error: { kind: 'unknown_silence', sentence: expect.stringContaining('the silence old any more') },
    });
  });

  it('takes what an older version says of an unknown silence, and what has ended as ended', async () => {
    const ended = {
      id: 'x',
      status: { state: 'expired' },
      matchers: [],
      startsAt: '2026-09-22T13:00:00Z',
      endsAt: '2026-09-22T13:30:00Z',
    };
    const { silencing } = await bench(({ method, path }) =>
      method === 'DELETE'
        ? { status: 500, body: path.endsWith('gone') ? '"silence not found"' : '"already expired"' }
        : { body: JSON.stringify(ended) },
    );
    expect(await silencing.expire('gone')).toMatchObject({ ok: false, error: { kind: 'unknown_silence' } });
    expect(await silencing.expire('x')).toEqual({ ok: true, value: null });
  });

  it('renews what stands as it stands there, and nothing that has ended, not even in that very moment', async () => {
    const start = '2026-09-22T14:00:00.250Z';
    let state = 'active';
    let made = 'x';
    const { silencing, asked } = await bench(
      ({ method }) => ({
        body:
          method === 'GET'
            ? JSON.stringify({
                ...wire('x', state, '2026-09-22T14:10:00Z'),
                startsAt: start,
                createdBy: 'Mara',
                comment: 'failover',
                matchers: [{ name: 'service', value: 'pay.*', isRegex: true, isEqual: false }],
              })
            : method === 'POST'
              ? JSON.stringify({ silenceID: made })
              : '',
      }),
      600_000,
    );
    const renewal = { endsAtMs: STORY_MS + 900_000, comment: 'still' };
    expect(await silencing.renew('x', renewal)).toEqual({ ok: true, value: 'x' });
    expect(JSON.parse(asked[1]?.body ?? '')).toEqual({
      id: 'x',
      matchers: [{ name: 'service', value: 'pay.*', isRegex: true, isEqual: false }],
      startsAt: start,
      endsAt: '2026-09-22T14:25:00.500Z',
      createdBy: 'Mara',
      comment: 'still',
    });
    asked.splice(0);
    made = 'another';
    expect(await silencing.renew('x', renewal)).toMatchObject({ ok: false, error: { kind: 'ended' } });
    expect(asked.map(({ method, path }) => `${method} ${path.replace(/.*v2/, '')}`).slice(0, 3)).toEqual([
      'GET /silence/x',
      'POST /silences',
      'DELETE /silence/another',
    ]);
    asked.splice(0);
    state = 'expired';
    expect(await silencing.renew('x', renewal)).toMatchObject({
      ok: false,
      error: { kind: 'ended', sentence: expect.stringContaining('says that the silence x has ended') },
    });
    expect(asked.map(({ method }) => method)).toEqual(['GET']);
  });

  it('is not turned into a question by a redirect', async () => {
    const { silencing, asked } = await bench(() => ({ status: 302, body: '', location: '/elsewhere' }));
    const answer = await silencing.put(draft);
    expect(answer.ok ? '' : answer.error.sentence).toContain('redirects what should be written');
    expect(asked).toHaveLength(1);
  });

  it('tells times by the clock of the server, and reads them by ours', async () => {
    const { silencing, asked } = await bench(
      () => ({ body: JSON.stringify({ silenceID: 'one', ...wire('x', 'active', '2026-09-22T14:20:00Z') }) }),
      600_000,
    );
    // It says what time it is with its first answer.
    expect(await silencing.get('x')).toMatchObject({ value: { endsAtMs: STORY_MS + 600_000 - 500 } });
    await silencing.put(draft);
    expect(JSON.parse(asked[1]?.body ?? '')).toMatchObject({ endsAt: '2026-09-22T14:20:00.500Z' });
  });

  it('is shown until a list says so that was asked for afterwards, and told once', async () => {
    const { silencing, clock, begin, merged, told } = await bench(({ method }) => ({
      body: method === 'POST' ? '{"silenceID":"one"}' : '',
    }));
    const early = begin();
    await silencing.put(draft);
    await silencing.put(draft);
    expect(told()).toBe(0);
    clock.advance(1_000);
    expect(told()).toBe(1);
    const other: Silence = { ...draft, matchers: [], id: 'other', state: 'active' };
    expect([...merged([other], early).keys()]).toEqual(['other', 'one']);
    expect([...merged([other], begin()).keys()]).toEqual(['other']);
    expect([...merged([other], early).keys()]).toEqual(['other']);
  });
});

function wire(id: string, state: string, endsAt: string) {
  return { id, status: { state }, matchers: [], startsAt: '2026-09-22T14:00:00Z', endsAt };
}
