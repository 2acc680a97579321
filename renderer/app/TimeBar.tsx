import { useCallback, useEffect, useState } from 'react';
import { MAX_ANNOTATION_ROWS } from '../../shared/contract/commands.ts';
import { formatSince } from '../../shared/format/clock.ts';
import { CapsuleMenu } from '../features/capsule/CapsuleMenu.tsx';
import { defaultWindow } from '../features/capsule/capsule-window.ts';
import { useClockMs, useMoment, useRequest, useSection } from '../state/hooks.ts';
import { TIME_BAR_BINS } from '../state/time-window.ts';
import {
  useAskedKnownByMs,
  usePlayback,
  useTimeLoading,
  useTimeMachine,
  useTimeNote,
  useTimeWindow,
} from '../state/use-time.ts';
import { Segmented } from '../ui/Segmented.tsx';
import { FreezeButton } from './FreezeButton.tsx';
import { JumpPanel } from './JumpPanel.tsx';
import styles from './TimeBar.module.css';
import { TimeStrip } from './TimeStrip.tsx';
import { Transport } from './Transport.tsx';
import { summaryOf, type TimeRange, type TimeRangeId, timeMarks, timeRanges } from './time-bar-model.ts';
import { useTimeKeys } from './use-time-keys.ts';

export interface TimeBarProps {
  readonly range: TimeRange;
  readonly onRange: (id: TimeRangeId) => void;
  /** The strip stands exactly under the charts of the view. */
  readonly isAligned: boolean;
}

/** The worst state of the world over time, under every view, and the way to any moment of it. */
export function TimeBar({ range, onRange, isAligned }: TimeBarProps) {
  const clockMs = useClockMs();
  const moment = useMoment();
  const timeMachine = useTimeMachine();
  const { atMs, loop } = usePlayback();
  const note = useTimeNote();
  const isLoading = useTimeLoading();
  const zone = useSection('catalogue').timeZones[0] ?? 'UTC';
  const current = useSection('annotations');
  const knownByMs = useAskedKnownByMs();
  const window = useTimeWindow();
  const [isJumping, setJumping] = useState(false);
  useTimeKeys(useCallback(() => setJumping(true), []));
  const isKnown = clockMs > 0;
  const { data, failure } = useRequest('timeline', isKnown ? { ...window, bins: TIME_BAR_BINS } : null);
  const logged = useRequest(
    'annotations',
    isKnown ? { ...window, knownByMs, limit: MAX_ANNOTATION_ROWS } : null,
  );
  const marks = timeMarks(current, logged.data?.annotations ?? [], window);
  const words =
    window.toMs >= clockMs
      ? range.words
      : `${formatSince(window.fromMs, clockMs, zone)} to ${formatSince(window.toMs, clockMs, zone)}`;
  const oldestMs = data?.oldestMs ?? null;
  useEffect(() => timeMachine.learnOldest(oldestMs), [timeMachine, oldestMs]);
  return (
    <footer className={styles['bar']} aria-label="Time bar" data-aligned={isAligned || undefined}>
      <Transport />
      <div className={styles['strip']}>
        <p className="visually-hidden">{data === null ? '' : summaryOf(data, words, clockMs, zone)}</p>
        {failure !== null && data === null && (
          <p className={styles['failure']}>The past could not be read: {failure.message}</p>
        )}
        {isKnown && (
          <TimeStrip
            window={window}
            timeline={data}
            marks={marks}
            loop={loop}
            headMs={atMs ?? (moment.mode === 'cached' ? moment.asOfMs : clockMs)}
            mode={atMs === null ? moment.mode : 'past'}
            zone={zone}
          />
        )}
        {oldestMs !== null && oldestMs > window.fromMs && (
          <p className={styles['oldest']}>The log begins {formatSince(oldestMs, clockMs, zone)}</p>
        )}
        <p className={styles['note']} role="status">
          {note ?? (isLoading && <span className={styles['reading']}>Reading the log</span>)}
        </p>
      </div>
      <div className={styles['tools']}>
        <Segmented label="Time range" options={timeRanges} value={range.value} onChange={onRange} />
        <FreezeButton />
        <CapsuleMenu range={defaultWindow(window, loop, oldestMs, clockMs)} />
        <JumpPanel isOpen={isJumping} onOpen={setJumping} />
        {atMs !== null && (
          <button
            type="button"
            className={styles['live']}
            title="Back to the present (L)"
            onClick={() => timeMachine.act({ kind: 'live' })}
          >
            <span className={styles['dot']} aria-hidden="true" />
            Live
            <kbd className={styles['key']} aria-hidden="true">
              L
            </kbd>
          </button>
        )}
      </div>
    </footer>
  );
}
