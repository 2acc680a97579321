import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createAccess } from '../../../../electron/bindings/access.ts';

const TOKEN = 'correct-horse-battery-staple';

function request(headers: Record<string, string>): IncomingMessage {
  return { headers } as unknown as IncomingMessage;
}

describe('access', () => {
  it.each([
    ['127.0.0.1:8460', true],
    ['localhost', true],
    ['[::1]:8460', true],
    ['evil.example', false],
    ['127.0.0.1.evil.example', false],
    ['localhost.evil.example:8460', false],
    ['', false],
  ])('on loopback, lets the host %s in: %s', (host, allowed) => {
    const refusal = createAccess({ loopback: true, token: null }).refusalFor(request({ host }), {
      checkOrigin: true,
    });
    expect(refusal === null).toBe(allowed);
  });

  it.each([
    ['http://127.0.0.1:8460', true],
    ['http://127.0.0.1:9999', false],
    ['https://evil.example', false],
    ['null', false],
  ])('lets a page of %s connect: %s', (origin, allowed) => {
    const refusal = createAccess({ loopback: true, token: null }).refusalFor(
      request({ host: '127.0.0.1:8460', origin }),
      { checkOrigin: true },
    );
    expect(refusal === null).toBe(allowed);
  });

  it('demands the token where one is set, as a bearer or as the cookie it was exchanged for', () => {
    const access = createAccess({ loopback: false, token: TOKEN });
    const host = 'noc.example:8460';
    const check = (headers: Record<string, string>): boolean =>
      access.refusalFor(request({ host, ...headers }), { checkOrigin: true }) === null;
    expect(check({})).toBe(false);
    expect(check({ authorization: 'Bearer wrong' })).toBe(false);
    expect(check({ authorization: `Bearer ${TOKEN}` })).toBe(true);
    expect(access.cookieFor('wrong')).toBeNull();
    const cookie = access.cookieFor(TOKEN)!;
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
    expect(check({ cookie: `other=1; ${cookie.split(';')[0]}` })).toBe(true);
    expect(check({ cookie: 'vigil_session=' })).toBe(false);
  });
});
