import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { CommandReply } from '../../shared/contract/commands.ts';
import type { Baseline } from '../../shared/domain/baseline.ts';
import { HOUR_MS, hourOf } from '../../shared/domain/baseline.ts';
import type { Catalogue } from '../../shared/domain/catalogue.ts';
import type { Failure } from '../../shared/domain/failure.ts';
import type { Moment } from '../../shared/domain/moment.ts';
import type { TimeRange } from '../../shared/domain/timeline.ts';
import { type RequestState, useRequest, useSection } from './hooks.ts';
import { useVigil } from './provider.tsx';
import type { VigilState } from './store.ts';

/** Learning goes on while the present is on screen: what is usual is asked again this often. Vigil keeps its answers. */
const ASK_AGAIN_MS = 30_000;
/** A band of many hours changes by one of them an hour. */
const ASK_BAND_AGAIN_MS = 300_000;

/** What is usual for series of the picture on screen. */
export interface UsualLookup {
  /**
   * Of a row of the series table; null where nothing is known of it yet, for example while the answer is on its way:
   * say nothing then. The same function until an answer changes.
   */
  readonly of: (row: number) => Baseline | null;
  readonly isLoading: boolean;
  readonly failure: Failure | null;
}

export type BaselineBands = CommandReply<'baselineBand'>;
export type BaselineBand = BaselineBands['series'][number];

const selectHour = (state: VigilState): number => hourOf(shownMs(state.moment, state.nowMs));
const roundOf =
  (everyMs: number) =>
  ({ moment, nowMs }: VigilState): number =>
    moment.mode === 'live' ? Math.floor(nowMs / everyMs) : 0;
const selectRound = roundOf(ASK_AGAIN_MS);
const selectBandRound = roundOf(ASK_BAND_AGAIN_MS);
const selectKnownHour = (state: VigilState): number | null => knownHourOf(state.moment);

/** What is usual in the hour of the moment on screen, for every series with one of the signals. */
export function useUsual(signals: readonly string[]): UsualLookup {
  const { store } = useVigil();
  const catalogue = useSection('catalogue');
  const atMs = useStore(store, selectHour);
  const knownByMs = useStore(store, selectKnownHour);
  const round = useStore(store, selectRound);
  const isReady = useStore(store, (state) => state.picture !== null);
  const { data, failure, loading } = useRequest(
    'baselines',
    isReady ? { atMs, knownByMs, service: null, signals: [...signals] } : null,
    round,
  );
  // What was usual an hour ago is not what is usual now.
  const reply = data?.hourMs === atMs ? data : null;
  const of = useMemo(() => lookupIn(reply, catalogue), [reply, catalogue]);
  return { of, isLoading: loading, failure };
}

/**
 * What was usual in every hour of a range, for charts; null asks nothing. Each hour is judged by the weeks before it, and
 * by what was received in time where a past moment is shown as then known.
 * @param range at most 35 days; asked again when it moves by an hour
 */
export function useBaselineBand(
  query: {
    readonly service: string;
    readonly region: string | null;
    readonly signals: readonly string[];
  } | null,
  range: TimeRange,
): RequestState<BaselineBands> {
  const { store } = useVigil();
  const knownByMs = useStore(store, selectKnownHour);
  const round = useStore(store, selectBandRound);
  const hours = { fromMs: hourOf(range.fromMs), toMs: hourOf(range.toMs - 1) + HOUR_MS };
  return useRequest(
    'baselineBand',
    query === null ? null : { ...query, signals: [...query.signals], ...hours, knownByMs },
    round,
  );
}

/** Finds a row of the catalogue in an answer. Pure. */
export function lookupIn(
  reply: CommandReply<'baselines'> | null,
  catalogue: Pick<Catalogue, 'series' | 'cells' | 'services' | 'regions' | 'sources'>,
): UsualLookup['of'] {
  if (reply === null) return () => null;
  const byName = new Map(
    reply.series.map(({ sourceId, service, region, toRegion, signal, unit, baseline }) => [
      nameOf(sourceId, service, region, toRegion, signal, unit),
      baseline,
    ]),
  );
  const find = (row: number): Baseline | null => {
    const series = catalogue.series[row];
    if (series === undefined) return null;
    const sourceId = catalogue.sources[series.source] ?? '';
    const { signal, unit } = series;
    if (series.kind === 'link') {
      const [from, to] = [catalogue.regions[series.from]?.id, catalogue.regions[series.to]?.id];
      return byName.get(nameOf(sourceId, '', from ?? '', to ?? null, signal, unit)) ?? null;
    }
    const [service, region] = catalogue.cells[series.cell] ?? [-1, -1];
    const [serviceId, regionId] = [catalogue.services[service]?.id, catalogue.regions[region]?.id];
    return byName.get(nameOf(sourceId, serviceId ?? '', regionId ?? '', null, signal, unit)) ?? null;
  };
  // Views ask for the same rows every second.
  const found: (Baseline | null | undefined)[] = [];
  return (row) => {
    const known = found[row];
    if (known !== undefined) return known;
    const baseline = find(row);
    if (row >= 0 && row < catalogue.series.length) found[row] = baseline;
    return baseline;
  };
}

function nameOf(...parts: readonly (string | null)[]): string {
  return parts.map((part) => part ?? '').join('\u0000');
}

function shownMs(moment: Moment, nowMs: number): number {
  switch (moment.mode) {
    case 'live':
      return nowMs;
    case 'past':
      return moment.atMs;
    case 'cached':
      return moment.asOfMs;
  }
}

function knownHourOf(moment: Moment): number | null {
  return moment.mode === 'past' && moment.knowledge === 'then' ? hourOf(moment.atMs) : null;
}
