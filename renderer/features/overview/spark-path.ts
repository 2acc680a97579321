/** A sparkline's room inside its cell, in CSS pixels. */
export interface SparkBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The mean of what is there: "usual" for a quarter of an hour. NaN when nothing is. */
export function usualOf(values: Float32Array): number {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count += 1;
  }
  return sum / count;
}

/**
 * The top of the scale; it starts at zero. Healthy cells show 1.75 times the usual, so that noise looks flat;
 * abnormal ones the worst value plus 15 %, and always their limit.
 */
export function scaleTop(values: Float32Array, abnormal: boolean, limit: number | null): number {
  if (!abnormal) return usualOf(values) * 1.75;
  let worst = 0;
  for (const value of values) if (value > worst) worst = value;
  return Math.max(worst * 1.15, (limit ?? 0) * 1.15);
}

/** Height of a value in the box; what lies beyond the scale sticks to its edge. */
export function sparkY(value: number, top: number, box: SparkBox): number {
  const share = top > 0 ? Math.min(1, Math.max(0, value / top)) : 0;
  return box.y + box.height - share * box.height;
}

/** Draws the line of values into the current path; missing points break it. Returns whether there was any. */
export function traceSpark(
  ctx: Pick<CanvasRenderingContext2D, 'moveTo' | 'lineTo'>,
  values: Float32Array,
  top: number,
  box: SparkBox,
): boolean {
  const step = box.width / (values.length - 1);
  let pen = false;
  let any = false;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) {
      pen = false;
      continue;
    }
    const x = box.x + i * step;
    const y = sparkY(value, top, box);
    if (pen) {
      ctx.lineTo(x, y);
      any = true;
    } else ctx.moveTo(x, y);
    pen = true;
  }
  return any;
}
