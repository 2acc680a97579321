import type { Interval } from './chart-model.ts';

/** Where time is on a page: every strip and chart that shares a frame has a moment at the same x. */
export interface TimeFrame extends Interval {
  /** How far on the axis anything had happened; the end of the axis but in the past. */
  readonly untilMs: number;
  /** Full width of the page's column in CSS pixels. */
  readonly width: number;
  /** Left of the plot: titles, read-outs, axis labels. */
  readonly gutter: number;
  /** Right of the plot: names of lines. */
  readonly right: number;
  readonly timeZone: string;
}

export function plotWidth(frame: TimeFrame): number {
  return Math.max(1, frame.width - frame.gutter - frame.right);
}

/** The x of a moment, cut to the plot. */
export function xOf(frame: TimeFrame, atMs: number): number {
  const share = (atMs - frame.fromMs) / Math.max(1, frame.toMs - frame.fromMs);
  return frame.gutter + Math.min(1, Math.max(0, share)) * plotWidth(frame);
}

/** The moment at an x of the plot. */
export function momentAt(frame: TimeFrame, x: number): number {
  const share = Math.min(1, Math.max(0, (x - frame.gutter) / plotWidth(frame)));
  return frame.fromMs + share * (frame.toMs - frame.fromMs);
}
