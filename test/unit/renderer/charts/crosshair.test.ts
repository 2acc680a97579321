import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chartModel } from '../../../../renderer/charts/chart-model.ts';
import { createCrosshair } from '../../../../renderer/charts/crosshair.ts';
import {
  crosshairTimes,
  nearestTime,
  steppedTime,
  valuesAt,
} from '../../../../renderer/charts/crosshair-model.ts';

const range = { fromMs: 0, toMs: 600_000 };
const every = (fromMs: number, toMs: number, stepMs: number): number[] =>
  Array.from({ length: Math.floor((toMs - fromMs) / stepMs) + 1 }, (_, index) => fromMs + index * stepMs);
const series = (atMs: number[]) => ({ id: 's', atMs, value: atMs.map((at) => at / 1_000) });

describe('the moment that charts are read at', () => {
  it('reads the value next to it, never one from beyond a gap', () => {
    const model = chartModel(
      [series([...every(0, 200_000, 10_000), ...every(400_000, 600_000, 10_000)])],
      range,
    );
    expect(valuesAt(model, 100_000)).toEqual([100]);
    expect(valuesAt(model, 103_000)).toEqual([100]);
    expect(valuesAt(model, 300_000)).toEqual([null]);
    expect(valuesAt(model, 215_000)).toEqual([null]);
    expect(valuesAt(model, 400_000)).toEqual([400]);
  });

  it('reads the last value of a line that ends a few seconds before the others, and no older one', () => {
    const model = chartModel([series(every(0, 600_000, 10_000)), series(every(0, 580_000, 10_000))], range);
    expect(valuesAt(model, 600_000)).toEqual([600, 580]);
    const ended = chartModel([series(every(0, 600_000, 10_000)), series(every(0, 400_000, 10_000))], range);
    expect(valuesAt(ended, 600_000)).toEqual([600, null]);
  });

  it('stands where any chart has a value', () => {
    const models = [chartModel([series([0, 10_000])], range), chartModel([series([5_000, 10_000])], range)];
    expect(crosshairTimes(models)).toEqual([0, 5_000, 10_000]);
  });

  it('steps by values and stays inside', () => {
    const times = [0, 10, 20, 30];
    expect(steppedTime(times, 10, 1)).toBe(20);
    expect(steppedTime(times, 10, -1)).toBe(0);
    expect(steppedTime(times, 15, 1)).toBe(20);
    expect(steppedTime(times, 15, -1)).toBe(10);
    expect(steppedTime(times, 10, 99)).toBe(30);
    expect(steppedTime(times, 10, Number.MIN_SAFE_INTEGER)).toBe(0);
    expect(steppedTime([], 10, 1)).toBeNull();
  });

  it('finds the nearest of any ascending times', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer(), { minLength: 1 }), fc.integer(), (list, atMs) => {
        const times = list.toSorted((a, b) => a - b);
        const distance = Math.min(...times.map((time) => Math.abs(time - atMs)));
        expect(Math.abs((nearestTime(times, atMs) ?? Number.NaN) - atMs)).toBe(distance);
      }),
    );
  });

  it('is told to whoever listens, once for every change, and snaps only within reach', () => {
    const crosshair = createCrosshair();
    crosshair.setTimes([100, 200]);
    const heard: (number | null)[] = [];
    crosshair.subscribe(() => heard.push(crosshair.atMs()));
    crosshair.point(104, 10);
    crosshair.point(97, 10);
    crosshair.point(150, 10);
    crosshair.step(1, 0);
    crosshair.point(null);
    expect(heard).toEqual([100, 150, 200, null]);
  });
});
