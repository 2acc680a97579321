import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  initialPlayback,
  type Playback,
  type PlaybackAct,
  playback,
  playSpeeds,
  REPLAY_MS,
  windowOf,
} from '../../../../renderer/state/playback.ts';
import { isWithin } from '../../../../renderer/state/time-window.ts';

const HOUR_MS = 3_600_000;
const presentMs = Date.UTC(2026, 8, 22, 14, 13, 36);
const clock = (localMs = 0, now = presentMs, oldestMs = Number.NEGATIVE_INFINITY) => ({
  localMs,
  presentMs: now,
  restMs: now,
  oldestMs,
});

/** Acts one after another at one time. */
function after(...acts: readonly PlaybackAct[]): Playback {
  return acts.reduce((state, act) => playback(state, act, clock()), initialPlayback);
}

describe('where a person is in time', () => {
  it('goes to a moment, cut to whole seconds, and back', () => {
    const there = after({ kind: 'go', atMs: presentMs - 420_250 });
    expect(there).toMatchObject({ atMs: presentMs - 421_000, isPlaying: false });
    expect(after({ kind: 'go', atMs: presentMs - 420_000 }, { kind: 'live' })).toMatchObject({
      atMs: null,
      windowToMs: null,
    });
  });

  it('is live at the present and beyond', () => {
    for (const atMs of [presentMs - 1_000, presentMs, presentMs + HOUR_MS])
      expect(after({ kind: 'go', atMs: presentMs - HOUR_MS }, { kind: 'scrub', atMs }).atMs).toBeNull();
    expect(after({ kind: 'go', atMs: Number.NaN }).atMs).toBeNull();
  });

  it('steps back from the present, not into the future, and a step ends playing', () => {
    expect(after({ kind: 'step', byMs: -120_000 }).atMs).toBe(presentMs - 120_000);
    expect(after({ kind: 'step', byMs: 120_000 })).toBe(initialPlayback);
    const stepped = after({ kind: 'play' }, { kind: 'step', byMs: -5_000 });
    expect(stepped).toMatchObject({ atMs: presentMs - REPLAY_MS - 5_000, isPlaying: false });
    expect(after({ kind: 'step', byMs: -5_000 }, { kind: 'step', byMs: 5_000 }).atMs).toBeNull();
  });

  it('ends where the log begins by hand, step and playing; what is named is asked for as it is', () => {
    const oldestMs = presentMs - 60_000;
    const young = clock(0, presentMs, oldestMs);
    const acts: readonly PlaybackAct[] = [
      { kind: 'scrub', atMs: presentMs - HOUR_MS },
      { kind: 'step', byMs: -HOUR_MS },
      { kind: 'play' },
    ];
    for (const act of acts) expect(playback(initialPlayback, act, young).atMs, act.kind).toBe(oldestMs);
    expect(playback(initialPlayback, { kind: 'go', atMs: presentMs - HOUR_MS }, young).atMs).toBe(
      presentMs - HOUR_MS,
    );
  });

  it('counts leaps, so that answers to older questions are known: steps and hands are none', () => {
    const leaps = (...acts: PlaybackAct[]): number => after(...acts).leap;
    const go: PlaybackAct = { kind: 'go', atMs: presentMs - HOUR_MS };
    expect(leaps(go)).toBe(1);
    expect(leaps(go, { kind: 'step', byMs: -1_000 }, { kind: 'scrub', atMs: presentMs - 9_000 })).toBe(1);
    expect(leaps(go, { kind: 'knowledge', knowledge: 'now' })).toBe(2);
    expect(leaps(go, { kind: 'knowledge', knowledge: 'then' })).toBe(1);
    expect(leaps(go, { kind: 'live' })).toBe(2);
  });

  it('is the same object when nothing changes', () => {
    const there = after({ kind: 'go', atMs: presentMs - HOUR_MS });
    for (const act of [
      { kind: 'tick' },
      { kind: 'pause' },
      { kind: 'range', rangeMs: there.rangeMs },
      { kind: 'knowledge', knowledge: 'then' },
    ] as const)
      expect(playback(there, act, clock()), act.kind).toBe(there);
    expect(after({ kind: 'live' })).toBe(initialPlayback);
  });
});

