import type { z } from 'zod/mini';
import { assertNever } from './assert-never.ts';
import { compileRegex, type RegexFault } from './linear-regex.ts';
import { err, ok, type Result } from './result.ts';
import type { matcherSchema } from './silence.ts';

/** One condition on a label, with Alertmanager's four operators. */
export type Matcher = z.infer<typeof matcherSchema>;
export const matcherOperators = ['=', '!=', '=~', '!~'] as const satisfies readonly Matcher['operator'][];

/** Reads a label; the empty text when there is none, which is the same to a matcher. */
export type LabelOf = (name: string) => string;
/** Says whether all matchers it was compiled from are met. */
export type MatchesLabels = (labelOf: LabelOf) => boolean;

/** Which matcher cannot be tested, and where in its value it is wrong. */
export interface MatcherFault extends RegexFault {
  readonly index: number;
}

/**
 * Compiles matchers to one test, as Alertmanager means them: all must be met, expressions are anchored at both ends,
 * and a label that is missing equals the empty text. No matchers: everything matches.
 */
export function compileMatchers(matchers: readonly Matcher[]): Result<MatchesLabels, MatcherFault> {
  const tests: MatchesLabels[] = [];
  for (const [index, matcher] of matchers.entries()) {
    const test = testOf(matcher);
    if (!test.ok) return err({ ...test.error, index });
    tests.push(test.value);
  }
  return ok((labelOf) => tests.every((test) => test(labelOf)));
}

function testOf({ name, operator, value }: Matcher): Result<MatchesLabels, RegexFault> {
  switch (operator) {
    case '=':
      return ok((labelOf) => labelOf(name) === value);
    case '!=':
      return ok((labelOf) => labelOf(name) !== value);
    case '=~':
    case '!~': {
      const matches = compileRegex(value);
      if (!matches.ok) return matches;
      const wanted = operator === '=~';
      return ok((labelOf) => matches.value(labelOf(name)) === wanted);
    }
    default:
      return assertNever(operator);
  }
}

/** Reads the labels of a plain object. */
export function labelsOf(labels: Readonly<Record<string, string>>): LabelOf {
  return (name) => (Object.hasOwn(labels, name) ? labels[name]! : '');
}

/** Lists of matchers that are kept compiled; a list is told from another by reference. */
const compiled = new WeakMap<readonly Matcher[], MatchesLabels>();
const matchesNothing: MatchesLabels = () => false;

/**
 * Whether all matchers are met by these labels. A list with an expression that cannot be read matches nothing.
 * Ask with the same list again and again: it is compiled once.
 */
export function matchesAll(matchers: readonly Matcher[], labels: Readonly<Record<string, string>>): boolean {
  let test = compiled.get(matchers);
  if (test === undefined) {
    const found = compileMatchers(matchers);
    test = found.ok ? found.value : matchesNothing;
    compiled.set(matchers, test);
  }
  return test(labelsOf(labels));
}
