import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { PageSink } from '../../electron/core/intake/exposition/page.ts';
import { PageReader } from '../../electron/core/intake/exposition/page-reader.ts';
import { createTurns } from '../../electron/core/intake/policy/turns.ts';
import type { BenchLine } from './bench-line.ts';
import { median } from './median.ts';

const TARGET_BYTES = 10_000_000;
const RUNS = 9;
const NEWLINE = 10;
const SPACE = 32;

/** A page of an exporter with many histograms, about 10 MB; values change with `scrape`, names do not. */
function page(scrape: number): Buffer {
  const lines: string[] = [];
  const bounds = ['0.005', '0.01', '0.025', '0.05', '0.1', '0.25', '0.5', '1', '2.5', '5', '10', '+Inf'];
  let bytes = 0;
  for (let instance = 0; bytes < TARGET_BYTES; instance += 1) {
    const name = `service_${instance % 40}_http_request_duration_seconds`;
    const at = lines.length;
    if (instance < 40) lines.push(`# HELP ${name} Latency of requests.`, `# TYPE ${name} histogram`);
    const labels = `instance="10.0.${instance >> 8}.${instance & 255}:9100",method="GET",handler="/api/v1/orders"`;
    bounds.forEach((le, index) => {
      lines.push(`${name}_bucket{${labels},le="${le}"} ${(index + 1) * 1_000 + instance + scrape * 17}`);
    });
    lines.push(`${name}_sum{${labels}} ${(instance * 1.2345 + scrape * 0.731).toFixed(6)}`);
    lines.push(`${name}_count{${labels}} ${12_000 + instance + scrape * 17}`);
    for (let index = at; index < lines.length; index += 1) bytes += lines[index]!.length + 1;
  }
  return Buffer.from(`${lines.join('\n')}\n`);
}

function newlineScan(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) lines += 1;
  return lines;
}

interface KnownLine {
  readonly start: number;
  readonly length: number;
  value: number;
}

/** The least a reader can do that knows every line: compare its bytes, turn the digits after them into a number. */
function createBareScan(first: Buffer): (bytes: Buffer) => number {
  const known: KnownLine[] = [];
  for (let at = 0; at < first.length; ) {
    const end = first.indexOf(NEWLINE, at);
    const length = first[at] === 35 ? end - at : first.lastIndexOf(SPACE, end) + 1 - at;
    known.push({ start: at, length, value: 0 });
    at = end + 1;
  }
  const firstView = new DataView(first.buffer, first.byteOffset, first.byteLength);
  return (bytes) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = 0;
    let recognised = 0;
    for (const line of known) {
      let offset = 0;
      for (; offset < line.length - 3; offset += 4) {
        if (view.getInt32(at + offset) !== firstView.getInt32(line.start + offset)) break;
      }
      for (; offset < line.length; offset += 1) {
        if (bytes[at + offset] !== first[line.start + offset]) break;
      }
      if (offset === line.length) recognised += 1;
      let value = 0;
      let decimals = 1;
      let isFraction = false;
      for (at += line.length; bytes[at] !== NEWLINE; at += 1) {
        const byte = bytes[at]!;
        if (byte === 46) isFraction = true;
        else {
          value = value * 10 + byte - 48;
          if (isFraction) decimals *= 10;
        }
      }
      line.value = value / decimals;
      at += 1;
    }
    return recognised;
  };
}

/** Takes every sample, as a source that reads them all would. */
function takingSink(): PageSink & { taken: number; readonly values: number[] } {
  const values: number[] = [];
  return {
    values,
    taken: 0,
    series: () => values.push(0) - 1,
    sample(handle, value) {
      values[handle] = value;
      this.taken += 1;
    },
    duplicate: () => undefined,
    forget: () => undefined,
  };
}

const PIECE_BYTES = 16_384;

function readWhole(reader: PageReader, bytes: Buffer): void {
  reader.begin('text');
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) reader.push(bytes.subarray(at, at + PIECE_BYTES));
  reader.end();
}

