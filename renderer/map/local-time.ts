import type { Region } from '../../shared/domain/catalogue.ts';
import { formatClockMinutes, formatDate } from '../../shared/format/clock.ts';
import { isDay } from '../../shared/math/sun.ts';

/** `16:13 Tue there, day`: the clock on the wall of a region, and whether the sun is up. Empty where neither is known. */
export function localTimeWords(
  { timeZone, latitude, longitude }: Pick<Region, 'timeZone' | 'latitude' | 'longitude'>,
  atMs: number,
): string {
  const parts: string[] = [];
  if (timeZone !== null)
    parts.push(`${formatClockMinutes(atMs, timeZone)} ${formatDate(atMs, timeZone).slice(0, 3)} there`);
  if (latitude !== null && longitude !== null)
    parts.push(isDay({ latitude, longitude }, atMs) ? 'day' : 'night');
  return parts.join(', ');
}
