import { type ReactNode, useMemo, useState } from 'react';
import type { Alert } from '../../../shared/domain/alert.ts';
import { type AlertFilter, isFiltering } from '../../../shared/domain/alert-filter.ts';
import { formatMoment } from '../../../shared/format/clock.ts';
import { ExportMenu } from '../../export/ExportMenu.tsx';
import { useMoment } from '../../state/hooks.ts';
import { useVigil } from '../../state/provider.tsx';
import { useAskedKnownByMs } from '../../state/use-time.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import split from './AlertFeed.module.css';
import styles from './AlertHistory.module.css';
import { AlertList } from './AlertList.tsx';
import { AlertSide } from './AlertSide.tsx';
import { historyExport } from './alert-export.ts';
import { FilterBar } from './FilterBar.tsx';
import type { FeedRow } from './feed-model.ts';
import { countOf } from './feed-words.ts';
import { withMatchers } from './filter-suggestions.ts';
import { readWholeSearch, useAlertSearch } from './use-alert-search.ts';

const HOUR_MS = 3_600_000;

const spans = [
  { value: '6', text: '6 h' },
  { value: '24', text: '24 h' },
  { value: '168', text: '7 d' },
  { value: '720', text: '30 d' },
  { value: '2160', text: '90 d' },
  { value: '8760', text: '1 y' },
] as const;

export interface AlertHistoryProps {
  readonly filter: AlertFilter;
  readonly onFilter: (filter: AlertFilter) => void;
  /** Alerts of now: labels are suggested from them until there are any of the past. */
  readonly suggestFrom: readonly Alert[];
  /** What stands at the end of the line of filters. */
  readonly end: ReactNode;
  /** Where the chosen alert is told of. */
  readonly side: HTMLElement | null;
  readonly clockMs: number;
  readonly nowMs: number;
  readonly timeZone: string;
}

/** What has been: every alert that was active in the range and matches, newest first, read as far as it is scrolled. */
export function AlertHistory(props: AlertHistoryProps) {
  const { filter, onFilter, suggestFrom, end, side, clockMs, nowMs, timeZone } = props;
  const { client } = useVigil();
  const [chosenKey, setChosenKey] = useState<string | null>(null);
  const [hours, setHours] = useState<(typeof spans)[number]['value']>('24');
  // A list that is read does not move by itself: the present is asked for again when somebody wants it.
  const [askedAtMs, setAskedAtMs] = useState(clockMs);
  const moment = useMoment();
  const knownByMs = useAskedKnownByMs();
  const toMs = moment.mode === 'past' ? clockMs : askedAtMs;
  const question = { fromMs: toMs - Number(hours) * HOUR_MS, toMs, knownByMs, filter };
  const { alerts, isLoading, hasMore, failure, more } = useAlertSearch(question);
  const rows = useMemo(
    (): readonly FeedRow[] =>
      // An alert that came back has one row for each time.
      (alerts ?? []).map((alert) => ({
        kind: 'alert',
        key: `${alert.id} ${alert.startsAtMs}`,
        alert,
        gone: false,
      })),
    [alerts],
  );
  const shown = rows.find((row) => row.key === chosenKey) ?? rows[0];
  return (
    <>
      <FilterBar
        alerts={alerts === null || alerts.length === 0 ? suggestFrom : alerts}
        filter={filter}
        onChange={onFilter}
        end={
          <>
            {end}
            {rows.length > 0 && (
              <ExportMenu
                label="Export the history"
                choices={historyExport({ filter, fromMs: question.fromMs, toMs, timeZone }, () =>
                  readWholeSearch(client, question),
                )}
              />
            )}
          </>
        }
      />
      <div className={styles['tools']}>
        <Segmented label="Range" options={spans} value={hours} onChange={setHours} />
        <span className={styles['count']} aria-live="polite">
          {alerts === null
            ? isLoading && 'Reading the log'
            : `${countOf(alerts.length, 'alert')}${hasMore ? ', more further back' : ''}`}
        </span>
        {moment.mode === 'live' && (
          <span className={styles['asked']}>
            up to {formatMoment(toMs, nowMs, timeZone)}
            <button type="button" className={split['all']} onClick={() => setAskedAtMs(clockMs)}>
              Search again
            </button>
          </span>
        )}
      </div>
      {failure !== null ? (
        <EmptyState title="The history could not be read">{failure.message}</EmptyState>
      ) : alerts === null ? null : rows.length === 0 ? (
        <EmptyState title={isFiltering(filter) ? 'No alert matches' : 'No alert was recorded in this range'}>
          {isFiltering(filter)
            ? 'Conditions are about labels; every word must occur in the alert: its title, facts, service, region, sources or labels.'
            : 'The history holds what Vigil itself saw. It says nothing about the time before it was started.'}
        </EmptyState>
      ) : (
        <div className={split['split']}>
          <div className={split['feed']}>
            <AlertList
              label="Alert history"
              rows={rows}
              mode="history"
              clockMs={clockMs}
              nowMs={nowMs}
              timeZone={timeZone}
              onChoose={setChosenKey}
              onEnd={more}
            />
          </div>
          {shown?.kind === 'alert' && (
            <AlertSide
              column={side}
              isChosen={chosenKey === shown.key}
              onClose={() => setChosenKey(null)}
              alert={shown.alert}
              onMatcher={(matcher) => onFilter(withMatchers(filter, [matcher]))}
              past={moment.mode !== 'live'}
              clockMs={clockMs}
              nowMs={nowMs}
              timeZone={timeZone}
            />
          )}
        </div>
      )}
    </>
  );
}