describe('playing', () => {
  it.each(playSpeeds)('at %i× keeps time however seldom it is looked at', (speed) => {
    const start = after(
      { kind: 'speed', speed },
      { kind: 'go', atMs: presentMs - 6 * HOUR_MS },
      { kind: 'play' },
    );
    const often = Array.from({ length: 37 }, (_, index) => index * 271).reduce(
      (state, localMs) => playback(state, { kind: 'tick' }, clock(localMs)),
      start,
    );
    const once = playback(start, { kind: 'tick' }, clock(36 * 271));
    expect(once.atMs).toBe(often.atMs);
    expect((once.atMs ?? 0) - (start.atMs ?? 0)).toBe(Math.floor((36 * 271 * speed) / 1_000) * 1_000);
  });

  it('shows the last quarter of an hour again when it begins in the present', () => {
    expect(after({ kind: 'play' })).toMatchObject({ atMs: presentMs - REPLAY_MS, isPlaying: true });
  });

  it('goes live by itself when it reaches the present, which moved meanwhile', () => {
    const start = after({ kind: 'play' });
    const almost = playback(start, { kind: 'tick' }, clock(15_000, presentMs + 15_000));
    expect(almost).toMatchObject({ isPlaying: true });
    const there = playback(almost, { kind: 'tick' }, clock(15_500, presentMs + 15_500));
    expect(there).toMatchObject({ atMs: null, isPlaying: false, windowToMs: null });
  });

  it('stops where it is, and another speed counts from there', () => {
    const start = after({ kind: 'go', atMs: presentMs - HOUR_MS }, { kind: 'play' });
    const at10 = playback(start, { kind: 'tick' }, clock(10_000));
    expect(at10.atMs).toBe(presentMs - HOUR_MS + 600_000);
    const slow = playback(at10, { kind: 'speed', speed: 1 }, clock(10_000));
    expect(playback(slow, { kind: 'tick' }, clock(20_000)).atMs).toBe(presentMs - HOUR_MS + 610_000);
    const paused = playback(at10, { kind: 'pause' }, clock(10_000));
    expect(playback(paused, { kind: 'tick' }, clock(90_000))).toBe(paused);
    expect(paused.atMs).toBe(at10.atMs);
  });

  it('loops a window for ever, and begins it from anywhere', () => {
    const range = { fromMs: presentMs - HOUR_MS, toMs: presentMs - HOUR_MS + 60_000 };
    for (const atMs of [range.fromMs - 600_000, range.fromMs, range.toMs, presentMs - 5_000]) {
      const start = after({ kind: 'loop', range }, { kind: 'go', atMs }, { kind: 'play' });
      expect(start.atMs).toBe(range.fromMs);
    }
    let state = after({ kind: 'loop', range }, { kind: 'speed', speed: 10 }, { kind: 'play' });
    const seen = new Set<number>();
    for (let localMs = 0; localMs <= 30_000; localMs += 100) {
      state = playback(state, { kind: 'tick' }, clock(localMs, presentMs + localMs));
      expect(isWithin(range, state.atMs ?? 0)).toBe(true);
      seen.add(state.atMs ?? 0);
    }
    expect(seen.size).toBe(60);
    expect(state.isPlaying).toBe(true);
  });

  it('refuses loops that are too short, and cuts them off before the present', () => {
    const loop = (fromMs: number, toMs: number) => after({ kind: 'loop', range: { fromMs, toMs } }).loop;
    expect(loop(presentMs - 10_000, presentMs - 9_000)).toBeNull();
    expect(loop(presentMs + 10_000, presentMs + HOUR_MS)).toBeNull();
    expect(loop(presentMs - HOUR_MS, presentMs + HOUR_MS)?.toMs).toBe(presentMs - 1_000);
  });
});

