import { err, ok, type Result } from '../domain/result.ts';
import type { Frame } from './frame.ts';
import {
  type ColumnForm,
  type ColumnShape,
  columnForms,
  packedShape,
  packRows,
  packStamps,
  placeColumns,
  unpackRows,
  unpackStamps,
} from './frame-columns.ts';
import { frameTextSchema, type Sections } from './sections.ts';
import { PROTOCOL_VERSION } from './version.ts';

/*
 * Layout, little endian:
 *   u32 magic 'VGF' + version · u32 kind · u32 epoch · u32 seq · f64 atMs · u32 batches
 *   u32 seriesCount · u32 cellCount · u32 sparkLength (floats, 0xffffffff = none) · f64 sparkEndBin · u32 jsonBytes
 *   u8 form of the series' rows, sampledAtMs, receivedAtMs (frame-columns) · u8 reserved
 *   columns in the order of `shapesOf`, the widest first, so that every typed array is aligned and decoding is views, not
 *   copies, where a form allows
 *   JSON (UTF-8)
 */
const MAGIC = 0x56474600 | PROTOCOL_VERSION;
const HEADER_BYTES = 56;
/** Of the three bytes that say how rows and stamps of series are written. */
const FORMS_OFFSET = 52;
const NO_SPARK = 0xffffffff;
/** A frame above this is refused: 100,000 series with sparklines stay below it. */
export const MAX_FRAME_BYTES = 64 * 1024 * 1024;

const columnNames = [
  'value',
  'sampledAtMs',
  'receivedAtMs',
  'seriesRows',
  'standing',
  'cellRows',
  'sinceMs',
  'keySeries',
  'state',
  'lastMeasuredState',
  'spark',
] as const;
type ColumnName = (typeof columnNames)[number];
type Column = Float64Array | Float32Array | Uint32Array | Int32Array | Uint16Array | Uint8Array;

/** What the header says of the columns. */
interface Shape {
  readonly seriesCount: number;
  readonly cellCount: number;
  readonly sparkLength: number;
  readonly rowsForm: ColumnForm;
  readonly sampledForm: ColumnForm;
  readonly receivedForm: ColumnForm;
}

function shapesOf(shape: Shape): Readonly<Record<ColumnName, ColumnShape>> {
  const { seriesCount, cellCount } = shape;
  return {
    value: [8, seriesCount],
    sampledAtMs: packedShape(shape.sampledForm, 8, seriesCount),
    receivedAtMs: packedShape(shape.receivedForm, 8, seriesCount),
    seriesRows: packedShape(shape.rowsForm, 4, seriesCount),
    standing: [1, seriesCount],
    cellRows: [4, cellCount],
    sinceMs: [8, cellCount],
    keySeries: [4, cellCount],
    state: [1, cellCount],
    lastMeasuredState: [1, cellCount],
    spark: [4, shape.sparkLength],
  };
}

const littleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** Encodes a frame into one buffer of its own. Throws on big-endian machines, which Electron does not run on. */
export function encodeFrame(frame: Frame): Uint8Array<ArrayBuffer> {
  if (!littleEndian) throw new Error('Vigil frames need a little-endian machine.');
  const { series, cells, spark, atMs } = frame;
  const json = new TextEncoder().encode(textOf(frame));
  const rows = packRows(series.rows);
  const sampled = packStamps(series.sampledAtMs, atMs);
  const received = packStamps(series.receivedAtMs, atMs);
  const columns: Readonly<Record<ColumnName, Column>> = {
    value: series.value,
    sampledAtMs: sampled.data,
    receivedAtMs: received.data,
    seriesRows: rows.data,
    standing: series.standing,
    cellRows: cells.rows,
    sinceMs: cells.sinceMs,
    keySeries: cells.keySeries,
    state: cells.state,
    lastMeasuredState: cells.lastMeasuredState,
    spark: spark?.values ?? new Float32Array(),
  };
  const { offsets, byteLength } = placeColumns(
    shapesOf({
      seriesCount: series.rows.length,
      cellCount: cells.rows.length,
      sparkLength: columns.spark.length,
      rowsForm: rows.form,
      sampledForm: sampled.form,
      receivedForm: received.form,
    }),
  );
  const bytes = new Uint8Array(HEADER_BYTES + byteLength + json.length);
  const head = new DataView(bytes.buffer);
  head.setUint32(0, MAGIC, true);
  head.setUint32(4, frame.kind === 'full' ? 1 : 0, true);
  head.setUint32(8, frame.epoch, true);
  head.setUint32(12, frame.seq, true);
  head.setFloat64(16, atMs, true);
  head.setUint32(24, frame.batches, true);
  head.setUint32(28, series.rows.length, true);
  head.setUint32(32, cells.rows.length, true);
  head.setUint32(36, spark === null ? NO_SPARK : spark.values.length, true);
  head.setFloat64(40, spark?.endBin ?? 0, true);
  head.setUint32(48, json.length, true);
  for (const [at, { form }] of [rows, sampled, received].entries())
    head.setUint8(FORMS_OFFSET + at, columnForms.indexOf(form));
  for (const name of columnNames) {
    const { buffer, byteOffset, byteLength: length } = columns[name];
    bytes.set(new Uint8Array(buffer, byteOffset, length), HEADER_BYTES + offsets[name]);
  }
  bytes.set(json, HEADER_BYTES + byteLength);
  return bytes;
}

