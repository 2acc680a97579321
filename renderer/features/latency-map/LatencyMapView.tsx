import { useMemo, useRef, useState } from 'react';
import { signalDefinition } from '../../../shared/domain/signal.ts';
import { addressQuery, useAddressQuery, writeQuery } from '../../app/address-query.ts';
import { buildNetworkIndex, type NetworkIndex } from '../../map/network-index.ts';
import type { LatencySignal, NetworkModel } from '../../map/network-model.ts';
import { networkVerdict } from '../../map/network-words.ts';
import { useMeasured, useStageSize } from '../../map/use-stage.ts';
import { useSection } from '../../state/hooks.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ViewHeading } from '../../ui/PanelTitle.tsx';
import { Words } from '../../ui/Words.tsx';
import styles from './LatencyMapView.module.css';
import { type MapChoices, MapControls } from './MapControls.tsx';
import { homelessWords, MapLegend } from './MapLegend.tsx';
import { MapPanel } from './MapPanel.tsx';
import { MapStage } from './MapStage.tsx';
import { type MapAddress, mapQuery, readMapAddress, selectionOf } from './map-address.ts';
import type { MapProps, Pointed } from './map-props.ts';
import { networkExports } from './network-export.ts';
import { PrintedMoment } from './PrintedMoment.tsx';
import { RouteMatrix } from './RouteMatrix.tsx';
import { useMediaQuery } from './use-media-query.ts';
import { useNetwork } from './use-network.ts';

const percentiles: readonly { readonly value: LatencySignal; readonly text: string }[] = [
  { value: 'latency_p50', text: 'p50' },
  { value: 'latency_p90', text: 'p90' },
  { value: 'latency_p95', text: 'p95' },
  { value: 'latency_p99', text: 'p99' },
];

/** Narrower than this heading, world and legend stand one below the other; as in the style sheets. */
const STACKED = '(max-width: 820px)';
const uncovered = { top: 0, bottom: 0 };

/** The latency map: the world, the routes furthest from normal, and the matrix of all of them. */
export function LatencyMapView() {
  const query = useAddressQuery();
  const address = useMemo(() => readMapAddress(query), [query]);
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const [head, { height: top }] = useMeasured();
  const [legend, { height: bottom }] = useMeasured();
  const isStacked = useMediaQuery(STACKED);
  const catalogue = useSection('catalogue');
  const { signal, options } = useMemo(
    () => choosable(address.signal, catalogue.series),
    [address.signal, catalogue.series],
  );
  const index = useMemo(() => buildNetworkIndex(catalogue), [catalogue]);
  const { service, target, picked } = useMemo(
    () => selectionOf(address, catalogue, index),
    [address, catalogue, index],
  );
  const serviceId = catalogue.services[service ?? -1]?.id ?? null;
  const choices = useMemo(
    (): MapChoices => ({ ...address, signal, serviceId }),
    [address, signal, serviceId],
  );
  const { model, saying, baselineOf } = useNetwork(index, signal, service);
  const exports = useMemo(() => networkExports(signal, baselineOf), [signal, baselineOf]);
  if (model === null || index.regions.length === 0)
    return (
      <EmptyState title={model === null ? 'Waiting for the first picture' : 'No region is known yet'}>
        {model !== null && 'Regions appear here as soon as a source reports values for them.'}
      </EmptyState>
    );
  const { metric, mode } = choices;
  const shared: MapProps = {
    index,
    model,
    saying,
    metric,
    signalLabel: signalDefinition(signal).label,
    target,
    onTarget: (region) => change({ regionId: region === null ? null : (index.regions[region]?.id ?? null) }),
    // Until somebody picks a route the worst one stands open.
    chosenRoute: picked === undefined ? (model.far[0]?.index ?? null) : picked,
    onChooseRoute: (route) => change({ route: nameOfRoute(route, index) }),
    pointed,
    onPoint: setPointed,
  };
  const verdict = networkVerdict(model, index.regions, saying);
  return (
    <div className={styles['view']} data-cached={saying.isCached} data-target={target ?? undefined}>
      <div className={styles['main']}>
        <header ref={head} className={styles['head']}>
          <ViewHeading
            sub={
              <>
                {verdict.worst !== null && (
                  <strong>
                    <Words>{verdict.worst}</Words>{' '}
                  </strong>
                )}
                <Words>{verdict.facts.join(' ')}</Words>
              </>
            }
          >
            {verdict.headline}
          </ViewHeading>
          <PrintedMoment
            model={model}
            saying={saying}
            what={`${metric === 'loss' ? 'lost packets' : metric === 'deviation' ? 'deviation from normal' : shared.signalLabel} of ${service === null ? 'all services' : (catalogue.services[service]?.name ?? '')}`}
          />
          <MapControls
            choices={choices}
            onChange={change}
            percentiles={options}
            measuresLoss={index.signals.has('packet_loss') || index.signals.has('link_loss')}
            services={catalogue.services}
            exports={exports}
          />
        </header>
        {mode === 'map' && (
          <MapStage
            {...shared}
            kind={choices.kind}
            drawsAllRoutes={choices.allRoutes}
            drawsDayNight={choices.dayNight}
            covered={isStacked ? uncovered : { top, bottom }}
            serviceName={(one) => catalogue.services[one]?.name ?? 'unknown service'}
          />
        )}
        {mode === 'map' ? (
          <MapLegend
            boxRef={legend}
            metric={metric}
            signalLabel={shared.signalLabel}
            homeless={homelessWords(model, index, saying, metric)}
            busiest={busiestOf(model)}
            hasRoutes={index.routes.length > 0}
            target={target === null ? null : (index.regions[target]?.id ?? '')}
            isLive={saying.isLive}
            drawsDayNight={choices.dayNight}
            drawsAllRoutes={choices.allRoutes}
          />
        ) : (
          <FullMatrix {...shared} />
        )}
      </div>
      <MapPanel {...shared} hasMatrix={mode === 'map'} />
    </div>
  );
}

