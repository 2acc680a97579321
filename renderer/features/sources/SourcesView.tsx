import { useMemo } from 'react';
import { useMoment, useNowMs, useSection } from '../../state/hooks.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PanelTitle, ViewHeading } from '../../ui/PanelTitle.tsx';
import { DemoNote } from './DemoNote.tsx';
import { NoticeList } from './NoticeList.tsx';
import { SourceRow } from './SourceRow.tsx';
import styles from './SourcesView.module.css';
import { sourcesHeading, worstSourcesFirst } from './sources-model.ts';

/** Every source with what it says about itself: the ones that do not answer first. */
export function SourcesView() {
  const sources = useSection('sources');
  const notices = useSection('notices');
  const { timeZones, demo } = useSection('catalogue');
  const nowMs = useNowMs();
  const moment = useMoment();
  const ordered = useMemo(() => worstSourcesFirst(sources), [sources]);
  const timeZone = timeZones[0] ?? 'UTC';
  const series = sources.reduce((sum, source) => sum + source.seriesCount, 0);
  const rate = sources.reduce((sum, source) => sum + source.samplesPerSecond, 0);
  const past = moment.mode === 'cached';
  // Live sources in a cached picture: it is Vigil itself that nobody hears from.
  const silent = past && sources.some(({ state }) => state === 'live');
  return (
    <div className={styles['view']}>
      <ViewHeading
        sub={
          sources.length === 0
            ? 'Vigil shows what its sources measure; without one there is nothing to show.'
            : past
              ? 'The states below are what was known when this picture was kept.'
              : `${series.toLocaleString('en-GB')} series, ${Math.round(rate).toLocaleString('en-GB')} samples a second in the last minute`
        }
      >
        {silent ? 'Vigil does not answer' : sourcesHeading(sources)}
      </ViewHeading>
      {demo && <DemoNote />}
      {ordered.length === 0 ? (
        <EmptyState title="Nothing to connect to">
          Name a source in vigil.yaml, for example a Prometheus server with its address, and start Vigil with
          it.
        </EmptyState>
      ) : (
        <ul className={styles['list']} aria-label="Sources" data-past={silent || undefined}>
          {ordered.map((source) => (
            <SourceRow key={source.id} source={source} past={silent} nowMs={nowMs} timeZone={timeZone} />
          ))}
        </ul>
      )}
      <section className={styles['notices']}>
        <PanelTitle fact={notices.length === 0 ? undefined : 'newest first'}>
          What Vigil wants you to know
        </PanelTitle>
        <NoticeList notices={notices} nowMs={nowMs} timeZone={timeZone} />
      </section>
    </div>
  );
}
