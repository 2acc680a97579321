/** A date and a clock as people write them, without a zone. Months count from 1. */
export interface CivilTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** One formatter per zone; zones come from the configuration, a handful. */
const MAX_FORMATTERS = 64;
const formatters = new Map<string, Intl.DateTimeFormat>();

/** What a calendar and a clock in `timeZone` show at a moment. Throws a RangeError for what is no moment or no zone. */
export function civilTimeOf(atMs: number, timeZone: string): CivilTime {
  const offsetMs = atMs >= 0 && atMs < MODERN_UNTIL_MS ? offsetMsOf(atMs, timeZone) : null;
  if (offsetMs === null) return askIntl(atMs, timeZone);
  const local = new Date(atMs + offsetMs);
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
  };
}

/** Years of four digits that Date.UTC takes as they are. */
const MODERN_UNTIL_MS = Date.UTC(9999, 0, 1);
/** Clocks are put forward or back at a quarter of an hour, hardly ever within one. */
const QUARTER_MS = 900_000;
/** Quarters of hours whose offset is remembered for each zone; a view shows moments of a few. */
const MAX_QUARTERS = 2_048;
const offsets = new Map<string, Map<number, number | null>>();

/** How far the clock of a zone is ahead of UTC; null where it changes within the quarter of an hour. Asked for once each. */
function offsetMsOf(atMs: number, timeZone: string): number | null {
  let known = offsets.get(timeZone);
  if (known === undefined) {
    if (offsets.size >= MAX_FORMATTERS) offsets.clear();
    offsets.set(timeZone, (known = new Map()));
  }
  const quarter = Math.floor(atMs / QUARTER_MS);
  const found = known.get(quarter);
  if (found !== undefined) return found;
  const fromMs = quarter * QUARTER_MS;
  const [first, last] = [fromMs, fromMs + QUARTER_MS - 1_000].map(
    (edgeMs) => utcOf(askIntl(edgeMs, timeZone)) - edgeMs,
  );
  const offsetMs = first === undefined || first !== last ? null : first;
  if (known.size >= MAX_QUARTERS) known.clear();
  known.set(quarter, offsetMs);
  return offsetMs;
}

function askIntl(atMs: number, timeZone: string): CivilTime {
  let formatter = formatters.get(timeZone);
  if (formatter === undefined) {
    if (formatters.size >= MAX_FORMATTERS) formatters.clear();
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(timeZone, formatter);
  }
  const found = new Map(formatter.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => found.get(type) ?? 0;
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
  };
}

/**
 * The moment at which a clock in `timeZone` shows `civil`. What the clock shows twice in autumn is the first time; what
 * it skips in spring is as long after the change as it would have been. Days beyond a month's end run over into the next.
 */
export function momentOfCivilTime(civil: CivilTime, timeZone: string): number {
  const asUtcMs = utcOf(civil);
  // The zone's offset is that of the moment sought, which is not known yet: both offsets of the day around it are tried.
  const candidates = [asUtcMs - 86_400_000, asUtcMs + 86_400_000].map(
    (nearMs) => asUtcMs - (utcOf(civilTimeOf(nearMs, timeZone)) - nearMs),
  );
  const exact = candidates.filter((atMs) => utcOf(civilTimeOf(atMs, timeZone)) === asUtcMs);
  return exact.length > 0 ? Math.min(...exact) : (candidates[0] ?? asUtcMs);
}

function utcOf({ year, month, day, hour, minute, second }: CivilTime): number {
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
