import { useMemo } from 'react';
import type { Picture } from '../../../shared/contract/picture.ts';
import type { Moment } from '../../../shared/domain/moment.ts';
import { useMoment, useNowMs, usePicture, useSection } from '../../state/hooks.ts';
import { staleTimes } from '../../state/row-reading.ts';
import { indexServices, type ReadingContext, type ServiceIndex } from './services-model.ts';

export interface ServiceReading {
  readonly picture: Picture | null;
  readonly index: ServiceIndex;
  readonly context: ReadingContext;
  readonly moment: Moment;
  readonly timeZone: string;
}

/** What a view needs to read services from the picture, refreshed with every frame and every second. */
export function useServiceReading(): ServiceReading {
  const picture = usePicture();
  const nowMs = useNowMs();
  const moment = useMoment();
  const sources = useSection('sources');
  const catalogue = useSection('catalogue');
  const index = useMemo(() => indexServices(catalogue), [catalogue]);
  const staleAfterMsOf = useMemo(() => staleTimes(sources), [sources]);
  const context = useMemo(() => ({ nowMs, moment, staleAfterMsOf }), [nowMs, moment, staleAfterMsOf]);
  return { picture, index, context, moment, timeZone: catalogue.timeZones[0] ?? 'UTC' };
}
