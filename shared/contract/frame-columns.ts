/*
 * Columns of a frame whose numbers mostly follow from one another, in as few bytes as they need. Chromium hands a page
 * what arrives slowly on a WebSocket in pieces of 1,000 bytes, and each costs its main thread up to 0.1 ms: of a second
 * of 1,700 series two thirds were stamps and row numbers.
 */

/**
 * How a column is written. `raw`: every number as it is. `one`: the first one, from which all others follow. `short`:
 * 16 bits each.
 */
export const columnForms = ['raw', 'one', 'short'] as const;
export type ColumnForm = (typeof columnForms)[number];

/** Width of a number in bytes, and how many there are. */
export type ColumnShape = readonly [bytesPerNumber: number, count: number];

/** A column as it is written. */
export interface Packed<Raw extends Uint32Array | Float64Array> {
  readonly form: ColumnForm;
  readonly data: Raw | Uint16Array;
}

/** The shape of a column of so many numbers in a form. */
export function packedShape(form: ColumnForm, bytesPerNumber: number, count: number): ColumnShape {
  switch (form) {
    case 'raw':
      return [bytesPerNumber, count];
    case 'one':
      return [bytesPerNumber, Math.min(1, count)];
    case 'short':
      return [2, count];
  }
}

/** Row numbers; as `one` each is one more than the one before. */
export function packRows(rows: Uint32Array): Packed<Uint32Array> {
  const first = rows[0] ?? 0;
  let [isRun, isShort] = [true, true];
  for (let i = 0; i < rows.length && (isRun || isShort); i++) {
    isRun &&= rows[i] === first + i;
    isShort &&= rows[i]! <= 0xffff;
  }
  if (isRun) return { form: 'one', data: rows.subarray(0, 1) };
  return isShort ? { form: 'short', data: Uint16Array.from(rows) } : { form: 'raw', data: rows };
}

/** What {@link packRows} packed. */
export function unpackRows(data: Uint32Array | Uint16Array, form: ColumnForm, count: number): Uint32Array {
  if (data instanceof Uint16Array) return Uint32Array.from(data);
  if (form === 'raw') return data;
  const rows = new Uint32Array(count);
  const first = data[0] ?? 0;
  for (let i = 0; i < count; i++) rows[i] = first + i;
  return rows;
}

/** Stamps in milliseconds; as `one` all are the same, as `short` they are whole milliseconds before `atMs`. */
export function packStamps(stamps: Float64Array, atMs: number): Packed<Float64Array> {
  const first = stamps[0] ?? 0;
  let [isOne, isShort] = [true, true];
  for (let i = 0; i < stamps.length && (isOne || isShort); i++) {
    const stamp = stamps[i]!;
    const ageMs = atMs - stamp;
    isOne &&= Object.is(stamp, first);
    isShort &&= (ageMs & 0xffff) === ageMs && Object.is(atMs - ageMs, stamp);
  }
  if (isOne) return { form: 'one', data: stamps.subarray(0, 1) };
  return isShort
    ? { form: 'short', data: Uint16Array.from(stamps, (stamp) => atMs - stamp) }
    : { form: 'raw', data: stamps };
}

/** What {@link packStamps} packed. */
export function unpackStamps(
  data: Float64Array | Uint16Array,
  form: ColumnForm,
  count: number,
  atMs: number,
): Float64Array {
  if (data instanceof Float64Array) return form === 'raw' ? data : new Float64Array(count).fill(data[0] ?? 0);
  const stamps = new Float64Array(count);
  for (let i = 0; i < count; i++) stamps[i] = atMs - data[i]!;
  return stamps;
}

/**
 * Where columns lie behind one another: the widest first, so that each is aligned to its width when the first is to 8;
 * of one width in the order they are given.
 * @returns an offset for each, and the end of the last
 */
export function placeColumns<Name extends string>(
  shapes: Readonly<Record<Name, ColumnShape>>,
): { readonly offsets: Readonly<Record<Name, number>>; readonly byteLength: number } {
  const names = Object.keys(shapes) as Name[];
  const offsets = {} as Record<Name, number>;
  let byteLength = 0;
  for (const width of [8, 4, 2, 1])
    for (const name of names) {
      const [bytesPerNumber, count] = shapes[name];
      if (bytesPerNumber !== width) continue;
      offsets[name] = byteLength;
      byteLength += bytesPerNumber * count;
    }
  return { offsets, byteLength };
}
