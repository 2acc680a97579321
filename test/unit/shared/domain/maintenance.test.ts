import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type MaintenanceWindow,
  nextMaintenanceChangeMs,
  plannedWorkAt,
  workOn,
} from '../../../../shared/domain/maintenance.ts';

const HOUR_MS = 3_600_000;
const at = (text: string): number => Date.parse(text);

function planned(when: MaintenanceWindow['when'], own: Partial<MaintenanceWindow> = {}): MaintenanceWindow {
  return { services: null, regions: null, who: 'Content', why: 'a new database', when, ...own };
}
const once = (from: string, to: string) => planned({ kind: 'once', fromMs: at(from), toMs: at(to) });
const weekly = (days: readonly number[], fromHour: number, toHour: number, timeZone = 'Europe/Berlin') =>
  planned({ kind: 'weekly', days: [...days], fromMinute: fromHour * 60, toMinute: toHour * 60, timeZone });
const isOn = (window: MaintenanceWindow, text: string): boolean =>
  plannedWorkAt([window], at(text)).length > 0;

describe('planned work', () => {
  it('lasts from its begin until just before its end', () => {
    const window = once('2026-09-22T14:00:00Z', '2026-09-22T16:00:00Z');
    expect(
      [
        '2026-09-22T13:59:59.999Z',
        '2026-09-22T14:00:00Z',
        '2026-09-22T15:59:59.999Z',
        '2026-09-22T16:00:00Z',
      ].map((text) => isOn(window, text)),
    ).toEqual([false, true, true, false]);
  });

  it.each([
    // Sunday 02:00 to 04:00 in Berlin is 00:00Z to 02:00Z in summer, 01:00Z to 03:00Z in winter.
    ['in summer', '2026-09-20T00:30:00Z', true],
    ['over in summer', '2026-09-20T02:00:00Z', false],
    ['in winter', '2026-12-06T02:30:00Z', true],
    ['not yet in winter', '2026-12-06T00:30:00Z', false],
    ['on another day', '2026-09-21T00:30:00Z', false],
  ])('comes back every week by the clock of its zone: %s', (_name, text, expected) => {
    expect(isOn(weekly([0], 2, 4), text)).toBe(expected);
  });

  it('goes on over midnight, to the day after the one it began on', () => {
    const night = weekly([6], 23, 1, 'UTC');
    expect(
      ['2026-09-19T23:30:00Z', '2026-09-20T00:59:00Z', '2026-09-20T23:30:00Z'].map((text) =>
        isOn(night, text),
      ),
    ).toEqual([true, true, false]);
    const day = weekly([0], 0, 24, 'UTC');
    expect(
      ['2026-09-20T00:00:00Z', '2026-09-20T23:59:59Z', '2026-09-21T00:00:00Z'].map((text) => isOn(day, text)),
    ).toEqual([true, true, false]);
  });

  it('is an hour longer where the clock shows an hour twice', () => {
    const [work] = plannedWorkAt([weekly([0], 2, 4)], at('2026-10-25T01:30:00Z'));
    expect(work!.toMs - work!.fromMs).toBe(3 * HOUR_MS);
  });

  it('covers what it names, or everything', () => {
    const when = once('2026-09-22T14:00:00Z', '2026-09-22T16:00:00Z').when;
    const work = (own: Partial<MaintenanceWindow>) =>
      plannedWorkAt([planned(when, own)], at('2026-09-22T15:00:00Z'));
    expect(workOn(work({}), 'media', 'eu')).not.toBeNull();
    expect(workOn(work({ services: ['media'] }), 'search', 'eu')).toBeNull();
    expect(workOn(work({ services: ['media'], regions: ['us'] }), 'media', 'eu')).toBeNull();
    expect(workOn(work({ regions: ['eu'] }), 'search', 'eu')?.window.who).toBe('Content');
  });

  it('changes exactly when it says that it will', () => {
    const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe'];
    const anyWindow = fc
      .record({
        days: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }),
        fromMinute: fc.integer({ min: 0, max: 1_439 }),
        toMinute: fc.integer({ min: 0, max: 1_440 }),
        timeZone: fc.constantFrom(...zones),
      })
      .filter(({ fromMinute, toMinute }) => fromMinute !== toMinute)
      .map((when) => planned({ kind: 'weekly', ...when }));
    const moment = fc.integer({ min: at('2026-03-01T00:00:00Z'), max: at('2026-12-01T00:00:00Z') });
    fc.assert(
      fc.property(anyWindow, moment, (window, nowMs) => {
        const changeMs = nextMaintenanceChangeMs([window], nowMs);
        expect(changeMs).toBeGreaterThan(nowMs);
        expect(changeMs - nowMs).toBeLessThanOrEqual(8 * 24 * HOUR_MS);
        const onAt = (atMs: number) => plannedWorkAt([window], atMs).length > 0;
        for (const share of [0.2, 0.5, 0.99])
          expect(onAt(Math.floor(nowMs + (changeMs - nowMs) * share))).toBe(onAt(nowMs));
      }),
    );
    expect(
      nextMaintenanceChangeMs(
        [once('2026-09-22T14:00:00Z', '2026-09-22T16:00:00Z')],
        at('2026-09-23T00:00:00Z'),
      ),
    ).toBe(Number.POSITIVE_INFINITY);
  });
});
