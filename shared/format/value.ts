import { statusLevels, type Unit } from '../domain/signal.ts';
import { formatPercentCut } from './percent.ts';

/**
 * A number and its unit, apart: the unit is drawn quieter and never wrapped away from the number. A level of a scale
 * of words is its word, without a unit.
 */
export interface FormattedValue {
  readonly number: string;
  /** Empty for counts and values without a unit. */
  readonly unit: string;
}

/** Stands where a number would, when there is none. */
export const NO_NUMBER = '–';
/** Keeps number and unit on one line. */
export const NBSP = '\u00a0';
/** Beyond this only the fact that it is more is said; no measurement of ours gets there. */
const LARGEST = 999_999_999;
const MINUS = '\u2212';
const DIGIT_GROUP = '\u202f';

/** Three significant digits, fixed decimals so that a ticking number keeps its width: 1.84, 38.2, 912. */
export function threeDigits(value: number): string {
  if (!Number.isFinite(value)) return NO_NUMBER;
  const size = Math.abs(value);
  if (size > LARGEST) return `${sign(value)}>${group(LARGEST)}`;
  if (size === 0) return '0';
  const decimals = size < 0.9995 ? 3 : size < 9.995 ? 2 : size < 99.95 ? 1 : 0;
  const text = decimals === 0 ? group(Math.round(size)) : size.toFixed(decimals);
  return Number(text.replaceAll(DIGIT_GROUP, '')) === 0 ? '<0.001' : sign(value) + text;
}

/**
 * The value as a person says it: 84 ms, 1.84 s, 0.42 %, 12.4 k/s. Shares of a whole are cut, never rounded up.
 * @param value in the base unit of `unit` (seconds, ratio, bytes …); not finite becomes an en dash without unit
 */
export function formatValue(value: number, unit: Unit): FormattedValue {
  if (!Number.isFinite(value)) return { number: NO_NUMBER, unit: '' };
  switch (unit) {
    case 'seconds':
      return formatSeconds(value);
    case 'ratio':
      return { number: formatShare(value), unit: '%' };
    case 'per_second': {
      const { number, unit: prefix } = scaled(value);
      return { number, unit: `${prefix}/s` };
    }
    case 'bytes': {
      const { number, unit: prefix } = scaled(value);
      return { number, unit: `${prefix}B` };
    }
    case 'count':
      if (Number.isInteger(value) && Math.abs(value) < 100_000)
        return { number: sign(value) + group(Math.abs(value)), unit: '' };
      return scaled(value);
    case 'celsius':
      return { number: threeDigits(value), unit: '°C' };
    case 'status_level':
      return { number: statusLevelWords(value), unit: '' };
    case 'none':
      return scaled(value);
  }
}

/** The word of a level; between two levels (a mean, a limit) the worse of them, outside the scale its end. */
function statusLevelWords(level: number): string {
  const index = Math.min(statusLevels.length - 1, Math.max(0, Math.ceil(level)));
  return statusLevels[index] ?? NO_NUMBER;
}

/** Number and unit in one text with a space that does not break. */
export function formatQuantity(value: number, unit: Unit): string {
  return joinValue(formatValue(value, unit));
}

/** "180 to 240 ms", "912 ms to 1.20 s"; one quantity where both read the same. */
export function formatRange(low: number, high: number, unit: Unit): string {
  const [first, last] = [formatValue(low, unit), formatValue(high, unit)];
  if (first.number === last.number && first.unit === last.unit) return joinValue(last);
  return `${first.unit === last.unit ? first.number : joinValue(first)} to ${joinValue(last)}`;
}

/** As `formatQuantity`, for limits and other round numbers: no trailing zeros (2 %, 800 ms, 1.5 s). */
export function formatLimit(value: number, unit: Unit): string {
  const { number, unit: word } = formatValue(value, unit);
  return joinValue({ number: number.includes('.') ? number.replace(/\.?0+$/, '') : number, unit: word });
}

export function joinValue({ number, unit }: FormattedValue): string {
  return unit === '' ? number : `${number}${NBSP}${unit}`;
}

function formatSeconds(seconds: number): FormattedValue {
  const size = Math.abs(seconds);
  if (size < 0.009_95) return { number: small(seconds * 1_000), unit: 'ms' };
  // 999.5 ms would round to four digits: it is said in seconds.
  if (size < 0.999_5) return { number: sign(seconds) + String(Math.round(size * 1_000)), unit: 'ms' };
  if (size < 999.5) return { number: threeDigits(seconds), unit: 's' };
  if (size < 59_970) return { number: threeDigits(seconds / 60), unit: 'min' };
  return { number: threeDigits(seconds / 3_600), unit: 'h' };
}

/** Below 10 ms one or two decimals are enough; nothing below a microsecond is claimed. */
function small(ms: number): string {
  const size = Math.abs(ms);
  if (size === 0) return '0';
  if (size < 0.001) return '<0.001';
  return sign(ms) + (size < 0.9995 ? size.toPrecision(2) : size.toFixed(1));
}

function formatShare(ratio: number): string {
  const percent = Math.abs(ratio) * 100;
  if (percent === 0) return '0';
  if (ratio === 1) return '100';
  if (percent >= 1_000) return threeDigits(ratio * 100);
  if (percent < 0.01) return '<0.01';
  return sign(ratio) + formatPercentCut(Math.abs(ratio), percent < 10 ? 2 : percent < 100 ? 1 : 0);
}

const prefixes = [
  { from: 1e12, prefix: 'T' },
  { from: 1e9, prefix: 'G' },
  { from: 1e6, prefix: 'M' },
  { from: 1e3, prefix: 'k' },
] as const;

function scaled(value: number): FormattedValue {
  const size = Math.abs(value);
  // 999.6 k is said as 1.00 M.
  for (const { from, prefix } of prefixes)
    if (size >= from * 0.999_5) return { number: threeDigits(value / from), unit: prefix };
  return { number: Number.isInteger(value) ? sign(value) + String(size) : threeDigits(value), unit: '' };
}

function sign(value: number): string {
  return value < 0 ? MINUS : '';
}

function group(whole: number): string {
  return whole < 1_000 ? String(whole) : String(whole).replace(/\B(?=(\d{3})+(?!\d))/g, DIGIT_GROUP);
}
