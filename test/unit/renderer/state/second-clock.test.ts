import { expect, it } from 'vitest';
import { startSecondClock } from '../../../../renderer/state/second-clock.ts';

/** A clock on a time line that the test moves. */
function make() {
  let nowMs = 0;
  let due: { atMs: number; callback: () => void } | null = null;
  const ticks: number[] = [];
  const clock = startSecondClock({
    after: (delayMs, callback) => {
      const mine = { atMs: nowMs + delayMs, callback };
      due = mine;
      return () => {
        if (due === mine) due = null;
      };
    },
    nowMs: () => nowMs,
    tick: () => ticks.push(nowMs),
  });
  const until = (atMs: number): void => {
    while (due !== null && due.atMs <= atMs) {
      const { callback } = due;
      nowMs = due.atMs;
      due = null;
      callback();
    }
    nowMs = atMs;
  };
  return {
    ticks,
    clock,
    until,
    picture: (atMs: number): void => {
      until(atMs);
      clock.keepStep();
    },
  };
}

it('ticks every second on its own, and no more once stopped', () => {
  const { ticks, clock, until } = make();
  until(3_500);
  expect(ticks).toEqual([1_000, 2_000, 3_000]);
  clock.stop();
  until(9_000);
  expect(ticks).toHaveLength(3);
});

it.each([20, 240, 500, 900])(
  'falls in step with pictures every second, %i ms after its own ticks',
  (phaseMs) => {
    const { ticks, picture } = make();
    const jitter = [0, 30, -10, 80, -60, 0, 20, 0];
    const pictures = jitter.map((ms, second) => second * 1_000 + phaseMs + ms);
    for (const atMs of pictures) picture(atMs);
    // Two pictures make a rhythm; from then on there is no tick between them.
    expect(ticks.slice(-5)).toEqual(pictures.slice(-5));
    for (const [at, tickMs] of ticks.entries())
      expect(tickMs - (ticks[at - 1] ?? 0)).toBeLessThanOrEqual(1_250);
  },
);

it('leaves no second out where pictures come now and then, and goes on when they end', () => {
  const { ticks, picture, until } = make();
  picture(900);
  until(5_800);
  picture(5_900);
  until(9_000);
  for (const [at, tickMs] of ticks.entries())
    expect(tickMs - (ticks[at - 1] ?? 0)).toBeLessThanOrEqual(1_000);
  expect(ticks.length).toBeGreaterThanOrEqual(8);
});

it('is not driven by many pictures a second', () => {
  const { ticks, picture } = make();
  for (let atMs = 100; atMs <= 10_000; atMs += 100) picture(atMs);
  expect(ticks).toHaveLength(10);
});