function textOf({ sections, alertChanges }: Frame): string {
  const text = alertChanges === undefined ? sections : { ...sections, alertChanges };
  return Object.keys(text).length === 0 ? '' : JSON.stringify(text);
}

/**
 * Decodes a frame. The columns are views into `bytes` where alignment allows, so the caller must not reuse them.
 * Errors: a sentence saying what is wrong; never throws.
 */
export function decodeFrame(input: Uint8Array): Result<Frame, string> {
  if (input.length < HEADER_BYTES) return err(`A frame of ${input.length} bytes is shorter than its header.`);
  if (input.length > MAX_FRAME_BYTES) return err(`A frame of ${input.length} bytes is over the limit.`);
  const bytes = input.byteOffset % 8 === 0 ? input : new Uint8Array(input);
  const head = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = head.getUint32(0, true);
  if (magic !== MAGIC)
    return err(`Frame header ${magic.toString(16)} is not that of protocol ${PROTOCOL_VERSION}.`);
  const kindCode = head.getUint32(4, true);
  if (kindCode > 1) return err(`Frame kind ${kindCode} is unknown.`);
  const n = head.getUint32(28, true);
  const m = head.getUint32(32, true);
  const sparkField = head.getUint32(36, true);
  const sparkLength = sparkField === NO_SPARK ? 0 : sparkField;
  const jsonBytes = head.getUint32(48, true);
  const [rowsForm, sampledForm, receivedForm] = [0, 1, 2].map(
    (at) => columnForms[head.getUint8(FORMS_OFFSET + at)],
  );
  if (rowsForm === undefined || sampledForm === undefined || receivedForm === undefined)
    return err('A column of a frame is written in an unknown form.');
  const shapes = shapesOf({ seriesCount: n, cellCount: m, sparkLength, rowsForm, sampledForm, receivedForm });
  const { offsets, byteLength } = placeColumns(shapes);
  const expected = HEADER_BYTES + byteLength + jsonBytes;
  if (bytes.length !== expected) return err(`A frame of ${bytes.length} bytes should have ${expected}.`);

  const { buffer } = bytes;
  const base = bytes.byteOffset + HEADER_BYTES;
  const at = (name: ColumnName): [ArrayBufferLike, number, number] => [
    buffer,
    base + offsets[name],
    shapes[name][1],
  ];
  const atMs = head.getFloat64(16, true);
  const stampsAt = (name: ColumnName, form: ColumnForm): Float64Array => {
    const data = form === 'short' ? new Uint16Array(...at(name)) : new Float64Array(...at(name));
    return unpackStamps(data, form, n, atMs);
  };
  const rows =
    rowsForm === 'short' ? new Uint16Array(...at('seriesRows')) : new Uint32Array(...at('seriesRows'));
  const series = {
    rows: unpackRows(rows, rowsForm, n),
    value: new Float64Array(...at('value')),
    sampledAtMs: stampsAt('sampledAtMs', sampledForm),
    receivedAtMs: stampsAt('receivedAtMs', receivedForm),
    standing: new Uint8Array(...at('standing')),
  };
  const cells = {
    rows: new Uint32Array(...at('cellRows')),
    state: new Uint8Array(...at('state')),
    lastMeasuredState: new Uint8Array(...at('lastMeasuredState')),
    sinceMs: new Float64Array(...at('sinceMs')),
    keySeries: new Int32Array(...at('keySeries')),
  };
  const sparkValues = new Float32Array(...at('spark'));
  const text = decodeText(new Uint8Array(buffer, base + byteLength, jsonBytes));
  if (!text.ok) return text;
  return ok({
    kind: kindCode === 1 ? 'full' : 'delta',
    epoch: head.getUint32(8, true),
    seq: head.getUint32(12, true),
    atMs,
    batches: head.getUint32(24, true),
    ...text.value,
    series,
    cells,
    spark: sparkField === NO_SPARK ? null : { endBin: head.getFloat64(40, true), values: sparkValues },
  });
}

function decodeText(json: Uint8Array): Result<Pick<Frame, 'sections' | 'alertChanges'>, string> {
  if (json.length === 0) return ok({ sections: {} });
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json));
  } catch {
    return err('The sections of a frame are not valid JSON.');
  }
  const checked = frameTextSchema.safeParse(parsed);
  if (checked.success) {
    const { alertChanges, ...sections } = checked.data;
    const read = sections as Partial<Sections>;
    return ok(alertChanges === undefined ? { sections: read } : { sections: read, alertChanges });
  }
  const issue = checked.error.issues[0];
  return err(`Section ${issue?.path.join('.') ?? '?'} of a frame: ${issue?.message ?? 'invalid'}.`);
}