describe('the window of the bar', () => {
  it('stays put while the moment is inside, also while time goes on, and moves when it leaves', () => {
    const start = after({ kind: 'range', rangeMs: HOUR_MS }, { kind: 'step', byMs: -60_000 });
    const window = windowOf(start, clock());
    const inside = playback(
      start,
      { kind: 'scrub', atMs: window.fromMs + 5_000 },
      clock(0, presentMs + HOUR_MS),
    );
    expect(windowOf(inside, clock(0, presentMs + HOUR_MS))).toEqual(window);
    const left = playback(inside, { kind: 'step', byMs: -20_000 }, clock());
    const moved = windowOf(left, clock());
    expect(moved.toMs).toBeLessThan(window.toMs);
    expect(isWithin(moved, left.atMs ?? 0)).toBe(true);
    // Three quarters along: there is room to both sides.
    expect(((left.atMs ?? 0) - moved.fromMs) / HOUR_MS).toBeCloseTo(0.75, 1);
    const right = playback(left, { kind: 'scrub', atMs: moved.toMs + 1_000 }, clock());
    expect(((right.atMs ?? 0) - windowOf(right, clock()).fromMs) / HOUR_MS).toBeCloseTo(0.25, 1);
  });

  it('keeps its end with another length, as long as the moment stays inside', () => {
    const start = after({ kind: 'go', atMs: presentMs - 600_000 });
    const hour = playback(start, { kind: 'range', rangeMs: HOUR_MS }, clock());
    expect(hour.windowToMs).toBe(start.windowToMs);
    const far = playback(
      after({ kind: 'go', atMs: presentMs - 5 * HOUR_MS }),
      { kind: 'range', rangeMs: HOUR_MS },
      clock(),
    );
    expect(isWithin(windowOf(far, clock()), presentMs - 5 * HOUR_MS)).toBe(true);
  });

  it('laid before the present was known does not reach beyond it afterwards', () => {
    const unknown = clock(0, Number.POSITIVE_INFINITY);
    const opened = playback(initialPlayback, { kind: 'go', atMs: presentMs - 60_000 }, unknown);
    expect(opened.atMs).toBe(presentMs - 60_000);
    expect(Number.isFinite(opened.windowToMs)).toBe(true);
    const known = playback(opened, { kind: 'tick' }, clock());
    expect(known.windowToMs).toBe(windowOf({ rangeMs: known.rangeMs, windowToMs: null }, clock()).toMs);
    expect(playback({ ...opened, atMs: presentMs + 1_000 }, { kind: 'tick' }, clock()).atMs).toBeNull();
  });

  it('holds a cached picture, which steps and playing start from', () => {
    const asOfMs = presentMs - 3.2 * HOUR_MS;
    const cached = { ...clock(), restMs: asOfMs };
    const state = { ...initialPlayback, rangeMs: HOUR_MS };
    const window = windowOf(state, cached);
    expect(isWithin(window, asOfMs)).toBe(true);
    const stepped = playback(state, { kind: 'step', byMs: -20_000 }, cached);
    expect(stepped.atMs).toBe(asOfMs - 20_000);
    expect(windowOf(stepped, cached), 'what is on the bar does not jump').toEqual(window);
    expect(playback(state, { kind: 'play' }, cached).atMs).toBe(asOfMs - REPLAY_MS);
    expect(windowOf({ ...state, rangeMs: 6 * HOUR_MS }, cached)).toEqual(
      windowOf({ ...state, rangeMs: 6 * HOUR_MS }, clock()),
    );
  });

  it('always holds the moment, whatever is done', () => {
    const anyAct: fc.Arbitrary<PlaybackAct> = fc.oneof(
      fc.record({
        kind: fc.constant('go' as const),
        atMs: fc.integer({ min: presentMs - 30 * 24 * HOUR_MS, max: presentMs + HOUR_MS }),
      }),
      fc.record({
        kind: fc.constant('scrub' as const),
        atMs: fc.integer({ min: presentMs - 24 * HOUR_MS, max: presentMs }),
      }),
      fc.record({ kind: fc.constant('step' as const), byMs: fc.integer({ min: -HOUR_MS, max: HOUR_MS }) }),
      fc.record({
        kind: fc.constant('range' as const),
        rangeMs: fc.constantFrom(HOUR_MS, 6 * HOUR_MS, 168 * HOUR_MS),
      }),
      fc.record({ kind: fc.constant('speed' as const), speed: fc.constantFrom(...playSpeeds) }),
      fc.constantFrom(
        { kind: 'play' as const },
        { kind: 'pause' as const },
        { kind: 'live' as const },
        { kind: 'tick' as const },
      ),
      fc.record({
        kind: fc.constant('loop' as const),
        range: fc.constantFrom(null, { fromMs: presentMs - HOUR_MS, toMs: presentMs }),
      }),
    );
    fc.assert(
      fc.property(fc.array(anyAct, { maxLength: 40 }), (acts) => {
        let state = initialPlayback;
        acts.forEach((act, index) => {
          const now = clock(index * 700, presentMs + index * 700);
          state = playback(state, act, now);
          expect(state.windowToMs === null).toBe(state.atMs === null);
          if (state.atMs === null) expect(state.isPlaying).toBe(false);
          else {
            expect(state.atMs % 1_000).toBe(0);
            expect(state.atMs).toBeLessThan(now.presentMs);
            expect(isWithin(windowOf(state, now), state.atMs)).toBe(true);
          }
        });
      }),
    );
  });
});
