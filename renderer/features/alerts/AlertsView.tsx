import { useMemo, useState } from 'react';
import type { Alert } from '../../../shared/domain/alert.ts';
import type { Moment } from '../../../shared/domain/moment.ts';
import { useMoment, useNowMs, useSection } from '../../state/hooks.ts';
import { AlertFeed } from './AlertFeed.tsx';
import { AlertHistory } from './AlertHistory.tsx';
import styles from './AlertsView.module.css';
import { FeedFilters } from './FeedFilters.tsx';
import { type FeedFilter, isFiltering, noFilter } from './feed-model.ts';
import { feedHeading } from './feed-words.ts';
import { Tabs } from './Tabs.tsx';

type TabName = 'firing' | 'pending' | 'history';

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
  const sources = useSection('sources');
  const { timeZones } = useSection('catalogue');
  const moment = useMoment();
  const nowMs = useNowMs();
  const [tab, setTab] = useState<TabName>('firing');
  const [filter, setFilter] = useState<FeedFilter>(noFilter);
  const firing = useMemo(() => alerts.filter((alert) => alert.state === 'firing'), [alerts]);
  const pending = useMemo(() => alerts.filter((alert) => alert.state === 'pending'), [alerts]);
  const timeZone = timeZones[0] ?? 'UTC';
  const clockMs = clockOf(moment, nowMs);
  const listed: readonly Alert[] = tab === 'pending' ? pending : firing;
  return (
    <section className={styles['view']}>
      <header className={styles['head']}>
        <h1 className={styles['heading']}>{feedHeading(firing, sources, moment)}</h1>
        <Tabs
          label="Alerts"
          panelId="alert-panel"
          value={tab}
          onChange={setTab}
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
            {(listed.length > 0 || isFiltering(filter)) && (
              <FeedFilters alerts={listed} filter={filter} onChange={setFilter} />
            )}
            <AlertFeed
              key={tab}
              kind={tab}
              alerts={listed}
              filter={filter}
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
