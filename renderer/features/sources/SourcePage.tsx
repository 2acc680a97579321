import { useEffect, useRef } from 'react';
import type { SourceStatus } from '../../../shared/domain/source.ts';
import { hashOf, useRoute } from '../../app/routes.ts';
import { FileFaults, FileNote } from '../../source-setup/FileNote.tsx';
import { CopyButton } from '../../source-setup/Payloads.tsx';
import { type SourcesFileState, useSourcesFile } from '../../source-setup/use-sources-file.ts';
import { useMoment, useNowMs, useSection } from '../../state/hooks.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PanelTitle } from '../../ui/PanelTitle.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { Told } from '../../ui/Told.tsx';
import { GuessPanel } from './GuessPanel.tsx';
import { PeekPanel } from './PeekPanel.tsx';
import { SourceActions } from './SourceActions.tsx';
import { SourceFacts } from './SourceFacts.tsx';
import styles from './SourcePage.module.css';
import { SourceRemarks } from './SourceRemarks.tsx';
import { sinceWords } from './SourceRow.tsx';
import { nextTryWords, sourceMark, typeWord } from './sources-model.ts';

/** One source: everything it says about itself, what it last sent, what was recognised in it, and its text in the file. */
export function SourcePage() {
  const route = useRoute();
  const id = route.name === 'source' ? route.id : '';
  const sources = useSection('sources');
  const sourcesFile = useSourcesFile();
  const status = sources.find((source) => source.id === id);
  const written = sourcesFile.file?.sources.find((source) => source.id === id);
  if (status === undefined && written === undefined)
    return (
      <div className={styles['lost']}>
        <EmptyState title={`There is no source ${id}`}>
          {sourcesFile.file === null && sourcesFile.failure === null
            ? 'The configuration is being read.'
            : 'It was removed, or renamed. One that was just saved appears within seconds.'}{' '}
          <a className={styles['back']} href={hashOf({ name: 'sources' })}>
            All sources
          </a>
        </EmptyState>
      </div>
    );
  return <Known key={id} id={id} status={status ?? null} sourcesFile={sourcesFile} />;
}

function Known({
  id,
  status,
  sourcesFile,
}: {
  id: string;
  status: SourceStatus | null;
  sourcesFile: SourcesFileState;
}) {
  const { timeZones } = useSection('catalogue');
  const nowMs = useNowMs();
  const moment = useMoment();
  const heading = useRef<HTMLHeadingElement>(null);
  const timeZone = timeZones[0] ?? 'UTC';
  const { file } = sourcesFile;
  const written = file?.sources.find((source) => source.id === id) ?? null;
  const past = moment.mode === 'past' || (moment.mode === 'cached' && status?.state === 'live');
  // Another page: whoever listens hears where they are.
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className={styles['page']}>
      <div className={styles['column']}>
        <p className={styles['crumb']}>
          <a href={hashOf({ name: 'sources' })}>Sources</a>
        </p>
        <div className={styles['top']}>
          <div className={styles['who']}>
            <h1 ref={heading} tabIndex={-1}>
              {status !== null && <StateMark state={sourceMark(status.state).mark} size={18} tally />}
              <Told text={id} />
              {status !== null && (
                <span className={styles['state']}>
                  {past && 'was '}
                  {sourceMark(status.state).word} {sinceWords(status, nowMs, timeZone)}
                </span>
              )}
            </h1>
            {status !== null && <Where status={status} nowMs={nowMs} />}
          </div>
          {file !== null && (
            <SourceActions
              id={id}
              status={status}
              written={written}
              file={file}
              reload={sourcesFile.reload}
              timeZone={timeZone}
            />
          )}
        </div>
        {file !== null && <FileFaults file={file} />}
        {status === null ? (
          <p className={styles['waiting']}>It stands in the file; Vigil has not begun to ask it yet.</p>
        ) : (
          <>
            <div className={styles['said']}>
              <SourceRemarks source={status} nowMs={nowMs} timeZone={timeZone} />
            </div>
            <SourceFacts source={status} nowMs={nowMs} timeZone={timeZone} />
            {/* Looking asks the server, and what is found is for the file: nothing for a seat that only looks. */}
            {status.type === 'prometheus' && status.state !== 'paused' && file?.editable === true && (
              <GuessPanel id={id} file={file} reload={sourcesFile.reload} />
            )}
            {/* What it last sent is of now. */}
            {moment.mode !== 'past' && <PeekPanel id={id} timeZone={timeZone} />}
          </>
        )}
      </div>
      <aside className={styles['side']} aria-label="Configuration of this source">
        <div className={styles['sideHead']}>
          <PanelTitle>As it is written</PanelTitle>
          {written !== null && <CopyButton key={written.yaml} text={written.yaml} />}
        </div>
        {written === null ? (
          <p className={styles['waiting']}>
            {file === null ? 'Being read.' : 'It does not stand in the file.'}
          </p>
        ) : (
          /* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable */
          <pre className={`${styles['yaml']} mono`} tabIndex={0} role="region" aria-label="Its YAML">
            {written.yaml}
          </pre>
        )}
        <FileNote file={file} failure={sourcesFile.failure} />
      </aside>
    </div>
  );
}

function Where({ status, nowMs }: { status: SourceStatus; nowMs: number }) {
  const nextTry = nextTryWords(status, nowMs);
  return (
    <p className={styles['where']}>
      {status.software === null ? typeWord(status.type) : <Told text={status.software} />} at{' '}
      <bdi className="mono">{status.address}</bdi>
      {status.group !== null && (
        <>
          , in group <Told text={status.group} />
        </>
      )}
      {nextTry !== null && <span className="tabular">, {nextTry}</span>}
    </p>
  );
}
