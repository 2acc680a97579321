import { anyOf } from '../../../../../../electron/core/intake/discovery/promql.ts';
import type { Asker } from '../../../../../../electron/core/intake/discovery/questions.ts';
import type { HttpProblem } from '../../../../../../electron/core/intake/policy/http-words.ts';
import { err, ok } from '../../../../../../shared/domain/result.ts';

/** A series as the fake server has it; the name is among the labels. */
export type StoredSeries = Readonly<Record<string, string>>;

export interface FakeServer extends Asker {
  /** What was asked, in order. */
  readonly asked: readonly string[];
}

export interface FakeServerOptions {
  readonly interval?: string;
  /** Answers given instead of the usual ones; null for the usual one. */
  readonly instead?: (question: string) => string | HttpProblem | null;
}

/**
 * Answers as a Prometheus server would, except that of a query it only reads the first grouping and the first
 * metric: what a query finds is the combinations of those labels. Real servers judge the rest of the PromQL.
 */
export function fakeServer(series: readonly StoredSeries[], options: FakeServerOptions = {}): FakeServer {
  const asked: string[] = [];
  const yaml = `global:\n  scrape_interval: ${options.interval ?? '15s'}\n`;
  const reply = (data: unknown) => ok(JSON.stringify({ status: 'success', data }));
  return {
    host: 'prom.example',
    asked,
    async ask(path, parameters) {
      const question = parameters?.['query'] ?? path;
      asked.push(question);
      const instead = options.instead?.(question) ?? null;
      if (instead !== null) return typeof instead === 'string' ? ok(instead) : err(instead);
      if (path === '/api/v1/label/__name__/values')
        return reply([...new Set(series.map(({ __name__ }) => __name__))]);
      if (path === '/api/v1/labels') return reply([...new Set(series.flatMap((one) => Object.keys(one)))]);
      if (path === '/api/v1/status/config') return reply({ yaml });
      return reply({ resultType: 'vector', result: vectorOf(question, series) });
    },
  };
}

function vectorOf(query: string, series: readonly StoredSeries[]): readonly unknown[] {
  const literal = String.raw`"(?:[^"\\]|\\.)*"`;
  const grouping = new RegExp(String.raw` by \(((?:${literal}|[^")])*)\)`).exec(query)?.[1] ?? '';
  const group = (grouping.match(new RegExp(String.raw`${literal}|[^",\s]+`, 'g')) ?? [])
    .map((label) => (label.startsWith('"') ? String(JSON.parse(label)) : label))
    .filter((label) => label !== 'le');
  const isHistogram = query.includes('histogram_count(') || /\{"[^"]+"\}\[/.test(query);
  const names = [...new Set(series.map(({ __name__ = '' }) => __name__))].toSorted(
    (a, b) => b.length - a.length,
  );
  const at = (name: string) => {
    const found = new RegExp(`(?<![\\w.])${anyOf([name])}(?![\\w.])`).exec(query);
    return found === null ? Number.POSITIVE_INFINITY : found.index;
  };
  const name = names.toSorted((a, b) => at(a) - at(b))[0] ?? '';
  if (at(name) === Number.POSITIVE_INFINITY) return [];
  const found = series.filter((one) => one['__name__'] === name);
  // Only native histograms have a count to take out of them.
  if (
    isHistogram &&
    query.includes('histogram_count(') &&
    found.every((one) => one['__native__'] === undefined)
  )
    return [];
  const combinations = new Set(
    found.map((one) => JSON.stringify(group.flatMap((label) => (one[label] ? [[label, one[label]]] : [])))),
  );
  return [...combinations].map((text) => ({
    metric: Object.fromEntries(JSON.parse(text) as [string, string][]),
    value: [1, '1'],
  }));
}
