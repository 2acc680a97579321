/** What a changed source takes along and what it leaves behind, in a running Vigil (H2, B1). */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../fixtures/machine.ts';
import { type InProcessVigil, launchInProcess } from '../fixtures/vigil-in-process.ts';
import { waitFor } from '../fixtures/wait-for.ts';
import { type Loopback, startLoopback } from '../unit/electron/core/intake/support/loopback.ts';

const TOKEN = 'a-token-of-this-hook';
const tokenFile = join(temporaryFolder('hook'), 'token');
writeFileSync(tokenFile, TOKEN);

let vigil: InProcessVigil;
const pages: Loopback[] = [];
afterEach(async () => {
  await vigil?.close();
  for (const page of pages.splice(0)) await page.close();
});

const alerts = () => vigil.vigil.alerts().alerts;
const status = (id: string) => vigil.picture()?.sections.sources.find((one) => one.id === id);

/** A page of metrics of one service. */
async function startPage(service: string): Promise<Loopback> {
  const page = await startLoopback((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' });
    response.end(`healthy{service="${service}"} 1\n`);
  });
  pages.push(page);
  return page;
}

describe('a source that is edited', () => {
  it('keeps the word of those who post to it: nobody stopped listening', async () => {
    const hook = (more = '') =>
      `sources:\n  - { id: events, type: webhook, token: { file: ${tokenFile} }${more} }\n`;
    vigil = await launchInProcess(hook());
    const body = {
      version: '4',
      alerts: [{ status: 'firing', labels: { alertname: 'Broken', severity: 'critical', service: 'shop' } }],
    };
    const answer = await vigil.vigil.post('events', {
      token: TOKEN,
      contentType: 'application/json',
      readBody: async () => JSON.stringify(body),
    });
    expect(answer.status).toBe(202);
    vigil.writeConfig(hook(', repeatEvery: 2h'));
    vigil.reload();
    await waitFor('the edit', () => status('events')?.staleAfterMs === 2 * 3_600_000);
    const fromBatch = vigil.picture()?.atMs ?? 0;
    await waitFor('two beats', () => (vigil.picture()?.atMs ?? 0) > fromBatch + 2_000);
    expect(alerts().find(({ name }) => name === 'Broken')).toMatchObject({
      state: 'firing',
      unconfirmed: false,
    });
  });

  it('leaves nothing of the server behind that it asked before it was paused', async () => {
    const [before, after] = [await startPage('old-shop'), await startPage('new-shop')];
    const page = (url: string, more = '') =>
      `sources:\n  - { id: page, type: exposition, url: "${url}", every: 1s, region: eu-west-1, read: { availability: { gauge: healthy } }${more} }\n`;
    vigil = await launchInProcess(page(before.url));
    await waitFor('the old one', () => vigil.stateOf('old-shop', 'eu-west-1') === 'ok');
    vigil.writeConfig(page(before.url, ', paused: true'));
    vigil.reload();
    await waitFor('the pause', () => status('page')?.state === 'paused');
    vigil.writeConfig(page(after.url));
    vigil.reload();
    await waitFor('the new one', () => vigil.stateOf('new-shop', 'eu-west-1') === 'ok');
    await waitFor('the old one to go', () => vigil.stateOf('old-shop', 'eu-west-1') === null, 15_000);
  });
});
