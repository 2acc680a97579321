import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMatcher, meansMatchers, parseMatchers } from '../../../../shared/domain/matcher-text.ts';
import {
  compileMatchers,
  type Matcher,
  matcherOperators,
  matchesAll,
} from '../../../../shared/domain/matchers.ts';

const matcher = (name: string, operator: Matcher['operator'], value: string): Matcher => ({
  name,
  operator,
  value,
});

describe('matchers', () => {
  const labels = { service: 'checkout', region: 'eu-west-1' };

  it.each([
    ['=', 'checkout', true],
    ['=', 'check', false],
    ['!=', 'checkout', false],
    ['!=', 'ledger', true],
    ['=~', 'check.*', true],
    ['=~', 'check', false],
    ['!~', 'check.*', false],
    ['!~', 'check', true],
  ] as const)('service%s"%s" is %s', (operator, value, expected) => {
    expect(matchesAll([matcher('service', operator, value)], labels)).toBe(expected);
  });

  it.each([
    ['=', '', true],
    ['!=', '', false],
    ['=~', '', true],
    ['=~', '.+', false],
    ['=~', 'a|', true],
    ['!~', '.+', true],
    ['!=', 'eu', true],
  ] as const)('a label that is missing equals nothing: cluster%s"%s" is %s', (operator, value, expected) => {
    expect(matchesAll([matcher('cluster', operator, value)], labels)).toBe(expected);
  });

  it('must all be met, none is always met, and what an object inherits is no label', () => {
    expect(matchesAll([], labels)).toBe(true);
    expect(matchesAll([matcher('service', '=', 'checkout'), matcher('region', '=', 'us')], labels)).toBe(
      false,
    );
    expect(matchesAll([matcher('constructor', '=', '')], labels)).toBe(true);
  });

  it('match nothing with an expression that cannot be read, and say which one it is', () => {
    const bad = [matcher('service', '=', 'checkout'), matcher('region', '!~', 'eu(')];
    expect(matchesAll(bad, labels)).toBe(false);
    expect(compileMatchers(bad)).toEqual({
      ok: false,
      error: { message: 'A ( is not closed.', at: 0, index: 1 },
    });
  });

  it('are turned round by the other operator', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('', 'a', 'ab', 'a|b', 'b.*'),
        fc.constantFrom('', 'a', 'ab', 'b'),
        (value, label) => {
          const ask = (operator: Matcher['operator']) =>
            matchesAll([matcher('x', operator, value)], { x: label });
          expect(ask('=')).toBe(!ask('!='));
          expect(ask('=~')).toBe(!ask('!~'));
        },
      ),
    );
  });
});

describe('a text of matchers', () => {
  it.each<[string, readonly Matcher[]]>([
    ['', []],
    ['{}', []],
    ['severity="critical"', [matcher('severity', '=', 'critical')]],
    ['severity=critical', [matcher('severity', '=', 'critical')]],
    [' severity = critical , ', [matcher('severity', '=', 'critical')]],
    [
      '{severity="critical", region!~"eu-.*"}',
      [matcher('severity', '=', 'critical'), matcher('region', '!~', 'eu-.*')],
    ],
    ['{a=b,c!=d}', [matcher('a', '=', 'b'), matcher('c', '!=', 'd')]],
    ['a=~b|c', [matcher('a', '=~', 'b|c')]],
    ['a="b, c"', [matcher('a', '=', 'b, c')]],
    ['a=two words', [matcher('a', '=', 'two words')]],
    ['a=', [matcher('a', '=', '')]],
    ['a=""', [matcher('a', '=', '')]],
    ['a="say \\"no\\"\\n\\\\"', [matcher('a', '=', 'say "no"\n\\')]],
    ['a=~"x\\.y\\d"', [matcher('a', '=~', 'x\\.y\\d')]],
    ['"odd name"="x"', [matcher('odd name', '=', 'x')]],
    ['k8s.pod=x', [matcher('k8s.pod', '=', 'x')]],
  ])('%s', (text, expected) => {
    expect(parseMatchers(text)).toEqual({ ok: true, value: expected });
  });

  it.each([
    ['severity', 'Write =, !=, =~ or !~ after severity.', 8],
    ['="a"', 'A condition begins with the name of a label.', 0],
    ['a="b', 'The quotes are not closed.', 2],
    ['a="b" c="d"', 'Write a comma between two conditions.', 6],
    ['{a="b"', 'The { is not closed.', 6],
    ['{a="b"} x', 'There is something after the last condition.', 8],
    ['a=b"c', 'A value that holds " must be put in quotes.', 3],
    ['a=b, c=~"x("', 'A ( is not closed.', 9],
    ['a=b\\', 'The backslash at the end has nothing to escape.', 3],
    ['a=b,,c=d', 'A condition begins with the name of a label.', 4],
  ])('%s is refused at its place', (text, message, at) => {
    expect(parseMatchers(text)).toEqual({ ok: false, error: { message, at } });
  });

  it('is read back as it was written, whatever is in it', () => {
    const any = fc.record({
      name: fc.oneof(
        fc.stringMatching(/^[a-z_]{1,8}$/),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
      ),
      operator: fc.constantFrom('=' as const, '!=' as const),
      value: fc.string({ unit: 'grapheme', maxLength: 20 }),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 4 }), fc.boolean(), (matchers, isBraced) => {
        const list = matchers.map(formatMatcher).join(', ');
        expect(parseMatchers(isBraced ? `{${list}}` : list)).toEqual({ ok: true, value: matchers });
      }),
    );
  });

  it('never throws, and a fault lies within the text', () => {
    const piece = fc.constantFrom(
      'a',
      '=',
      '~',
      '!',
      '"',
      '\\',
      ',',
      '{',
      '}',
      '(',
      ' ',
      '*',
      'severity=x',
      '[',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 16 }), (pieces) => {
        const text = pieces.join('');
        const parsed = parseMatchers(text);
        if (!parsed.ok) {
          expect(parsed.error.at).toBeGreaterThanOrEqual(0);
          expect(parsed.error.at).toBeLessThanOrEqual(text.length);
        } else for (const { operator } of parsed.value) expect(matcherOperators).toContain(operator);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is told from words', () => {
    for (const text of ['a=b', '{', ' severity =~ x', '"odd name"="x"', 'a!~b'])
      expect(meansMatchers(text), text).toBe(true);
    for (const text of ['checkout slow', '', '5 > 3', 'is it!', '"quoted words"'])
      expect(meansMatchers(text), text).toBe(false);
  });
});
