import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  BUILD_KEPT_MS,
  createBuildDesk,
  MAX_KEPT_BUILDS,
} from '../../../../../electron/core/capsule/build-desk.ts';
import type { CapsuleWish } from '../../../../../electron/core/journal/journal.ts';
import { silentLog } from '../../../../../electron/core/log.ts';
import type { CapsuleFacts } from '../../../../../shared/domain/capsule.ts';
import { manualClock, STORY_MS } from '../../../../builders/core.ts';
import { temporaryFolder } from '../../../../fixtures/machine.ts';

const range = { fromMs: STORY_MS - 60_000, toMs: STORY_MS };
const bytes = 1024 * 1024 + 5;

const factsOf = ({ fromMs, toMs, appVersion }: CapsuleWish): CapsuleFacts => ({
  format: 1,
  vigil: appVersion,
  schema: 3,
  createdAtMs: STORY_MS,
  fromMs,
  toMs,
  name: 'Acme NOC',
  demo: false,
});

/** A desk whose journal writes a file of zeros when it is told to go on. */
function desk() {
  const directory = join(temporaryFolder('builds'), 'capsules');
  mkdirSync(directory);
  writeFileSync(join(directory, 'left-by-a-crash'), '');
  const clock = manualClock();
  const waiting: ((outcome: 'good' | 'bad') => Promise<void>)[] = [];
  let next = 0;
  const builds = createBuildDesk({
    directory,
    clock,
    newId: () => `id-${next++}`,
    log: silentLog,
    appVersion: '1.2.3',
    journal: {
      writeCapsule(wish, onShare) {
        onShare(0.25);
        return new Promise((resolve) => {
          waiting.push(async (outcome) => {
            mkdirSync(dirname(wish.path), { recursive: true });
            if (outcome === 'good') writeFileSync(wish.path, new Uint8Array(bytes));
            resolve(
              outcome === 'good'
                ? { ok: true, value: { facts: factsOf(wish), bytes } }
                : { ok: false, error: 'The disk is full.' },
            );
            await Promise.resolve();
          });
        });
      },
    },
  });
  return { builds, clock, directory, goOn: (outcome: 'good' | 'bad') => waiting.shift()!(outcome) };
}

describe('capsules for views', () => {
  it('are written, told of, read in pieces and thrown away', async () => {
    const { builds, directory, goOn } = desk();
    expect(existsSync(directory)).toBe(false);
    const { buildCapsule, capsuleBuild, readCapsule } = builds.commands;
    expect(await buildCapsule(range)).toEqual({ ok: true, value: { id: 'id-0' } });
    expect(await capsuleBuild({ id: 'id-0' })).toEqual({ ok: true, value: { share: 0.25, built: null } });
    expect(await readCapsule({ id: 'id-0', offset: 0 })).toMatchObject({ error: { kind: 'not_found' } });
    await goOn('good');
    await expect
      .poll(() => capsuleBuild({ id: 'id-0' }))
      .toMatchObject({
        value: { share: 1, built: { name: 'vigil-acme-noc-2026-09-22T135900Z.vigil-capsule', bytes } },
      });
    const first = await readCapsule({ id: 'id-0', offset: 0 });
    expect(first).toMatchObject({ value: { isLast: false } });
    expect(readdirSync(directory)).toEqual(['id-0.vigil-capsule']);
    const last = await readCapsule({ id: 'id-0', offset: 1024 * 1024 });
    expect(last.ok && last.value.bytes.length).toBe(5);
    expect(last).toMatchObject({ value: { isLast: true } });
    expect(readdirSync(directory)).toEqual([]);
    expect(await capsuleBuild({ id: 'id-0' })).toMatchObject({ error: { kind: 'not_found' } });
  });

  it('say why they could not be written', async () => {
    const { builds, goOn } = desk();
    const { buildCapsule, capsuleBuild } = builds.commands;
    expect(await buildCapsule({ fromMs: STORY_MS, toMs: STORY_MS })).toMatchObject({
      error: { message: 'A capsule must end after it begins.' },
    });
    await buildCapsule(range);
    await goOn('bad');
    await expect
      .poll(() => capsuleBuild({ id: 'id-0' }))
      .toMatchObject({
        error: { message: 'The disk is full.' },
      });
  });

  it('are few, and wait only for so long', async () => {
    const { builds, clock, directory, goOn } = desk();
    const { buildCapsule, capsuleBuild } = builds.commands;
    for (let i = 0; i < MAX_KEPT_BUILDS; i++) await buildCapsule(range);
    expect(await buildCapsule(range)).toMatchObject({ error: { kind: 'unsupported', retryable: true } });
    await goOn('good');
    await expect.poll(() => capsuleBuild({ id: 'id-0' })).toMatchObject({ value: { share: 1 } });
    // One that lies ready makes room.
    expect(await buildCapsule(range)).toMatchObject({ ok: true });
    expect(await capsuleBuild({ id: 'id-0' })).toMatchObject({ error: { kind: 'not_found' } });
    await goOn('good');
    await expect.poll(() => capsuleBuild({ id: 'id-1' })).toMatchObject({ value: { share: 1 } });
    clock.advance(BUILD_KEPT_MS);
    expect(await capsuleBuild({ id: 'id-1' })).toMatchObject({ error: { kind: 'not_found' } });
    expect(readdirSync(directory)).toEqual([]);
    builds.close();
    expect(existsSync(directory)).toBe(false);
  });

  it('are handed to the API whole', async () => {
    const { builds, directory, goOn } = desk();
    const asked = builds.capsule(range);
    await goOn('good');
    const file = await asked;
    if (!file.ok) throw new Error(file.error.message);
    expect(file.value).toMatchObject({ bytes, name: 'vigil-acme-noc-2026-09-22T135900Z.vigil-capsule' });
    file.value.release();
    expect(readdirSync(directory)).toEqual([]);
  });
});
