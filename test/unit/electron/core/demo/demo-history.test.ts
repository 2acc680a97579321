import { describe, expect, it } from 'vitest';
import { demoHistory } from '../../../../../electron/core/demo/demo-history.ts';
import { createFleet } from '../../../../../electron/core/demo/fleet.ts';
import type { Transition } from '../../../../../electron/core/journal/journal.ts';

const NOW_MS = Date.parse('2026-09-22T14:13:36Z');
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const fleet = createFleet(1, NOW_MS - 8 * MINUTE_MS);
const history = demoHistory(fleet, NOW_MS - 90 * DAY_MS, NOW_MS);

/** Minutes of the last 30 days in which a service was down in some region. */
function downMinutes(service: string): number {
  const states = new Map<string, string>();
  let lastMs = NOW_MS - 90 * DAY_MS;
  let totalMs = 0;
  const end: Transition = { service, region: '', state: 'ok', atMs: NOW_MS };
  for (const transition of [...history.transitions.filter((one) => one.service === service), end]) {
    const fromMs = Math.max(lastMs, NOW_MS - 30 * DAY_MS);
    if (transition.atMs > fromMs && [...states.values()].includes('down'))
      totalMs += transition.atMs - fromMs;
    lastMs = transition.atMs;
    states.set(transition.region, transition.state);
  }
  return totalMs / MINUTE_MS;
}

describe('demoHistory', () => {
  it('is deterministic, ascending, within the range and small', () => {
    const again = demoHistory(createFleet(1, fleet.liveFromMs), NOW_MS - 90 * DAY_MS, NOW_MS);
    expect(again).toEqual(history);
    expect(history.transitions.length).toBeLessThan(20_000);
    const times = history.transitions.map(({ atMs }) => atMs);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times[0]).toBe(NOW_MS - 90 * DAY_MS);
    expect(times.at(-1)).toBeLessThan(NOW_MS);
  });

  it('gives every cell a state at the start, and never the same state twice in a row', () => {
    const last = new Map<string, string>();
    for (const { service, region, state } of history.transitions) {
      expect(last.get(`${service}@${region}`)).not.toBe(state);
      last.set(`${service}@${region}`, state);
    }
    expect(last.size).toBe(fleet.cells.length);
  });

  it('spends the budgets of 30 days as the demo tells it: one missed, two at risk, the rest fine', () => {
    const budget = (percent: number): number => 30 * 24 * 60 * (1 - percent / 100);
    expect(downMinutes('ledger')).toBeGreaterThan(budget(99.95));
    for (const service of ['checkout', 'payments']) {
      expect(downMinutes(service)).toBeGreaterThan(0.75 * budget(99.9));
      expect(downMinutes(service)).toBeLessThan(0.9 * budget(99.9));
    }
    for (const service of ['search', 'billing', 'orders', 'cart', 'messaging', 'notifications'])
      expect(downMinutes(service)).toBeLessThan(0.5 * budget(99.9));
    for (const service of ['auth', 'gateway', 'sessions'])
      expect(downMinutes(service)).toBeLessThan(0.5 * budget(99.95));
  });

  it('agrees with the values the servers answer with, on both sides of a boundary', () => {
    const outage = history.transitions.find(
      ({ service, state }) => service === 'orders' && state === 'down',
    )!;
    const index = fleet.cells.findIndex(
      ({ service, region }) => service.id === outage.service && region.id === outage.region,
    );
    expect(fleet.at(outage.atMs - 1).cell(index)?.errorRatio).toBeLessThan(0.02);
    expect(fleet.at(outage.atMs).cell(index)?.errorRatio).toBeGreaterThan(0.1);
  });

  it('lists what was recorded, with gaps between', () => {
    const { spans } = history;
    expect(spans[0]?.fromMs).toBe(NOW_MS - 90 * DAY_MS);
    expect(spans.at(-1)?.toMs).toBe(NOW_MS);
    expect(spans.length).toBeGreaterThan(2);
    for (const [index, span] of spans.entries()) {
      expect(span.toMs).toBeGreaterThan(span.fromMs);
      const next = spans[index + 1];
      if (next !== undefined) expect(next.fromMs).toBeGreaterThan(span.toMs);
    }
  });

  it('answers for a range of its own, without a past', () => {
    const short = demoHistory(fleet, fleet.liveFromMs, NOW_MS);
    expect(short.spans).toEqual([{ fromMs: fleet.liveFromMs, toMs: NOW_MS }]);
    expect(short.transitions.some(({ service, state }) => service === 'checkout' && state === 'down')).toBe(
      true,
    );
  });
});
