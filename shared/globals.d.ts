/**
 * The few web-platform globals that exist both in Node and in browsers and that shared code may use.
 * Only shared/tsconfig.json includes this file; everywhere else the environment's own types apply.
 */
declare class TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean });
  decode(input?: Uint8Array): string;
}
