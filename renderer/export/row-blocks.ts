/** Rows written in one go: about as many as a page can turn into text without anybody noticing. */
export const BLOCK_ROWS = 1_000;

/** The rows in blocks, so that whoever writes a large table can breathe in between. */
export function* rowBlocks<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let from = 0; from < rows.length; from += BLOCK_ROWS) yield rows.slice(from, from + BLOCK_ROWS);
}
