import { lazy, Suspense, useMemo, useState } from 'react';
import { MAX_ALERT_HISTORY_ROWS, MAX_ANNOTATION_ROWS } from '../../../shared/contract/commands.ts';
import type { Alert } from '../../../shared/domain/alert.ts';
import { isTrouble } from '../../../shared/domain/alert.ts';
import { stateOfService } from '../../../shared/format/estate-summary.ts';
import type { TimeFrame } from '../../charts/time-frame.ts';
import { useWidth } from '../../charts/use-width.ts';
import { useRequest, useSection } from '../../state/hooks.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { AlertLane } from './AlertLane.tsx';
import { changesOf } from './changes-model.ts';
import { ServiceHeader } from './ServiceHeader.tsx';
import styles from './ServicePage.module.css';
import { ServiceSide } from './ServiceSide.tsx';
import { StateStrips } from './StateStrips.tsx';
import { rangeOf, type Span } from './service-history.ts';
import { cellReading, type RegionState, regionStates } from './services-model.ts';
import { incidentStart, stripRows } from './strip-model.ts';
import { TimeAxis } from './TimeAxis.tsx';
import { usePageExports } from './use-page-exports.ts';
import { useServiceReading } from './use-service-reading.ts';

const ServiceCharts = lazy(async () => ({ default: (await import('./ServiceCharts.tsx')).ServiceCharts }));

const GUTTER = 190;
/** Room for the names of lines right of the plot. */
const RIGHT = 48;
/** Below this width the read-outs stand above their chart, and the gutter only holds names and axis labels. */
const NARROW = 560;
const NARROW_GUTTER = 108;
const NARROW_RIGHT = 36;

export type PageForm = 'charts' | 'table';

/** One service: its state, its past by region, its charts, its alerts and its promise. */
export function ServicePage({ id }: { id: string }) {
  const { picture, index, context, moment, timeZone } = useServiceReading();
  const catalogue = useSection('catalogue');
  const [span, setSpan] = useState<Span>('1');
  const [form, setForm] = useState<PageForm>('charts');
  const [chosenRegion, setRegion] = useState<string | null>(null);
  const [column, width] = useWidth<HTMLDivElement>();
  const serviceIndex = catalogue.services.findIndex((service) => service.id === id);
  const service = catalogue.services[serviceIndex];
  const { fromMs, toMs } = rangeOf(moment, context.nowMs, span);
  const range = useMemo(() => ({ fromMs, toMs }), [fromMs, toMs]);
  const transitions = useRequest('transitions', service === undefined ? null : { ...range, service: id });
  const past = useRequest('alertHistory', { ...range, knownByMs: null, limit: MAX_ALERT_HISTORY_ROWS });
  const logged = useRequest('annotations', { ...range, knownByMs: null, limit: MAX_ANNOTATION_ROWS });
  const pageExports = usePageExports();
  const current = useSection('alerts');
  const annotations = useSection('annotations');
  const alerts = useMemo(() => alertsOf(id, current, past.data?.alerts ?? []), [id, current, past.data]);
  const changes = useMemo(
    () => changesOf(id, annotations, logged.data?.annotations ?? []),
    [id, annotations, logged.data],
  );
  const strips = useMemo(
    () => (transitions.data === null ? [] : stripRows(transitions.data, range)),
    [transitions.data, range],
  );
  const frame = useMemo(
    (): TimeFrame => ({
      ...range,
      width,
      gutter: width < NARROW ? NARROW_GUTTER : GUTTER,
      right: width < NARROW ? NARROW_RIGHT : RIGHT,
      timeZone,
    }),
    [range, width, timeZone],
  );
  if (service === undefined || picture === null)
    return (
      <EmptyState title="This service is not known">
        <p>
          No source reports anything for <bdi>{id}</bdi> now. It may have been renamed or removed.
        </p>
        <p>
          <a className={styles['link']} href="#/services">
            See all services
          </a>
        </p>
      </EmptyState>
    );
  const regions = regionStates(picture, index, serviceIndex, moment);
  const region = regions.some((one) => one.region === chosenRegion) ? chosenRegion : worstRegion(regions);
  const state = stateOfService(regions.map((one) => one.state));
  const trouble =
    transitions.data === null || region === null ? null : incidentStart(transitions.data, region, range);
  const gaps = transitions.data?.gaps ?? [];
  return (
    <div className={styles['page']} data-cached={moment.mode === 'cached'}>
      <div className={styles['column']} ref={column}>
        <ServiceHeader
          service={service}
          state={state}
          regions={regions}
          region={region}
          onRegion={setRegion}
          span={span}
          onSpan={setSpan}
          form={form}
          onForm={setForm}
          nowMs={context.nowMs}
          timeZone={timeZone}
          cached={moment.mode === 'cached'}
          exports={pageExports({ service: id, region, range, transitions: transitions.data })}
        />
        <div className={styles['axis']}>
          <TimeAxis frame={frame} />
        </div>
        {transitions.failure !== null && (
          <p className={styles['failure']}>The states could not be read: {transitions.failure.message}</p>
        )}
        <StateStrips frame={frame} rows={strips} gaps={gaps} region={region} onRegion={setRegion} />
        <section className={styles['lane']} aria-label="Changes and alerts in this range">
          <div className={styles['gutter']}>
            <h2>Changes and alerts</h2>
            <p>
              {alerts.filter(isTrouble).length} {moment.mode === 'live' ? 'firing now' : 'firing then'}
            </p>
          </div>
          <AlertLane
            gaps={gaps}
            frame={frame}
            changes={changes}
            alerts={alerts.filter((alert) => alert.startsAtMs >= fromMs && alert.startsAtMs <= toMs)}
          />
        </section>
        {region !== null && (
          <Suspense fallback={<div className={styles['chartRoom']} />}>
            <ServiceCharts
              service={id}
              region={region}
              frame={frame}
              range={range}
              gaps={gaps}
              troubleSinceMs={trouble}
              readingOf={(signal) => cellReading(picture, index, serviceIndex, region, signal, context)}
              form={form}
            />
          </Suspense>
        )}
      </div>
      <ServiceSide
        service={service}
        alerts={alerts}
        changes={changes}
        nowMs={context.nowMs}
        clockMs={moment.mode === 'live' ? context.nowMs : toMs}
        past={moment.mode !== 'live'}
        timeZone={timeZone}
      />
    </div>
  );
}

/** Alerts of one service, those of now before what the log adds, each once per start. */
function alertsOf(service: string, current: readonly Alert[], past: readonly Alert[]): readonly Alert[] {
  const byKey = new Map<string, Alert>();
  for (const alert of [...past, ...current])
    if (alert.service === service) byKey.set(`${alert.id} ${alert.startsAtMs}`, alert);
  return [...byKey.values()];
}

/** The region somebody would look at first: the longest in the worst state. */
function worstRegion(regions: readonly RegionState[]): string | null {
  const state = stateOfService(regions.map((one) => one.state));
  const worst = regions
    .filter((one) => one.state === state)
    .toSorted((a, b) => (a.sinceMs || 0) - (b.sinceMs || 0));
  return worst[0]?.region ?? regions[0]?.region ?? null;
}
