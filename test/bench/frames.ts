import type { Frame } from '../../shared/contract/frame.ts';
import { decodeFrame, encodeFrame } from '../../shared/contract/frame-codec.ts';
import type { BenchLine } from './bench-line.ts';
import { timeMs } from './median.ts';

const CELLS = 2_000;

/** A delta in which 2,000 cells and their key series changed. */
function delta(): Frame {
  const rows = Uint32Array.from({ length: CELLS }, (_, row) => row);
  const column = (scale: number): Float64Array => Float64Array.from(rows, (row) => row * scale);
  return {
    kind: 'delta',
    epoch: 1,
    seq: 2,
    atMs: 1_790_000_000_000,
    batches: 3,
    sections: {},
    series: {
      rows,
      value: column(0.001),
      sampledAtMs: column(1),
      receivedAtMs: column(1.5),
      standing: new Uint8Array(CELLS),
    },
    cells: {
      rows,
      state: new Uint8Array(CELLS),
      lastMeasuredState: new Uint8Array(CELLS),
      sinceMs: column(2),
      keySeries: Int32Array.from(rows),
    },
    spark: null,
  };
}

/** The same change as the objects a view would otherwise receive. */
function asObjects({ series, cells }: Frame): unknown {
  return Array.from(cells.rows, (row, i) => ({
    row,
    state: 'ok',
    lastMeasuredState: 'ok',
    sinceMs: cells.sinceMs[i],
    reading: {
      value: series.value[i],
      sampledAtMs: series.sampledAtMs[i],
      receivedAtMs: series.receivedAtMs[i],
    },
  }));
}

/** Frame encode and decode against `structuredClone` of the same delta, as typed arrays and as objects. */
export async function benchFrames(): Promise<readonly BenchLine[]> {
  const frame = delta();
  const objects = asObjects(frame);
  const ours = timeMs(200, () => {
    if (!decodeFrame(encodeFrame(frame)).ok) throw new Error('The frame did not survive.');
  });
  const typedMs = timeMs(200, () => void structuredClone(frame));
  const objectsMs = timeMs(50, () => void structuredClone(objects));
  const bytes = encodeFrame(frame).length;
  return [
    {
      name: `frame encode + decode, ${CELLS}-cell delta (${(bytes / 1024).toFixed(0)} KiB)`,
      value: ours,
      unit: 'ms',
      limit: `structuredClone of typed arrays ${typedMs.toFixed(3)} ms`,
      ratio: ours / typedMs,
    },
    {
      name: 'the same against objects',
      value: ours,
      unit: 'ms',
      limit: `structuredClone of objects ${objectsMs.toFixed(3)} ms`,
      ratio: ours / objectsMs,
    },
  ];
}
