/** Rows written in one go: some ten milliseconds of work, which nobody notices. */
export const BLOCK_ROWS = 250;

/** The rows in blocks, so that whoever writes a large table can breathe in between. */
export function* rowBlocks<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let from = 0; from < rows.length; from += BLOCK_ROWS) yield rows.slice(from, from + BLOCK_ROWS);
}
