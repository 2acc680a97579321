import { Suspense, useMemo, useState } from 'react';
import { isTrouble } from '../../../shared/domain/alert.ts';
import type { Service } from '../../../shared/domain/catalogue.ts';
import { stateOfService } from '../../../shared/domain/service-state.ts';
import type { EstateSummary } from '../../../shared/format/estate-summary.ts';
import { serviceNotes } from '../../../shared/format/service-notes.ts';
import { isolatedText } from '../../../shared/format/visible-text.ts';
import { useAddressValue } from '../../app/address-query.ts';
import { CrosshairHandle, CrosshairLine, crosshairPointer } from '../../charts/Crosshair.tsx';
import type { Interval } from '../../charts/chart-model.ts';
import { createCrosshair } from '../../charts/crosshair.ts';
import { NotYet, PlayHead } from '../../charts/PlayHead.tsx';
import type { TimeFrame } from '../../charts/time-frame.ts';
import { useWidth } from '../../charts/use-width.ts';
import { piece } from '../../pieces/piece.ts';
import { estateSummaryOf } from '../../state/estate-summary.ts';
import { useSection } from '../../state/hooks.ts';
import { useAskedKnownByMs, useTimeMachine, useTimeWindow } from '../../state/use-time.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Told } from '../../ui/Told.tsx';
import { AlertLane } from './AlertLane.tsx';
import { ClaimsPanel } from './ClaimsPanel.tsx';
import { factsAt, marksOf } from './moment-facts.ts';
import { ServiceHeader } from './ServiceHeader.tsx';
import styles from './ServicePage.module.css';
import { ServiceSide } from './ServiceSide.tsx';
import { StateStrips } from './StateStrips.tsx';
import { pageTimes } from './service-history.ts';
import { cellReading, type RegionState, regionStates } from './services-model.ts';
import { incidentStart } from './strip-model.ts';
import { TimeAxis } from './TimeAxis.tsx';
import { usePageExports } from './use-page-exports.ts';
import { usePageLog } from './use-page-log.ts';
import { useServiceReading } from './use-service-reading.ts';

const ServiceCharts = piece(async () => ({ default: (await import('./ServiceCharts.tsx')).ServiceCharts }));

