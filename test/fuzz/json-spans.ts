/** A stretch of a JSON text, in bytes; `end` is behind it. */
export interface JsonSpan {
  readonly start: number;
  readonly end: number;
  /** An `item` is an element of a list or a key with its value, and may stand there several times. */
  readonly kind: 'key' | 'value' | 'item';
}

/** Every key, value and item of a valid JSON text. The text may not hold more levels than the stack. */
export function jsonSpans(json: Uint8Array): readonly JsonSpan[] {
  const text = Buffer.from(json).toString('latin1');
  const spans: JsonSpan[] = [];
  let at = 0;
  const space = (): void => {
    while (' \n\r\t'.includes(text.charAt(at)) && at < text.length) at += 1;
  };
  const word = (): void => {
    const match = /"(?:[^"\\]|\\.)*"|[^\s,\]}]+/y;
    match.lastIndex = at;
    at += match.exec(text)?.[0].length ?? 1;
  };
  const value = (): void => {
    space();
    const start = at;
    const opens = text.charAt(at);
    if (opens === '{' || opens === '[') {
      at += 1;
      for (space(); text.charAt(at) !== '}' && text.charAt(at) !== ']'; space()) {
        const itemStart = at;
        if (opens === '{') {
          word();
          spans.push({ start: itemStart, end: at, kind: 'key' });
          space();
          at += 1;
        }
        value();
        spans.push({ start: itemStart, end: at, kind: 'item' });
        space();
        if (text.charAt(at) === ',') at += 1;
      }
      at += 1;
    } else word();
    spans.push({ start, end: at, kind: 'value' });
  };
  value();
  return spans;
}