/** Event-loop lag while `pages` rounds of work are done in turns, as the source does it. */
async function lagDuring(rounds: number, work: (round: number) => readonly (() => void)[]): Promise<number> {
  const monitor = monitorEventLoopDelay({ resolution: 1 });
  await new Promise((resolve) => setTimeout(resolve, 20));
  monitor.enable();
  for (let round = 0; round < rounds; round += 1) {
    const turns = createTurns();
    for (const step of work(round)) {
      step();
      if (turns.isSpent()) await turns.next();
    }
    await turns.next();
  }
  monitor.disable();
  // The monitor's own timer is part of what it measures.
  return Math.max(0, monitor.percentile(99) / 1e6 - 1);
}

/** Reading one page, piece by piece. */
function stepsOf(reader: PageReader, bytes: Buffer): readonly (() => void)[] {
  const steps: (() => void)[] = [() => reader.begin('text')];
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    steps.push(() => reader.push(bytes.subarray(at, at + PIECE_BYTES)));
  }
  return [...steps, () => void reader.end()];
}

const spinFor = (ms: number) => (): void => {
  const endMs = performance.now() + ms;
  while (performance.now() < endMs);
};

/** Milliseconds of each body, run in turn so that a busy neighbour hits all alike; medians. */
function timedInTurn(runs: number, bodies: readonly (() => void)[]): readonly number[] {
  const times = bodies.map((): number[] => []);
  for (let run = -2; run < runs; run += 1) {
    bodies.forEach((body, index) => {
      const startMs = performance.now();
      body();
      if (run >= 0) times[index]!.push(performance.now() - startMs);
    });
  }
  return times.map(median);
}

/** P7 and P8: a 10 MB page again and again, against the least that reading it can cost. */
export async function benchExposition(): Promise<readonly BenchLine[]> {
  const pages = [page(1), page(2), page(3)];
  const megabytes = pages[0]!.length / 1e6;
  let turn = 0;
  const next = (): Buffer => pages[turn++ % pages.length]!;

  const bareScan = createBareScan(pages[0]!);
  const sink = takingSink();
  const reader = new PageReader(sink, Math.random);
  readWhole(reader, pages[0]!);
  const [newlinesMs = 0, limitMs = 0, steadyMs = 0, firstMs = 0] = timedInTurn(RUNS, [
    () => void newlineScan(next()),
    () => void bareScan(next()),
    () => readWhole(reader, next()),
    () => readWhole(new PageReader(takingSink(), Math.random), next()),
  ]);
  const known = new PageReader(takingSink(), Math.random);
  // As many turns of the full budget, with nothing read in them: what the machine itself makes of them.
  const spinLag = await lagDuring(20, () => Array.from({ length: 25 }, () => spinFor(1)));
  const knownLag = await lagDuring(20, (round) => stepsOf(known, pages[round % pages.length]!));
  const newLag = await lagDuring(4, (round) =>
    stepsOf(new PageReader(takingSink(), Math.random), pages[round % pages.length]!),
  );
  const words = `${megabytes.toFixed(0)} MB, ${sink.values.length.toLocaleString('en')} samples`;
  return [
    { name: `newline scan of ${words}`, value: newlinesMs, unit: 'ms' },
    { name: 'bare scan that knows every line', value: limitMs, unit: 'ms' },
    {
      name: `exposition, same series again (${Math.round((megabytes * 1_000) / steadyMs)} MB/s)`,
      value: steadyMs,
      unit: 'ms',
      limit: 'of the bare scan; at most 2',
      ratio: steadyMs / limitMs,
    },
    {
      name: `exposition, a page never seen before, audited (${Math.round((megabytes * 1_000) / firstMs)} MB/s)`,
      value: firstMs,
      unit: 'ms',
      limit: 'of the bare scan',
      ratio: firstMs / limitMs,
    },
    lagLine('known', knownLag, spinLag),
    lagLine('unknown', newLag, spinLag),
  ];
}

const lagLine = (kind: string, lagMs: number, spinLagMs: number): BenchLine => ({
  name: `event-loop lag p99 while ${kind} 10 MB pages arrive without a pause`,
  value: lagMs,
  unit: 'ms',
  limit: `at most 20 ms, and of a loop that only spins as long: ${spinLagMs.toFixed(1)} ms`,
  ratio: lagMs / spinLagMs,
});
