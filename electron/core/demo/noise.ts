/** A 32-bit hash of text (FNV-1a): the same name always gets the same level. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** Mixes two integers into 0 ≤ x < 1; neighbours share nothing. */
export function unitHash(key: number, index: number): number {
  let hash = (key ^ Math.imul(index, 0x9e3779b1)) | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000;
}

/** Smooth noise between -1 and 1: a random height every `periodMs`, eased in between. Pure in time. */
export function smoothNoise(key: number, atMs: number, periodMs: number): number {
  const position = atMs / periodMs;
  const index = Math.floor(position);
  const part = position - index;
  const eased = part * part * (3 - 2 * part);
  const from = unitHash(key, index);
  return (from + (unitHash(key, index + 1) - from) * eased) * 2 - 1;
}
