import { type ReactNode, useMemo, useState } from 'react';
import { lapsingSilences } from '../../shared/domain/attention/lapse.ts';
import { isEventful } from '../../shared/domain/digest.ts';
import { formatSince } from '../../shared/format/clock.ts';
import { formatDuration } from '../../shared/format/duration.ts';
import { digestWords } from '../../shared/format/handover.ts';
import { catchUpWords, silenceWords } from '../../shared/format/telling-words.ts';
import { useClockMs, useLogId, usePresentMode, usePresentSection } from '../state/hooks.ts';
import { Button, ButtonLink } from '../ui/Button.tsx';
import styles from './AttentionLines.module.css';
import { awayWatch } from './away.ts';
import { useCell } from './cell.ts';
import { openDialog } from './open-dialog.ts';
import { pageDesk } from './page-desk.ts';
import { useDigest } from './use-digest.ts';

/** Titles a line names. */
const MAX_NAMED = 3;

/** Under the top bar: what somebody at this seat should know of its sounds, its quiet hours and its absence. */
export function AttentionLines() {
  const isCapsule = useLogId() !== 0;
  if (isCapsule) return null;
  return (
    <div className={styles['lines']}>
      <SoundLine />
      <CatchUpLine />
      <AwayLine />
      <LapseLine />
    </div>
  );
}

function Line({ words, children }: { words: ReactNode; children: ReactNode }) {
  return (
    <div className={styles['line']} role="status">
      <p className={styles['words']}>{words}</p>
      <span className={styles['actions']}>{children}</span>
    </div>
  );
}

/** Said where it matters: a seat that everybody believes to be loud, and is not. */
function SoundLine() {
  const state = useCell(pageDesk().player.state);
  if (state === 'missing')
    return (
      <Line words="This browser cannot play sounds: alerts are not heard here.">
        <Button onClick={() => openDialog.set('settings')}>Sound and notices</Button>
      </Line>
    );
  if (state !== 'blocked') return null;
  return (
    <button type="button" className={`${styles['line']} ${styles['blocked']}`}>
      <strong>Sound is blocked until you click here.</strong> The browser plays nothing before somebody has
      clicked in the page.
    </button>
  );
}

function CatchUpLine() {
  const { catchUp } = pageDesk();
  const telling = useCell(catchUp);
  if (telling === null) return null;
  const named = telling.items.slice(0, MAX_NAMED).map(({ title }) => title);
  return (
    <Line
      words={
        <>
          <strong>{catchUpWords(telling)}.</strong> {named.join(', ')}
          {telling.count > named.length && ' and more'}
        </>
      }
    >
      <ButtonLink href="#/alerts">Show the alerts</ButtonLink>
      <Button onClick={() => catchUp.set(null)}>Put away</Button>
    </Line>
  );
}

function AwayLine() {
  const absence = useCell(awayWatch.absence);
  const { digest } = useDigest(absence);
  const zone = usePresentSection('catalogue').timeZones[0] ?? 'UTC';
  // Without a live picture nobody knows what still fires.
  const isLive = usePresentMode() === 'live';
  if (absence === null || digest === null || !isLive || !isEventful(digest)) return null;
  return (
    <Line
      words={
        <>
          <strong>Since you left at {formatSince(absence.fromMs, absence.toMs, zone)}:</strong>{' '}
          {digestWords(digest)}.
        </>
      }
    >
      <Button onClick={() => openDialog.set('digest')}>Show</Button>
      <Button onClick={() => awayWatch.absence.set(null)}>Put away</Button>
    </Line>
  );
}

function LapseLine() {
  const silences = usePresentSection('silences');
  return silences.length === 0 ? null : <Lapsing />;
}

function Lapsing() {
  const silences = usePresentSection('silences');
  const alerts = usePresentSection('alerts');
  const clockMs = useClockMs();
  const [put, setPut] = useState<ReadonlySet<string>>(new Set());
  const second = Math.floor(clockMs / 1_000);
  const lapsing = useMemo(
    () => lapsingSilences(silences, alerts, second * 1_000),
    [silences, alerts, second],
  );
  const shown = lapsing.filter(({ id, endsAtMs }) => !put.has(`${id} ${endsAtMs}`));
  const [first] = shown;
  if (first === undefined) return null;
  return (
    <Line
      words={
        <>
          <strong>
            {shown.length === 1 ? 'A silence ends' : `${shown.length} silences end soon, the first`} in{' '}
            {formatDuration(first.endsAtMs - clockMs)}.
          </strong>{' '}
          {silenceWords(first)}
        </>
      }
    >
      <ButtonLink href="#/alerts?quieted=shown">Show what it hides</ButtonLink>
      <Button
        onClick={() => setPut(new Set([...put, ...shown.map(({ id, endsAtMs }) => `${id} ${endsAtMs}`)]))}
      >
        Put away
      </Button>
    </Line>
  );
}
