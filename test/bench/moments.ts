import { printedConfig } from '../../electron/core/config/describe.ts';
import { configSchema } from '../../electron/core/config/schema.ts';
import type { Journal } from '../../electron/core/journal/journal.ts';
import { decodeFrame } from '../../shared/contract/frame-codec.ts';
import { seeded } from '../builders/seeded.ts';
import { openBenchJournal } from './bench-journal.ts';
import type { BenchLine } from './bench-line.ts';
import { quantile } from './median.ts';

const START_MS = Date.UTC(2026, 8, 22);
const SERIES = 10_000;
const SERVICES = 200;
const REGIONS = 10;
/** Long enough for windows whose samples are sealed, and for some that are still open. */
const SECONDS = 2_100;
const COLD_TARGET_MS = 1_000;
const STEP_TARGET_MS = 100;
const STEPS = 25;
const signals = ['latency_p95', 'error_ratio', 'latency_p50', 'latency_p99', 'request_rate'];

/** P13: opening past moments of 10,000 series at 1 Hz, and stepping inside what is open. */
export async function benchMoments(): Promise<BenchLine[]> {
  const { journal, moveTo, clean } = await openBenchJournal(START_MS);
  try {
    await fill(journal, moveTo);
    const cold: number[] = [];
    const steps: number[] = [];
    // Windows far from each other: none of them is still open when it is asked for.
    for (const second of [1_950, 1_050, 350, 1_650, 650, 1_350]) {
      const opened = await ask(journal, second, null);
      cold.push(opened.tookMs);
      let { have } = opened;
      for (let step = 1; step <= STEPS; step++) {
        const answer = await ask(journal, second + (step % 2 === 0 ? step : -step / 2), have);
        steps.push(answer.tookMs);
        have = answer.have;
      }
    }
    return [
      line('P13 any past second, 10,000 series, cold, p50', quantile(cold, 0.5), COLD_TARGET_MS),
      line('P13 any past second, 10,000 series, cold, worst', Math.max(...cold), COLD_TARGET_MS),
      line('P13 inside an opened window, p50', quantile(steps, 0.5), STEP_TARGET_MS),
      line('P13 inside an opened window, p99', quantile(steps, 0.99), STEP_TARGET_MS),
    ];
  } finally {
    await clean();
  }
}

const line = (name: string, value: number, targetMs: number): BenchLine => ({
  name,
  value,
  unit: 'ms',
  limit: `target ${targetMs} ms`,
  ratio: value / targetMs,
});

async function ask(
  journal: Journal,
  second: number,
  have: { readonly epoch: number; readonly seq: number } | null,
): Promise<{ readonly tookMs: number; readonly have: { readonly epoch: number; readonly seq: number } }> {
  const startMs = performance.now();
  const answer = await journal.moment({
    atMs: START_MS + Math.floor(second) * 1_000,
    knowledge: 'then',
    objectives: [],
    have,
  });
  const tookMs = performance.now() - startMs;
  const frame = answer.ok ? decodeFrame(answer.value) : answer;
  if (!frame.ok) throw new Error(frame.error);
  const { epoch, seq, kind, series } = frame.value;
  if (kind === 'full' && series.rows.length !== SERIES)
    throw new Error(`Only ${series.rows.length} series of ${SERIES} are in the picture.`);
  return { tookMs, have: { epoch, seq } };
}

async function fill(journal: Journal, moveTo: (atMs: number) => void): Promise<void> {
  const random = seeded(1);
  const config = configSchema.parse({
    sources: [{ id: 'a', type: 'prometheus', url: 'http://127.0.0.1:9' }],
  });
  journal.appendConfiguration({ yaml: printedConfig(config), demo: false, atMs: START_MS });
  const handle = Uint32Array.from({ length: SERIES }, (_, i) =>
    journal.registerSeries({
      service: `service-${i % SERVICES}`,
      region: `region-${Math.floor(i / SERVICES) % REGIONS}`,
      toRegion: null,
      signal: signals[Math.floor(i / SERVICES / REGIONS)] ?? 'custom',
      unit: 'seconds',
      sourceId: 'a',
    }),
  );
  const atMs = new Float64Array(SERIES);
  const value = new Float64Array(SERIES);
  const receivedAtMs = new Float64Array(SERIES);
  for (let second = 1; second <= SECONDS; second++) {
    const nowMs = START_MS + second * 1_000;
    moveTo(nowMs);
    for (let i = 0; i < SERIES; i++) {
      atMs[i] = nowMs - 200 + Math.round(random() * 6);
      value[i] = Math.round(8_000 + random() * 400) / 100_000;
      receivedAtMs[i] = nowMs;
    }
    journal.appendColumns({ handle, atMs, value, receivedAtMs });
    journal.markRecording(nowMs);
    await journal.flush();
  }
}
