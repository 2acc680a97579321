import { useMemo, useState } from 'react';
import { MAX_ALERT_HISTORY_ROWS } from '../../../shared/contract/commands.ts';
import { ExportMenu } from '../../export/ExportMenu.tsx';
import { useMoment, useRequest } from '../../state/hooks.ts';
import { useAskedKnownByMs } from '../../state/use-time.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { AlertDetail } from './AlertDetail.tsx';
import split from './AlertFeed.module.css';
import styles from './AlertHistory.module.css';
import { AlertList } from './AlertList.tsx';
import { historyExport } from './alert-export.ts';
import { SearchField } from './FeedFilters.tsx';
import { type FeedRow, filterAlerts, noFilter } from './feed-model.ts';
import { countOf } from './feed-words.ts';

const HOUR_MS = 3_600_000;
/** The question is asked again this often, not every second. */
const REFRESH_MS = 30_000;

const spans = [
  { value: '6', text: '6 h' },
  { value: '24', text: '24 h' },
  { value: '168', text: '7 d' },
  { value: '720', text: '30 d' },
] as const;

/** What has been: every alert that was active in the range, newest first, searchable. */
export function AlertHistory({
  clockMs,
  nowMs,
  timeZone,
  past,
}: {
  clockMs: number;
  nowMs: number;
  timeZone: string;
  past: boolean;
}) {
  const [chosenKey, setChosenKey] = useState<string | null>(null);
  const [hours, setHours] = useState<(typeof spans)[number]['value']>('24');
  const [text, setText] = useState('');
  const moment = useMoment();
  const knownByMs = useAskedKnownByMs();
  // In the past nothing is asked for beyond the moment.
  const toMs = moment.mode === 'past' ? clockMs : Math.ceil(clockMs / REFRESH_MS) * REFRESH_MS;
  const { data, failure, loading } = useRequest('alertHistory', {
    fromMs: toMs - Number(hours) * HOUR_MS,
    toMs,
    knownByMs,
    limit: MAX_ALERT_HISTORY_ROWS,
  });
  // What always fires has no history worth reading.
  const alerts = useMemo(() => data?.alerts.filter(({ kind }) => kind !== 'heartbeat') ?? null, [data]);
  const rows = useMemo((): readonly FeedRow[] => {
    const found = filterAlerts(alerts ?? [], { ...noFilter, text });
    // An alert that came back has one row for each time.
    return found.map((alert) => ({
      kind: 'alert',
      key: `${alert.id} ${alert.startsAtMs}`,
      alert,
      gone: false,
    }));
  }, [alerts, text]);
  const shown = rows.find((row) => row.key === chosenKey) ?? rows[0];
  return (
    <>
      <div className={styles['tools']}>
        <SearchField
          label="Search the history"
          placeholder="Search the history"
          value={text}
          onChange={setText}
        />
        <Segmented label="Range" options={spans} value={hours} onChange={setHours} />
        <span className={styles['count']} aria-live="polite">
          {alerts === null
            ? loading && 'Reading the log'
            : `${rows.length === alerts.length ? '' : `${rows.length} of `}${countOf(alerts.length, 'alert')}`}
          {data?.alerts.length === MAX_ALERT_HISTORY_ROWS && ', only the newest are listed'}
        </span>
        {rows.length > 0 && (
          <span className={styles['export']}>
            <ExportMenu
              label="Export the history"
              choices={historyExport({
                alerts: rows.flatMap((row) => (row.kind === 'alert' ? row.alert : [])),
                total: alerts?.length ?? 0,
                fromMs: toMs - Number(hours) * HOUR_MS,
                toMs,
                timeZone,
              })}
            />
          </span>
        )}
      </div>
      {failure !== null ? (
        <EmptyState title="The history could not be read">{failure.message}</EmptyState>
      ) : alerts === null ? null : rows.length === 0 ? (
        <EmptyState title={alerts.length === 0 ? 'No alert was recorded in this range' : 'No alert matches'}>
          {alerts.length === 0
            ? 'The history holds what Vigil itself saw. It says nothing about the time before it was started.'
            : 'Every word must occur in the alert: its title, facts, service, region, sources or labels.'}
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
            />
          </div>
          {shown?.kind === 'alert' && (
            <AlertDetail
              alert={shown.alert}
              past={past}
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
