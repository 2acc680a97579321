import { assertNever } from '../../../../shared/domain/assert-never.ts';
import { isLinkSignal } from '../../../../shared/domain/signal.ts';
import type { ExpositionReading, ExpositionSourceConfig } from '../../config/source-schemas/exposition.ts';
import { type SignalScale, signalScale } from '../policy/signal-scale.ts';
import { type Selector, selectorOf } from './selector.ts';

export type Combine = 'avg' | 'min' | 'max' | 'sum';

/** How a signal is computed from series of a page. */
export type Formula =
  | { readonly kind: 'gauge'; readonly of: Selector; readonly combine: Combine }
  /** Increase of counters per second. */
  | { readonly kind: 'rate'; readonly of: Selector }
  /** Increase of some counters divided by that of all. */
  | { readonly kind: 'ratio'; readonly part: Selector; readonly of: Selector }
  /** Of what was observed between two scrapes. */
  | { readonly kind: 'quantile'; readonly of: Selector; readonly quantile: number }
  /** 1 − free ÷ total of gauges with the same labels; the fullest counts. */
  | { readonly kind: 'used'; readonly free: Selector; readonly of: Selector };

/** One signal and the way it is computed. */
export interface Reading {
  readonly signal: string;
  readonly scale: SignalScale;
  readonly formula: Formula;
  /** Labels that name the service, before the configured ones. */
  readonly serviceLabels: readonly string[];
  /** Where several readings give one signal of one service and region, the lowest counts. */
  readonly rank: number;
}

/** What a source reads from its page. */
export interface Readings {
  /** The readings that need this metric; asked once per name. The same reading is the same object. */
  ofMetric(metric: string): readonly Reading[];
  /** Why some of the configured ones cannot be computed. */
  readonly problems: readonly string[];
}

/** The readings a configuration asks for. */
export function configuredReadings(read: NonNullable<ExpositionSourceConfig['read']>): Readings {
  const readings: Reading[] = [];
  const problems: string[] = [];
  for (const [signal, asked] of Object.entries(read)) {
    const scale = isLinkSignal(signal)
      ? ({ ok: false, error: `${signal} is measured between two regions, and a page is of one` } as const)
      : scaleOf(signal, asked);
    if (scale.ok) {
      readings.push({ signal, scale: scale.value, formula: formulaOf(asked), serviceLabels: [], rank: 0 });
    } else problems.push(`${signal} is not read: ${scale.error}.`);
  }
  return {
    problems,
    ofMetric: (metric) =>
      readings.filter(({ formula }) => {
        const { part, of } = selectorsOf(formula);
        return of.metric === metric || part?.metric === metric;
      }),
  };
}

function scaleOf(signal: string, asked: ExpositionReading): ReturnType<typeof signalScale> {
  if ('ratio' in asked) return signalScale(signal, 'ratio');
  if ('histogram' in asked) return signalScale(signal, asked.unit ?? 's');
  // Whatever is counted, its increase is per second: seconds per second are a share.
  if ('counter' in asked) return signalScale(signal, asked.unit, asked.as ?? 'per_second');
  return signalScale(signal, asked.unit, asked.as);
}

function formulaOf(asked: ExpositionReading): Formula {
  if ('gauge' in asked) {
    return { kind: 'gauge', of: selectorOf(asked.gauge, asked.where), combine: asked.combine };
  }
  if ('counter' in asked) return { kind: 'rate', of: selectorOf(asked.counter, asked.where) };
  if ('ratio' in asked) {
    const { part, of } = asked.ratio;
    return {
      kind: 'ratio',
      part: selectorOf(part.counter, part.where),
      of: selectorOf(of.counter, of.where),
    };
  }
  const of = selectorOf(`${asked.histogram}_bucket`, asked.where);
  return { kind: 'quantile', of, quantile: asked.quantile };
}

/** The two sets of series a formula needs: the smaller one first. Null where one is enough. */
export function selectorsOf(formula: Formula): { readonly part: Selector | null; readonly of: Selector } {
  switch (formula.kind) {
    case 'gauge':
    case 'rate':
    case 'quantile':
      return { part: null, of: formula.of };
    case 'ratio':
      return { part: formula.part, of: formula.of };
    case 'used':
      return { part: formula.free, of: formula.of };
    default:
      return assertNever(formula);
  }
}
