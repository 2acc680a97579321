import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { demoAlerts } from '../../../../../electron/core/demo/demo-alerts.ts';
import { createFleet, type Fleet } from '../../../../../electron/core/demo/fleet.ts';
import { CYCLE_MS } from '../../../../../electron/core/demo/live-script.ts';

const LIVE_FROM_MS = Date.parse('2026-09-22T14:00:00Z');
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const fleet = createFleet(1, LIVE_FROM_MS);
const cellIndex = (service: string, region: string): number =>
  fleet.cells.findIndex((cell) => cell.service.id === service && cell.region.id === region);

/** Everything the fleet says about a moment. */
function picture(of: Fleet, atMs: number): unknown {
  const moment = of.at(atMs);
  return [
    of.cells.map((_, index) => [moment.cell(index), moment.probe(index)]),
    of.links.map((_, index) => moment.link(index)),
    demoAlerts(of, atMs),
  ];
}

describe('the demo fleet', () => {
  it('has the size of the pictures', () => {
    expect(new Set(fleet.cells.map(({ service }) => service.id)).size).toBe(24);
    expect(new Set(fleet.cells.map(({ region }) => region.id)).size).toBe(14);
    expect(fleet.links).toHaveLength(182);
  });

  it('is a pure function of seed and moment, in whatever order it is asked', () => {
    const moments = [3, 9, 29, -400, 51].map((minutes) => LIVE_FROM_MS + minutes * MINUTE_MS);
    const forward = moments.map((atMs) => picture(createFleet(1, LIVE_FROM_MS), atMs));
    const again = createFleet(1, LIVE_FROM_MS);
    const backward = moments
      .toReversed()
      .map((atMs) => picture(again, atMs))
      .toReversed();
    expect(backward).toEqual(forward);
    expect(picture(createFleet(2, LIVE_FROM_MS), moments[0]!)).not.toEqual(forward[0]);
  });

  it('stays within what can be, at any moment of its past and its story', () => {
    fc.assert(
      fc.property(fc.integer({ min: -91 * DAY_MS, max: 2 * DAY_MS }), (offsetMs) => {
        const moment = fleet.at(LIVE_FROM_MS + offsetMs);
        for (const index of fleet.cells.keys()) {
          const values = moment.cell(index);
          if (values === null) continue;
          expect(values.p50Seconds).toBeGreaterThan(0);
          expect(values.p50Seconds).toBeLessThan(values.p95Seconds);
          expect(values.p95Seconds).toBeLessThan(values.p99Seconds);
          expect(values.p95Seconds).toBeLessThan(5);
          expect(values.errorRatio).toBeGreaterThan(0);
          expect(values.errorRatio).toBeLessThan(1);
          expect(values.requestsPerSecond).toBeGreaterThan(0);
        }
        for (const index of fleet.links.keys()) {
          const seconds = moment.link(index);
          if (seconds === null) continue;
          expect(seconds).toBeGreaterThan(0.002);
          expect(seconds).toBeLessThan(0.4);
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('measures routes along the globe', () => {
    const usualMs = (from: string, to: string): number =>
      (fleet.links.find((link) => link.from === from && link.to === to)?.usualSeconds ?? 0) * 1_000;
    expect(usualMs('eu-west-1', 'ap-southeast-1')).toBeGreaterThan(160);
    expect(usualMs('eu-west-1', 'ap-southeast-1')).toBeLessThan(190);
    expect(usualMs('eu-west-1', 'eu-west-2')).toBeLessThan(15);
  });
});

describe('the story of a cycle', () => {
  const at = (minutes: number) => fleet.at(LIVE_FROM_MS + minutes * MINUTE_MS);

  it('lets the ledger, checkout and payments fall in Dublin, one after the other, and recover', () => {
    const errors = (minutes: number, service: string): number =>
      at(minutes).cell(cellIndex(service, 'eu-west-1'))?.errorRatio ?? -1;
    expect(errors(5, 'ledger')).toBeLessThan(0.01);
    expect(errors(5.75, 'ledger')).toBeGreaterThan(0.1);
    expect(errors(5.75, 'checkout')).toBeLessThan(0.02);
    expect(errors(9, 'checkout')).toBeGreaterThan(0.3);
    expect(at(9).cell(cellIndex('payments', 'eu-west-2'))?.p95Seconds).toBeGreaterThan(0.8);
    expect(errors(14, 'checkout')).toBeLessThan(0.02);
  });

  it('hides Mumbai, contradicts itself about auth in Tokyo, and takes a detour to Singapore', () => {
    expect(at(9).isBlind('ap-south-1')).toBe(false);
    expect(at(10).isBlind('ap-south-1')).toBe(true);
    expect(at(9).probe(cellIndex('auth', 'ap-northeast-1'))).toBe(0);
    expect(at(9).cell(cellIndex('auth', 'ap-northeast-1'))?.errorRatio).toBeLessThan(0.01);
    const detour = fleet.links.findIndex(({ from, to }) => from === 'eu-west-1' && to === 'ap-southeast-1');
    const back = fleet.links.findIndex(({ from, to }) => from === 'ap-southeast-1' && to === 'eu-west-1');
    expect(at(10).link(detour)).toBeGreaterThan(0.3);
    expect(at(10).link(back)).toBeLessThan(0.2);
  });

  it('says in words what is wrong, with the number and its limit', () => {
    const told = demoAlerts(fleet, LIVE_FROM_MS + 9 * MINUTE_MS);
    const checkout = told.find(({ title }) => title === 'Checkout is failing in Dublin');
    expect(checkout?.summary).toMatch(/^3\d(\.\d)? % of requests fail, limit 2 %$/);
    expect(checkout?.state).toBe('firing');
  });

  it('has something to see in most minutes of every cycle, one outage in each, and calm in each', () => {
    for (let cycle = 0; cycle < 12; cycle++) {
      const minutes = Array.from({ length: CYCLE_MS / MINUTE_MS }, (_, minute) => {
        const alerts = demoAlerts(fleet, LIVE_FROM_MS + cycle * CYCLE_MS + minute * MINUTE_MS);
        return { any: alerts.length > 0, critical: alerts.some(({ severity }) => severity === 'critical') };
      });
      expect(minutes.filter(({ any }) => any).length).toBeGreaterThanOrEqual(10);
      expect(minutes.filter(({ critical }) => critical).length).toBeGreaterThanOrEqual(3);
      expect(minutes.filter(({ any }) => !any).length).toBeGreaterThanOrEqual(3);
    }
  });
});
