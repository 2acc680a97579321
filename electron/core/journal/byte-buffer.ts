const MAX_VARINT_BYTES = 8;

/** A growing byte array with variable-length integers. */
export class ByteWriter {
  #bytes = new Uint8Array(1_024);
  #length = 0;

  byte(value: number): void {
    if (this.#length === this.#bytes.length) {
      const grown = new Uint8Array(this.#bytes.length * 2);
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    this.#bytes[this.#length++] = value;
  }

  /** A non-negative safe integer, 7 bits a byte. */
  varint(value: number): void {
    let rest = value;
    while (rest >= 128) {
      this.byte((rest % 128) + 128);
      rest = Math.floor(rest / 128);
    }
    this.byte(rest);
  }

  /** An integer below 2^51 in magnitude, small ones in few bytes whatever their sign. */
  signed(value: number): void {
    this.varint(value < 0 ? -value * 2 - 1 : value * 2);
  }

  double(value: number): void {
    this.bytes(new Uint8Array(Float64Array.of(value).buffer));
  }

  bytes(values: Uint8Array): void {
    for (const value of values) this.byte(value);
  }

  get length(): number {
    return this.#length;
  }

  /** A copy of what was written. */
  finish(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }
}

/** Reads what ByteWriter wrote. Throws RangeError past the end: callers turn it into a Result. */
export class ByteReader {
  readonly bytes: Uint8Array;
  offset: number;

  constructor(bytes: Uint8Array, offset = 0) {
    this.bytes = bytes;
    this.offset = offset;
  }

  byte(): number {
    const value = this.bytes[this.offset++];
    if (value === undefined) throw new RangeError('it ends too early');
    return value;
  }

  varint(): number {
    let value = 0;
    let factor = 1;
    for (let i = 0; i < MAX_VARINT_BYTES; i++) {
      const next = this.byte();
      value += (next & 127) * factor;
      if (next < 128) return value;
      factor *= 128;
    }
    throw new RangeError('it holds a number that is too long');
  }

  signed(): number {
    const value = this.varint();
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  }

  double(): number {
    for (let i = 0; i < 8; i++) doubleBytes[i] = this.byte();
    return double[0]!;
  }
}

/** One for all: a column of thousands of chunks has a double in its head. */
const double = new Float64Array(1);
const doubleBytes = new Uint8Array(double.buffer);
