/** Writes PromQL: every name and value that comes from a server is quoted here and nowhere else. */

const classicMetric = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const classicLabel = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/** A string literal. PromQL reads the escapes of Go, which those of JSON are a part of. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}

export function isClassicLabel(label: string): boolean {
  return classicLabel.test(label);
}

/** A label name as it stands in `by (…)` or before an operator; names beyond `[a-zA-Z0-9_]` need Prometheus 3. */
export function labelName(label: string): string {
  return isClassicLabel(label) ? label : quoted(label);
}

/** `code=~"5.."`. */
export function matcher(label: string, operator: '=' | '!=' | '=~' | '!~', value: string): string {
  return `${labelName(label)}${operator}${quoted(value)}`;
}

/** A pattern that matches exactly these texts. */
export function anyOf(texts: readonly string[]): string {
  return texts.map((text) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|');
}

/** All series of a metric; the name moves between the braces when it is not a classic one. */
export function selector(metric: string, matchers: readonly string[] = []): string {
  if (!classicMetric.test(metric)) return `{${[quoted(metric), ...matchers].join(', ')}}`;
  return matchers.length === 0 ? metric : `${metric}{${matchers.join(', ')}}`;
}

export function by(labels: readonly string[]): string {
  return `by (${labels.map(labelName).join(', ')})`;
}

export function on(labels: readonly string[]): string {
  return `on (${labels.map(labelName).join(', ')})`;
}

/** Sum of the rates of a counter (or of a native histogram) per group. */
export function sumOfRates(labels: readonly string[], series: string, window: string): string {
  return `sum ${by(labels)} (rate(${series}[${window}]))`;
}

/**
 * The share of `part` in `whole`, both sums of rates over the same labels. A counter that never counted is not
 * there, hence `or … * 0`: no failure is a 0 and not a missing value. Without any request there is no share.
 */
export function share(part: string, whole: string): string {
  return `(${part} or ${whole} * 0) / (${whole} > 0)`;
}

/** A quantile without the NaN that a histogram without observations gives. */
export function quantile(of: number, histogram: string): string {
  return `histogram_quantile(${of}, ${histogram}) >= 0`;
}
