/** Sparklines: 15 minutes in 30 bins, the last value of each half minute. NaN marks a bin without data. */
export const SPARK_BINS = 30;
export const SPARK_BIN_MS = 30_000;

/** The absolute number of the bin a moment falls into. */
export function sparkBinOf(atMs: number): number {
  return Math.floor(atMs / SPARK_BIN_MS);
}

/**
 * Rings of recent values for every series row, column-wise: row r occupies
 * `values[r * SPARK_BINS … + SPARK_BINS - 1]`, bin b sits at slot `b mod SPARK_BINS`.
 */
export interface SparkTable {
  values: Float32Array;
  /** The newest absolute bin that the table covers; older bins than `endBin - SPARK_BINS + 1` are gone. */
  endBin: number;
}

export function createSparkTable(rows: number, endBin: number): SparkTable {
  return { values: new Float32Array(rows * SPARK_BINS).fill(Number.NaN), endBin };
}

/** Grows the table in place, keeping what is there. */
export function growSparkTable(table: SparkTable, rows: number): void {
  if (rows * SPARK_BINS <= table.values.length) return;
  const grown = new Float32Array(rows * SPARK_BINS).fill(Number.NaN);
  grown.set(table.values);
  table.values = grown;
}

/** Moves the window forward to `bin`, emptying the bins that enter it. */
export function advanceSparkTable(table: SparkTable, bin: number): void {
  const steps = Math.min(bin - table.endBin, SPARK_BINS);
  if (steps <= 0) return;
  const rows = table.values.length / SPARK_BINS;
  for (let step = 0; step < steps; step++) {
    const slot = (bin - step) % SPARK_BINS;
    for (let row = 0; row < rows; row++) table.values[row * SPARK_BINS + slot] = Number.NaN;
  }
  table.endBin = bin;
}

/** Records a value; the last one of a bin wins. Values older than the window are ignored. */
export function recordSpark(table: SparkTable, row: number, value: number, atMs: number): void {
  const bin = sparkBinOf(atMs);
  if (bin > table.endBin) advanceSparkTable(table, bin);
  if (bin <= table.endBin - SPARK_BINS) return;
  table.values[row * SPARK_BINS + (bin % SPARK_BINS)] = value;
}

/** Copies a row, oldest bin first, into `out` (length SPARK_BINS). */
export function readSpark(table: SparkTable, row: number, out: Float32Array): Float32Array {
  for (let i = 0; i < SPARK_BINS; i++) {
    const bin = table.endBin - SPARK_BINS + 1 + i;
    out[i] = table.values[row * SPARK_BINS + (((bin % SPARK_BINS) + SPARK_BINS) % SPARK_BINS)] ?? Number.NaN;
  }
  return out;
}

/** Copies what is still within the window of `to` from a row of another table. */
export function copySpark(from: SparkTable, fromRow: number, to: SparkTable, toRow: number): void {
  for (let bin = from.endBin - SPARK_BINS + 1; bin <= from.endBin; bin++) {
    const value = from.values[fromRow * SPARK_BINS + (((bin % SPARK_BINS) + SPARK_BINS) % SPARK_BINS)];
    if (value !== undefined && !Number.isNaN(value)) recordSpark(to, toRow, value, bin * SPARK_BIN_MS);
  }
}
