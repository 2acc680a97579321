import type { Alert } from '../../../shared/domain/alert.ts';
import type { Catalogue } from '../../../shared/domain/catalogue.ts';

/** The value an alert is about, as far as it can be told. */
export interface AlertSignal {
  readonly signal: string;
  readonly service: string;
  readonly region: string;
  /** It is not said by the alert but read from its words. */
  readonly isGuess: boolean;
}

/** Words of alerts and the signals they speak of; the first that fits is taken. */
const guesses: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\bp50\b|median/i, ['latency_p50']],
  [/\bp90\b/i, ['latency_p90', 'latency_p95']],
  [/\bp99\b/i, ['latency_p99', 'latency_p95']],
  [/fail|error|5xx|success/i, ['error_ratio', 'availability']],
  [
    /latenc|slow|\bp95\b|duration|response time|keeps crossing/i,
    ['latency_p95', 'latency_p99', 'latency_p50'],
  ],
  [/traffic|request rate|throughput|\brps\b/i, ['request_rate']],
];

/** Which measured value belongs to an alert; null when it names no place Vigil measures, or nothing tells which. Pure. */
export function signalOfAlert(
  alert: Pick<Alert, 'service' | 'region' | 'labels' | 'title' | 'name' | 'summary'>,
  { services, regions, cells, series }: Pick<Catalogue, 'services' | 'regions' | 'cells' | 'series'>,
): AlertSignal | null {
  const { service, region } = alert;
  if (service === null || region === null) return null;
  const cell = cells.findIndex(
    ([serviceIndex, regionIndex]) =>
      services[serviceIndex]?.id === service && regions[regionIndex]?.id === region,
  );
  if (cell < 0) return null;
  const measured = new Set(
    series.flatMap((one) => (one.kind === 'cell' && one.cell === cell ? one.signal : [])),
  );
  const named = alert.labels['signal'];
  if (named !== undefined && measured.has(named)) return { signal: named, service, region, isGuess: false };
  for (const text of [alert.title, alert.name, alert.summary])
    for (const [words, signals] of guesses) {
      const signal = words.test(text) ? signals.find((one) => measured.has(one)) : undefined;
      if (signal !== undefined) return { signal, service, region, isGuess: true };
    }
  return null;
}
