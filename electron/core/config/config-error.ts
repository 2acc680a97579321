/** One thing wrong in a configuration file, as precise as an editor needs it. */
export interface ConfigError {
  readonly file: string;
  /** 1-based; 1 when the error is about the file as a whole. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
  /** Where in the document, `sources[0].every`; empty for the document itself. */
  readonly path: string;
  /** What was expected and what stands there. */
  readonly message: string;
}

/** One line an error: `vigil.yaml:12:5 sources[0].every: expected a duration such as 5s, 2m, 1h or 30d`. */
export function formatConfigErrors(errors: readonly ConfigError[]): string {
  return errors
    .map(({ file, line, column, path, message }) => {
      const where = path === '' ? '' : `${path}: `;
      return `${file}:${line}:${column} ${where}${message}`;
    })
    .join('\n');
}
