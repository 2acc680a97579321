import { useMemo } from 'react';
import type { SourceStatus } from '../../../shared/domain/source.ts';
import { hashOf } from '../../app/routes.ts';
import { ExportMenu } from '../../export/ExportMenu.tsx';
import { FileFaults, FileNote } from '../../source-setup/FileNote.tsx';
import { useSourcesFile } from '../../source-setup/use-sources-file.ts';
import { useMoment, useNowMs, useSection } from '../../state/hooks.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PanelTitle, ViewHeading } from '../../ui/PanelTitle.tsx';
import { Told } from '../../ui/Told.tsx';
import { DemoNote } from './DemoNote.tsx';
import { NoticeList } from './NoticeList.tsx';
import { SourceColumns, SourceRow } from './SourceRow.tsx';
import styles from './SourcesView.module.css';
import { sourceExport } from './source-export.ts';
import { groupWords, sourceBlocks, sourcesHeading } from './sources-model.ts';

/** Every source with what it says about itself: the ones that do not answer first. */
export function SourcesView() {
  const sources = useSection('sources');
  const notices = useSection('notices');
  const { timeZones, demo } = useSection('catalogue');
  const nowMs = useNowMs();
  const moment = useMoment();
  const { file, failure } = useSourcesFile();
  const timeZone = timeZones[0] ?? 'UTC';
  const past = moment.mode === 'cached';
  // Live sources in a cached picture: it is Vigil itself that nobody hears from.
  const silent = past && sources.some(({ state }) => state === 'live');
  const editable = file?.editable === true;
  return (
    <div className={styles['view']}>
      <div className={styles['column']}>
        <div className={styles['top']}>
          <ViewHeading sub={subWords(sources, past)}>
            {silent ? 'Vigil does not answer' : sourcesHeading(sources, moment.mode === 'past')}
          </ViewHeading>
          <div className={styles['actions']}>
            {sources.length > 0 && <ExportMenu label="Export the sources" choices={sourceExport} />}
            {editable && (
              <ButtonLink href={hashOf({ name: 'new-source' })} tone="final">
                Add a source
              </ButtonLink>
            )}
          </div>
        </div>
        {file !== null && <FileFaults file={file} />}
        {demo && <DemoNote editable={editable} />}
        {sources.length === 0 ? (
          <EmptyState title="Nothing to connect to">
            {editable
              ? 'A Prometheus address is enough to begin.'
              : 'Name a source in vigil.yaml, for example a Prometheus server with its address, and start Vigil with it.'}
            {editable && (
              <p className={styles['begin']}>
                <ButtonLink href={hashOf({ name: 'first-run' })}>Connect your Prometheus</ButtonLink>
              </p>
            )}
          </EmptyState>
        ) : (
          <SourceList
            sources={sources}
            dim={silent}
            past={silent || moment.mode === 'past'}
            nowMs={nowMs}
            timeZone={timeZone}
          />
        )}
      </div>
      <aside className={styles['rail']} aria-label="About this configuration">
        <section>
          <PanelTitle fact={notices.length === 0 ? undefined : 'newest first'}>
            What Vigil wants you to know
          </PanelTitle>
          <NoticeList notices={notices} nowMs={nowMs} timeZone={timeZone} />
        </section>
        <section>
          <PanelTitle>Where sources are written</PanelTitle>
          <FileNote file={file} failure={failure} />
        </section>
      </aside>
    </div>
  );
}

function subWords(sources: readonly SourceStatus[], past: boolean): string {
  if (sources.length === 0)
    return 'Vigil shows what its sources measure; without one there is nothing to show.';
  if (past) return 'The states below are what was known when this picture was kept.';
  const series = sources.reduce((sum, source) => sum + source.seriesCount, 0);
  const rate = sources.reduce((sum, source) => sum + source.samplesPerSecond, 0);
  return `${series.toLocaleString('en-GB')} series, ${Math.round(rate).toLocaleString('en-GB')} samples a second in the last minute`;
}

interface SourceListProps {
  readonly sources: readonly SourceStatus[];
  /** What they say is memory. */
  readonly dim: boolean;
  readonly past: boolean;
  readonly nowMs: number;
  readonly timeZone: string;
}

/** All of them, worst first; members of one group under its name. */
function SourceList({ sources, dim, past, nowMs, timeZone }: SourceListProps) {
  const blocks = useMemo(() => sourceBlocks(sources), [sources]);
  return (
    <div className={styles['list']} data-past={dim || undefined}>
      <SourceColumns />
      {blocks.map(({ group, sources: members }, index) => (
        <section
          key={`${group ?? ''} ${members[0]?.id ?? ''}`}
          aria-label={group === null ? 'Sources' : `Group ${group}`}
        >
          {group === null && index > 0 && <h2 className={styles['group']}>On their own</h2>}
          {group !== null && (
            <h2 className={styles['group']}>
              <Told text={group} />
              <span>
                {past ? 'group: ' : ''}
                {groupWords(members)}
              </span>
            </h2>
          )}
          <ul>
            {members.map((source) => (
              <SourceRow key={source.id} source={source} past={past} nowMs={nowMs} timeZone={timeZone} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
