import { MAX_CAPSULE_WINDOW_MS } from '../../../shared/domain/capsule.ts';
import type { TimeRange } from '../../../shared/domain/timeline.ts';
import { civilTimeOf } from '../../../shared/format/zoned-time.ts';

/**
 * The time an export begins with: what is played again and again, or else what the time bar shows, as far as the log
 * has it and a capsule takes it. Null: the log has nothing of it.
 */
export function defaultWindow(
  shown: TimeRange,
  loop: TimeRange | null,
  oldestMs: number | null,
  nowMs: number,
): TimeRange | null {
  if (oldestMs === null) return null;
  const asked = loop ?? shown;
  const toMs = wholeSecond(Math.min(asked.toMs, nowMs));
  const fromMs = Math.max(wholeSecond(asked.fromMs), wholeSecond(oldestMs), toMs - MAX_CAPSULE_WINDOW_MS);
  return toMs > fromMs ? { fromMs, toMs } : null;
}

function wholeSecond(atMs: number): number {
  return Math.floor(atMs / 1_000) * 1_000;
}

/** `2026-09-22 14:02:10` by the clock of a zone, as parseMoment reads it. */
export function momentText(atMs: number, zone: string): string {
  const { year, month, day, hour, minute, second } = civilTimeOf(atMs, zone);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`;
}

/** `830 kB`, `1.2 MB` */
export function bytesText(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1_000))} kB`
    : `${(bytes / 1e6).toFixed(1)} MB`;
}
