import { closeSync, openSync, readdirSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../fixtures/machine.ts';
import { type SocketServer, startSocketServer } from '../fixtures/socket-server.ts';
import { streamSource } from '../fixtures/stream-source.ts';
import { cellOf } from '../fixtures/vigil-api.ts';
import { startVigil, type VigilProcess } from '../fixtures/vigil-process.ts';
import { waitFor } from '../fixtures/wait-for.ts';

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

const MAGIC = 'SQLite format 3\u0000';

function databasesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile() && readFileSync(path).subarray(0, 16).toString() === MAGIC);
}

async function run(stream: SocketServer, dataDir: string): Promise<VigilProcess> {
  const vigil = await startVigil({
    dataDir,
    config: { sources: [streamSource({ url: stream.url })] },
  });
  stops.push(vigil.stop);
  await waitFor(
    'the picture',
    async () => cellOf(await vigil.health(), 'search', 'eu-west-1')?.state === 'ok',
  );
  return vigil;
}

describe('a damaged database', () => {
  it.each([
    ['is not a database at all', (path: string) => writeFileSync(path, 'x'.repeat(8_192))],
    [
      'has a broken middle',
      (path: string) => {
        const size = statSync(path).size;
        const file = openSync(path, 'r+');
        writeSync(file, Buffer.alloc(size - 100, 0xa5), 0, size - 100, 100);
        closeSync(file);
      },
    ],
    ['was cut short', (path: string) => writeFileSync(path, readFileSync(path).subarray(0, 700))],
  ])('that %s is set aside, a fresh one is started and the user is told', async (_name, damage) => {
    const stream = await startSocketServer([
      {
        event: 'measured',
        everyMs: 250,
        payload: () => ({ svc: 'search', pop: 'eu-west-1', ms: 84, ts: Date.now() }),
      },
    ]);
    stops.push(stream.stop);
    const dataDir = temporaryFolder('damaged');
    const first = await run(stream, dataDir);
    await first.stop();
    const [path] = databasesIn(dataDir);
    if (path === undefined) throw new Error(`No database in ${dataDir}: ${readdirSync(dataDir).join(', ')}`);
    damage(path);
    const damaged = readFileSync(path);

    const second = await run(stream, dataDir);
    const notices = (await second.status()).notices?.map(({ text }) => text) ?? [];
    expect(notices.join('\n')).toMatch(/set aside|damaged/i);
    const aside = readdirSync(dataDir, { recursive: true, encoding: 'utf8' })
      .map((name) => join(dataDir, name))
      .filter((one) => one !== path && statSync(one).isFile());
    expect(aside.some((one) => readFileSync(one).equals(damaged))).toBe(true);
    expect(databasesIn(dataDir)).toContain(path);

    await second.stop();
    const third = await run(stream, dataDir);
    expect((await third.status()).notices?.filter(({ text }) => /set aside|damaged/i.test(text))).toEqual([]);
  });
});
