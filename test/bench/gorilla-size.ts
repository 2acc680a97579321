/**
 * Bytes the Gorilla coding would take for these samples (Pelkonen et al., 2015: delta-of-delta stamps, XOR
 * values), counted without writing them. With millisecond stamps its stamp classes are those of the paper.
 */
export function gorillaBytes(atMs: Float64Array, value: Float64Array): number {
  const words = new BigUint64Array(value.slice().buffer);
  let bits = 128;
  let lastDelta = 0;
  let leading = 64;
  let trailing = 0;
  for (let i = 1; i < atMs.length; i++) {
    const delta = (atMs[i] ?? 0) - (atMs[i - 1] ?? 0);
    bits += stampBits(delta - lastDelta);
    lastDelta = delta;
    const xor = (words[i] ?? 0n) ^ (words[i - 1] ?? 0n);
    if (xor === 0n) {
      bits += 1;
      continue;
    }
    const text = xor.toString(2);
    const zerosBefore = Math.min(31, 64 - text.length);
    const zerosAfter = text.length - 1 - text.lastIndexOf('1');
    if (zerosBefore >= leading && zerosAfter >= trailing) bits += 2 + 64 - leading - trailing;
    else {
      leading = zerosBefore;
      trailing = zerosAfter;
      bits += 2 + 5 + 6 + 64 - leading - trailing;
    }
  }
  return Math.ceil(bits / 8);
}

function stampBits(deltaOfDelta: number): number {
  const size = Math.abs(deltaOfDelta);
  if (size === 0) return 1;
  if (size <= 63) return 2 + 7;
  if (size <= 255) return 3 + 9;
  return size <= 2_047 ? 4 + 12 : 4 + 32;
}
