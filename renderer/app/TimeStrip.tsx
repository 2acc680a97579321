import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import type { Moment } from '../../shared/domain/moment.ts';
import type { TimeRange as Interval } from '../../shared/domain/timeline.ts';
import { useWidth } from '../charts/use-width.ts';
import { useClockMs } from '../state/hooks.ts';
import { MIN_LOOP_MS } from '../state/playback.ts';
import { TIME_BAR_BINS } from '../state/time-window.ts';
import { useTimeMachine } from '../state/use-time.ts';
import { TimeBins } from './TimeBins.tsx';
import { TimeHint } from './TimeHint.tsx';
import { TimeMarks } from './TimeMarks.tsx';
import styles from './TimeStrip.module.css';
import {
  edgeOf,
  headWords,
  momentAt,
  percentOf,
  roomyTicks,
  type Timeline,
  type TimeMark,
  ticksOf,
} from './time-bar-model.ts';

/** A label of the axis closer to the play head of the past than this would be written over by it. */
const HEAD_ROOM_PX = 30;

export interface TimeStripProps {
  readonly window: Interval;
  readonly timeline: Timeline | null;
  readonly marks: readonly TimeMark[];
  readonly loop: Interval | null;
  /** Where the play head stands: where time was asked to be, or the present. */
  readonly headMs: number;
  readonly mode: Moment['mode'];
  readonly zone: string;
}

/** What a hand is doing on the strip: following the head, or marking a loop from where it began. */
type Drag = { readonly kind: 'scrub' } | { readonly kind: 'loop'; readonly fromMs: number };

/**
 * The strip of the time bar: one slider for pointer, touch and keyboard. A drag moves the moment, with Shift it marks
 * the stretch that is looped.
 */
export function TimeStrip({ window, timeline, marks, loop, headMs, mode, zone }: TimeStripProps) {
  const timeMachine = useTimeMachine();
  const clockMs = useClockMs();
  const [strip, width] = useWidth<HTMLDivElement>();
  const drag = useRef<Drag | null>(null);
  const [draft, setDraft] = useState<Interval | null>(null);
  const [hoverMs, setHoverMs] = useState<number | null>(null);
  const isPast = mode === 'past';

  const momentUnder = (event: PointerEvent<HTMLElement>): number => {
    const box = event.currentTarget.getBoundingClientRect();
    return momentAt(window, (event.clientX - box.left) / Math.max(1, box.width));
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const atMs = momentUnder(event);
    drag.current = event.shiftKey ? { kind: 'loop', fromMs: atMs } : { kind: 'scrub' };
    if (!event.shiftKey) timeMachine.act({ kind: 'scrub', atMs });
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    const atMs = momentUnder(event);
    if (event.pointerType !== 'touch') setHoverMs(atMs);
    if (drag.current?.kind === 'scrub') timeMachine.act({ kind: 'scrub', atMs });
    else if (drag.current?.kind === 'loop') setDraft(between(drag.current.fromMs, atMs));
  };
  const onPointerUp = (event: PointerEvent<HTMLElement>): void => {
    const done = drag.current;
    drag.current = null;
    setDraft(null);
    if (done?.kind !== 'loop') return;
    const range = between(done.fromMs, momentUnder(event));
    if (range.toMs - range.fromMs < MIN_LOOP_MS) return;
    timeMachine.act({ kind: 'loop', range });
    timeMachine.act({ kind: 'go', atMs: range.fromMs });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const stepMs = (window.toMs - window.fromMs) / TIME_BAR_BINS;
    const byMs = { ArrowUp: stepMs, ArrowDown: -stepMs, PageUp: 10 * stepMs, PageDown: -10 * stepMs }[
      event.key
    ];
    if (byMs !== undefined) timeMachine.act({ kind: 'step', byMs });
    else if (event.key === 'Home') timeMachine.act({ kind: 'scrub', atMs: window.fromMs });
    else if (event.key === 'End') timeMachine.act({ kind: 'live' });
    else return;
    event.preventDefault();
  };

  const looped = draft ?? loop;
  const untilMs = isPast ? headMs : null;
  const headX = (percentOf(window, headMs) / 100) * width;
  const ticks = ticksOf(window.fromMs, window.toMs, clockMs, zone);
  return (
    <div
      ref={strip}
      className={styles['strip']}
      role="slider"
      tabIndex={0}
      aria-label="Moment on screen"
      aria-valuemin={Math.floor(window.fromMs / 1_000)}
      aria-valuemax={Math.floor(window.toMs / 1_000)}
      aria-valuenow={Math.floor(Math.min(window.toMs, Math.max(window.fromMs, headMs)) / 1_000)}
      aria-valuetext={headWords(isPast ? headMs : null, timeline, clockMs, zone)}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
      onPointerLeave={() => setHoverMs(null)}
      onKeyDown={onKeyDown}
    >
      {looped !== null && <LoopBand window={window} loop={looped} />}
      {timeline !== null && width > 0 && (
        <TimeBins window={window} timeline={timeline} width={width} untilMs={untilMs} />
      )}
      {width > 0 && <TimeMarks window={window} marks={marks} width={width} untilMs={untilMs} />}
      {roomyTicks(ticks, window.toMs - window.fromMs, width).map((tick) => {
        const percent = percentOf(window, tick.atMs);
        const x = (percent / 100) * width;
        if (isPast && Math.abs(x - headX) < HEAD_ROOM_PX) return null;
        return (
          <span
            key={tick.atMs}
            className={styles['tick']}
            data-edge={edgeOf(x, width)}
            style={{ left: `${percent}%` }}
          >
            {tick.text}
          </span>
        );
      })}
      <span className={styles['head']} data-mode={mode} style={{ left: `${percentOf(window, headMs)}%` }} />
      {hoverMs !== null && width > 0 && (
        <TimeHint
          window={window}
          timeline={timeline}
          marks={marks}
          atMs={hoverMs}
          width={width}
          zone={zone}
        />
      )}
    </div>
  );
}

/** The stretch that is played again and again. */
function LoopBand({ window, loop }: { window: Interval; loop: Interval }) {
  const from = percentOf(window, loop.fromMs);
  const to = percentOf(window, loop.toMs);
  if (to <= from) return null;
  return <span className={styles['loop']} style={{ left: `${from}%`, width: `${to - from}%` }} />;
}

function between(aMs: number, bMs: number): Interval {
  return { fromMs: Math.min(aMs, bMs), toMs: Math.max(aMs, bMs) };
}