/** Into the address, which is where the choices live. */
function change(changes: Partial<MapAddress>): void {
  writeQuery(mapQuery({ ...readMapAddress(addressQuery()), ...changes }));
}

function nameOfRoute(route: number | null, { routes, regions }: NetworkIndex): MapAddress['route'] {
  const ends = routes[route ?? -1];
  const [from, to] = [regions[ends?.from ?? -1]?.id, regions[ends?.to ?? -1]?.id];
  return from === undefined || to === undefined ? null : { from, to };
}

/** What the busiest region serves, rounded down: a legend does not breathe with every second's load. */
function busiestOf({ regions }: NetworkModel): number {
  const most = Math.max(0, ...regions.map(({ requestsPerSecond }) => requestsPerSecond ?? 0));
  const step = 10 ** Math.floor(Math.log10(most || 1));
  return Math.floor(most / step) * step;
}

const captions = {
  latency: 'Round trip in ms, from row to column. A triangle marks what is far from normal.',
  loss: 'Packets lost in per cent, from row to column. A triangle marks a round trip far from normal.',
  deviation: 'Round trip against its usual in per cent, from row to column. A triangle marks what is far.',
} as const;

function FullMatrix(props: MapProps) {
  const stage = useRef<HTMLDivElement>(null);
  const { width, height } = useStageSize(stage);
  return (
    <div ref={stage} className={styles['fullMatrix']}>
      {props.index.routes.length === 0 ? (
        <EmptyState title="No routes are measured">
          A source that reports link_rtt for pairs of regions fills this matrix.
        </EmptyState>
      ) : (
        width > 0 && (
          <>
            <p className={styles['caption']}>{captions[props.metric]}</p>
            <RouteMatrix
              {...props}
              frame={{
                width,
                height: height - 72,
                labelWidth: 84,
                // Level labels need one line, turned ones their length.
                labelHeight: (width - 84) / props.index.regions.length >= 66 ? 30 : 84,
                maxCell: { width: 72, height: 44 },
                minCell: { width: 34, height: 24 },
                gap: 1,
              }}
            />
          </>
        )
      )}
    </div>
  );
}

/** Percentiles that nothing measures cannot be chosen; when the wanted one is missing, the next that exists. */
function choosable(wanted: LatencySignal, series: readonly { readonly signal: string }[]) {
  const measured = new Set(series.map(({ signal }) => signal));
  const options = percentiles.map((option) =>
    measured.has(option.value)
      ? option
      : { ...option, disabled: true, title: `No source reports ${option.text}` },
  );
  const signal = measured.has(wanted)
    ? wanted
    : (percentiles.findLast(({ value }) => measured.has(value))?.value ?? wanted);
  return { signal, options };
}
