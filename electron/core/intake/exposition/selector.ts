import type { ExpositionReading } from '../../config/source-schemas/exposition.ts';

type Labels = ReadonlyMap<string, string>;

/** Which series of a page are meant. */
export interface Selector {
  /** The sample's whole name: `http_requests_total`, `x_bucket`. */
  readonly metric: string;
  matches(labels: Labels): boolean;
}

type Where = Extract<ExpositionReading, { counter: string }>['where'];

/** Compares with a pattern in which `*` stands for any text: linear, whatever a stranger's value holds. */
function globMatcher(pattern: string): (text: string) => boolean {
  const parts = pattern.split('*');
  const first = parts[0]!;
  if (parts.length === 1) return (text) => text === pattern;
  const last = parts.at(-1)!;
  const middle = parts.slice(1, -1).filter((part) => part !== '');
  return (text) => {
    if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last))
      return false;
    let at = first.length;
    for (const part of middle) {
      const found = text.indexOf(part, at);
      if (found === -1 || found + part.length > text.length - last.length) return false;
      at = found + part.length;
    }
    return true;
  };
}

/** A label's value must match one of the patterns, and none of those that begin with `!`. */
function labelMatcher(patterns: readonly string[]): (text: string) => boolean {
  const wanted = patterns.filter((pattern) => !pattern.startsWith('!')).map(globMatcher);
  const unwanted = patterns
    .filter((pattern) => pattern.startsWith('!'))
    .map((pattern) => globMatcher(pattern.slice(1)));
  return (text) =>
    (wanted.length === 0 || wanted.some((matches) => matches(text))) &&
    !unwanted.some((matches) => matches(text));
}

/** As in Prometheus, a label that is not there counts as an empty one. */
export function selectorOf(metric: string, where: Where): Selector {
  const matchers = Object.entries(where ?? {}).map(
    ([label, patterns]) =>
      [label, labelMatcher(typeof patterns === 'string' ? [patterns] : patterns)] as const,
  );
  return {
    metric,
    matches: (labels) => matchers.every(([label, matches]) => matches(labels.get(label) ?? '')),
  };
}
