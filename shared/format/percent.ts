/**
 * A share of a whole in percent, cut after `digits` decimals and never rounded up: 0.99997 is 99.99, not 100.
 * @param ratio 0 to 1 (more is possible); not finite becomes an en dash
 * @returns the number without its sign of percent
 */
export function formatPercentCut(ratio: number, digits: number): string {
  if (!Number.isFinite(ratio)) return '–';
  const factor = 10 ** digits;
  // 0.0461 * 100 is 4.609999…: the decimal text of the ratio is what people wrote, so cut that and not the product.
  const [mantissa, exponent] = Math.abs(ratio).toExponential(14).split('e');
  const exact = Number(`${mantissa}e${Number(exponent) + 2 + digits}`);
  let steps = Math.floor(exact);
  // Fifteen digits may have rounded 0.9999999999999999 up to 1; what is not whole is never shown as whole.
  if (Math.abs(ratio) < 1 && steps >= 100 * factor) steps = 100 * factor - 1;
  const text = (steps / factor).toFixed(digits);
  return ratio < 0 && steps > 0 ? `\u2212${text}` : text;
}
