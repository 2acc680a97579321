import { labelName } from './promql.ts';

const text = '"(?:[^"\\\\]|\\\\.)*"';
const selector = `(?:[a-zA-Z_:][a-zA-Z0-9_:]*(?:\\{(?:[^"{}]|${text})*\\})?|\\{(?:[^"{}]|${text})*\\})`;
const labels = `(?:[^"()]|${text})*`;
/** `by (…) (rate(series[5m]`, as far as the series; the second group is there when it is a range. */
const grouping = new RegExp(
  `\\bby \\((${labels})\\) \\((?:1 - )?(?:(?:rate|avg_over_time|quantile_over_time)\\((?:[\\d.]+, )?)?(${selector})(\\[|\\)| unless on )`,
  'g',
);
/** A first grouping whose operand is another one: `max by (a) (1 - avg by (a, b) (…` */
const outerGrouping = new RegExp(`^\\w+ by \\((${labels})\\) \\((?:1 - )?\\w+ by `);
const filled = new RegExp(`^label_replace\\((.*), (${text}), (${text}), (${text}), ""\\)$`, 's');

/**
 * The query that tells when the values of an aggregation were measured, for the shapes discovery writes; null for
 * all others. An instant query answers with its own time for values up to 5 minutes old.
 *
 * Of plain values the oldest counts. Of rates the newest: a series that ended without a word, as pushed ones do
 * with every deploy, must not make the others look old.
 */
export function sampleTimeQueryOf(promql: string): string | null {
  const [, inner, ...replaced] = filled.exec(promql) ?? [];
  if (inner !== undefined) {
    const times = sampleTimeQueryOf(inner);
    return times === null ? null : `label_replace(${[times, ...replaced].join(', ')}, "")`;
  }
  const found = [...promql.matchAll(grouping)];
  const [first, last] = [found[0], found.at(-1)];
  if (first === undefined || last === undefined) return null;
  // Every grouping must have been understood, not only some.
  const outer = outerGrouping.exec(promql)?.[1];
  const count = promql.match(/\bby \(/g)?.length ?? 0;
  if (count !== found.length + (outer === undefined ? 0 : 1)) return null;
  const group = labelsOf(outer ?? first[1] ?? '').filter((label) => label !== 'le');
  const isOfGroup = found.every((one) => group.every((label) => labelsOf(one[1] ?? '').includes(label)));
  if (group.length === 0 || !isOfGroup) return null;
  const operator = last[3] === '[' ? 'max' : 'min';
  return `${operator} by (${group.map(labelName).join(', ')}) (timestamp(${last[2]}))`;
}

function labelsOf(list: string): readonly string[] {
  const found = list.match(new RegExp(`${text}|[^",\\s]+`, 'g')) ?? [];
  return found.map((label) => (label.startsWith('"') ? String(JSON.parse(label)) : label));
}
