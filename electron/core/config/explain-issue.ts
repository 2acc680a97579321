import type { z } from 'zod';
import { knownKeysAt } from './json-schema.ts';
import { didYouMean } from './suggest.ts';

type Issue = z.core.$ZodIssue;

/** One finding before it is placed in the text. */
export interface Finding {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** True when the key itself is wrong, not what it holds. */
  readonly atKey: boolean;
}

const MAX_QUOTED = 40;

/** Turns what zod found into sentences a person can act on. Never empty. */
export function explainIssue(
  issue: Issue,
  document: unknown,
  base: readonly PropertyKey[] = [],
): readonly Finding[] {
  const path = [...base, ...issue.path];
  const at = (message: string): Finding => ({ path, message, atKey: false });
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        message: `unknown key '${shorten(key)}'${didYouMean(key, knownKeysAt(path, document))}`,
        atKey: true,
      }));
    case 'invalid_key':
      return [{ path, message: issue.issues[0]?.message ?? 'expected another name', atKey: true }];
    case 'invalid_union':
      return explainUnion(issue, document, path);
    case 'invalid_type':
      return [
        at(
          `${ownWords(issue) ?? `expected ${typeWords[issue.expected] ?? issue.expected}`}, ${found(path, document)}`,
        ),
      ];
    case 'invalid_value': {
      const options = issue.values.map(String);
      const value = valueAt(path, document);
      const guess = typeof value === 'string' ? didYouMean(value, options) : '';
      return [at(`${ownWords(issue) ?? `expected ${listed(options)}`}, ${found(path, document)}${guess}`)];
    }
    case 'too_small':
      return [
        at(
          `expected ${bound(issue.origin, issue.inclusive === false ? 'more than' : 'at least', issue.minimum)}, ${found(path, document)}`,
        ),
      ];
    case 'too_big':
      return [
        at(
          `expected ${bound(issue.origin, issue.inclusive === false ? 'less than' : 'at most', issue.maximum)}, ${found(path, document)}`,
        ),
      ];
    case 'invalid_format':
      return [at(`${ownWords(issue) ?? formatWords(issue)}, ${found(path, document)}`)];
    default:
      return [at(issue.message)];
  }
}

function explainUnion(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  document: unknown,
  path: readonly PropertyKey[],
): readonly Finding[] {
  const options = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
  if (options.length > 0) {
    const value = valueAt(path, document);
    const guess = typeof value === 'string' ? didYouMean(value, options) : '';
    return [{ path, message: `expected ${listed(options)}, ${found(path, document)}${guess}`, atKey: false }];
  }
  // The branch that was meant is the one that only complains about something inside, or else the only one
  // that accepts this kind of value at all.
  const branches = branchesOf(issue);
  const fitting = branches.filter((branch) => !branch.some(isWrongKind));
  const meant = branches.find((branch) => branch.every((inner) => inner.path.length > 0)) ?? fitting[0];
  if (meant !== undefined && (fitting.length === 1 || meant.every((inner) => inner.path.length > 0)))
    return meant.flatMap((inner) => explainIssue(inner, document, path));
  return [
    {
      path,
      message: `${ownWords(issue) ?? 'expected something else'}, ${found(path, document)}`,
      atKey: false,
    },
  ];
}

/** The alternatives of a union, those of unions directly inside it included. */
function branchesOf(issue: Extract<Issue, { code: 'invalid_union' }>): readonly (readonly Issue[])[] {
  return issue.errors.flatMap((branch) => {
    const [only] = branch;
    const nested = branch.length === 1 && only?.code === 'invalid_union' && only.path.length === 0;
    return nested ? branchesOf(only) : [branch];
  });
}

function isWrongKind(issue: Issue): boolean {
  return issue.code === 'invalid_type' && issue.path.length === 0;
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'keys and values',
  record: 'keys and values',
  array: 'a list',
};

/** Messages written in schema.ts begin with "expected"; zod's own do not. */
function ownWords(issue: Issue): string | undefined {
  return issue.message.startsWith('expected') ? issue.message : undefined;
}

function formatWords(issue: Extract<Issue, { code: 'invalid_format' }>): string {
  return 'prefix' in issue
    ? `expected text that begins with '${String(issue.prefix)}'`
    : 'expected another form';
}

function bound(origin: string, comparison: string, limit: number | bigint): string {
  if (origin === 'string') return limit === 1 ? 'some text' : `${comparison} ${limit} characters`;
  if (origin === 'array') return `${comparison} ${limit} ${limit === 1 ? 'item' : 'items'}`;
  return `a number of ${comparison} ${limit}`;
}

function listed(options: readonly string[]): string {
  const quoted = options.map((option) => `'${option}'`);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`;
}

function valueAt(path: readonly PropertyKey[], document: unknown): unknown {
  let value = document;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}

/** What stands there, in words. Text in places where secrets live is never repeated. */
function found(path: readonly PropertyKey[], document: unknown): string {
  const value = valueAt(path, document);
  if (value === undefined) return 'but it is missing';
  if (value === null) return 'found nothing';
  if (Array.isArray(value)) return 'found a list';
  if (typeof value === 'object') return 'found keys and values';
  if (typeof value === 'string') {
    const secret = path.some(
      (step) => step === 'auth' || step === 'headers' || step === 'url' || step === 'subscribe',
    );
    return secret ? 'found other text' : `found '${shorten(value)}'`;
  }
  return `found ${String(value)}`;
}

function shorten(text: string): string {
  // oxlint-disable-next-line no-control-regex -- a configuration must not move the cursor of whoever reads the error
  const plain = text.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, '\uFFFD');
  return plain.length > MAX_QUOTED ? `${plain.slice(0, MAX_QUOTED)}…` : plain;
}
