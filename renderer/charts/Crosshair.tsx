import type { KeyboardEvent, PointerEvent } from 'react';
import { formatClock } from '../../shared/format/clock.ts';
import styles from './Crosshair.module.css';
import { type Crosshair, useCrosshairMs } from './crosshair.ts';
import { momentAt, plotWidth, type TimeFrame, xOf } from './time-frame.ts';

/** A pointer this near to a value is on it. */
const SNAP_PX = 6;
const BIG_STEP = 10;
/** Room the clock at the line needs on either side. */
const CLOCK_HALF = 34;

export interface CrosshairHandleProps {
  readonly crosshair: Crosshair;
  readonly frame: TimeFrame;
  /** Goes to the moment it points at. */
  readonly onOpen: (atMs: number) => void;
}

/** The line through everything that shares a frame; stands last among it. */
export function CrosshairLine({ crosshair, frame }: Pick<CrosshairHandleProps, 'crosshair' | 'frame'>) {
  const atMs = useCrosshairMs(crosshair);
  if (atMs === null || frame.width === 0) return null;
  return <span className={styles['line']} style={{ left: xOf(frame, atMs) }} aria-hidden="true" />;
}

/**
 * The clock of the crosshair, and its handle for the keyboard: a slider over the axis of time that reads out the values
 * of all charts.
 */
export function CrosshairHandle({ crosshair, frame, onOpen }: CrosshairHandleProps) {
  const atMs = useCrosshairMs(crosshair);
  if (frame.width === 0) return null;
  const endMs = Math.min(frame.untilMs, frame.toMs);
  const shownMs = atMs ?? endMs;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = event.shiftKey ? BIG_STEP : 1;
    if (event.key === 'ArrowLeft') crosshair.step(-by, endMs);
    else if (event.key === 'ArrowRight') crosshair.step(by, endMs);
    else if (event.key === 'Home') crosshair.step(Number.MIN_SAFE_INTEGER, endMs);
    else if (event.key === 'End') crosshair.step(Number.MAX_SAFE_INTEGER, endMs);
    else if (event.key === 'Escape' && atMs !== null) crosshair.point(null);
    else if (event.key === 'Enter' && atMs !== null) onOpen(atMs);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const clockX = Math.min(Math.max(xOf(frame, shownMs), frame.gutter + CLOCK_HALF), frame.width - CLOCK_HALF);
  return (
    <>
      <div
        role="slider"
        tabIndex={0}
        className={styles['handle']}
        style={{ left: frame.gutter, width: plotWidth(frame) }}
        aria-label="Moment to read the charts at"
        aria-valuemin={Math.round(frame.fromMs)}
        aria-valuemax={Math.round(endMs)}
        aria-valuenow={Math.round(shownMs)}
        aria-valuetext={atMs === null ? 'none; arrows choose one' : crosshair.wordsAt(atMs)}
        onKeyDown={onKeyDown}
        onFocus={() => crosshair.atMs() === null && crosshair.step(0, endMs)}
        onBlur={() => crosshair.point(null)}
      />
      {atMs !== null && (
        <span className={`${styles['clock']} tabular`} style={{ left: clockX }} aria-hidden="true">
          {formatClock(atMs, frame.timeZone)}
        </span>
      )}
    </>
  );
}

/** Follows the pointer over everything that shares a frame. */
export function crosshairPointer(crosshair: Crosshair, frame: TimeFrame) {
  const leave = (): void => crosshair.point(null);
  return {
    onPointerMove(event: PointerEvent<HTMLElement>): void {
      const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
      const inside = x >= frame.gutter && x <= xOf(frame, frame.untilMs) && frame.width > 0;
      if (!inside) return leave();
      crosshair.point(momentAt(frame, x), (SNAP_PX * (frame.toMs - frame.fromMs)) / plotWidth(frame));
    },
    onPointerLeave: leave,
    onPointerCancel: leave,
  };
}
