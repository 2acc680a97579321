import { useMemo, useState } from 'react';
import type { Alert } from '../../../shared/domain/alert.ts';
import { type AlertFilter, filterAlerts, isFiltering } from '../../../shared/domain/alert-filter.ts';
import { formatQuantity } from '../../../shared/format/value.ts';
import { useInHand } from '../../silencing/use-in-hand.tsx';
import { useAskedSources, useMoment } from '../../state/hooks.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import styles from './AlertFeed.module.css';
import { AlertList } from './AlertList.tsx';
import { AlertSide, InSide } from './AlertSide.tsx';
import { feedTitles } from './alert-export.ts';
import type { FeedTab } from './feed-address.ts';
import { type Grouping, groupAlerts } from './feed-grouping.ts';
import { feedRows } from './feed-model.ts';
import { closingLine, countOf } from './feed-words.ts';
import { withMatchers } from './filter-suggestions.ts';
import { QuietProof } from './QuietProof.tsx';
import { useHeldRows } from './use-held-rows.ts';

export interface AlertFeedProps {
  readonly kind: Exclude<FeedTab, 'history'>;
  readonly alerts: readonly Alert[];
  readonly filter: AlertFilter;
  readonly onFilter: (filter: AlertFilter) => void;
  readonly grouping: Grouping;
  /** The alert that stands open; null for the first one. */
  readonly alertId: string | null;
  readonly onChooseAlert: (id: string | null) => void;
  /** Alerts that fire and are kept quiet, and are not listed. */
  readonly hiddenCount: number;
  /** Alerts that are folded into the headline of a storm. */
  readonly folded: readonly Alert[];
  readonly onShowAll: () => void;
  /** Where the chosen alert is told of. */
  readonly side: HTMLElement | null;
  readonly clockMs: number;
  readonly nowMs: number;
  readonly timeZone: string;
}

/** The feed: grouped, worst first, with the line at its end that proves it is complete. */
export function AlertFeed(props: AlertFeedProps) {
  const { kind, alerts, filter, grouping, alertId, onChooseAlert, hiddenCount, folded: inStorm } = props;
  const { onFilter, onShowAll, side, clockMs, nowMs, timeZone } = props;
  const sources = useAskedSources();
  const moment = useMoment();
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const filtered = useMemo(() => filterAlerts(alerts, filter), [alerts, filter]);
  const stormMatches = useMemo(() => filterAlerts(inStorm, filter).length, [inStorm, filter]);
  const groups = useMemo(() => groupAlerts(filtered, grouping), [filtered, grouping]);
  const fresh = useMemo(() => feedRows(groups, folded, grouping), [groups, folded, grouping]);
  const key = JSON.stringify([kind, filter, grouping, hiddenCount === 0, inStorm.length === 0, ...folded]);
  const { rows, waiting, onPointer, onKey, showNow } = useHeldRows(fresh, key);
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
        {(waiting > 0 || isFiltering(filter)) && (
          <div className={styles['order']} aria-live="polite">
            {waiting > 0 ? (
              <>
                <strong>{countOf(waiting, 'new alert')}, shown when you leave the list</strong>
                <button type="button" className={styles['all']} onClick={showNow}>
                  Show now
                </button>
              </>
            ) : (
              <>
                {formatQuantity(filtered.length, 'count')} of {countOf(alerts.length, 'alert')} match
                {stormMatches > 0 && `, and ${formatQuantity(stormMatches, 'count')} in the storm`}{' '}
                <button type="button" className={styles['all']} onClick={onShowAll}>
                  Show all
                </button>
              </>
            )}
          </div>
        )}
        {rows.length === 0 ? (
          alerts.length > 0 ? (
            <EmptyState title="No alert matches">
              {countOf(alerts.length, 'alert')} {alerts.length === 1 ? 'is' : 'are'} hidden by the filter.
              {stormMatches > 0 &&
                ` In the storm ${formatQuantity(stormMatches, 'count')} match: U unfolds it.`}
            </EmptyState>
          ) : inStorm.length > 0 ? (
            <EmptyState title="Nothing else is firing">
              {countOf(inStorm.length, 'alert')} {inStorm.length === 1 ? 'is' : 'are'} folded into the storm
              above.
            </EmptyState>
          ) : (
            <QuietProof kind={kind} hiddenCount={hiddenCount} nowMs={nowMs} timeZone={timeZone} />
          )
        ) : (
          <AlertList
            label={feedTitles[kind]}
            rows={rows}
            mode="feed"
            clockMs={clockMs}
            nowMs={nowMs}
            timeZone={timeZone}
            onToggleGroup={toggle}
            asked={alertId}
            onChoose={onChooseAlert}
            onPointer={onPointer}
            onKey={onKey}
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
      {inHand.panel !== null ? (
        <InSide column={side}>{inHand.panel}</InSide>
      ) : (
        shown?.kind === 'alert' && (
          <AlertSide
            column={side}
            isChosen={alertId === shown.key}
            onClose={() => onChooseAlert(null)}
            past={moment.mode !== 'live'}
            alert={shown.alert}
            onMatcher={(matcher) => onFilter(withMatchers(filter, [matcher]))}
            clockMs={clockMs}
            nowMs={nowMs}
            timeZone={timeZone}
          />
        )
      )}
    </div>
  );
}
