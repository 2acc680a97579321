import { useMemo, useRef, useState } from 'react';
import { signalDefinition } from '../../../shared/domain/signal.ts';
import { ChangeStrip } from '../../annotate/ChangeStrip.tsx';
import { ExportMenu } from '../../export/ExportMenu.tsx';
import { furthestFromNormal, type LatencySignal } from '../../map/network-model.ts';
import { networkVerdict } from '../../map/network-words.ts';
import { useMeasured, useStageSize } from '../../map/use-stage.ts';
import { useSection } from '../../state/hooks.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PanelTitle, ViewHeading } from '../../ui/PanelTitle.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import styles from './LatencyMapView.module.css';
import { MapLegend } from './MapLegend.tsx';
import { MapStage } from './MapStage.tsx';
import { networkExports } from './network-export.ts';
import { RouteMatrix } from './RouteMatrix.tsx';
import { useNetwork } from './use-network.ts';
import { WorstRoutes } from './WorstRoutes.tsx';

const percentiles: readonly { readonly value: LatencySignal; readonly text: string }[] = [
  { value: 'latency_p50', text: 'p50' },
  { value: 'latency_p90', text: 'p90' },
  { value: 'latency_p95', text: 'p95' },
  { value: 'latency_p99', text: 'p99' },
];
const modes = [
  { value: 'map', text: 'Map' },
  { value: 'matrix', text: 'Matrix' },
] as const;

const WORST_ROUTES = 5;
/** The panel's matrix: 18 px cells, smaller only when there are more regions than fit. */
const panelFrame = {
  width: 328,
  labelWidth: 76,
  labelHeight: 78,
  maxCell: { width: 18, height: 18 },
  minCell: { width: 7, height: 7 },
  gap: 1,
} as const;

/** The latency map: the world, the routes furthest from normal, and the matrix of all of them. */
export function LatencyMapView() {
  const [wanted, setWanted] = useState<LatencySignal>('latency_p95');
  const [mode, setMode] = useState<(typeof modes)[number]['value']>('map');
  const [picked, setPicked] = useState<number | null | undefined>(undefined);
  const [head, { height: top }] = useMeasured();
  const [legend, { height: bottom }] = useMeasured();
  const covered = { top, bottom };
  const catalogue = useSection('catalogue');
  const { signal, options } = useMemo(() => choosable(wanted, catalogue.series), [wanted, catalogue.series]);
  const { index, model, saying, baselineOf } = useNetwork(signal);
  const signalLabel = signalDefinition(signal).label;
  if (model === null || index.regions.length === 0)
    return (
      <EmptyState title={model === null ? 'Waiting for the first picture' : 'No region is known yet'}>
        {model !== null && 'Regions appear here as soon as a source reports values for them.'}
      </EmptyState>
    );
  // Until somebody picks a route the worst one stands open.
  const chosenRoute = picked === undefined ? (model.far[0]?.index ?? null) : picked;
  const worst = furthestFromNormal(model, WORST_ROUTES);
  const verdict = networkVerdict(model, index.regions, saying);
  const judged = model.routes.filter(({ isSeen, deviation }) => isSeen && deviation !== null).length;
  const shared = { index, model, saying, chosenRoute, onChooseRoute: setPicked };
  return (
    <div className={styles['view']} data-cached={saying.isCached}>
      <div className={styles['main']}>
        {mode === 'map' && (
          <MapStage
            {...shared}
            covered={covered}
            signalLabel={signalLabel}
            serviceName={(service) => catalogue.services[service]?.name ?? 'unknown service'}
          />
        )}
        <header ref={head} className={styles['head']}>
          <ViewHeading
            sub={
              <>
                {verdict.worst !== null && <strong>{verdict.worst} </strong>}
                {verdict.facts.join(' ')}
              </>
            }
          >
            {verdict.headline}
          </ViewHeading>
          <div className={styles['controls']}>
            <Segmented
              label="Percentile of the circles"
              options={options}
              value={signal}
              onChange={setWanted}
            />
            <Segmented label="Shown as" options={modes} value={mode} onChange={setMode} />
            <ExportMenu label="Export the map" choices={networkExports(signal, baselineOf)} />
          </div>
        </header>
        {mode === 'map' ? (
          <MapLegend {...shared} boxRef={legend} signalLabel={signalLabel} />
        ) : (
          <FullMatrix {...shared} />
        )}
      </div>
      <aside className={styles['panel']} aria-label="Routes">
        <div className={styles['panelTitle']}>
          <PanelTitle fact={judged === 0 ? undefined : `worst ${worst.length} of ${judged} seen`}>
            Furthest from normal
          </PanelTitle>
        </div>
        {worst.length === 0 ? (
          <EmptyState title={index.routes.length === 0 ? 'No routes are measured' : 'Nothing to compare yet'}>
            {index.routes.length === 0
              ? 'A source that reports link_rtt for pairs of regions fills this list.'
              : 'What is usual is known after three days with this hour.'}
          </EmptyState>
        ) : (
          <WorstRoutes {...shared} routes={worst} />
        )}
        {mode === 'map' && index.routes.length > 0 && (
          <section className={styles['matrix']}>
            <PanelTitle fact="from row, to column">Region to region</PanelTitle>
            <RouteMatrix {...shared} frame={panelFrame} />
          </section>
        )}
        <ChangeStrip />
      </aside>
    </div>
  );
}

function FullMatrix(props: Omit<Parameters<typeof RouteMatrix>[0], 'frame'>) {
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
            <p className={styles['caption']}>
              Round trip in ms, from row to column. A triangle marks what is far from normal.
            </p>
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
