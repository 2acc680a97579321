import { describe, expect, it } from 'vitest';
import { readDocument } from '../../../../../electron/core/config/read-document.ts';

const errorsOf = (text: string) =>
  readDocument(text, { logLevel: 'error' }).errors.map(({ code, pos }) => [code, pos[0]]);

describe('YAML', () => {
  it.each([
    ['a: 1\nb: 2', []],
    [
      'a: 1\nb: 2\na: 3\na: 4',
      [
        ['DUPLICATE_KEY', 10],
        ['DUPLICATE_KEY', 15],
      ],
    ],
    ['list:\n  - { x: 1, "x": 2 }', [['DUPLICATE_KEY', 18]]],
    ['outer:\n  in: { a: 1, b: { c: 1, c: 2 } }', [['DUPLICATE_KEY', 32]]],
    ['a: { a: { a: 1 } }', []],
    ['1: a\n"1": b', []],
  ])('%j has its repeated keys named, at any depth', (text, errors) => {
    expect(errorsOf(text)).toStrictEqual(errors);
  });

  it('leaves the stacks of other errors as they were', () => {
    const before = Error.stackTraceLimit;
    errorsOf('a: [');
    expect(Error.stackTraceLimit).toBe(before);
    try {
      errorsOf('- '.repeat(20_000));
    } catch {
      // Deeper than the stack: how it ends does not matter here.
    }
    expect(Error.stackTraceLimit).toBe(before);
    expect(new Error('one').stack).toContain('read-document.test');
  });
});
