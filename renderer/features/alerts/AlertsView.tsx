import { useMemo, useState } from 'react';
import type { Alert } from '../../../shared/domain/alert.ts';
import { type AlertFilter, isFiltering, noFilter } from '../../../shared/domain/alert-filter.ts';
import type { Moment } from '../../../shared/domain/moment.ts';
import { useAddressQuery, writeQuery } from '../../app/address-query.ts';
import { hashOf } from '../../app/routes.ts';
import { AttentionButtons } from '../../attention/AttentionButtons.tsx';
import { ExportMenu } from '../../export/ExportMenu.tsx';
import { SilenceList } from '../../silencing/SilenceList.tsx';
import { useAskedSources, useMoment, useNowMs, useSection } from '../../state/hooks.ts';
import { AlertFeed } from './AlertFeed.tsx';
import { AlertHistory } from './AlertHistory.tsx';
import styles from './AlertsView.module.css';
import { feedExport } from './alert-export.ts';
import { FilterBar, QuietedChip } from './FilterBar.tsx';
import { type FeedAddress, feedQuery, readFeedAddress } from './feed-address.ts';
import { groupingText, readGrouping } from './feed-grouping.ts';
import { feedLists, foldStorm, labelChoices } from './feed-model.ts';
import { feedHeading } from './feed-words.ts';
import { GroupSelect } from './GroupSelect.tsx';
import { SavedFilters } from './SavedFilters.tsx';
import { StormHeadline } from './StormHeadline.tsx';
import { Tabs } from './Tabs.tsx';

const noAlerts: readonly Alert[] = [];
/** Alerts whose labels are offered for grouping: more of them would hardly bring others, and they are looked at each second. */
const LABELS_FROM = 500;

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

/** One feed over all sources: what fires and who has it, what is kept quiet, what is about to fire, what has been. */
export function AlertsView() {
  const alerts = useSection('alerts');
  const storm = useSection('storm');
  const sources = useAskedSources();
  const { timeZones } = useSection('catalogue');
  const moment = useMoment();
  const nowMs = useNowMs();
  const query = useAddressQuery();
  const address = useMemo(() => readFeedAddress(query), [query]);
  const { tab, filter, grouping, showsQuieted, alertId } = address;
  const write = (changes: Partial<FeedAddress>): void => writeQuery(feedQuery({ ...address, ...changes }));
  const setFilter = (next: AlertFilter): void => write({ filter: next });
  const [side, setSide] = useState<HTMLElement | null>(null);
  const [wantsUnfolded, setWantsUnfolded] = useState(false);
  const lists = useMemo(() => feedLists(alerts), [alerts]);
  const timeZone = timeZones[0] ?? 'UTC';
  const clockMs = clockOf(moment, nowMs);

  const isAsked = storm !== null && alertId !== null && storm.alertIds.includes(alertId);
  const isUnfolded = wantsUnfolded || isAsked;
  const inStorm = useMemo(() => foldStorm(lists.firing, storm, false), [lists, storm]);
  const hasStorm = storm !== null && inStorm.folded.length > 0;
  const firing = isUnfolded ? lists.firing : inStorm.listed;
  const all = useMemo(() => [...firing, ...lists.silenced], [firing, lists]);
  const listed: readonly Alert[] =
    tab === 'history' ? alerts : tab !== 'firing' ? lists[tab] : showsQuieted ? all : firing;
  const quietedCount = tab === 'firing' ? lists.silenced.length : 0;
  const labels = useMemo(() => labelChoices(listed.slice(0, LABELS_FROM)).map(({ name }) => name), [listed]);
  const saved = (
    <SavedFilters
      filter={filter}
      group={groupingText(grouping)}
      onApply={(one) => write({ filter: one.filter, grouping: readGrouping(one.group), alertId: null })}
    />
  );
  return (
    <section className={styles['view']}>
      <div className={styles['main']}>
        <header className={styles['head']}>
          <div className={styles['title']}>
            <h1 className={styles['heading']}>
              {feedHeading(hasStorm ? inStorm.listed : lists.firing, sources, moment, {
                quieted: lists.silenced.length,
                storm: inStorm.folded.length,
              })}
            </h1>
            <span className={styles['attention']}>
              <AttentionButtons />
            </span>
          </div>
          <div className={styles['tabs']}>
            <Tabs
              label="Alerts"
              panelId="alert-panel"
              value={tab}
              onChange={(next) => write({ tab: next, alertId: null })}
              tabs={[
                { value: 'firing', text: 'Firing', count: lists.firing.length },
                { value: 'acknowledged', text: 'Acknowledged', count: lists.acknowledged.length },
                { value: 'silenced', text: 'Silenced', count: lists.silenced.length },
                { value: 'pending', text: 'Pending', count: lists.pending.length },
                { value: 'history', text: 'History', count: null },
              ]}
            />
            <a className={styles['rules']} href={hashOf({ name: 'rules' })}>
              Rules
            </a>
          </div>
        </header>
        <div id="alert-panel" role="tabpanel" aria-labelledby={`tab-${tab}`} className={styles['panel']}>
          {tab === 'history' ? (
            <AlertHistory
              filter={filter}
              onFilter={setFilter}
              suggestFrom={alerts}
              end={saved}
              side={side}
              clockMs={clockMs}
              nowMs={nowMs}
              timeZone={timeZone}
            />
          ) : (
            <>
              {(listed.length > 0 || quietedCount > 0 || isFiltering(filter)) && (
                <FilterBar
                  alerts={listed}
                  filter={filter}
                  onChange={setFilter}
                  end={
                    <>
                      <GroupSelect
                        grouping={grouping}
                        labels={labels}
                        onChange={(next) => write({ grouping: next })}
                      />
                      {saved}
                      <ExportMenu
                        label="Export the alerts"
                        choices={feedExport({
                          kind: tab,
                          alerts: listed,
                          filter,
                          grouping,
                          sources,
                          moment,
                          timeZone,
                        })}
                      />
                    </>
                  }
                >
                  {quietedCount > 0 && (
                    <QuietedChip
                      count={quietedCount}
                      shown={showsQuieted}
                      onToggle={() => write({ showsQuieted: !showsQuieted })}
                    />
                  )}
                </FilterBar>
              )}
              {tab === 'firing' && hasStorm && (
                <StormHeadline
                  storm={storm}
                  isUnfolded={isUnfolded}
                  onToggle={() => {
                    setWantsUnfolded(!isUnfolded);
                    if (isAsked) write({ alertId: null });
                  }}
                  timeZone={timeZone}
                />
              )}
              {tab === 'silenced' && <SilenceList timeZone={timeZone} />}
              <AlertFeed
                kind={tab}
                alerts={listed}
                filter={filter}
                onFilter={setFilter}
                grouping={grouping}
                alertId={alertId}
                onChooseAlert={(id) => write({ alertId: id })}
                hiddenCount={showsQuieted ? 0 : quietedCount}
                folded={isUnfolded || tab !== 'firing' ? noAlerts : inStorm.folded}
                onShowAll={() => setFilter(noFilter)}
                side={side}
                clockMs={clockMs}
                nowMs={nowMs}
                timeZone={timeZone}
              />
            </>
          )}
        </div>
      </div>
      <div ref={setSide} className={styles['side']} />
    </section>
  );
}
