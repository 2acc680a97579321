import { err, ok, type Result } from '../domain/result.ts';
import { type CivilTime, civilTimeOf, momentOfCivilTime } from './zoned-time.ts';

const DAY_MS = 86_400_000;
/** Longer words are no moment. */
const MAX_LENGTH = 64;
/** Ten thousand days: further back nobody has a log. */
const MAX_AGO_MS = 10_000 * DAY_MS;

const HINT = 'Try 14:02, yesterday 14:00, 2026-09-22 14:02:10 or 15 min ago.';

const months = 'january february march april may june july august september october november december'.split(
  ' ',
);
const weekdays = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');
const unitMs: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: DAY_MS,
  w: 7 * DAY_MS,
};

const CLOCK = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?`;
const clockOnly = new RegExp(`^${CLOCK}$`);
const dayWord = new RegExp(`^(today|yesterday|[a-z]{3,9})(?:\\s+(?:at\\s+)?${CLOCK})?$`);
const isoDate = new RegExp(
  `^(\\d{4})-(\\d{2})-(\\d{2})(?:[t\\s]\\s*${CLOCK}\\s*(z|utc|[+-]\\d{2}:?\\d{2})?)?$`,
);
const namedDate = new RegExp(
  `^(?:[a-z]{3,9},?\\s+)?(\\d{1,2})\\.?\\s+([a-z]{3,9})\\.?(?:\\s+(\\d{4}))?(?:,?\\s+(?:at\\s+)?${CLOCK})?$`,
);
const ago = /^-?\s*((?:\d+(?:\.\d+)?\s*[a-z]+\s*)+?)(?:\s*ago)?$/;
const agoPart = /(\d+(?:\.\d+)?)\s*([a-z]+)/g;

/**
 * Reads a moment as people write it: `14:02` (the last time it was so), `yesterday 14:00`, `mon 09:30`,
 * `22 Sep 14:02`, `2026-09-22 14:02:10`, RFC 3339, `15 min ago`, `now`, or milliseconds since 1970. Whole seconds.
 * @param nowMs the present; what is relative counts from it
 * @param timeZone of clocks that name none
 * @returns milliseconds since 1970, or a sentence saying what to write instead
 */
export function parseMoment(input: string, nowMs: number, timeZone: string): Result<number, string> {
  const text = input.trim().toLowerCase().replaceAll(/\s+/g, ' ').replaceAll('\u2212', '-');
  if (text === '') return err('Write a moment, such as 14:02 or yesterday 14:00.');
  if (text.length > MAX_LENGTH) return err(`This is no moment. ${HINT}`);
  const atMs = readMoment(withoutUtc(text, timeZone), nowMs, timeZone);
  if (atMs === null || !Number.isFinite(atMs)) return err(`“${input.trim()}” is no moment. ${HINT}`);
  return ok(Math.floor(atMs / 1_000) * 1_000);
}

/** The name of the zone may stand behind a clock, as it does everywhere on screen. */
function withoutUtc(text: string, timeZone: string): string {
  return timeZone === 'UTC' && /:\d{2} utc$/.test(text) ? text.slice(0, -' utc'.length) : text;
}

function readMoment(text: string, nowMs: number, timeZone: string): number | null {
  if (text === 'now' || text === 'live') return nowMs;
  if (/^\d{12,14}$/.test(text)) return Number(text);
  const today = civilTimeOf(nowMs, timeZone);
  const clock = clockOnly.exec(text);
  if (clock !== null) return lastClock(clock, today, nowMs, timeZone);
  const date = isoDate.exec(text);
  if (date !== null) return readIso(date, timeZone);
  const named = namedDate.exec(text);
  if (named !== null) return readNamed(named, today, nowMs, timeZone);
  const word = dayWord.exec(text);
  if (word !== null) return readDayWord(word, today, nowMs, timeZone);
  return readAgo(text, nowMs);
}

type Clock = Pick<CivilTime, 'hour' | 'minute' | 'second'>;

/** Three groups of a match, beginning at `first`; midnight where none was written, null where there is no such time. */
function clockOf(match: RegExpExecArray, first: number): Clock | null {
  const [hour, minute, second] = [0, 1, 2].map((offset) => Number(match[first + offset] ?? 0));
  if (hour === undefined || minute === undefined || second === undefined) return null;
  return hour > 23 || minute > 59 || second > 59 ? null : { hour, minute, second };
}

function lastClock(match: RegExpExecArray, today: CivilTime, nowMs: number, timeZone: string): number | null {
  const clock = clockOf(match, 1);
  if (clock === null) return null;
  const atMs = momentOfCivilTime({ ...today, ...clock }, timeZone);
  return atMs <= nowMs ? atMs : momentOfCivilTime({ ...today, day: today.day - 1, ...clock }, timeZone);
}

function readIso(match: RegExpExecArray, timeZone: string): number | null {
  const clock = clockOf(match, 4);
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (clock === null || !isDate(year, month, day)) return null;
  const civil = { year, month, day, ...clock };
  const zone = match[7];
  if (zone === undefined) return momentOfCivilTime(civil, timeZone);
  const asUtcMs = momentOfCivilTime(civil, 'UTC');
  if (zone === 'z' || zone === 'utc') return asUtcMs;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))];
  if (hours > 23 || minutes > 59) return null;
  return asUtcMs - (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

function readNamed(match: RegExpExecArray, today: CivilTime, nowMs: number, timeZone: string): number | null {
  const clock = clockOf(match, 4);
  const day = Number(match[1]);
  const month = indexOfName(months, match[2] ?? '') + 1;
  if (clock === null || month === 0) return null;
  const at = (year: number): number | null =>
    isDate(year, month, day) ? momentOfCivilTime({ year, month, day, ...clock }, timeZone) : null;
  if (match[3] !== undefined) return at(Number(match[3]));
  const thisYear = at(today.year);
  return thisYear !== null && thisYear <= nowMs ? thisYear : at(today.year - 1);
}

function readDayWord(
  match: RegExpExecArray,
  today: CivilTime,
  nowMs: number,
  timeZone: string,
): number | null {
  // A day alone is the same time of that day.
  const clock = match[2] === undefined ? today : clockOf(match, 2);
  if (clock === null) return null;
  const { hour, minute, second } = clock;
  const on = (daysBack: number): number =>
    momentOfCivilTime({ ...today, day: today.day - daysBack, hour, minute, second }, timeZone);
  const word = match[1] ?? '';
  if (word === 'today') return on(0);
  if (word === 'yesterday') return on(1);
  const weekday = indexOfName(weekdays, word);
  if (weekday < 0) return null;
  const now = new Date(Date.UTC(today.year, today.month - 1, today.day)).getUTCDay();
  const back = (now - weekday + 7) % 7;
  const atMs = on(back);
  return atMs <= nowMs && !(back === 0 && match[2] === undefined) ? atMs : on(back + 7);
}

/** The position of a name written in full or cut, at least three letters of it; -1 for none. */
function indexOfName(names: readonly string[], word: string): number {
  return names.findIndex((name) => name.startsWith(word));
}

function readAgo(text: string, nowMs: number): number | null {
  const match = ago.exec(text);
  if (match === null || !(text.startsWith('-') || text.endsWith('ago'))) return null;
  let agoMs = 0;
  for (const [, amount, unit] of (match[1] ?? '').matchAll(agoPart)) {
    const oneMs = msOfUnit(unit ?? '');
    if (oneMs === null) return null;
    agoMs += Number(amount) * oneMs;
  }
  return agoMs <= MAX_AGO_MS ? nowMs - agoMs : null;
}

/** `s`, `sec`, `seconds`, `m`, `min`, `minutes`, `h`, `hours`, `d`, `days`, `w`, `weeks`. */
function msOfUnit(unit: string): number | null {
  const known = /^(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)$/.test(unit);
  return known ? (unitMs[unit.charAt(0)] ?? null) : null;
}

function isDate(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1 || year < 1970 || year > 9999) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
