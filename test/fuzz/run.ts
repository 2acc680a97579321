/*
 * Throws damaged bodies at every decoder of bytes from outside: `run.ts [seconds per target] [seed] [target…]`, where
 * a target may be the beginning of a name. Ends with 1 when anything was thrown, was slow, or grew.
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FuzzOutcome, runCampaign } from './campaign.ts';
import { heapBytes } from './heap.ts';
import type { FuzzTarget } from './target.ts';
import { fuzzTargets } from './targets.ts';

const DEFAULT_SECONDS = 5;
const DEFAULT_SEED = 1;
/** What decoders may remember is bounded; until this share of the time it may fill up. */
const WARM_SHARE = 0.4;
/** What a heap may differ by between two collections without anything being kept. */
const MAX_GROWTH_BYTES = 8 * 1024 * 1024;

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const [secondsText, seedText, ...asked] = process.argv.slice(2);
const seconds = Number(secondsText ?? DEFAULT_SECONDS);
const seed = Number(seedText ?? DEFAULT_SEED);
if (!(seconds > 0) || !Number.isInteger(seed)) {
  say('expected: [seconds per target] [seed, a whole number] [target…]');
  process.exit(2);
}
const chosen = fuzzTargets.filter(
  ({ name }) => asked.length === 0 || asked.some((one) => name.startsWith(one)),
);
if (chosen.length === 0) {
  say(`expected targets among: ${fuzzTargets.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

async function fuzz(target: FuzzTarget): Promise<FuzzOutcome & { readonly grownBytes: number }> {
  const startedMs = performance.now();
  const spentMs = (): number => performance.now() - startedMs;
  let warmBytes: number | null = null;
  const outcome = await runCampaign(
    target,
    seed,
    () => spentMs() < seconds * 1_000,
    () => {
      if (warmBytes === null && spentMs() > seconds * 1_000 * WARM_SHARE) warmBytes = heapBytes();
    },
  );
  return { ...outcome, grownBytes: heapBytes() - (warmBytes ?? Number.NaN) };
}

/** Writes down what a target could not take. @returns the path */
function keep(folder: string, name: string, index: number, input: Buffer): string {
  const path = join(folder, `${name}-${seed}-${index}`);
  writeFileSync(path, input);
  return path;
}

say(
  `seed ${seed}, ${seconds} s a target, load ${loadavg()
    .map((load) => load.toFixed(1))
    .join(' ')}\n` +
    `${'target'.padEnd(32)}${'inputs'.padStart(10)}${'inputs/s'.padStart(10)}${'accepted'.padStart(10)}${'uncaught'.padStart(10)}${'slowest/64 kB'.padStart(15)}${'heap growth'.padStart(13)}`,
);
const totals = new Map<string, number>();
let folder: string | null = null;
for (const target of chosen) {
  const outcome = await fuzz(target);
  const { inputs, accepted, elapsedMs, uncaught, slowestMsPer64kB, grownBytes, failures } = outcome;
  totals.set(target.kind, (totals.get(target.kind) ?? 0) + inputs);
  const grew = grownBytes > MAX_GROWTH_BYTES;
  const isBad = uncaught > 0 || grew;
  if (isBad) process.exitCode = 1;
  say(
    target.name.padEnd(32) +
      String(inputs).padStart(10) +
      ((inputs / elapsedMs) * 1_000).toFixed(0).padStart(10) +
      `${((accepted / inputs) * 100).toFixed(0)} %`.padStart(10) +
      String(uncaught).padStart(10) +
      `${slowestMsPer64kB.toFixed(1)} ms`.padStart(15) +
      `${(grownBytes / 1024 / 1024).toFixed(1)} MB`.padStart(13) +
      (isBad ? '  FAILED' : ''),
  );
  for (const { index, input, words } of failures) {
    folder ??= mkdtempSync(join(tmpdir(), 'vigil-fuzz-'));
    say(`  seed ${seed}, input ${index}: ${keep(folder, target.name, index, input)}\n    ${words}`);
  }
}
say(
  `${[...totals].map(([kind, inputs]) => `${inputs} ${kind} inputs`).join(', ')}; load ${loadavg()[0]?.toFixed(1)}`,
);
