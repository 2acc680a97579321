import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HookPost } from '../../../../../electron/core/outgoing/hook-post.ts';
import { openPostSpool, WRITTEN_AFTER_MS } from '../../../../../electron/core/outgoing/post-spool.ts';
import { manualClock, STORY_MS } from '../../../../builders/core.ts';
import { temporaryFolder } from '../../../../fixtures/machine.ts';

const post = (id: string): HookPost => ({ id, state: 'firing', body: `{"id":"${id}"}`, atMs: STORY_MS });

async function open(path = join(temporaryFolder('spool'), 'posts.json')) {
  const clock = manualClock();
  const told: (string | null)[] = [];
  const spool = await openPostSpool(path, { clock, tell: (problem) => told.push(problem) });
  return { path, clock, told, spool };
}

describe('what waits for webhooks', () => {
  it('comes back as it was, each to its receiver and once', async () => {
    const posts = fc.array(
      fc.record({
        id: fc.string({ unit: 'binary' }),
        state: fc.constantFrom('firing' as const, 'resolved' as const),
        body: fc.string({ unit: 'binary' }),
        atMs: fc.integer({ min: 0, max: 8.64e15 }),
      }),
      { maxLength: 5 },
    );
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string(), posts, { maxKeys: 4 }), async (entries) => {
        const waiting = new Map(Object.entries(entries));
        const { path, spool } = await open();
        await spool.close(waiting);
        const next = await open(path);
        for (const [receiver, kept] of waiting) {
          expect(next.spool.take(receiver)).toEqual(kept);
          expect(next.spool.take(receiver)).toEqual([]);
        }
        expect(next.told).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  it('is written once a second at most, by its owner alone to be read, and not at all while nothing waits', async () => {
    const { path, clock, spool } = await open();
    let waiting = new Map<string, readonly HookPost[]>();
    spool.changed(() => waiting);
    clock.advance(WRITTEN_AFTER_MS);
    await spool.close(waiting);
    expect(existsSync(path)).toBe(false);
    for (let index = 0; index < 5; index += 1) {
      waiting = new Map([['r', [...(waiting.get('r') ?? []), post(`p${index}`)]]]);
      spool.changed(() => waiting);
      clock.advance(WRITTEN_AFTER_MS / 10);
    }
    expect(existsSync(path)).toBe(false);
    clock.advance(WRITTEN_AFTER_MS);
    await expect.poll(() => existsSync(path)).toBe(true);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect((await open(path)).spool.take('r').map(({ id }) => id)).toEqual(['p0', 'p1', 'p2', 'p3', 'p4']);
    await spool.close(new Map());
    expect((await open(path)).spool.take('r')).toEqual([]);
  });

  it.each([
    ['not JSON', '{"version":1,'],
    ['another version', '{"version":2,"waiting":[]}'],
    ['something else', '[]'],
    ['a post without a body', '{"version":1,"waiting":[{"receiver":"r","posts":[{"id":"a"}]}]}'],
    ['nothing', ''],
  ])('that cannot be read is put aside and told: %s', async (_what, text) => {
    const path = join(temporaryFolder('spool'), 'posts.json');
    writeFileSync(path, text);
    const { told, spool } = await open(path);
    expect(told).toEqual([expect.stringContaining(`see ${path}.unreadable`)]);
    expect(readFileSync(`${path}.unreadable`, 'utf8')).toBe(text);
    expect(spool.take('r')).toEqual([]);
    await spool.close(new Map([['r', [post('next')]]]));
    expect((await open(path)).spool.take('r')).toEqual([post('next')]);
  });

  it('that cannot be written is told until it can', async () => {
    const folder = join(temporaryFolder('spool'), 'folder');
    const { path, told, spool } = await open(join(folder, 'posts.json'));
    // A file where the folder should be.
    writeFileSync(folder, '');
    const waiting = new Map([['r', [post('a')]]]);
    await spool.close(waiting);
    expect(told).toEqual([expect.stringContaining('would be lost if Vigil ended')]);
    rmSync(folder);
    await spool.close(waiting);
    expect(told.slice(1)).toEqual([null]);
    expect((await open(path)).spool.take('r')).toEqual([post('a')]);
  });
});