/** The edges of the plot, which the strip of the time bar shares: `--gutter` and `--plot-right`. */
const GUTTER = 190;
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
  const [form, setForm] = useState<PageForm>('charts');
  const [comparesWeek, setComparesWeek] = useState(false);
  const [chosenRegion, setRegion] = useAddressValue('region');
  const [heldRegion, setHeldRegion] = useState<string | null>(null);
  const [column, width] = useWidth<HTMLDivElement>();
  const serviceIndex = catalogue.services.findIndex((service) => service.id === isolatedText(id));
  const service = catalogue.services[serviceIndex];
  const window = useTimeWindow();
  const timeMachine = useTimeMachine();
  const knownByMs = useAskedKnownByMs();
  const times = pageTimes(moment, context.nowMs, window);
  const [axis, shown, asked] = [useSame(times.axis), useSame(times.shown), useSame(times.asked)];
  const pageExports = usePageExports();
  const { transitions, strips, gaps, alerts, changes } = usePageLog(
    service?.id ?? null,
    asked,
    shown,
    knownByMs,
  );
  const [crosshair] = useState(createCrosshair);
  const marks = useMemo(() => marksOf(changes, shown), [changes, shown]);
  const frame = useMemo(
    (): TimeFrame => ({
      ...axis,
      untilMs: moment.mode === 'past' ? shown.toMs : axis.toMs,
      width,
      gutter: width < NARROW ? NARROW_GUTTER : GUTTER,
      right: width < NARROW ? NARROW_RIGHT : RIGHT,
      timeZone,
    }),
    [axis, shown, moment.mode, width, timeZone],
  );
  if (service === undefined || picture === null)
    return (
      <EmptyState title="This service is not known">
        <p>
          {moment.mode === 'past'
            ? 'No source had reported anything for '
            : 'No source reports anything for '}
          <Told text={id} />
          {moment.mode === 'past' ? ' by that moment.' : ' now. It may have been renamed or removed.'}
        </p>
        <p>
          <a className={styles['link']} href="#/services">
            See all services
          </a>
        </p>
      </EmptyState>
    );
  const regions = regionStates(picture, index, serviceIndex, moment);
  const isPast = moment.mode === 'past';
  const region =
    [chosenRegion, ...(isPast ? [heldRegion] : [])].find((id) => regions.some((one) => one.region === id)) ??
    worstRegion(regions);
  // While time is moved by hand the charts keep their place, whichever is worst then.
  if (heldRegion !== region) setHeldRegion(region);
  const estate = estateSummaryOf(picture);
  const state = estate.services[serviceIndex]?.state ?? 'no_data';
  const trouble =
    transitions.data === null || region === null ? null : incidentStart(transitions.data, region, shown);
  return (
    <div className={styles['page']} data-cached={moment.mode === 'cached'}>
      <div className={styles['column']} ref={column}>
        <ServiceHeader
          service={service}
          state={state}
          isFolded={(estate.services[serviceIndex]?.foldedUnder ?? null) !== null}
          regions={regions}
          region={region}
          onRegion={setRegion}
          form={form}
          onForm={setForm}
          comparesWeek={comparesWeek}
          onCompareWeek={setComparesWeek}
          nowMs={context.nowMs}
          timeZone={timeZone}
          moment={moment}
          notes={serviceNotes(picture, serviceIndex, estate, context.nowMs, timeZone)}
          exports={pageExports({ service: service.id, region, range: shown, transitions: transitions.data })}
        />
        <ClaimsPanel
          picture={picture}
          regions={regions}
          region={region}
          nowMs={context.nowMs}
          timeZone={timeZone}
        />
        <div className={styles['times']} {...crosshairPointer(crosshair, frame)}>
          {isPast && <NotYet frame={frame} />}
          <div className={styles['axis']}>
            <TimeAxis frame={frame} />
            <CrosshairHandle
              crosshair={crosshair}
              frame={frame}
              onOpen={(atMs) => timeMachine.act({ kind: 'go', atMs })}
            />
          </div>
          {transitions.failure !== null && (
            <p className={styles['failure']}>The states could not be read: {transitions.failure.message}</p>
          )}
          <StateStrips
            frame={frame}
            rows={strips}
            gaps={gaps}
            region={region}
            onRegion={setRegion}
            folded={foldedRegions(regions, estate, catalogue.services)}
          />
          <section className={styles['lane']} aria-label="Changes and alerts in this range">
            <div className={styles['gutter']}>
              <h2>Changes and alerts</h2>
              <p>
                {alerts.filter(isTrouble).length} {firingWords[moment.mode]}
              </p>
            </div>
            <AlertLane
              gaps={gaps}
              frame={frame}
              changes={changes}
              alerts={alerts.filter(
                (alert) => alert.startsAtMs >= shown.fromMs && alert.startsAtMs <= shown.toMs,
              )}
            />
          </section>
          {region !== null && (
            <Suspense fallback={<div className={styles['chartRoom']} />}>
              <ServiceCharts
                service={service.id}
                region={region}
                frame={frame}
                shown={shown}
                asked={asked}
                knownByMs={knownByMs}
                gaps={gaps}
                troubleSinceMs={trouble}
                readingOf={(signal, where) =>
                  cellReading(picture, index, serviceIndex, where, signal, context)
                }
                form={form}
                marks={marks}
                crosshair={crosshair}
                comparesWeek={comparesWeek}
                factsAt={(atMs) => factsAt(atMs, transitions.data, region, changes, frame)}
              />
            </Suspense>
          )}
          {isPast && <PlayHead frame={frame} />}
          <CrosshairLine crosshair={crosshair} frame={frame} />
        </div>
      </div>
      <ServiceSide
        service={service}
        alerts={alerts}
        changes={changes}
        nowMs={context.nowMs}
        clockMs={moment.mode === 'live' ? context.nowMs : shown.toMs}
        past={moment.mode !== 'live'}
        timeZone={timeZone}
      />
    </div>
  );
}

/** What is folded now, by region: under which service. */
function foldedRegions(
  regions: readonly RegionState[],
  { foldedCells }: EstateSummary,
  services: readonly Service[],
): ReadonlyMap<string, string> {
  return new Map(
    regions.flatMap(({ cellRow, region }) => {
      const root = services[foldedCells.get(cellRow) ?? -1];
      return root === undefined ? [] : [[region, root.name]];
    }),
  );
}

/** The same object while the stretch stays: what is drawn from it is not drawn anew every second. */
function useSame({ fromMs, toMs }: Interval): Interval {
  return useMemo(() => ({ fromMs, toMs }), [fromMs, toMs]);
}

const firingWords = { live: 'firing now', past: 'firing at this moment', cached: 'firing then' } as const;

/** The region somebody would look at first: the longest in the worst state. */
function worstRegion(regions: readonly RegionState[]): string | null {
  const state = stateOfService(regions.map((one) => one.state));
  const worst = regions
    .filter((one) => one.state === state)
    .toSorted((a, b) => (a.sinceMs || 0) - (b.sinceMs || 0));
  return worst[0]?.region ?? regions[0]?.region ?? null;
}
