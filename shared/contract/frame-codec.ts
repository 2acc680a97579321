import { err, ok, type Result } from '../domain/result.ts';
import type { Frame } from './frame.ts';
import { frameTextSchema, type Sections } from './sections.ts';
import { PROTOCOL_VERSION } from './version.ts';

/*
 * Layout, little endian. Columns of 8-byte numbers come first so that every typed array is aligned
 * and decoding is a set of views, not copies:
 *   u32 magic 'VGF' + version · u32 kind · u32 epoch · u32 seq · f64 atMs · u32 batches
 *   u32 seriesCount · u32 cellCount · u32 sparkLength (floats, 0xffffffff = none) · f64 sparkEndBin · u32 jsonBytes · u32 reserved
 *   f64[series] value, sampledAtMs, receivedAtMs · f64[cells] sinceMs
 *   u32[series] rows · u32[cells] rows · i32[cells] keySeries · f32[spark] · u8[series] standing · u8[cells] state, lastMeasuredState · JSON (UTF-8)
 */
const MAGIC = 0x56474600 | PROTOCOL_VERSION;
const HEADER_BYTES = 56;
const NO_SPARK = 0xffffffff;
/** A frame above this is refused: 100,000 series with sparklines stay below it. */
export const MAX_FRAME_BYTES = 64 * 1024 * 1024;

const littleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** Encodes a frame into one buffer of its own. Throws on big-endian machines, which Electron does not run on. */
export function encodeFrame(frame: Frame): Uint8Array<ArrayBuffer> {
  if (!littleEndian) throw new Error('Vigil frames need a little-endian machine.');
  const { series, cells, spark } = frame;
  const n = series.rows.length;
  const m = cells.rows.length;
  const sparkLength = spark === null ? 0 : spark.values.length;
  const json = new TextEncoder().encode(textOf(frame));
  const bytes = new Uint8Array(HEADER_BYTES + n * 29 + m * 18 + sparkLength * 4 + json.length);
  const head = new DataView(bytes.buffer);
  head.setUint32(0, MAGIC, true);
  head.setUint32(4, frame.kind === 'full' ? 1 : 0, true);
  head.setUint32(8, frame.epoch, true);
  head.setUint32(12, frame.seq, true);
  head.setFloat64(16, frame.atMs, true);
  head.setUint32(24, frame.batches, true);
  head.setUint32(28, n, true);
  head.setUint32(32, m, true);
  head.setUint32(36, spark === null ? NO_SPARK : sparkLength, true);
  head.setFloat64(40, spark?.endBin ?? 0, true);
  head.setUint32(48, json.length, true);
  let offset = HEADER_BYTES;
  const put = (column: ArrayBufferView): void => {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), offset);
    offset += column.byteLength;
  };
  put(series.value);
  put(series.sampledAtMs);
  put(series.receivedAtMs);
  put(cells.sinceMs);
  put(series.rows);
  put(cells.rows);
  put(cells.keySeries);
  if (spark !== null) put(spark.values);
  put(series.standing);
  put(cells.state);
  put(cells.lastMeasuredState);
  put(json);
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
  const expected = HEADER_BYTES + n * 29 + m * 18 + sparkLength * 4 + jsonBytes;
  if (bytes.length !== expected) return err(`A frame of ${bytes.length} bytes should have ${expected}.`);

  let offset = bytes.byteOffset + HEADER_BYTES;
  const take = (byteLength: number): number => {
    const at = offset;
    offset += byteLength;
    return at;
  };
  const { buffer } = bytes;
  const value = new Float64Array(buffer, take(n * 8), n);
  const sampledAtMs = new Float64Array(buffer, take(n * 8), n);
  const receivedAtMs = new Float64Array(buffer, take(n * 8), n);
  const sinceMs = new Float64Array(buffer, take(m * 8), m);
  const seriesRows = new Uint32Array(buffer, take(n * 4), n);
  const cellRows = new Uint32Array(buffer, take(m * 4), m);
  const keySeries = new Int32Array(buffer, take(m * 4), m);
  const sparkValues = new Float32Array(buffer, take(sparkLength * 4), sparkLength);
  const standing = new Uint8Array(buffer, take(n), n);
  const state = new Uint8Array(buffer, take(m), m);
  const lastMeasuredState = new Uint8Array(buffer, take(m), m);
  const text = decodeText(new Uint8Array(buffer, take(jsonBytes), jsonBytes));
  if (!text.ok) return text;
  return ok({
    kind: kindCode === 1 ? 'full' : 'delta',
    epoch: head.getUint32(8, true),
    seq: head.getUint32(12, true),
    atMs: head.getFloat64(16, true),
    batches: head.getUint32(24, true),
    ...text.value,
    series: { rows: seriesRows, value, sampledAtMs, receivedAtMs, standing },
    cells: { rows: cellRows, state, lastMeasuredState, sinceMs, keySeries },
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
