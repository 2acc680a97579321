import { seeded } from '../../builders/seeded.ts';

/** Services × regions, none left out. */
export const SERVICES = 200;
export const REGIONS = 30;
/** Rounds of new values, used over and over. */
const ROUNDS = 30;

/** New values of every cell, in seconds, once a second. */
export function roundsOf(cells: number): readonly Float64Array[] {
  const random = seeded(11);
  return Array.from({ length: ROUNDS }, () =>
    Float64Array.from({ length: cells }, () => 0.02 + random() * 0.3),
  );
}

/** Hands the numbers of the next second over, once a second, from when the page is ready. */
export function everySecond(step: (round: number) => void): void {
  let round = 0;
  setInterval(() => step(round++), 1_000);
}
