/** Up to here every whole number of 15 digits and every power of ten is exact, so one operation rounds once. */
const MAX_EXACT_DIGITS = 15;
const MAX_EXACT_POWER = 22;
const powers = Float64Array.from({ length: MAX_EXACT_POWER + 1 }, (_, power) => Number(`1e${power}`));

const ZERO = 48;
const NINE = 57;
const MINUS = 45;
const PLUS = 43;
const DOT = 46;
const LOWER_E = 101;
const UPPER_E = 69;

/**
 * Reads decimal numbers straight from bytes. Exact where it answers (Clinger's fast path: a mantissa below 2^53
 * times or over an exact power of ten is rounded once, as IEEE 754 asks); everything else is left to others.
 */
export class ByteNumber {
  /** Where the number last read ended. */
  end = 0;

  /**
   * @param at the first byte; some byte that is no part of a number must follow before the end of `bytes`
   * @returns NaN when there is no number, or none that can be read exactly this way
   */
  read(bytes: Uint8Array, at: number): number {
    let position = at;
    let byte = bytes[position]!;
    const isNegative = byte === MINUS;
    if (isNegative || byte === PLUS) byte = bytes[++position]!;
    let mantissa = 0;
    const wholeStart = position;
    while (byte >= ZERO && byte <= NINE) {
      mantissa = mantissa * 10 + (byte - ZERO);
      byte = bytes[++position]!;
    }
    let digits = position - wholeStart;
    let power = 0;
    if (byte === DOT) {
      byte = bytes[++position]!;
      const fractionStart = position;
      while (byte >= ZERO && byte <= NINE) {
        mantissa = mantissa * 10 + (byte - ZERO);
        byte = bytes[++position]!;
      }
      power = fractionStart - position;
      digits -= power;
    }
    if (digits === 0 || digits > MAX_EXACT_DIGITS) return Number.NaN;
    if (byte === LOWER_E || byte === UPPER_E) {
      byte = bytes[++position]!;
      const isSmall = byte === MINUS;
      if (isSmall || byte === PLUS) byte = bytes[++position]!;
      const exponentStart = position;
      let exponent = 0;
      while (byte >= ZERO && byte <= NINE) {
        exponent = exponent * 10 + (byte - ZERO);
        byte = bytes[++position]!;
      }
      if (position === exponentStart || position - exponentStart > 4) return Number.NaN;
      power += isSmall ? -exponent : exponent;
    }
    this.end = position;
    if (power !== 0) {
      if (power > MAX_EXACT_POWER || power < -MAX_EXACT_POWER) return Number.NaN;
      mantissa = power > 0 ? mantissa * powers[power]! : mantissa / powers[-power]!;
    }
    return isNegative ? -mantissa : mantissa;
  }

  /** Digits alone: a time in whole milliseconds. NaN when there are none, or too many to be exact. */
  readDigits(bytes: Uint8Array, at: number): number {
    let value = 0;
    let position = at;
    for (let byte = bytes[position]!; byte >= ZERO && byte <= NINE; byte = bytes[++position]!) {
      value = value * 10 + (byte - ZERO);
    }
    this.end = position;
    const digits = position - at;
    return digits === 0 || digits > MAX_EXACT_DIGITS ? Number.NaN : value;
  }
}
