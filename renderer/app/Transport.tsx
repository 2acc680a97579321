import { formatDuration } from '../../shared/format/duration.ts';
import { type PlaySpeed, playSpeeds, REPLAY_MS } from '../state/playback.ts';
import { TIME_BAR_BINS } from '../state/time-window.ts';
import { usePlayback, useTimeMachine, useTimeWindow } from '../state/use-time.ts';
import { ChevronIcon, LoopIcon, PauseIcon, PlayIcon, StepBackIcon } from '../ui/icons.tsx';
import styles from './Transport.module.css';

/** Step, play and pause, speed and loop: how time moves. */
export function Transport() {
  const timeMachine = useTimeMachine();
  const { atMs, isPlaying, speed, loop, rangeMs } = usePlayback();
  const window = useTimeWindow();
  const stepMs = rangeMs / TIME_BAR_BINS;
  const step = formatDuration(stepMs);
  const playWords =
    atMs === null ? `Replay the last ${formatDuration(REPLAY_MS)}` : isPlaying ? 'Pause' : 'Play';
  return (
    <div className={styles['transport']} role="group" aria-label="Playback">
      <button
        type="button"
        className={styles['button']}
        aria-label={`Back ${step}`}
        title={`Back ${step} (Left arrow; with Shift ten times as far, comma for a second)`}
        onClick={() => timeMachine.act({ kind: 'step', byMs: -stepMs })}
      >
        <StepBackIcon size={16} />
      </button>
      <button
        type="button"
        className={styles['button']}
        data-on={atMs !== null || undefined}
        aria-label={playWords}
        title={`${playWords} (Space)`}
        onClick={() => timeMachine.act({ kind: isPlaying ? 'pause' : 'play' })}
      >
        {isPlaying ? <PauseIcon size={16} /> : <PlayIcon size={16} />}
      </button>
      <button
        type="button"
        className={styles['button']}
        aria-label={`Forward ${step}`}
        title={
          atMs === null
            ? 'This is the present'
            : `Forward ${step} (Right arrow; with Shift ten times as far, full stop for a second)`
        }
        aria-disabled={atMs === null || undefined}
        onClick={() => timeMachine.act({ kind: 'step', byMs: stepMs })}
      >
        <ChevronIcon size={16} />
      </button>
      <select
        className={styles['speed']}
        aria-label="Speed of playing"
        title="Speed of playing"
        data-on={atMs !== null || undefined}
        value={speed}
        onChange={(event) =>
          timeMachine.act({ kind: 'speed', speed: Number(event.target.value) as PlaySpeed })
        }
      >
        {playSpeeds.map((one) => (
          <option key={one} value={one}>
            {one}×
          </option>
        ))}
      </select>
      <button
        type="button"
        className={styles['button']}
        aria-pressed={loop !== null}
        aria-label={loop === null ? 'Loop what the bar shows' : 'Stop looping'}
        title={
          loop === null
            ? 'Loop what the bar shows; drag over the bar with Shift to loop a part of it'
            : 'Stop looping'
        }
        onClick={() => timeMachine.act({ kind: 'loop', range: loop === null ? window : null })}
      >
        <LoopIcon size={16} />
      </button>
    </div>
  );
}
