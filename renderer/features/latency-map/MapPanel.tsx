import { memo } from 'react';
import { ChangeStrip } from '../../annotate/ChangeStrip.tsx';
import { furthestFromNormal, losingMost } from '../../map/network-model.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PanelTitle } from '../../ui/PanelTitle.tsx';
import styles from './LatencyMapView.module.css';
import type { MapProps } from './map-props.ts';
import { RouteMatrix } from './RouteMatrix.tsx';
import { VantageList } from './VantageList.tsx';
import { WorstRoutes } from './WorstRoutes.tsx';

/** It follows its own facts, not every number of the map. */
const Changes = memo(ChangeStrip);

const WORST_ROUTES = 5;
/** The panel's matrix: 18 px cells, smaller only when there are more regions than fit. */
const panelFrame = {
  width: 328,
  labelWidth: 76,
  labelHeight: 78,
  maxCell: { width: 18, height: 18 },
  minCell: { width: 3, height: 3 },
  gap: 1,
} as const;

/** Beside the map: one place from everywhere when one is chosen, the worst five, and the matrix of all of them. */
export function MapPanel(props: MapProps & { readonly hasMatrix: boolean }) {
  const { index, target, hasMatrix } = props;
  return (
    <aside className={styles['panel']} aria-label="Routes">
      {target !== null && <VantageList {...props} region={target} />}
      <div className={styles['rest']}>
        <WorstFive {...props} />
        {hasMatrix && index.routes.length > 0 && (
          <section className={styles['matrix']}>
            <PanelTitle fact="from row, to column">Region to region</PanelTitle>
            <RouteMatrix {...props} frame={panelFrame} />
          </section>
        )}
        <Changes />
      </div>
    </aside>
  );
}

function WorstFive(props: MapProps) {
  const { index, model, metric } = props;
  const isAboutLoss = metric === 'loss';
  const worst = isAboutLoss ? losingMost(model, WORST_ROUTES) : furthestFromNormal(model, WORST_ROUTES);
  const judged = model.routes.filter(({ isSeen, deviation, loss }) =>
    isAboutLoss ? loss !== null : isSeen && deviation !== null,
  ).length;
  return (
    <>
      <div className={styles['panelTitle']}>
        <PanelTitle fact={judged === 0 ? undefined : `worst ${worst.length} of ${judged} seen`}>
          {isAboutLoss ? 'Losing most' : 'Furthest from normal'}
        </PanelTitle>
      </div>
      {worst.length > 0 ? (
        <WorstRoutes {...props} routes={worst} />
      ) : (
        <EmptyState title={emptyTitle(index.routes.length, judged, isAboutLoss)}>
          {emptyWords(index.routes.length, judged, isAboutLoss)}
        </EmptyState>
      )}
    </>
  );
}

function emptyTitle(routes: number, judged: number, isAboutLoss: boolean): string {
  if (routes === 0) return 'No routes are measured';
  if (!isAboutLoss) return 'Nothing to compare yet';
  return judged === 0 ? 'Loss between regions is not measured' : 'No route loses packets';
}

function emptyWords(routes: number, judged: number, isAboutLoss: boolean): string {
  if (routes === 0) return 'A source that reports link_rtt for pairs of regions fills this list.';
  if (!isAboutLoss) return 'What is usual is known after three days with this hour.';
  return judged === 0
    ? 'A source that reports link_loss for pairs of regions fills this list.'
    : `None of the ${judged} routes that are seen.`;
}
