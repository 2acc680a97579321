import { describe, expect, it } from 'vitest';
import { silentLog } from '../../../../electron/core/log.ts';
import {
  type CommandHandlers,
  MAX_REQUESTS_AT_ONCE,
  openSession,
} from '../../../../electron/core/sessions.ts';
import { ok } from '../../../../shared/domain/result.ts';
import { testHub } from '../../../builders/hub.ts';

describe('openSession', () => {
  it('refuses what one view asks beyond its share, and answers again afterwards', async () => {
    const open: (() => void)[] = [];
    const handlers = {
      alertHistory: () =>
        new Promise((resolve) => {
          open.push(() => resolve(ok({ alerts: [] })));
        }),
    } as unknown as CommandHandlers;
    const outlet = { send: () => undefined, isBusy: () => false };
    const session = openSession(outlet, testHub().publisher, handlers, silentLog);
    const ask = () => session.request('alertHistory', { fromMs: 0, toMs: 1, knownByMs: null, limit: 1 });
    const share = Array.from({ length: MAX_REQUESTS_AT_ONCE }, ask);
    expect(await ask()).toMatchObject({ ok: false, error: { kind: 'unsupported', retryable: true } });
    for (const answer of open) answer();
    expect((await Promise.all(share)).every((reply) => reply.ok)).toBe(true);
    const next = ask();
    open.at(-1)?.();
    expect(await next).toMatchObject({ ok: true });
  });
});
