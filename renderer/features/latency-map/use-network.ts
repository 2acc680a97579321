import { useMemo } from 'react';
import type { Baseline } from '../../../shared/domain/baseline.ts';
import type { Moment } from '../../../shared/domain/moment.ts';
import type { NetworkIndex } from '../../map/network-index.ts';
import { buildNetworkModel, type LatencySignal, type NetworkModel } from '../../map/network-model.ts';
import type { Saying } from '../../map/network-words.ts';
import { useSection } from '../../state/hooks.ts';
import { usePulse } from '../../state/pulse.ts';
import { useUsual } from '../../state/use-baseline.ts';

export interface Network {
  /** Null until the first picture. */
  readonly model: NetworkModel | null;
  /** What is usual for a row of the series table. */
  readonly baselineOf: (row: number) => Baseline | null;
  readonly saying: Saying;
}

/**
 * The network of the picture on screen, following every frame, and the clock when none comes.
 * @param service index of the only service the circles are of; null is all of them
 */
export function useNetwork(index: NetworkIndex, signal: LatencySignal, service: number | null): Network {
  const { timeZones } = useSection('catalogue');
  const pulse = usePulse();
  const { nowMs, moment } = pulse;
  // Routes and circles are compared with what was learned of each.
  const compared = useMemo(() => ['link_rtt', signal], [signal]);
  const { of: baselineOf } = useUsual(compared);
  const isCached = moment.mode === 'cached';
  const atMs = shownAtMs(moment, nowMs);
  // Pointer and keyboard render the view as well; the model only follows what is measured and the time.
  const model = useMemo(() => {
    // Each beat is a new object, while the tables of its picture are written in place.
    const { picture } = pulse;
    return picture === null
      ? null
      : buildNetworkModel({ index, picture, atMs, signal, service, isCached, baselineOf });
  }, [index, pulse, atMs, signal, service, isCached, baselineOf]);
  const timeZone = timeZones[0] ?? 'UTC';
  const isLive = moment.mode === 'live';
  const saying = useMemo(
    () => ({ atMs, nowMs, timeZone, isCached, isLive }),
    [atMs, nowMs, timeZone, isCached, isLive],
  );
  return { model, baselineOf, saying };
}

/** The moment a picture is judged at: a remembered one by what was fresh when it was remembered. */
export function shownAtMs(moment: Moment, nowMs: number): number {
  switch (moment.mode) {
    case 'live':
      return nowMs;
    case 'past':
      return moment.atMs;
    case 'cached':
      return moment.asOfMs;
  }
}
