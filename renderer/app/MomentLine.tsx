import { formatMoment, zoneName } from '../../shared/format/clock.ts';
import { formatDuration } from '../../shared/format/duration.ts';
import { gapReasonWords } from '../../shared/format/gap-words.ts';
import { useClockMs, useMoment, useSection } from '../state/hooks.ts';
import { useFrozenAtMs, usePlayback, useTimeMachine } from '../state/use-time.ts';
import { Button } from '../ui/Button.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import styles from './MomentLine.module.css';

/** Under the top bar while the past is on screen: which moment it is, and whose knowledge. */
export function MomentLine() {
  return (
    <div className={styles['line']}>
      <p>
        <MomentWords />
      </p>
      <KnowledgeSwitch />
    </div>
  );
}

/** "You are looking at 14:06:30 UTC, 7 min 6 s ago." Nothing in the present. */
export function MomentWords() {
  const moment = useMoment();
  const clockMs = useClockMs();
  const zone = useSection('catalogue').timeZones[0] ?? 'UTC';
  const frozenAtMs = useFrozenAtMs();
  if (moment.mode !== 'past') return null;
  if (frozenAtMs !== null)
    return (
      <strong className={styles['words']}>
        You froze the picture at {formatMoment(frozenAtMs, clockMs, zone)} {zoneName(zone)},{' '}
        {formatDuration(Math.max(0, clockMs - frozenAtMs))} ago. Nothing on it is newer.
      </strong>
    );
  const { atMs, gap } = moment;
  const at = (whenMs: number): string => formatMoment(whenMs, atMs, zone);
  return (
    <>
      <strong className={styles['words']}>
        You are looking at {formatMoment(atMs, clockMs, zone)} {zoneName(zone)},{' '}
        {clockMs > atMs ? `${formatDuration(clockMs - atMs)} ago.` : 'where the capsule ends.'}
      </strong>
      {gap !== null && (
        <span className={styles['gap']}>
          {gap.reason === 'before'
            ? ` Nothing was recorded before ${at(gap.toMs)}: ${gapReasonWords(gap.reason)}.`
            : ` Nothing was recorded from ${at(gap.fromMs)} to ${at(gap.toMs)}: ${gapReasonWords(gap.reason)}.`}
        </span>
      )}
    </>
  );
}

const knowledges = [
  { value: 'then', text: 'As known then', title: 'Only what had been received by that moment' },
  { value: 'now', text: 'As known now', title: 'Also what was brought in later' },
] as const;

/** What counts as known at the moment on screen, or the way on from a frozen picture. Nothing in the present. */
export function KnowledgeSwitch() {
  const moment = useMoment();
  const { atMs } = usePlayback();
  const timeMachine = useTimeMachine();
  const frozenAtMs = useFrozenAtMs();
  if (frozenAtMs !== null)
    return <Button onClick={() => timeMachine.act({ kind: 'live' })}>Let it go on</Button>;
  // At the end of a capsule nothing was asked for yet.
  if (moment.mode !== 'past' || atMs === null) return null;
  return (
    <Segmented
      label="Knowledge"
      options={knowledges}
      value={moment.knowledge}
      onChange={(knowledge) => timeMachine.act({ kind: 'knowledge', knowledge })}
    />
  );
}
