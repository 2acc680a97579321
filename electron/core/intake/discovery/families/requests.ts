import { type Draft, type Family, type FamilySeen } from '../family.ts';
import { regionLabels, serviceLabels } from '../label-choice.ts';
import type { MetricNames, NameMatch } from '../metric-names.ts';
import { matcher, quantile, selector, share, sumOfRates } from '../promql.ts';
import { type RequestKind, requestKinds } from './request-kinds.ts';
import { failureMatcher, statusLabelNames } from './status.ts';

/** Counters and histograms of requests served, of every kind in the table. */
export function requestFamilies(names: MetricNames): readonly Family[] {
  return requestKinds.flatMap((kind) => [
    ...(kind.counter === null ? [] : names.matching(kind.counter).map((match) => counterFamily(kind, match))),
    ...kind.histograms.flatMap(({ base, unit }) => [
      ...nativeMatches(names, base).map((match) => histogramFamily(kind, match.name, unit, true)),
      ...names
        .matching(new RegExp(`^(?:${base.source})_bucket$`))
        .map(({ name }) => histogramFamily(kind, name.slice(0, -'_bucket'.length), unit, false)),
    ]),
  ]);
}

/** A bare name is a native histogram or a summary; only a summary has a count beside it and no buckets. */
function nativeMatches(names: MetricNames, base: RegExp): readonly NameMatch[] {
  return names
    .matching(new RegExp(`^(?:${base.source})$`))
    .filter(({ name }) => names.has(`${name}_bucket`) || !names.has(`${name}_count`));
}

function common(kind: RequestKind): Omit<Family, 'id' | 'because' | 'series' | 'drafts'> {
  return {
    words: kind.words,
    kind: 'cell',
    standsBack: false,
    firstLabels: [...kind.services, ...serviceLabels],
    secondLabels: regionLabels,
    valueLabels: [...statusLabelNames, ...(kind.reporter === null ? [] : [kind.reporter])],
  };
}

/** A mesh reports a request twice, where it starts and where it ends; the end is the service's own view. */
function reporterMatchers(kind: RequestKind, seen: FamilySeen): readonly string[] {
  const reporters = kind.reporter === null ? [] : (seen.values.get(kind.reporter) ?? []);
  const [reporter] = ['destination', 'waypoint', 'source'].filter((word) => reporters.includes(word));
  return kind.reporter === null || reporter === undefined ? [] : [matcher(kind.reporter, '=', reporter)];
}

/** Traffic and failing share, from what counts requests. */
function countDrafts(
  kind: RequestKind,
  seen: FamilySeen,
  sumOf: (matchers: readonly string[]) => string,
): readonly Draft[] {
  const always = reporterMatchers(kind, seen);
  const failure = failureMatcher(seen.values);
  const rate: Draft = {
    signal: 'request_rate',
    unit: null,
    query: (without) => sumOf([...always, ...without]),
  };
  if (failure === null) return [rate];
  return [
    {
      signal: 'error_ratio',
      unit: null,
      query: (without) => {
        const all = [...always, ...without];
        return share(sumOf([...all, failure]), sumOf(all));
      },
    },
    rate,
  ];
}

function counterFamily(kind: RequestKind, { name, plain }: NameMatch): Family {
  return {
    ...common(kind),
    id: plain,
    because: `\`${name}\` ${kind.because}`,
    series: selector(name),
    drafts: (seen) =>
      countDrafts(kind, seen, (matchers) => sumOfRates(seen.group, selector(name, matchers), seen.window)),
  };
}

const latencyQuantiles = [0.5, 0.95, 0.99];

function histogramFamily(kind: RequestKind, base: string, unit: 's' | 'ms', isNative: boolean): Family {
  const shape = isNative ? 'native histogram' : 'histogram';
  return {
    ...common(kind),
    id: `${base.replaceAll(/[^a-zA-Z0-9_:]/g, '_')}${isNative ? '/native' : ''}`,
    because: `the ${shape} \`${base}\` ${kind.because}`,
    series: isNative ? `histogram_count(${selector(base)})` : selector(`${base}_count`),
    drafts: (seen) => {
      const always = reporterMatchers(kind, seen);
      const latencies = latencyQuantiles.map(
        (of): Draft => ({
          signal: `latency_p${of * 100}`,
          unit: unit === 's' ? null : unit,
          query: (without) => {
            const matchers = [...always, ...without];
            const series = selector(isNative ? base : `${base}_bucket`, matchers);
            const group = isNative ? seen.group : ['le', ...seen.group];
            return quantile(of, sumOfRates(group, series, seen.window));
          },
        }),
      );
      const counts = countDrafts(kind, seen, (matchers) =>
        isNative
          ? `histogram_count(${sumOfRates(seen.group, selector(base, matchers), seen.window)})`
          : sumOfRates(seen.group, selector(`${base}_count`, matchers), seen.window),
      );
      return [...latencies, ...counts];
    },
  };
}
