import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRegex } from '../../../../shared/domain/linear-regex.ts';

function accepts(source: string, text: string): boolean {
  const compiled = compileRegex(source);
  if (!compiled.ok) throw new Error(`${source}: ${compiled.error.message}`);
  return compiled.value(text);
}

/** Expressions that RE2 and JavaScript read alike, over few letters so that matches happen. */
const { node } = fc.letrec<{ node: string; atom: string; times: string }>((tie) => ({
  atom: fc.oneof(
    fc.constantFrom(
      'a',
      'b',
      '.',
      '[ab]',
      '[^a]',
      '\\.',
      '\\d',
      '\\W',
      'x{2}',
      '\\b',
      '^',
      '$',
      '-',
      '[a-c.]',
    ),
    tie('node').map((inner) => `(?:${inner})`),
  ),
  times: fc
    .tuple(
      fc.constantFrom('a', 'b', '.', '[^b]', '\\w'),
      fc.constantFrom('*', '+', '?', '{1,3}', '{2,}', '*?'),
    )
    .map(([one, often]) => one + often),
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.array(fc.oneof(tie('atom'), tie('times')), { maxLength: 4 }).map((parts) => parts.join('')),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => `${a}|${b}`),
    tie('node').map((inner) => `(${inner})*`),
  ),
}));
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'x', '1', '.', '-', '\n'), maxLength: 12 });

describe('an expression', () => {
  it('accepts what JavaScript accepts when both ends are anchored', () => {
    fc.assert(
      fc.property(node, text, (source, value) => {
        // JavaScript's dot also refuses \r and two more, which do not occur here.
        expect(accepts(source, value), `${source} on ${JSON.stringify(value)}`).toBe(
          new RegExp(`^(?:${source})$`, 'u').test(value),
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['(?i)CHECKOUT', 'checkout', true],
    ['(?i:Ab)C', 'aBC', true],
    ['(?i:Ab)C', 'aBc', false],
    ['a(?i)b|c', 'C', true],
    ['(?s).', '\n', true],
    ['.', '\n', false],
    ['\\pL+', 'Straße', true],
    ['\\p{Greek}+', 'λόγος', true],
    ['\\p{Greek}', 'l', false],
    ['[[:alpha:]_]+', 'pay_b', true],
    ['[[:^digit:]]', '1', false],
    ['(?P<zone>eu|us)-west', 'us-west', true],
    ['\\Qa.b\\E', 'a.b', true],
    ['\\Qa.b\\E', 'axb', false],
    ['\\x41\\x{1F600}', 'A😀', true],
    ['.', '😀', true],
    ['[]a]+', ']a', true],
    ['a{,2}', 'a{,2}', true],
    ['', '', true],
    ['', 'a', false],
    ['eu-west-.*', 'eu-west-1', true],
    ['west', 'eu-west-1', false],
  ])('%s on %j is %s', (source, value, expected) => {
    expect(accepts(source, value)).toBe(expected);
  });

  it.each([
    ['a(b', 'A ( is not closed.', 0],
    ['a)b', 'There is a ) without its (.', 0],
    ['b[a', 'The [ is not closed.', 1],
    ['a**', 'A repetition cannot be repeated without brackets.', 1],
    ['*a', 'There is nothing before the repetition that it could repeat.', 0],
    ['(?=a)', 'Look around and the like are not possible here.', 0],
    ['(a)\\1', 'This has no meaning after a backslash.', 3],
    ['a\\y', 'This has no meaning after a backslash.', 1],
    ['a\\', 'The backslash has nothing to escape.', 1],
    ['\\p{Nobody}', 'This is not a known kind or range of characters.', 0],
    ['[z-a]', 'This is not a known kind or range of characters.', 1],
    ['a{3,1}', 'A repetition goes from less to more, and to 1000 at most.', 1],
    ['((a{1000}){1000})', 'A repetition goes from less to more, and to 1000 at most.', 3],
    ['(?P<n>a)(?P<n>b)', 'Two groups have the same name.', 4],
    ['a'.repeat(4_001), 'An expression can have 4000 characters.', 4_000],
  ])('refuses %s in words, at its place', (source, message, at) => {
    expect(compileRegex(source)).toEqual({ ok: false, error: { message, at } });
  });

  it('is read or refused whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), text, (source, value) => {
        const compiled = compileRegex(source);
        if (compiled.ok) expect(typeof compiled.value(value)).toBe('boolean');
        else expect(compiled.error.message).toMatch(/^[A-Z].*\.$/);
      }),
    );
  });

  it('takes time in proportion to the text whatever the expression', () => {
    // With backtracking each of these would outlast the universe.
    for (const source of ['(a+)+b', '(a|a)*b', '(a*)*b', '(.*)*(.*)*(.*)*b', '(a?){60}a{60}b'])
      expect(accepts(source, 'a'.repeat(4_000)), source).toBe(false);
  });
});
