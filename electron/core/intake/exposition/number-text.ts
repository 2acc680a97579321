/**
 * Decimal numbers as both formats allow them: OpenMetrics' `realnumber`, and what Go's ParseFloat takes without
 * hexadecimal and underscores. Linear: no two parts can match the same digits.
 */
const realNumber = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const infinity = /^([+-]?)inf(?:inity)?$/i;

/** A finite number, or null for any other text; a number too large for a double is none. */
export function finiteNumber(text: string): number | null {
  if (!realNumber.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/** A sample's value, which may be NaN or infinite; null when the text is no number. */
export function sampleNumber(text: string): number | null {
  const finite = finiteNumber(text);
  if (finite !== null) return finite;
  const infinite = infinity.exec(text);
  if (infinite !== null) return infinite[1] === '-' ? -Infinity : Infinity;
  return text.toLowerCase() === 'nan' ? Number.NaN : null;
}
