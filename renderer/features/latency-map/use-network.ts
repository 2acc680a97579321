import { useMemo } from 'react';
import type { Moment } from '../../../shared/domain/moment.ts';
import { buildNetworkIndex, type NetworkIndex } from '../../map/network-index.ts';
import { buildNetworkModel, type LatencySignal, type NetworkModel } from '../../map/network-model.ts';
import type { Saying } from '../../map/network-words.ts';
import { createUsualCache } from '../../map/usual.ts';
import { useMoment, useNowMs, usePicture, useSection } from '../../state/hooks.ts';

export interface Network {
  readonly index: NetworkIndex;
  /** Null until the first picture. */
  readonly model: NetworkModel | null;
  readonly saying: Saying;
}

/** The network of the picture on screen, following every frame and second. */
export function useNetwork(signal: LatencySignal): Network {
  const catalogue = useSection('catalogue');
  const picture = usePicture();
  const nowMs = useNowMs();
  const moment = useMoment();
  const index = useMemo(() => buildNetworkIndex(catalogue), [catalogue]);
  const usualOf = useMemo(() => createUsualCache(), []);
  const isCached = moment.mode === 'cached';
  const atMs = shownAtMs(moment, nowMs);
  const model =
    picture === null ? null : buildNetworkModel({ index, picture, atMs, signal, isCached, usualOf });
  const timeZone = catalogue.timeZones[0] ?? 'UTC';
  return { index, model, saying: { atMs, nowMs, timeZone, isCached } };
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
