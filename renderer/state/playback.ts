import { assertNever } from '../../shared/domain/assert-never.ts';
import type { Knowledge } from '../../shared/domain/moment.ts';
import type { TimeRange } from '../../shared/domain/timeline.ts';
import { isWithin, windowAround, windowEndAt } from './time-window.ts';

/** How many seconds pass on screen in one. */
export const playSpeeds = [1, 5, 10, 30, 60, 300, 600] as const;
export type PlaySpeed = (typeof playSpeeds)[number];

/** What play shows again when it is pressed in the present: as long as the sparklines are. */
export const REPLAY_MS = 15 * 60_000;
/** A loop shorter than this would only flicker. */
export const MIN_LOOP_MS = 5_000;
/** Closer to the present than this there is no past worth a picture of its own. */
const PRESENT_MS = 1_000;

/** Where a person is in time, and how time moves there. */
export interface Playback {
  /** The moment asked for, a whole second; null in the present. */
  readonly atMs: number | null;
  readonly knowledge: Knowledge;
  readonly isPlaying: boolean;
  readonly speed: PlaySpeed;
  /** Played again and again; null plays on to the present. */
  readonly loop: TimeRange | null;
  /** Length of the window of the time bar. */
  readonly rangeMs: number;
  /** Where that window ends while in the past: it stays put. In the present it follows the clock. */
  readonly windowToMs: number | null;
  /** Grows with every leap: what was asked for before it is an answer to an older question. */
  readonly leap: number;
  /** Where and when playing began, so that it keeps time however seldom it is looked at. */
  readonly origin: { readonly atMs: number; readonly localMs: number } | null;
}

export type PlaybackAct =
  /** Goes to a moment somebody named: an incident, words, an address. */
  | { readonly kind: 'go'; readonly atMs: number; readonly knowledge?: Knowledge }
  /** Follows a hand on the time bar. */
  | { readonly kind: 'scrub'; readonly atMs: number }
  | { readonly kind: 'step'; readonly byMs: number }
  | { readonly kind: 'play' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'speed'; readonly speed: PlaySpeed }
  | { readonly kind: 'loop'; readonly range: TimeRange | null }
  | { readonly kind: 'knowledge'; readonly knowledge: Knowledge }
  | { readonly kind: 'range'; readonly rangeMs: number }
  | { readonly kind: 'live' }
  /** Stays where the present is now; nothing in the past. */
  | { readonly kind: 'freeze' }
  /** Time passed. */
  | { readonly kind: 'tick' };

/** The two clocks an act is judged by. */
export interface PlaybackClock {
  /** This machine's, for how fast playing goes. */
  readonly localMs: number;
  /** The hub's: where the present is. */
  readonly presentMs: number;
  /** What is on screen in the present: the same, or when a cached picture was kept. */
  readonly restMs: number;
  /** Where the log begins, as far as it is known: hands, steps and playing end there. */
  readonly oldestMs: number;
}

export const initialPlayback: Playback = {
  atMs: null,
  knowledge: 'then',
  isPlaying: false,
  speed: 60,
  loop: null,
  rangeMs: 6 * 3_600_000,
  windowToMs: null,
  leap: 0,
  origin: null,
};

/** What an act makes of where a person is in time. Pure; the same object when nothing changes. */
export function playback(state: Playback, act: PlaybackAct, clock: PlaybackClock): Playback {
  switch (act.kind) {
    case 'go':
      return leapTo({ ...state, knowledge: act.knowledge ?? state.knowledge }, act.atMs, clock);
    case 'scrub':
      return at(paused(state), inLog(act.atMs, clock), clock);
    case 'step': {
      const from = state.atMs ?? wholeSecond(clock.restMs);
      if (state.atMs === null && act.byMs >= 0) return state;
      return at(paused(state), inLog(from + act.byMs, clock), clock);
    }
    case 'play':
      return play(state, clock);
    case 'pause':
      return state.isPlaying ? paused(state) : state;
    case 'speed':
      return { ...state, speed: act.speed, origin: originOf(state, clock) };
    case 'loop':
      return { ...state, loop: loopOf(act.range, clock) };
    case 'knowledge':
      return act.knowledge === state.knowledge
        ? state
        : { ...state, knowledge: act.knowledge, leap: state.leap + 1 };
    case 'range':
      return act.rangeMs === state.rangeMs ? state : withRange(state, act.rangeMs, clock);
    case 'live':
      return state.atMs === null ? state : live(state);
    case 'freeze':
      return state.atMs === null ? frozen(state, clock) : state;
    case 'tick':
      return tick(state, clock);
    default:
      return assertNever(act);
  }
}

