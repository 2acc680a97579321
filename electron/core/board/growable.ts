/** A column that grows by doubling; `array` is replaced when it does, so never keep it. */
export class GrowableColumn<Column extends Float64Array | Int32Array | Uint32Array | Uint8Array> {
  array: Column;
  private readonly make: (length: number) => Column;

  constructor(make: (length: number) => Column) {
    this.make = make;
    this.array = make(64);
  }

  /** Makes room for `length` rows; new rows hold what `make` filled in. */
  ensure(length: number): void {
    if (length <= this.array.length) return;
    const grown = this.make(Math.max(length, this.array.length * 2));
    grown.set(this.array as never);
    this.array = grown;
  }
}

export function nanColumn(): GrowableColumn<Float64Array> {
  return new GrowableColumn((length) => new Float64Array(length).fill(Number.NaN));
}
