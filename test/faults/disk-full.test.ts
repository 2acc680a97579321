/** The disk of the journal fills up while sources are read: the picture goes on, people are told, writing resumes. */
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { type HttpServer, startHttpServer } from '../fixtures/http-server.ts';
import { temporaryFolder } from '../fixtures/machine.ts';
import { type InProcessVigil, launchInProcess } from '../fixtures/vigil-in-process.ts';
import { waitFor } from '../fixtures/wait-for.ts';

const SERIES = 200;
let vigil: InProcessVigil | null = null;
let page: HttpServer | null = null;
let mounted: string | null = null;

/** A small file system of its own; null where this user may not mount one. */
function smallDisk(): string | null {
  const folder = temporaryFolder('small-disk');
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    return null;
  }
}

afterAll(async () => {
  await vigil?.close();
  await page?.stop();
  if (mounted !== null) execFileSync('umount', [mounted]);
});

it('goes on without a disk, says so, and records again when there is room', async (context) => {
  mounted = smallDisk();
  if (mounted === null) return context.skip('mounting a small file system needs root');
  page = await startHttpServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' });
    response.end(
      Array.from({ length: SERIES }, (_, index) => `load{service="s${index}"} ${Math.random()}\n`).join(''),
    );
  });
  const source = {
    id: 'page',
    type: 'exposition',
    url: `${page.url}/metrics`,
    every: '250ms',
    read: { load: { gauge: 'load', as: 'none' } },
  };
  vigil = await launchInProcess(JSON.stringify({ name: 'Disk', sources: [source] }), {
    dataDirectory: mounted,
  });
  const seen = vigil;
  const notice = () => seen.picture()?.sections.notices.find(({ id }) => id === 'journal')?.text ?? null;
  const samples = async () => (await seen.vigil.status()).journal.sampleCount;
  await waitFor('the first samples', async () => (await samples()) > 0);
  expect(notice()).toBeNull();

  const ballast = join(mounted, 'ballast');
  const fill = (): void => {
    for (let part = 0; ; part += 1) writeFileSync(`${ballast}-${part}`, Buffer.alloc(65_536));
  };
  expect(fill).toThrow('ENOSPC');
  await waitFor('the notice', notice, 60_000);
  const before = seen.picture()?.batches ?? 0;
  await waitFor('the picture to go on', () => (seen.picture()?.batches ?? 0) > before + 4);
  expect(seen.stateOf('s0', 'default')).toBe('ok');
  const stuck = await samples();

  for (let part = 0; part < 64; part += 1) rmSync(`${ballast}-${part}`, { force: true });
  await waitFor('the notice to go', () => notice() === null, 60_000);
  await waitFor('new samples', async () => (await samples()) > stuck);
});
