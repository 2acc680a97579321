const COMMA = 44;
const QUOTE = 34;
const DOT = 46;
const ZERO = 48;
const BRACKET_OPEN = 91;

/** Columns of every number that stood in a range answer, without knowing whose they are. */
export interface BareScan {
  /** Takes the next bytes, cut anywhere. */
  take(bytes: Uint8Array): void;
  readonly count: number;
}

/**
 * The least a reader of range answers can do: one pass over the bytes that turns each `[seconds,"value"]` with plain
 * decimals into two doubles. The limit of a benchmark, no parser: it checks nothing.
 */
export function createBareScan(capacity: number): BareScan {
  const seconds = new Float64Array(capacity);
  const values = new Float64Array(capacity);
  let count = 0;
  let place: 'outside' | 'time' | 'before' | 'value' = 'outside';
  let digits = 0;
  let scale = 0;
  return {
    get count() {
      return count;
    },
    take(bytes) {
      for (let i = 0; i < bytes.length; i += 1) {
        const byte = bytes[i]!;
        if (place === 'outside') {
          if (byte !== BRACKET_OPEN) continue;
          place = 'time';
          digits = 0;
        } else if (place === 'time') {
          if (byte === COMMA) {
            seconds[count] = digits;
            place = 'before';
          } else if (byte < ZERO || byte > ZERO + 9) place = byte === BRACKET_OPEN ? 'time' : 'outside';
          else digits = digits * 10 + byte - ZERO;
        } else if (place === 'before') {
          if (byte !== QUOTE) place = 'outside';
          else {
            place = 'value';
            digits = 0;
            scale = 0;
          }
        } else if (byte === QUOTE) {
          values[count] = scale === 0 ? digits : digits / scale;
          count += 1;
          place = 'outside';
        } else if (byte === DOT) scale = 1;
        else {
          digits = digits * 10 + byte - ZERO;
          scale *= 10;
        }
      }
    },
  };
}
