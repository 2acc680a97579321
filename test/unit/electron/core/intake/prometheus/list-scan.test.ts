import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createItemReader,
  createListScan,
} from '../../../../../../electron/core/intake/prometheus/list-scan.ts';

/** What a body comes to when it arrives in pieces of a length; undefined when it is not JSON. */
function scanned(body: string, pieceChars: number, listKey = 'result'): unknown {
  let items: unknown[] = [];
  const scan = createListScan(
    listKey,
    createItemReader(
      (item) => items.push(item),
      () => (items = []),
    ),
  );
  for (let from = 0; from < body.length; from += pieceChars) scan.feed(body.slice(from, from + pieceChars));
  const { skeleton, failure } = scan.end();
  if (failure !== null) return undefined;
  const around = parsed(skeleton);
  return around === undefined ? undefined : { around, items };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The same by `JSON.parse`. */
function expected(body: string): unknown {
  const around = parsed(body) as { data?: { result?: unknown } } | null | undefined;
  if (around === undefined) return undefined;
  const list = around?.data?.result;
  if (typeof around !== 'object' || Array.isArray(around) || Array.isArray(around?.data))
    return { around, items: [] };
  if (!Array.isArray(list)) return { around, items: [] };
  const items: unknown[] = [...list];
  list.length = 0;
  return { around, items };
}

const layouts: readonly ((value: unknown) => string)[] = [
  (value) => JSON.stringify(value),
  (value) => JSON.stringify(value, null, 2),
  (value) => `\n ${JSON.stringify(value, null, '\t').replaceAll('\n', '\r\n')} `,
];
const anyReply = fc.record(
  {
    status: fc.constantFrom('success', 'error'),
    warnings: fc.array(fc.string()),
    data: fc.oneof(
      fc.record(
        { resultType: fc.string(), result: fc.array(fc.jsonValue()), stats: fc.jsonValue() },
        { requiredKeys: [] },
      ),
      fc.record({ result: fc.array(fc.jsonValue()), resultType: fc.string() }),
      fc.jsonValue(),
    ),
    error: fc.string(),
    result: fc.array(fc.jsonValue()),
  },
  { requiredKeys: [] },
);
const anyBody = fc
  .tuple(fc.oneof(anyReply, fc.jsonValue()), fc.constantFrom(...layouts))
  .map(([value, layout]) => layout(value));

describe('list scan', () => {
  it('comes to what JSON.parse comes to, whatever the body and wherever it is cut', () => {
    fc.assert(
      fc.property(anyBody, fc.integer({ min: 1, max: 50 }), (body, pieceChars) => {
        expect(scanned(body, pieceChars)).toStrictEqual(expected(body));
      }),
      { numRuns: 1_500 },
    );
  });

  it('accepts a damaged body exactly when JSON.parse does', () => {
    const junk = fc.oneof(
      fc.string({ maxLength: 3 }),
      fc.constantFrom('"', '}', ']', '[', '{', ',', ':', '\\', '"result":[1],', '"data":{},', ',,', '1 2'),
    );
    fc.assert(
      fc.property(
        anyBody,
        fc.nat(),
        fc.nat(6),
        junk,
        fc.integer({ min: 1, max: 50 }),
        (body, where, cut, put, pieceChars) => {
          const at = where % (body.length + 1);
          const damaged = body.slice(0, at) + put + body.slice(at + cut);
          expect(scanned(damaged, pieceChars)).toStrictEqual(expected(damaged));
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it.each([
    '{"data":{"result":[1,2],"result":[3]}}',
    '{"data":{"result":[1,2]},"data":{"result":[3]}}',
    '{"data":{"result":[1,2]},"data":{}}',
    '{"data":{"result":[1,2],"result":7}}',
    String.raw`{"d\u0061ta":{"res\u0075lt":[1,2]}}`,
    '{"result":[1],"x":{"result":[2]},"data":{"x":{"result":[3]},"result":[4]}}',
    '{"data":{"result":[{"a":"]}"},[[]],"],[",null,-1e3,true]},"infos":["x"]}',
    '["data",{"result":[1]}]',
    '{"data":["result",[1]]}',
    '{"x":["data"],"y":{"result":[1]}}',
    '{"data":{"result":[]}}',
    '{"data":{"result":[ ]}}',
    '{"data":{"result":[1,]}}',
    '{"data":{"result":[,1]}}',
    '{"data":{"result":[1}}',
    '{"data":{"result":[1]',
    '{"data":{"result":[1]}}x',
    '{"data":{"__proto__":{"result":[1]}}}',
  ])('reads %j as JSON.parse does', (body) => {
    for (let pieceChars = 1; pieceChars <= body.length; pieceChars += 1)
      expect(scanned(body, pieceChars)).toStrictEqual(expected(body));
  });

  it('gives up on a single element or an envelope that would eat the memory', () => {
    const scan = createListScan(
      'result',
      createItemReader(
        () => undefined,
        () => undefined,
      ),
    );
    scan.feed('{"data":{"result":[{"metric":"');
    for (let piece = 0; piece < 100; piece += 1) scan.feed('x'.repeat(65_536));
    expect(scan.end().failure).toBe('too_long');
  });
});
