import { useMemo } from 'react';
import { alertsAsOf } from '../../../shared/domain/alert.ts';
import { formatClock, zoneName } from '../../../shared/format/clock.ts';
import { formatDurationShort } from '../../../shared/format/duration.ts';
import { countOf } from '../../../shared/format/words.ts';
import { estateSummaryOf } from '../../state/estate-summary.ts';
import { useAskedSources, useMoment, useNowMs, usePicture, useSection } from '../../state/hooks.ts';
import { PanelTitle } from '../../ui/PanelTitle.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { Words } from '../../ui/Words.tsx';
import styles from './AlertRail.module.css';
import { type AlertGroup, closingLine, type FoldRoots, foldRootsOf, groupAlerts } from './alert-groups.ts';

/** Most groups beside the matrix; the feed has them all. */
const MAX_GROUPS = 50;

/** The live alerts, grouped, and how complete they are. */
export function AlertRail() {
  const alerts = useSection('alerts');
  const { regions, timeZones } = useSection('catalogue');
  const moment = useMoment();
  const zone = timeZones[0] ?? 'UTC';
  const past = moment.mode === 'cached';
  const asOfMs = past ? moment.asOfMs : Number.POSITIVE_INFINITY;
  const roots = useFoldRoots();
  const groups = useMemo(
    () => groupAlerts(alertsAsOf(alerts, asOfMs), regions, roots),
    [alerts, regions, asOfMs, roots],
  );
  const isAnyLive = useAskedSources().some(({ state }) => state === 'live');
  const shown = groups.slice(0, MAX_GROUPS);
  return (
    <aside className={styles['rail']} aria-label="Alerts" data-past={past || undefined}>
      <div className={styles['title']}>
        <PanelTitle fact={factOf(groups, isAnyLive)}>Alerts</PanelTitle>
        {past && (
          <p className={styles['past']}>
            Last known at {formatClock(moment.asOfMs, zone)} {zoneName(zone)}, nothing below is live
          </p>
        )}
      </div>
      <ul className={styles['list']}>
        {shown.map((group) => (
          <GroupRow key={group.key} group={group} />
        ))}
        {groups.length > shown.length && (
          <li className={styles['more']}>
            <a href="#/alerts">{groups.length - shown.length} more in the feed</a>
          </li>
        )}
      </ul>
      <ClosingLine groupCount={groups.length} />
    </aside>
  );
}

/** What folds under what now; the same object while that stays. */
function useFoldRoots(): FoldRoots {
  const picture = usePicture();
  const roots =
    picture === null ? new Map() : foldRootsOf(picture.sections.catalogue, estateSummaryOf(picture));
  const key = JSON.stringify([...roots]);
  return useMemo(() => new Map(JSON.parse(key) as [string, string][]), [key]);
}

function factOf(groups: readonly AlertGroup[], isAnyLive: boolean): string {
  const firing = groups.reduce((sum, group) => sum + group.count, 0);
  if (firing === 0) return isAnyLive ? 'none firing' : 'none known';
  return firing === groups.length
    ? `${firing} firing`
    : `${firing} firing in ${countOf(groups.length, 'group')}`;
}

function GroupRow({ group }: { group: AlertGroup }) {
  const nowMs = useNowMs();
  const moment = useMoment();
  const untilMs = moment.mode === 'cached' ? moment.asOfMs : nowMs;
  return (
    <li>
      <a href="#/alerts" className={styles['row']}>
        <StateMark state={group.state} size={12} folded={group.foldedUnder !== null} />
        <span className={styles['head']}>
          <span className={styles['what']}>{group.title}</span>
          <span className={styles['for']}>{formatDurationShort(untilMs - group.sinceMs)}</span>
        </span>
        <span className={styles['facts']}>
          <b className={group.foldedUnder === null ? styles[group.state] : undefined}>{group.word}</b>{' '}
          <Words>{group.fact}</Words>
        </span>
        {group.place !== '' && (
          <span className={styles['facts']}>
            <Words>{group.place}</Words>
          </span>
        )}
        {group.foldedUnder !== null && (
          <span className={styles['facts']}>
            <Words>{`folded under ${group.foldedUnder}`}</Words>
          </span>
        )}
        {group.unconfirmed && (
          <span className={styles['facts']}>Unconfirmed: its source does not answer</span>
        )}
      </a>
    </li>
  );
}

function ClosingLine({ groupCount }: { groupCount: number }) {
  const sources = useAskedSources();
  const picture = usePicture();
  const regions = picture?.sections.catalogue.regions ?? [];
  const blind =
    picture === null
      ? []
      : estateSummaryOf(picture, picture.cells.state).blindRegions.map(
          ({ region }) => regions[region]?.id ?? '',
        );
  const line = closingLine(
    groupCount,
    sources,
    regions.length,
    blind,
    picture !== null && picture.sections.moment.mode !== 'live',
  );
  return (
    <p className={styles['end']}>
      <StateMark state={line.complete ? 'ok' : 'unreachable'} size={12} />
      <span>
        <Words>{line.text}</Words>
      </span>
    </p>
  );
}
