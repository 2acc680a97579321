import { useMemo } from 'react';
import { type Alert, isLoud, isQuieted, isTrouble } from '../../../shared/domain/alert.ts';
import type { Moment } from '../../../shared/domain/moment.ts';
import { useAddressQuery, writeQuery } from '../../app/address-query.ts';
import { ExportMenu } from '../../export/ExportMenu.tsx';
import { SilenceList } from '../../silencing/SilenceList.tsx';
import { useAskedSources, useMoment, useNowMs, useSection } from '../../state/hooks.ts';
import { AlertFeed } from './AlertFeed.tsx';
import { AlertHistory } from './AlertHistory.tsx';
import styles from './AlertsView.module.css';
import { feedExport } from './alert-export.ts';
import { FeedFilters, QuietedChip } from './FeedFilters.tsx';
import { type FeedAddress, feedQuery, readFeedAddress } from './feed-address.ts';
import { type FeedFilter, isFiltering, noFilter } from './feed-model.ts';
import { feedHeading } from './feed-words.ts';
import { Tabs } from './Tabs.tsx';

/** The time the picture speaks of: durations of a past or cached picture do not run on. */
function clockOf(moment: Moment, nowMs: number): number {
  switch (moment.mode) {
    case 'live':
      return nowMs;
    case 'past':
      return moment.atMs;
    case 'cached':
      return moment.asOfMs;
  }
}

/** One feed over all sources: what fires, what is about to, what has been. */
export function AlertsView() {
  const alerts = useSection('alerts');
  const sources = useAskedSources();
  const { timeZones } = useSection('catalogue');
  const moment = useMoment();
  const nowMs = useNowMs();
  const query = useAddressQuery();
  const address = useMemo(() => readFeedAddress(query), [query]);
  const { tab, filter, showsQuieted, alertId } = address;
  const write = (changes: Partial<FeedAddress>): void => writeQuery(feedQuery({ ...address, ...changes }));
  const setFilter = (next: FeedFilter): void => write({ filter: next });
  const firing = useMemo(() => alerts.filter(isTrouble), [alerts]);
  const quieted = useMemo(() => alerts.filter(isQuieted), [alerts]);
  const pending = useMemo(
    () => alerts.filter((alert) => alert.state === 'pending' && isLoud(alert)),
    [alerts],
  );
  const timeZone = timeZones[0] ?? 'UTC';
  const clockMs = clockOf(moment, nowMs);
  const all = useMemo(() => [...firing, ...quieted], [firing, quieted]);
  const listed: readonly Alert[] = tab === 'pending' ? pending : showsQuieted ? all : firing;
  const quietedCount = tab === 'firing' ? quieted.length : 0;
  return (
    <section className={styles['view']}>
      <header className={styles['head']}>
        <h1 className={styles['heading']}>{feedHeading(firing, sources, moment, quieted.length)}</h1>
        <Tabs
          label="Alerts"
          panelId="alert-panel"
          value={tab}
          onChange={(next) => write({ tab: next, alertId: null })}
          tabs={[
            { value: 'firing', text: 'Firing', count: firing.length },
            { value: 'pending', text: 'Pending', count: pending.length },
            { value: 'history', text: 'History', count: null },
          ]}
        />
      </header>
      <div id="alert-panel" role="tabpanel" aria-labelledby={`tab-${tab}`} className={styles['panel']}>
        {tab === 'history' ? (
          <AlertHistory clockMs={clockMs} nowMs={nowMs} timeZone={timeZone} past={moment.mode !== 'live'} />
        ) : (
          <>
            {(listed.length > 0 || quietedCount > 0 || isFiltering(filter)) && (
              <FeedFilters alerts={listed} filter={filter} onChange={setFilter}>
                {quietedCount > 0 && (
                  <QuietedChip
                    count={quietedCount}
                    shown={showsQuieted}
                    onToggle={() => write({ showsQuieted: !showsQuieted })}
                  />
                )}
                <span className={styles['export']}>
                  <ExportMenu
                    label="Export the alerts"
                    choices={feedExport({ kind: tab, alerts: listed, filter, sources, moment, timeZone })}
                  />
                </span>
              </FeedFilters>
            )}
            {tab === 'firing' && showsQuieted && <SilenceList timeZone={timeZone} />}
            <AlertFeed
              key={tab}
              kind={tab}
              alerts={listed}
              filter={filter}
              alertId={alertId}
              onChooseAlert={(id) => write({ alertId: id })}
              hiddenCount={showsQuieted ? 0 : quietedCount}
              onShowAll={() => setFilter(noFilter)}
              clockMs={clockMs}
              nowMs={nowMs}
              timeZone={timeZone}
            />
          </>
        )}
      </div>
    </section>
  );
}