/** The window of the time bar. In the present it ends at the next edge of a bin, or is moved to a cached picture. */
export function windowOf(
  { rangeMs, windowToMs }: Pick<Playback, 'rangeMs' | 'windowToMs'>,
  { presentMs, restMs }: Pick<PlaybackClock, 'presentMs' | 'restMs'>,
): TimeRange {
  const toMs = windowToMs ?? windowEndAt(rangeMs, presentMs);
  const window = { fromMs: toMs - rangeMs, toMs };
  if (windowToMs !== null || isWithin(window, restMs) || !Number.isFinite(toMs)) return window;
  return windowAround(restMs, rangeMs, false, presentMs);
}

function play(state: Playback, clock: PlaybackClock): Playback {
  if (state.isPlaying) return state;
  const { loop } = state;
  const fromMs = state.atMs ?? loop?.fromMs ?? clock.restMs - REPLAY_MS;
  const startMs = loop !== null && !(fromMs >= loop.fromMs && fromMs < loop.toMs) ? loop.fromMs : fromMs;
  const moved = at(state, inLog(startMs, clock), clock);
  if (moved.atMs === null) return state;
  return { ...moved, isPlaying: true, origin: { atMs: moved.atMs, localMs: clock.localMs } };
}

function tick(state: Playback, clock: PlaybackClock): Playback {
  if (state.atMs === null) return state;
  if (state.isPlaying && state.origin !== null) {
    const atMs = looped(state, state.origin.atMs + (clock.localMs - state.origin.localMs) * state.speed);
    const moved = at(state, atMs, clock);
    return moved.atMs === state.atMs ? state : moved;
  }
  if (state.atMs > clock.presentMs) return live(state);
  // A window laid before the present was known does not reach beyond it.
  const latestMs = windowEndAt(state.rangeMs, clock.presentMs);
  return (state.windowToMs ?? 0) > latestMs ? { ...state, windowToMs: latestMs } : state;
}

/** What somebody names is asked for as it is; what only runs against the end of the log stops there. */
function inLog(atMs: number, { oldestMs }: PlaybackClock): number {
  return Math.max(atMs, oldestMs);
}

/** A moment that ran past the end of the loop begins it again. */
function looped({ loop }: Playback, atMs: number): number {
  if (loop === null || atMs < loop.toMs) return atMs;
  return loop.fromMs + ((atMs - loop.fromMs) % (loop.toMs - loop.fromMs));
}

/** At a moment, cut to whole seconds; at the present it is live. The window stays while the moment is inside. */
function at(state: Playback, atMs: number, clock: PlaybackClock): Playback {
  const whole = wholeSecond(atMs);
  if (!Number.isFinite(whole)) return state;
  if (whole >= clock.presentMs - PRESENT_MS) return live(state);
  const window = windowOf(state, clock);
  const kept = isWithin(window, whole)
    ? window
    : windowAround(whole, state.rangeMs, whole > window.toMs, clock.presentMs);
  return { ...state, atMs: whole, windowToMs: kept.toMs };
}

function leapTo(state: Playback, atMs: number, clock: PlaybackClock): Playback {
  return { ...at(paused(state), atMs, clock), leap: state.leap + 1 };
}

function live(state: Playback): Playback {
  return { ...paused(state), atMs: null, windowToMs: null, leap: state.leap + 1 };
}

function frozen(state: Playback, clock: PlaybackClock): Playback {
  const atMs = wholeSecond(clock.restMs);
  if (!Number.isFinite(atMs)) return state;
  return { ...paused(state), atMs, windowToMs: windowOf(state, clock).toMs, leap: state.leap + 1 };
}

function paused(state: Playback): Playback {
  return { ...state, isPlaying: false, origin: null };
}

/** Another speed counts from here. */
function originOf(state: Playback, clock: PlaybackClock): Playback['origin'] {
  return state.isPlaying && state.atMs !== null ? { atMs: state.atMs, localMs: clock.localMs } : null;
}

function loopOf(range: TimeRange | null, clock: PlaybackClock): TimeRange | null {
  if (range === null) return null;
  const fromMs = wholeSecond(range.fromMs);
  const toMs = wholeSecond(Math.min(range.toMs, clock.presentMs - PRESENT_MS));
  return toMs - fromMs >= MIN_LOOP_MS ? { fromMs, toMs } : null;
}

/** A longer or shorter window keeps its end as long as the moment stays in it. */
function withRange(state: Playback, rangeMs: number, clock: PlaybackClock): Playback {
  const next = { ...state, rangeMs };
  if (state.atMs === null || state.windowToMs === null) return next;
  const window = { fromMs: state.windowToMs - rangeMs, toMs: state.windowToMs };
  if (isWithin(window, state.atMs)) return next;
  return { ...next, windowToMs: windowAround(state.atMs, rangeMs, false, clock.presentMs).toMs };
}

function wholeSecond(atMs: number): number {
  return Math.floor(atMs / 1_000) * 1_000;
}
