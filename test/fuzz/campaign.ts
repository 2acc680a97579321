import { FULL_BYTES } from './mutate.ts';
import { createRandom, hashOf } from './random.ts';
import { type Decoder, type FuzzTarget, must } from './target.ts';

/** The promise: no 64 kB take longer, in milliseconds of processor time. */
const MAX_MS_PER_64KB = 100;
/** The machine is shared: an input counts as slow only when it is slow this often. */
const TRIES = 3;
/** An input this quick is not worth measuring again. */
const QUICK_MS = 5;
/** Between two looks at the clock. */
const INPUTS_PER_LOOK = 16;

/** An input that a decoder could not take. */
export interface FuzzFailure {
  readonly index: number;
  readonly input: Buffer;
  readonly words: string;
}

/** What came of one target. */
export interface FuzzOutcome {
  readonly inputs: number;
  readonly accepted: number;
  readonly bytes: number;
  readonly elapsedMs: number;
  readonly uncaught: number;
  readonly slowestMsPer64kB: number;
  /** The first ones; `uncaught` counts all. */
  readonly failures: readonly FuzzFailure[];
}

const MAX_FAILURES = 10;

const cpuMs = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
};

/** Nothing that every object inherits from has changed. */
export function mustBeUnpolluted(): void {
  must(Object.keys(Object.prototype).length === 0, 'Object.prototype was written to');
  must(Object.keys(Array.prototype).length === 0, 'Array.prototype was written to');
  const object: Record<string, unknown> = {};
  must(object['polluted'] === undefined && [].length === 0, 'a prototype was changed');
  must(
    object.constructor === Object && typeof object.toString === 'function',
    'Object.prototype lost something',
  );
}

/** Gives one target input after input. The same seed gives the same inputs; `goesOn` ends it. */
export async function runCampaign(
  target: FuzzTarget,
  seed: number,
  goesOn: (inputs: number) => boolean,
  everySoOften: (inputs: number) => void = () => undefined,
): Promise<FuzzOutcome> {
  const own = hashOf(target.name);
  const maxMsPer64kB = target.maxMsPer64kB ?? MAX_MS_PER_64KB;
  const decoder = target.open();
  const failures: FuzzFailure[] = [];
  const startedMs = performance.now();
  let inputs = 0;
  let accepted = 0;
  let bytes = 0;
  let uncaught = 0;
  let slowest = 0;

  const fail = (index: number, input: Buffer, cause: unknown): void => {
    uncaught += 1;
    const words = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
    if (failures.length < MAX_FAILURES) failures.push({ index, input, words });
  };
  const take = async (one: Decoder, index: number, input: Buffer): Promise<boolean> => {
    const taken = one.take(input, createRandom(seed, own, index, 1));
    return typeof taken === 'boolean' ? taken : await taken;
  };
  /** The least time an input takes, processor time of this thread, for each 64 kB. */
  const measure = async (index: number, input: Buffer, share: number): Promise<number> => {
    let least = Number.POSITIVE_INFINITY;
    for (let left = TRIES; left > 0; left -= 1) {
      const fresh = target.open();
      const before = cpuMs();
      await take(fresh, index, input);
      least = Math.min(least, cpuMs() - before);
    }
    return least / share;
  };

  while (goesOn(inputs)) {
    for (let look = 0; look < INPUTS_PER_LOOK; look += 1) {
      const index = inputs;
      inputs += 1;
      const input = target.mutate(createRandom(seed, own, index));
      bytes += input.length;
      const share = Math.max(1, input.length / FULL_BYTES);
      try {
        const beforeMs = performance.now();
        if (await take(decoder, index, input)) accepted += 1;
        const tookMs = (performance.now() - beforeMs) / share;
        if (tookMs > slowest) {
          const leastMs = tookMs <= QUICK_MS ? tookMs : Math.min(tookMs, await measure(index, input, share));
          slowest = Math.max(slowest, leastMs);
          if (leastMs > maxMsPer64kB) throw new Error(`takes ${leastMs.toFixed(0)} ms for each 64 kB`);
        }
        mustBeUnpolluted();
      } catch (cause) {
        fail(index, input, cause);
      }
    }
    everySoOften(inputs);
  }
  const elapsedMs = performance.now() - startedMs;
  return { inputs, accepted, bytes, elapsedMs, uncaught, slowestMsPer64kB: slowest, failures };
}
