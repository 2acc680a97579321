import { civilTimeOf } from './zoned-time.ts';

/** Formatters are costly to make; one per zone and shape. Zones come from the configuration: a handful. */
const MAX_FORMATTERS = 256;
const formatters = new Map<string, Intl.DateTimeFormat>();

const shapes = {
  date: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  dayMonth: { day: 'numeric', month: 'short' },
  month: { month: 'short', year: 'numeric' },
  weekday: { weekday: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

function parts(atMs: number, timeZone: string, shape: keyof typeof shapes): Map<string, string> {
  const key = `${shape} ${timeZone}`;
  let formatter = formatters.get(key);
  if (formatter === undefined) {
    if (formatters.size >= MAX_FORMATTERS) formatters.clear();
    formatter = new Intl.DateTimeFormat('en-GB', { ...shapes[shape], timeZone });
    formatters.set(key, formatter);
  }
  return new Map(formatter.formatToParts(atMs).map(({ type, value }) => [type, value]));
}

/** ICU writes "Sept" for en-GB; three letters keep columns straight. */
function month(found: Map<string, string>): string {
  return (found.get('month') ?? '').slice(0, 3);
}

/** `14:13:36`; a dash pattern for a moment that is not a number. */
export function formatClock(atMs: number, timeZone: string): string {
  if (!Number.isFinite(atMs)) return '--:--:--';
  const { hour, minute, second } = civilTimeOf(atMs, timeZone);
  return `${twoDigits(hour)}:${twoDigits(minute)}:${twoDigits(second)}`;
}

/** `14:13` */
export function formatClockMinutes(atMs: number, timeZone: string): string {
  if (!Number.isFinite(atMs)) return '--:--';
  const { hour, minute } = civilTimeOf(atMs, timeZone);
  return `${twoDigits(hour)}:${twoDigits(minute)}`;
}

/** `Tue 22 Sep 2026` */
export function formatDate(atMs: number, timeZone: string): string {
  if (!Number.isFinite(atMs)) return 'no date';
  const found = parts(atMs, timeZone, 'date');
  return `${found.get('weekday')} ${found.get('day')} ${month(found)} ${found.get('year')}`;
}

/** `22 Sep` */
export function formatDayMonth(atMs: number, timeZone: string): string {
  if (!Number.isFinite(atMs)) return 'no date';
  const found = parts(atMs, timeZone, 'dayMonth');
  return `${found.get('day')} ${month(found)}`;
}

/** `Sep 2026` */
export function formatMonth(atMs: number, timeZone: string): string {
  if (!Number.isFinite(atMs)) return 'no date';
  const found = parts(atMs, timeZone, 'month');
  return `${month(found)} ${found.get('year')}`;
}

/** Whether two moments lie on one day of a zone. */
export function sameDay(aMs: number, bMs: number, timeZone: string): boolean {
  return dayKey(aMs, timeZone) === dayKey(bMs, timeZone);
}

/** A moment in the past as short as it stays clear: `14:02` today, `Mon 14:02` this week, `12 Sep 14:02` before. */
export function formatSince(sinceMs: number, nowMs: number, timeZone: string): string {
  const clock = formatClockMinutes(sinceMs, timeZone);
  if (!Number.isFinite(sinceMs) || sameDay(sinceMs, nowMs, timeZone)) return clock;
  const sixDaysMs = 6 * 86_400_000;
  if (nowMs - sinceMs < sixDaysMs) return `${parts(sinceMs, timeZone, 'weekday').get('weekday')} ${clock}`;
  return `${formatDayMonth(sinceMs, timeZone)} ${clock}`;
}

/**
 * A moment with seconds, as short as it stays clear: `14:06:30` on the day of `nowMs`, `Mon 21 Sep 14:06:30` in its
 * year, `21 Sep 2025 14:06:30` before.
 */
export function formatMoment(atMs: number, nowMs: number, timeZone: string): string {
  const clock = formatClock(atMs, timeZone);
  if (!Number.isFinite(atMs) || dayKey(atMs, timeZone) === dayKey(nowMs, timeZone)) return clock;
  const found = parts(atMs, timeZone, 'date');
  const day = `${found.get('day')} ${month(found)}`;
  const sameYear = found.get('year') === parts(nowMs, timeZone, 'date').get('year');
  return sameYear ? `${found.get('weekday')} ${day} ${clock}` : `${day} ${found.get('year')} ${clock}`;
}

/** What people call a zone: `Europe/Berlin` is Berlin, `America/New_York` is New York, `UTC` stays. */
export function zoneName(timeZone: string): string {
  return (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ');
}

function dayKey(atMs: number, timeZone: string): string {
  const { year, month: number, day } = civilTimeOf(atMs, timeZone);
  return `${year}-${number}-${day}`;
}

function twoDigits(part: number): string {
  return String(part).padStart(2, '0');
}
