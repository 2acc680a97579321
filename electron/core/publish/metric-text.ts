/** One sample of a metric. */
export interface MetricValue {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
  /** `_sum` or `_count` of a summary. */
  readonly suffix?: '_sum' | '_count';
}

/** One metric with all its samples. */
export interface Metric {
  readonly name: string;
  readonly type: 'gauge' | 'counter' | 'summary';
  readonly help: string;
  readonly values: readonly MetricValue[];
}

/** A metric of a single value; none when it is not known. */
export function single(
  name: string,
  type: 'gauge' | 'counter',
  help: string,
  value: number | null | undefined,
): Metric {
  return { name, type, help, values: value === null || value === undefined ? [] : [{ value }] };
}

/** Writes metrics in the Prometheus text format 0.0.4. Metrics without a sample are left out. */
export function metricText(metrics: readonly Metric[]): string {
  return metrics
    .filter(({ values }) => values.length > 0)
    .map(({ name, type, help, values }) => {
      const lines = values.map(
        ({ labels, value, suffix }) => `${name}${suffix ?? ''}${labelText(labels)} ${numberText(value)}\n`,
      );
      return `# HELP ${name} ${helpText(help)}\n# TYPE ${name} ${type}\n${lines.join('')}`;
    })
    .join('');
}

const helpText = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');

/** JavaScript spells infinity in full. */
function numberText(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  return value === Number.NEGATIVE_INFINITY ? '-Inf' : String(value);
}

function labelText(labels: Readonly<Record<string, string>> | undefined): string {
  if (labels === undefined) return '';
  const escape = (text: string): string => helpText(text).replaceAll('"', '\\"');
  return `{${Object.entries(labels)
    .map(([name, value]) => `${name}="${escape(value)}"`)
    .join(',')}}`;
}
