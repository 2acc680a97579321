import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  damp,
  FLAP_PAUSE_MS,
  FLAP_WINDOW_MS,
  FLAPS_FROM,
  type FlapRecord,
  flappingOf,
  HOLDS_STILL_AT,
  MAX_FLAP_CHANGES,
  noteFlap,
  reviewFlaps,
  type ToldOfAlert,
} from '../../../../shared/domain/flapping.ts';
import { STORY_MS } from '../../../builders/core.ts';

const changedAt = (...atMs: readonly number[]): FlapRecord =>
  atMs.reduce<FlapRecord | undefined>(noteFlap, undefined)!;

describe('flapping', () => {
  it('begins with the fifth change in half an hour, and says since when', () => {
    const minutes = [0, 4, 8, 12].map((minute) => STORY_MS + minute * 60_000);
    expect(flappingOf(changedAt(...minutes))).toBeNull();
    expect(flappingOf(changedAt(...minutes, STORY_MS + 16 * 60_000))).toEqual({
      changes: 5,
      windowMs: FLAP_WINDOW_MS,
      sinceMs: STORY_MS,
    });
    // The same five over a longer time are five alerts, no flapping.
    const slow = [0, 8, 16, 24, 32].map((minute) => STORY_MS + minute * 60_000);
    expect(flappingOf(changedAt(...slow))).toBeNull();
  });

  it('ends after a pause, and one more change does not bring it back', () => {
    const flapping = changedAt(...[0, 1, 2, 3, 4].map((minute) => STORY_MS + minute * 60_000));
    const lastMs = STORY_MS + 4 * 60_000;
    expect(reviewFlaps(flapping, lastMs + FLAP_PAUSE_MS - 1)).toBe(flapping);
    expect(reviewFlaps(flapping, lastMs + FLAP_PAUSE_MS)).toBeNull();
    expect(flappingOf(noteFlap(flapping, lastMs + FLAP_PAUSE_MS))).toBeNull();
  });

  const gaps = fc.array(fc.integer({ min: 0, max: 12 * 60_000 }), { maxLength: 120 });

  it('counts exactly the changes of the window, stays bounded, and is left lower than it is entered', () => {
    fc.assert(
      fc.property(gaps, (list) => {
        let nowMs = STORY_MS;
        let record: FlapRecord | undefined;
        let sinceForgottenMs: number[] = [];
        for (const gapMs of list) {
          nowMs += gapMs;
          const reviewed = record === undefined ? null : reviewFlaps(record, nowMs);
          if (reviewed === null) sinceForgottenMs = [];
          const wasFlapping = reviewed?.sinceMs != null;
          record = noteFlap(record, nowMs);
          sinceForgottenMs.push(nowMs);
          const inWindow = sinceForgottenMs.filter((atMs) => nowMs - atMs < FLAP_WINDOW_MS);
          expect(record.changesAtMs).toEqual(inWindow.slice(-MAX_FLAP_CHANGES));
          expect(record.sinceMs !== null).toBe(wasFlapping || inWindow.length >= FLAPS_FROM);
          if (record.sinceMs !== null) expect(record.changesAtMs.length).toBeGreaterThan(HOLDS_STILL_AT);
        }
      }),
    );
  });

  it('survives a clock that is set back: what lies ahead counts as now', () => {
    fc.assert(
      fc.property(gaps, fc.integer({ min: 1, max: 3_600_000 }), (list, backMs) => {
        let nowMs = STORY_MS;
        let record: FlapRecord | undefined;
        for (const gapMs of list) record = noteFlap(record, (nowMs += gapMs));
        const after = record === undefined ? null : reviewFlaps(record, nowMs - backMs);
        for (const atMs of after?.changesAtMs ?? []) expect(atMs).toBeLessThanOrEqual(nowMs - backMs);
      }),
    );
  });
});

describe('damping', () => {
  it('tells an alert that holds still once per beginning', () => {
    const first = damp(null, { startsAtMs: STORY_MS });
    expect(first.tells).toBe(true);
    expect(damp(first.told, { startsAtMs: STORY_MS }).tells).toBe(false);
    // A peer knows an earlier start: that is no new beginning.
    expect(damp(first.told, { startsAtMs: STORY_MS - 30_000 }).tells).toBe(false);
    expect(damp(first.told, { startsAtMs: STORY_MS + 60_000 }).tells).toBe(true);
  });

  it('tells at most FLAPS_FROM / 2 beginnings and once that it flaps, however often it comes and goes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 80 }),
        fc.integer({ min: 5_000, max: 180_000 }),
        (times, gapMs) => {
          let record: FlapRecord | undefined;
          let told: ToldOfAlert | null = null;
          let notices = 0;
          let nowMs = STORY_MS;
          const look = (startsAtMs: number): void => {
            const flapping = flappingOf(record!);
            const answer = damp(told, flapping === null ? { startsAtMs } : { startsAtMs, flapping });
            told = answer.told;
            notices += Number(answer.tells);
          };
          let startMs = nowMs;
          for (let cycle = 0; cycle < times; cycle += 1) {
            startMs = nowMs += gapMs;
            record = noteFlap(record, nowMs);
            look(startMs);
            if (cycle < times - 1) record = noteFlap(record, (nowMs += gapMs));
          }
          expect(notices).toBe(Math.ceil(FLAPS_FROM / 2));
          // It stops flapping while it fires: it was told of, and is told again only when it begins anew.
          record = { changesAtMs: [nowMs], sinceMs: null };
          look(startMs);
          expect(notices).toBe(Math.ceil(FLAPS_FROM / 2));
          look(startMs + FLAP_PAUSE_MS);
          expect(notices).toBe(Math.ceil(FLAPS_FROM / 2) + 1);
        },
      ),
    );
  });
});
