import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBatcher } from '../../../../../electron/core/journal/batcher.ts';
import type { WriteBatch } from '../../../../../electron/core/journal/protocol.ts';
import { MAX_QUEUED_SAMPLES } from '../../../../../electron/core/journal/sample-queue.ts';
import { RECORDING_GAP_MS } from '../../../../../electron/core/journal/spans-store.ts';
import { withoutUnwritten } from '../../../../../electron/core/journal/unwritten.ts';
import type { WorkerLine } from '../../../../../electron/core/journal/worker-line.ts';
import { err, ok } from '../../../../../shared/domain/result.ts';
import { type Bench, bench, handClock, T0 } from './journal-harness.ts';

// A worker is started for every journal, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

let b: Bench;
beforeEach(() => {
  b = bench();
});
afterEach(() => b.clean());

describe('the end of recording', () => {
  it('is told with its reason, and a crash has none', async () => {
    let journal = await b.open();
    journal.markRecording(T0);
    journal.markRecording(T0 + 1_000);
    journal.endRecording(T0 + 2_000, 'asleep');
    journal.markRecording(T0 + 3_600_000);
    await journal.flush();
    journal.endRecording(T0 + 3_601_000, 'closed');
    await journal.close();
    journal = await b.open();
    journal.markRecording(T0 + 7_200_000);
    expect(await journal.recordingSpans(0, T0 * 2)).toEqual([
      { fromMs: T0, toMs: T0 + 2_000, ended: 'asleep' },
      { fromMs: T0 + 3_600_000, toMs: T0 + 3_601_000, ended: 'closed' },
      { fromMs: T0 + 7_200_000, toMs: T0 + 7_200_000 },
    ]);
  });

  it('is none when recording went on at once', async () => {
    const journal = await b.open();
    journal.markRecording(T0);
    journal.endRecording(T0 + 1_000, 'closed');
    await journal.flush();
    journal.markRecording(T0 + RECORDING_GAP_MS);
    expect(await journal.recordingSpans(0, T0 * 2)).toEqual([{ fromMs: T0, toMs: T0 + RECORDING_GAP_MS }]);
  });

  it('is part of the answer for a range after it', async () => {
    const journal = await b.open();
    for (const at of [0, 1, 2])
      journal.importRecording([{ fromMs: T0 + at * 1e6, toMs: T0 + at * 1e6 + 10 }]);
    const from = async (fromMs: number, toMs: number) =>
      (await journal.recordingSpans(T0 + fromMs, T0 + toMs)).map((span) => (span.fromMs - T0) / 1e6);
    expect(await from(1_500_000, 1_600_000)).toEqual([1]);
    expect(await from(2_000_005, 3_000_000)).toEqual([1, 2]);
    expect(await from(-500, -100)).toEqual([]);
  });
});

describe('time whose samples were dropped', () => {
  it('is no recorded time, and what was held back is', () => {
    const spans = [{ fromMs: T0, toMs: T0 + 300_000 }];
    expect(withoutUnwritten(spans, T0 - 1_000, null)).toBe(spans);
    expect(withoutUnwritten(spans, null, T0 + 100_000)).toBe(spans);
    expect(withoutUnwritten(spans, T0 - 1_000, T0 + 20_000)).toBe(spans);
    const cut = withoutUnwritten(spans, T0 - 1_000, T0 + 100_000);
    expect(cut).toEqual([
      { fromMs: T0 - 1_000, toMs: T0 - 1_000, ended: 'unwritten' },
      { fromMs: T0 + 100_000, toMs: T0 + 300_000 },
    ]);
    // Refused once more, and more was dropped meanwhile.
    expect(withoutUnwritten(cut, T0 - 1_000, T0 + 200_000)).toEqual([
      { fromMs: T0 - 1_000, toMs: T0 - 1_000, ended: 'unwritten' },
      { fromMs: T0 + 200_000, toMs: T0 + 300_000 },
    ]);
  });

  it('is cut out when the disk takes writes again', async () => {
    let full = false;
    const written: WriteBatch[] = [];
    const line = {
      ask: async (_name: string, batch: WriteBatch) => {
        if (full) return err({ message: 'full', retryable: true, samples: batch.samples });
        written.push(batch);
        return ok({ refusedSamples: 0, notice: null });
      },
      ended: async () => undefined,
    } as unknown as WorkerLine;
    const batcher = createBatcher(line, handClock(), () => undefined);
    batcher.markRecording(T0);
    await batcher.flush();
    full = true;
    const seconds = 100;
    const each = Math.ceil((MAX_QUEUED_SAMPLES * 2) / seconds);
    for (let second = 1; second <= seconds; second++) {
      const nowMs = T0 + second * 1_000;
      for (let i = 0; i < each; i++) batcher.samples.push(0, nowMs, i, nowMs);
      batcher.markRecording(nowMs);
      await batcher.flush();
    }
    expect(batcher.samples.dropped).toBeGreaterThan(0);
    full = false;
    await batcher.flush();
    const spans = written.flatMap(({ recording }) => recording);
    expect(spans[1]).toEqual({ fromMs: T0, toMs: T0, ended: 'unwritten' });
    const oldestKeptMs = written.find(({ samples }) => samples.length > 0)?.samples[0]?.atMs[0];
    expect(spans[2]?.toMs).toBe(T0 + seconds * 1_000);
    expect(spans[2]?.fromMs).toBeGreaterThan(T0 + 40_000);
    expect(spans[2]?.fromMs).toBeLessThanOrEqual(oldestKeptMs ?? 0);
  });
});
