import { afterEach, describe, expect, it } from 'vitest';
import { createBaselineDesk } from '../../../../../electron/core/baselines/baseline-desk.ts';
import { Board } from '../../../../../electron/core/board/board.ts';
import type { Journal } from '../../../../../electron/core/journal/journal.ts';
import {
  createPreviewDesk,
  PREVIEW_MS,
  type PreviewDeps,
} from '../../../../../electron/core/rules/preview-desk.ts';
import type { CommandReply } from '../../../../../shared/contract/commands.ts';
import { ok } from '../../../../../shared/domain/result.ts';
import { sample, sourceStatus, testConfig } from '../../../../builders/core.ts';
import { bench, T0 } from '../journal/journal-harness.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const journals = bench();
afterEach(() => journals.clean());

const series = {
  service: 'checkout',
  region: 'eu-west-1',
  toRegion: null,
  signal: 'latency_p95',
  unit: 'seconds' as const,
  sourceId: 'a',
};

/** A week and a day of minutes; slow for 20 minutes two days ago, and for 3 minutes an hour ago. */
function write(journal: Journal, valueAt: (atMs: number) => number | null): void {
  const atMs: number[] = [];
  const value: number[] = [];
  for (let at = T0 - PREVIEW_MS - 24 * HOUR_MS; at < T0; at += MINUTE_MS) {
    const measured = valueAt(at);
    if (measured === null) continue;
    atMs.push(at);
    value.push(measured);
  }
  journal.appendSamples([{ series, atMs, value, receivedAtMs: atMs }]);
}

const slowAt = (atMs: number): number => {
  const agoMs = T0 - atMs;
  const isSlow = (agoMs <= 48 * HOUR_MS && agoMs > 48 * HOUR_MS - 20 * MINUTE_MS) || agoMs === HOUR_MS;
  return isSlow ? 0.9 : 0.1;
};

function desk(journal: Journal, baselines: PreviewDeps['baselines'] = createBaselineDesk(journal, () => T0)) {
  const board = new Board(testConfig(), false, T0);
  board.setSource(sourceStatus('a'));
  board.apply('a', [sample('checkout', 'eu-west-1', 'latency_p95', 0.1, T0)], T0);
  return createPreviewDesk({ board: () => board, journal, baselines, nowMs: () => T0 });
}

async function preview(journal: Journal, yaml: string): Promise<CommandReply<'previewRule'>> {
  const reply = await desk(journal).previewRule({ yaml });
  if (!reply.ok) throw new Error(reply.error.message);
  return reply.value;
}

describe('the preview of a rule', () => {
  it('says how often it would have fired in the last week, for how long and when', async () => {
    const journal = await journals.open();
    write(journal, slowAt);
    const once = await preview(journal, 'id: slow\nsignal: latency_p95\nabove: 0.25\nfor: 5m');
    expect(once.problems).toEqual([]);
    expect(once.preview).toMatchObject({
      count: 1,
      totalMs: 15 * MINUTE_MS,
      firings: [
        {
          service: 'checkout',
          region: 'eu-west-1',
          fromMs: T0 - 48 * HOUR_MS + 5 * MINUTE_MS,
          toMs: T0 - 48 * HOUR_MS + 20 * MINUTE_MS,
        },
      ],
      placeCount: 1,
      leftOutCount: 0,
    });
    expect(once.preview?.sentence).toBe(
      'It would have fired once in the last 7\u00a0d, for 15\u00a0min in all: at 20 Sep 14:05 UTC.',
    );
    const twice = await preview(journal, 'id: slow\nsignal: latency_p95\nabove: 0.25');
    expect(twice.preview).toMatchObject({ count: 2 });
    const never = await preview(journal, 'id: slow\nsignal: latency_p95\nabove: 2');
    expect(never.preview?.sentence).toBe('It would not have fired in the last 7\u00a0d.');
  });

  it('tells problems with their line, and changes nothing', async () => {
    const journal = await journals.open();
    expect(await preview(journal, 'id: slow\nsignal: latency_p95\nabov: 1')).toMatchObject({
      problems: [{ line: 3, message: expect.stringContaining("unknown key 'abov'") }],
      preview: null,
    });
  });

  it('says when there is nothing to try it on, and why', async () => {
    const journal = await journals.open();
    const none = await preview(journal, 'id: a\nsignal: latency_p95\nservices: [cart]\nabove: 1');
    expect(none.preview?.sentence).toBe(
      'There is no history of p95 latency in these places that it could be tried on.',
    );
    const own = await preview(journal, 'id: a\nown: memory\nabove: 1');
    expect(own.preview?.sentence).toContain('cannot be tried beforehand');
  });

  it('tries a rule about what is usual against what was usual then', async () => {
    const journal = await journals.open();
    write(journal, (atMs) => (T0 - atMs <= 90 * MINUTE_MS ? 5 : 0.1));
    const latest = { kind: 'learning' as const, weeks: 0, days: 0 };
    // In the hour before, five seconds were usual.
    const hourMs = [T0 - 2 * HOUR_MS, T0 - HOUR_MS];
    const band = { ...series, hourMs, low: [0, 0], median: [5, 0.1], high: [9, 0.2], latest };
    const asked = desk(journal, { baselineBand: async () => ok({ series: [band] }) });
    expect(
      await asked.previewRule({ yaml: 'id: odd\nsignal: latency_p95\ndeviates: above\nfor: 10m' }),
    ).toMatchObject({
      value: { preview: { count: 1, firings: [{ fromMs: T0 - 50 * MINUTE_MS, toMs: null }] } },
    });
  });

  it('answers one question at a time', async () => {
    const journal = await journals.open();
    const asked = desk(journal);
    const first = asked.previewRule({ yaml: 'id: a\nsignal: latency_p95\nabove: 1' });
    expect(await asked.previewRule({ yaml: 'id: a\nsignal: latency_p95\nabove: 1' })).toMatchObject({
      ok: false,
      error: { retryable: true },
    });
    expect(await first).toMatchObject({ ok: true });
  });
});
