import { useMemo, useState } from 'react';
import type { Alert } from '../../../shared/domain/alert.ts';
import { formatQuantity } from '../../../shared/format/value.ts';
import { useInHand } from '../../silencing/use-in-hand.tsx';
import { useAskedSources, useMoment } from '../../state/hooks.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { AlertDetail } from './AlertDetail.tsx';
import styles from './AlertFeed.module.css';
import { AlertList } from './AlertList.tsx';
import { type FeedFilter, feedRows, filterAlerts, groupByService, isFiltering } from './feed-model.ts';
import { closingLine, countOf } from './feed-words.ts';
import { QuietProof } from './QuietProof.tsx';
import { useHeldRows } from './use-held-rows.ts';

export interface AlertFeedProps {
  readonly kind: 'firing' | 'pending';
  readonly alerts: readonly Alert[];
  readonly filter: FeedFilter;
  /** The alert that stands open; null for the first one. */
  readonly alertId: string | null;
  readonly onChooseAlert: (id: string) => void;
  /** Alerts that fire and are kept quiet, and are not listed. */
  readonly hiddenCount: number;
  readonly onShowAll: () => void;
  readonly clockMs: number;
  readonly nowMs: number;
  readonly timeZone: string;
}

/** The feed: grouped by service, worst first, with the line at its end that proves it is complete. */
export function AlertFeed(props: AlertFeedProps) {
  const { kind, alerts, filter, alertId, onChooseAlert, hiddenCount, onShowAll, clockMs, nowMs, timeZone } =
    props;
  const sources = useAskedSources();
  const moment = useMoment();
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const filtered = useMemo(() => filterAlerts(alerts, filter), [alerts, filter]);
  const groups = useMemo(() => groupByService(filtered), [filtered]);
  const fresh = useMemo(() => feedRows(groups, folded), [groups, folded]);
  const key = JSON.stringify([filter.text, ...filter.severities, ...filter.sourceIds, '', ...folded]);
  const { rows, waiting, hold, release } = useHeldRows(fresh, key);
  const closing = closingLine(alerts.length, sources, moment, timeZone);
  const shown = rows.find((row) => row.key === alertId) ?? rows.find((row) => row.kind === 'alert');
  const inHand = useInHand(shown?.kind === 'alert' ? shown.alert : null);
  const toggle = (groupKey: string): void => {
    const next = new Set(folded);
    if (!next.delete(groupKey)) next.add(groupKey);
    setFolded(next);
  };
  return (
    <div className={styles['split']} data-cached={moment.mode === 'cached'}>
      <div className={styles['feed']}>
        <div className={styles['order']} aria-live="polite">
          {waiting > 0 ? (
            <strong>{countOf(waiting, 'new alert')}, shown when the pointer leaves the list</strong>
          ) : isFiltering(filter) ? (
            <>
              {formatQuantity(filtered.length, 'count')} of {countOf(alerts.length, 'alert')} match{' '}
              <button type="button" className={styles['all']} onClick={onShowAll}>
                Show all
              </button>
            </>
          ) : (
            alerts.length > 0 && <>Grouped by service, worst first</>
          )}
        </div>
        {rows.length === 0 ? (
          alerts.length > 0 ? (
            <EmptyState title="No alert matches">
              {countOf(alerts.length, 'alert')} {alerts.length === 1 ? 'is' : 'are'} hidden by the filter.
            </EmptyState>
          ) : (
            <QuietProof kind={kind} hiddenCount={hiddenCount} nowMs={nowMs} timeZone={timeZone} />
          )
        ) : (
          <AlertList
            label={kind === 'firing' ? 'Firing alerts' : 'Pending alerts'}
            rows={rows}
            mode="feed"
            clockMs={clockMs}
            nowMs={nowMs}
            timeZone={timeZone}
            onToggleGroup={toggle}
            asked={alertId}
            onChoose={onChooseAlert}
            onPointerEnter={hold}
            onPointerLeave={release}
          />
        )}
        <footer className={styles['foot']}>
          <span className={styles['keys']} hidden={rows.length === 0}>
            <kbd>J</kbd>
            <kbd>K</kbd> move <kbd>Enter</kbd> open the service
            {inHand.allowed && (
              <>
                <kbd>A</kbd> acknowledge <kbd>S</kbd> silence
              </>
            )}
          </span>
          <span className={styles['closing']}>
            <StateMark state={closing.complete ? 'ok' : 'unreachable'} size={12} />
            {closing.text}
          </span>
        </footer>
      </div>
      {inHand.element}
      {inHand.panel ??
        (shown?.kind === 'alert' && (
          <AlertDetail
            past={moment.mode !== 'live'}
            alert={shown.alert}
            clockMs={clockMs}
            nowMs={nowMs}
            timeZone={timeZone}
          />
        ))}
    </div>
  );
}
