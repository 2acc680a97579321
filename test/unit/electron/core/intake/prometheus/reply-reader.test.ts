import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTurns } from '../../../../../../electron/core/intake/policy/turns.ts';
import { createItemReader } from '../../../../../../electron/core/intake/prometheus/list-scan.ts';
import { createReplyReader } from '../../../../../../electron/core/intake/prometheus/reply-reader.ts';

/** Reads bytes in pieces of a length, under a clock that a turn moves on by itself. */
async function read(bytes: Uint8Array, pieceBytes: number) {
  const items: unknown[] = [];
  let nowMs = 0;
  let turns = 0;
  const reader = createReplyReader(
    'result',
    createItemReader(
      (item) => items.push(item),
      () => (items.length = 0),
    ),
    createTurns({
      budgetMs: 4,
      monotonicMs: () => (nowMs += 1),
      wait: async () => {
        turns += 1;
      },
    }),
  );
  for (let from = 0; from < bytes.length; from += pieceBytes)
    await reader.take(bytes.subarray(from, from + pieceBytes));
  const envelope = reader.finish();
  return { items, envelope, head: reader.head, turns };
}

const bodyOf = (names: readonly string[]): string =>
  JSON.stringify({ status: 'success', data: { result: names }, warnings: names.slice(0, 2) });

describe('reply reader', () => {
  it('reads the same text wherever its bytes are cut, also within a character', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'binary', maxLength: 12 }), { maxLength: 8 }),
        fc.integer({ min: 1, max: 9 }),
        async (names, pieceBytes) => {
          const body = bodyOf(names);
          const { items, envelope, head } = await read(Buffer.from(body), pieceBytes);
          expect(items).toStrictEqual((JSON.parse(body) as { data: { result: unknown } }).data.result);
          expect(envelope).toMatchObject({ ok: true, value: { warnings: names.slice(0, 2) } });
          expect(head).toBe(body);
        },
      ),
    );
  });

  it('reads bytes that are no text as one who has all of them at once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 24 }),
        fc.integer({ min: 1, max: 5 }),
        async (noise, pieceBytes) => {
          const bytes = Buffer.concat([Buffer.from('{"data":{"result":["'), noise, Buffer.from('"]}}')]);
          const cut = await read(bytes, pieceBytes);
          const whole = await read(bytes, bytes.length);
          expect(cut.items).toStrictEqual(whole.items);
          expect(cut.head).toBe(bytes.toString('utf8'));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('lets the event loop have its turn within a piece of any size', async () => {
    const body = bodyOf(Array.from({ length: 40_000 }, (_, index) => `name ${index}`));
    const { turns, items } = await read(Buffer.from(body), body.length);
    expect(items).toHaveLength(40_000);
    // Every question about the time moves this clock by 1 ms: a turn of 4 ms is a few slices of 32 kB.
    expect(turns).toBeGreaterThanOrEqual(Math.floor(body.length / 32_768 / 5));
  });

  it.each([
    ['', 'answered with an empty body'],
    ['<html>', 'answered with a web page instead of JSON; check the url and any login proxy'],
    [
      `<html>${'x'.repeat(3_000_000)}`,
      'answered with a web page instead of JSON; check the url and any login proxy',
    ],
    ['{"status":"success","data":{"result":[1,', 'answered with JSON that is cut off or damaged'],
    ['{"status":"success","data":{"result":[1 2]}}', 'answered with JSON that is cut off or damaged'],
    [`{"status":"success","error":"${'x'.repeat(3_000_000)}`, /longer than/],
  ])('says what is wrong with a body', async (body, words) => {
    const { envelope } = await read(Buffer.from(body), 65_536);
    if (envelope.ok) throw new Error('expected a failure');
    expect(envelope.error).toMatch(words);
  });
});
