import { beforeEach, describe, expect, it } from 'vitest';
import { createBaselineDesk } from '../../../../../electron/core/baselines/baseline-desk.ts';
import type { JournalReader, JournalSeries } from '../../../../../electron/core/journal/journal.ts';
import type { BandQuery, BaselinesQuery } from '../../../../../electron/core/journal/read-baselines.ts';
import { MAX_BAND_MS } from '../../../../../shared/contract/baseline-commands.ts';
import { type Baseline, HOUR_MS } from '../../../../../shared/domain/baseline.ts';

const T0 = Date.UTC(2026, 8, 22, 14);
const known: Baseline = { kind: 'known', median: 2, low: 1, high: 3, basis: 'week', occurrences: 5 };
const learning: Baseline = { kind: 'learning', weeks: 1, days: 2 };
const seriesAt = (index: number): JournalSeries => ({
  service: '',
  region: `r${index}`,
  toRegion: 'x',
  signal: 'link_rtt',
  unit: 'seconds',
  sourceId: 'edge',
});

/** A log with some series, that counts what it is asked and can be made to fail. */
function logOf(count: number) {
  const asked: BaselinesQuery[] = [];
  const bands: BandQuery[] = [];
  let isBroken = false;
  const journal: Pick<JournalReader, 'baselines' | 'baselineBand'> = {
    async baselines(query) {
      asked.push(query);
      if (isBroken) throw new Error('The worker is gone.');
      const ids = Array.from({ length: count }, (_, i) => i + 1).filter((id) => id > query.afterId);
      const piece = ids.slice(0, query.limit);
      return {
        found: piece.map((id) => ({ series: seriesAt(id), baseline: known })),
        nextAfterId: piece.length < query.limit ? null : (piece.at(-1) ?? null),
      };
    },
    async baselineBand(query) {
      bands.push(query);
      return [
        {
          series: seriesAt(0),
          hours: [known, learning].map((baseline, i) => ({ hourMs: T0 + i * HOUR_MS, baseline })),
        },
      ];
    },
  };
  return {
    journal,
    asked,
    bands,
    breakDown: (broken: boolean) => {
      isBroken = broken;
    },
  };
}

const request = { atMs: T0 + 60_000, knownByMs: null, service: null, signals: ['link_rtt'] };
let nowMs = T0;
beforeEach(() => {
  nowMs = T0;
});

describe('the desk of what is usual', () => {
  it('asks the log for many series in pieces, and once for all who want to know the same', async () => {
    const log = logOf(201);
    const desk = createBaselineDesk(log.journal, () => nowMs);
    const [one, other] = await Promise.all([
      desk.baselines(request),
      desk.baselines({ ...request, atMs: T0 + HOUR_MS - 1 }),
    ]);
    expect(one.ok && one.value.series).toHaveLength(201);
    expect(one.ok && one.value.hourMs).toBe(T0);
    expect(other).toEqual(one);
    expect(log.asked).toHaveLength(3);
    await desk.baselines({ ...request, atMs: T0 + HOUR_MS });
    expect(log.asked).toHaveLength(6);
  });

  it('asks anew after ten minutes, and after a failure', async () => {
    const log = logOf(1);
    const desk = createBaselineDesk(log.journal, () => nowMs);
    await desk.baselines(request);
    nowMs += 599_000;
    await desk.baselines(request);
    expect(log.asked).toHaveLength(1);
    nowMs += 2_000;
    log.breakDown(true);
    await expect(desk.baselines(request)).rejects.toThrow('worker');
    log.breakDown(false);
    expect(await desk.baselines(request)).toMatchObject({ ok: true });
    expect(log.asked).toHaveLength(3);
  });

  it('asks sooner again while there is something to learn', async () => {
    const log = logOf(0);
    const desk = createBaselineDesk(log.journal, () => nowMs);
    await desk.baselines(request);
    nowMs += 19_000;
    await desk.baselines(request);
    expect(log.asked).toHaveLength(1);
    nowMs += 2_000;
    await desk.baselines(request);
    expect(log.asked).toHaveLength(2);
  });

  it('takes a past moment to know what had come by the begin of its hour', async () => {
    const log = logOf(1);
    const desk = createBaselineDesk(log.journal, () => nowMs);
    await desk.baselines({ ...request, knownByMs: request.atMs });
    expect(log.asked[0]).toMatchObject({ atMs: T0, knownByMs: T0 });
  });

  it('leaves hours out of a band that have no normal, and says how far the last one is', async () => {
    const log = logOf(0);
    const desk = createBaselineDesk(log.journal, () => nowMs);
    const range = { fromMs: T0, toMs: T0 + 2 * HOUR_MS, service: '', region: null, signals: ['link_rtt'] };
    expect(await desk.baselineBand({ ...range, knownByMs: T0 + 5 })).toEqual({
      ok: true,
      value: {
        series: [{ ...seriesAt(0), hourMs: [T0], low: [1], median: [2], high: [3], latest: learning }],
      },
    });
    expect(log.bands[0]?.knownByMs).toBe(T0);
  });

  it('refuses what is no moment or no range', async () => {
    const desk = createBaselineDesk(logOf(1).journal, () => nowMs);
    const bad = { ok: false, error: { kind: 'bad_request' } };
    expect(await desk.baselines({ ...request, atMs: Number.NaN })).toMatchObject(bad);
    const band = { service: '', region: null, signals: [], knownByMs: null };
    expect(await desk.baselineBand({ ...band, fromMs: T0, toMs: T0 })).toMatchObject(bad);
    expect(await desk.baselineBand({ ...band, fromMs: T0, toMs: T0 + MAX_BAND_MS + 1 })).toMatchObject(bad);
  });
});
