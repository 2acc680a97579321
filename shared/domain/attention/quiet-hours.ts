import { z } from 'zod/mini';
import { civilTimeOf } from '../../format/zoned-time.ts';

export const MINUTES_PER_DAY = 1_440;

const minuteOfDay = z.number().check(z.int(), z.minimum(0), z.maximum(MINUTES_PER_DAY - 1));

/**
 * A stretch of every day in which nobody is called, by the clock on the wall: from the first minute until, not
 * including, the second. Where `toMinute` is not after `fromMinute` it goes over midnight; where both are the same it
 * is the whole day.
 */
export const quietHoursSchema = z.object({ fromMinute: minuteOfDay, toMinute: minuteOfDay });
export type QuietHours = z.infer<typeof quietHoursSchema>;

/**
 * Whether a moment lies in the quiet hours. The wall clock of the zone decides, so a stretch is an hour shorter or
 * longer in the night in which the clocks change. Pure.
 * @param timeZone an IANA name such as `Europe/Berlin`
 */
export function isQuietAt(hours: QuietHours | null, atMs: number, timeZone: string): boolean {
  if (hours === null) return false;
  const { hour, minute } = civilTimeOf(atMs, timeZone);
  const now = hour * 60 + minute;
  const { fromMinute, toMinute } = hours;
  if (fromMinute === toMinute) return true;
  return fromMinute < toMinute ? now >= fromMinute && now < toMinute : now >= fromMinute || now < toMinute;
}

/** `22:30` as a minute of the day; null for what is no clock. */
export function minuteOfClock(text: string): number | null {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text.trim());
  return match === null ? null : Number(match[1]) * 60 + Number(match[2]);
}

/** `22:30` for a minute of the day. */
export function clockOfMinute(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
