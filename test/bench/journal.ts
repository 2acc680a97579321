import { decodeChunk, encodeChunk } from '../../electron/core/journal/chunk-codec.ts';
import { openBenchJournal } from './bench-journal.ts';
import type { BenchLine } from './bench-line.ts';
import { gorillaBytes } from './gorilla-size.ts';
import { quantile } from './median.ts';

const CHUNK_SAMPLES = 600;
const CHUNKS = 50;
const START_MS = Date.UTC(2026, 8, 22);
const JITTER_MS = 3;
/** A sample arrives within a second, as it does from a source that is polled or streams. */
const LAG_SECONDS = 1;
const ARRIVES_AFTER_MS = 20;
const RAW_BYTES = 16;
const TARGET_BYTES = 1.4;
const SERIES = 10_000;
const SECONDS = 900;
/** Rounds over the same chunks; only the last one is timed, when the code is warm. */
const ROUNDS = 3;

/** A seeded source of numbers: the same data in every run. */
function seeded(): { uniform(): number; normal(): number } {
  let state = 1;
  const uniform = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return {
    uniform,
    normal: () => Math.sqrt(-2 * Math.log(uniform() + 1e-12)) * Math.cos(2 * Math.PI * uniform()),
  };
}

type Generator = () => number;

/** The equal mix of PERFORMANCE P10: latencies to 0.01 ms in seconds, counters, up flags, byte gauges. */
function mix(random: ReturnType<typeof seeded>): Readonly<Record<string, () => Generator>> {
  return {
    latency: () => {
      let baseMs = 84;
      return () => {
        baseMs += random.normal() * 0.3;
        return Math.round((baseMs + Math.abs(random.normal()) * 4) * 100) / 100 / 1_000;
      };
    },
    counter: () => {
      let count = 1_000_000;
      return () => (count += Math.max(0, Math.round(120 + random.normal() * 11)));
    },
    up: () => () => (random.uniform() < 0.005 ? 0 : 1),
    bytes: () => {
      let bytes = 3_000_000_000;
      return () => (bytes += 4_096 * Math.round(random.normal() * 40));
    },
  };
}

/** Journal: size per stored sample and cost of sustained intake. */
export async function benchJournal(): Promise<BenchLine[]> {
  return [...benchSize(), ...(await benchIntake())];
}

function benchSize(): BenchLine[] {
  const random = seeded();
  const lines: BenchLine[] = [];
  const mean = { ours: 0, gorilla: 0 };
  const generators = Object.entries(mix(random));
  let encoded = 0;
  let encodeMs = 0;
  let decodeMs = 0;
  for (const [name, create] of generators) {
    const next = create();
    let ours = 0;
    let gorilla = 0;
    for (let chunk = 0; chunk < CHUNKS; chunk++) {
      const atMs = Float64Array.from(
        { length: CHUNK_SAMPLES },
        (_, i) =>
          START_MS + (chunk * CHUNK_SAMPLES + i) * 1_000 + Math.round((random.uniform() * 2 - 1) * JITTER_MS),
      );
      const value = Float64Array.from({ length: CHUNK_SAMPLES }, next);
      const samples = { atMs, value, lagSeconds: new Uint32Array(CHUNK_SAMPLES).fill(LAG_SECONDS) };
      for (let round = 1; round < ROUNDS; round++) decodeChunk(encodeChunk(samples));
      const startMs = performance.now();
      const bytes = encodeChunk(samples);
      const middleMs = performance.now();
      const decoded = decodeChunk(bytes);
      decodeMs += performance.now() - middleMs;
      encodeMs += middleMs - startMs;
      if (!decoded.ok || decoded.value.value.some((one, i) => !Object.is(one, value[i])))
        throw new Error(`The codec did not give back ${name}.`);
      ours += bytes.length / CHUNK_SAMPLES / CHUNKS;
      gorilla += gorillaBytes(atMs, value) / CHUNK_SAMPLES / CHUNKS;
      encoded += CHUNK_SAMPLES;
    }
    mean.ours += ours / generators.length;
    mean.gorilla += gorilla / generators.length;
    lines.push({
      name: `journal bytes per sample, ${name}`,
      value: ours,
      unit: 'B',
      limit: `Gorilla ${gorilla.toFixed(2)} B`,
      ratio: ours / gorilla,
    });
  }
  return [
    {
      name: 'P10 journal bytes per sample, equal mix',
      value: mean.ours,
      unit: 'B',
      limit: `target ${TARGET_BYTES} B, Gorilla ${mean.gorilla.toFixed(2)} B, raw ${RAW_BYTES} B`,
      ratio: mean.ours / TARGET_BYTES,
    },
    ...lines,
    { name: 'journal encode', value: encoded / encodeMs / 1_000, unit: 'M samples/s' },
    { name: 'journal decode', value: encoded / decodeMs / 1_000, unit: 'M samples/s' },
  ];
}

/** Simulated seconds as fast as they go: processor time of both threads per simulated second. */
async function benchIntake(): Promise<BenchLine[]> {
  const { journal, moveTo, clean } = await openBenchJournal(START_MS);
  try {
    const random = seeded();
    const creators = Object.values(mix(random));
    const handle = Uint32Array.from({ length: SERIES }, (_, i) =>
      journal.registerSeries({
        service: `service-${i % 24}`,
        region: `region-${i % 14}`,
        toRegion: null,
        signal: `signal-${i}`,
        unit: 'none',
        sourceId: 'bench',
      }),
    );
    const generators = Array.from(
      { length: SERIES },
      (_, i) => creators[i % creators.length]?.() ?? (() => 0),
    );
    const atMs = new Float64Array(SERIES);
    const value = new Float64Array(SERIES);
    const receivedAtMs = new Float64Array(SERIES);
    let nowMs = START_MS;
    let cpuMs = 0;
    const heldMs: number[] = [];
    for (let second = 0; second < SECONDS; second++) {
      nowMs += 1_000;
      moveTo(nowMs);
      for (let i = 0; i < SERIES; i++) {
        atMs[i] = nowMs + Math.round((random.uniform() * 2 - 1) * JITTER_MS);
        value[i] = generators[i]?.() ?? 0;
        receivedAtMs[i] = nowMs + ARRIVES_AFTER_MS;
      }
      const before = process.cpuUsage();
      const startMs = performance.now();
      journal.appendColumns({ handle, atMs, value, receivedAtMs });
      heldMs.push(performance.now() - startMs);
      await journal.flush();
      const spent = process.cpuUsage(before);
      cpuMs += (spent.user + spent.system) / 1_000;
    }
    const { databaseBytes, sampleCount } = await journal.stats();
    return [
      {
        name: `P11 journal intake, ${SERIES} series at 1 Hz`,
        value: (cpuMs / SECONDS / 1_000) * 100,
        unit: '% of a core',
        limit: 'target 10 %',
        ratio: cpuMs / SECONDS / 100,
      },
      {
        name: 'P8 main thread held by a second of that intake, p99',
        value: quantile(heldMs, 0.99),
        unit: 'ms',
        limit: 'target 20 ms',
        ratio: quantile(heldMs, 0.99) / 20,
      },
      {
        name: `journal database after ${SECONDS / 60} min, tail included`,
        value: databaseBytes / sampleCount,
        unit: 'B per sample',
      },
    ];
  } finally {
    await clean();
  }
}
