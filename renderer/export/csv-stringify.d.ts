/** The package's own declarations bring all of Node's globals along; this is what its browser build is asked for. */
export declare function stringify(
  records: readonly (readonly (string | number | null)[])[],
  options: {
    /** Texts are quoted, numbers and empty cells are not. */
    readonly quoted_string: true;
    readonly record_delimiter: 'windows';
  },
): string;
