/** What was thrown, as words for a sentence or the log: anything can be thrown, not only errors. */
export function thrownWords(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
