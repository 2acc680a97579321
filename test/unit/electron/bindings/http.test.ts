import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAccess } from '../../../../electron/bindings/access.ts';
import { createHttpBinding } from '../../../../electron/bindings/http.ts';
import type { Vigil } from '../../../../electron/core/vigil.ts';
import { failure } from '../../../../shared/domain/failure.ts';
import { err, ok } from '../../../../shared/domain/result.ts';

const TOKEN = 'correct-horse-battery-staple';
let directory = '';
let server: Server | null = null;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vigil-http-'));
  await writeFile(join(directory, 'index.html'), '<!doctype html>');
});
afterEach(async () => {
  server?.close();
  server?.closeAllConnections();
  await rm(directory, { recursive: true });
});

async function listen(token: string | null): Promise<string> {
  const vigil = {
    status: async () => ({ version: '0' }),
    health: () => ({ atMs: 1, services: [] }),
    asOf: (name: string, atMs: number) =>
      Promise.resolve(
        atMs === 0
          ? err(failure('not_found', 'The journal does not reach back so far.'))
          : ok({ name, atMs }),
      ),
    healthWithUsual: async (atMs: number | null) => ok({ usual: true, atMs }),
    links: () => {
      throw new Error('a secret cause');
    },
    alerts: () => ({ atMs: 1, alerts: [] }),
    objectives: () => ({ atMs: 1, objectives: [] }),
    metrics: async () => 'vigil_series 1\n',
    previewRule: async ({ yaml }: { yaml: string }) =>
      ok({ problems: [{ line: 1, column: 1, path: '', message: yaml }], preview: null }),
  } as unknown as Vigil;
  server = createHttpBinding({
    vigil,
    access: createAccess({ loopback: true, token }),
    rendererDirectory: directory,
  });
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('http binding', () => {
  it('tries a rule that is posted, for whoever may look, and nothing that is too long', async () => {
    const url = `${await listen(TOKEN)}/api/v1/rules/preview`;
    const post = (body: string, headers = {}) => fetch(url, { method: 'POST', body, headers });
    const authorization = `Bearer ${TOKEN}`;
    expect((await post('id: a')).status).toBe(401);
    const answer = await post('id: ä', { authorization });
    expect(await answer.json()).toMatchObject({ problems: [{ message: 'id: ä' }] });
    expect((await post('x'.repeat(20_000), { authorization })).status).toBe(400);
    expect((await post('id: a', { authorization, origin: 'http://elsewhere.example' })).status).toBe(401);
    expect((await fetch(url, { method: 'PUT', body: 'id: a', headers: { authorization } })).status).toBe(405);
  });

  it('serves the API, the metrics, health and the page with its policy', async () => {
    const url = await listen(null);
    expect(await (await fetch(`${url}/api/v1/status`)).json()).toStrictEqual({ version: '0' });
    expect(await (await fetch(`${url}/metrics`)).text()).toBe('vigil_series 1\n');
    expect(await (await fetch(`${url}/healthz`)).text()).toBe('ok\n');
    const page = await fetch(url);
    expect(page.headers.get('content-security-policy')).toMatch(
      /default-src 'none'.*require-trusted-types-for 'script'/,
    );
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('answers for a past moment, however it is written', async () => {
    const url = await listen(null);
    for (const at of ['2026-01-01T00:00:00Z', '2026-01-01T01:00:00%2B01:00', '1767225600000'])
      expect(await (await fetch(`${url}/api/v1/alerts?at=${at}`)).json()).toEqual({
        name: 'alerts',
        atMs: 1_767_225_600_000,
      });
  });

  it('tells what is usual of health where it is asked to, of any moment', async () => {
    const url = await listen(null);
    const read = async (query: string): Promise<unknown> =>
      (await fetch(`${url}/api/v1/health${query}`)).json();
    expect(await read('')).toEqual({ atMs: 1, services: [] });
    expect(await read('?usual')).toEqual({ usual: true, atMs: null });
    expect(await read('?at=1767225600000&usual')).toEqual({ usual: true, atMs: 1_767_225_600_000 });
  });

  it.each([
    ['GET', '/api/v1/nothing', 404, 'not_found'],
    ['GET', '/api/v1/__proto__', 404, 'not_found'],
    ['GET', '/nothing.js', 404, 'not_found'],
    ['POST', '/api/v1/status', 405, 'unsupported'],
    ['DELETE', '/', 405, 'unsupported'],
    ['GET', '/api/v1/health?at=yesterday', 400, 'bad_request'],
    ['GET', '/api/v1/health?at=0', 404, 'not_found'],
    ['GET', '/api/v1/health?usual&at=never', 400, 'bad_request'],
    ['GET', '//', 400, 'bad_request'],
    ['GET', '/api/v1/links', 500, 'internal'],
  ])('answers %s %s with %i and a sentence', async (method, path, status, kind) => {
    const url = await listen(null);
    const answer = await fetch(url + path, { method });
    const body = await answer.text();
    expect(answer.status).toBe(status);
    expect(JSON.parse(body)).toMatchObject({ error: { kind, message: expect.stringMatching(/\.$/) } });
    expect(body).not.toContain('secret cause');
  });

  it('keeps data behind the token, exchanges it for a cookie, and still serves the bare page', async () => {
    const url = await listen(TOKEN);
    expect((await fetch(`${url}/api/v1/status`)).status).toBe(401);
    expect((await fetch(`${url}/metrics`)).status).toBe(401);
    expect((await fetch(url)).status).toBe(200);
    expect((await fetch(`${url}/session`, { method: 'POST', body: 'wrong' })).status).toBe(401);
    expect((await fetch(`${url}/session`, { method: 'POST', body: 'x'.repeat(5_000) })).status).toBe(400);
    const opened = await fetch(`${url}/session`, { method: 'POST', body: TOKEN });
    expect(opened.status).toBe(204);
    const cookie = opened.headers.get('set-cookie')!.split(';')[0]!;
    expect((await fetch(`${url}/api/v1/status`, { headers: { cookie } })).status).toBe(200);
  });
});
