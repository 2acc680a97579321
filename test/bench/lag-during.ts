import { quantile } from './median.ts';

/** Lag is the time beyond its hour at which a timer of 1 ms comes. */
const TICK_MS = 1;

/** How long the event loop was busy without a turn, at the 99th percentile of all turns and at worst, milliseconds. */
export interface Lag {
  /** By the clock: includes what other programs took of the machine. */
  readonly p99: number;
  readonly longest: number;
  /** Time of the processor that this thread itself used: what would be left on an idle machine. */
  readonly ownP99: number;
  readonly ownLongest: number;
}

const threadMs = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
};

/** Runs something while a timer ticks, and says how late the ticks came. */
export async function lagDuring(work: () => Promise<void>): Promise<Lag> {
  const lags: number[] = [];
  const own: number[] = [];
  let dueMs = performance.now() + TICK_MS;
  let usedMs = threadMs();
  let timer = setTimeout(function tick() {
    const nowMs = performance.now();
    const nowUsedMs = threadMs();
    lags.push(Math.max(0, nowMs - dueMs));
    own.push(nowUsedMs - usedMs);
    dueMs = nowMs + TICK_MS;
    usedMs = nowUsedMs;
    timer = setTimeout(tick, TICK_MS);
  }, TICK_MS);
  await work();
  // The tick that the end of the work held up counts as well.
  await new Promise((resolve) => setTimeout(resolve, 2 * TICK_MS));
  clearTimeout(timer);
  return {
    p99: quantile(lags, 0.99),
    longest: Math.max(...lags),
    ownP99: quantile(own, 0.99),
    ownLongest: Math.max(...own),
  };
}
