import { createStore } from 'zustand/vanilla';
import type { LinkState } from '../../shared/contract/client.ts';
import { emptySections, type Picture } from '../../shared/contract/picture.ts';
import type { Sections } from '../../shared/contract/sections.ts';
import type { Moment } from '../../shared/domain/moment.ts';

/** Without a frame for this long the picture no longer counts as live, whatever the transport believes. */
export const FRAME_SILENCE_LIMIT_MS = 5_000;
/** A frame that says a time this much earlier than expected waited somewhere, or the hub's clock was set back. */
const LATE_FRAME_MS = 2_000;
/** After this long of such frames it was the clock: frames that waited come in one burst. */
const CLOCK_SET_BACK_AFTER_MS = 3_000;
/** Heartbeat bars kept; each stands for one second of received batches. */
export const HEARTBEAT_BARS = 16;

export interface VigilState {
  /** Null until the first frame. Its tables are written in place: draw by `revision`. */
  readonly picture: Picture | null;
  readonly revision: number;
  /** Sections by reference, replaced whole when they change. */
  readonly sections: Sections;
  /** The hub's time now, once a second; use it for every age on screen. */
  readonly nowMs: number;
  /** Hub clock minus this machine's clock. */
  readonly clockOffsetMs: number;
  /** This machine's time when frames began to come late; null while they come in time. */
  readonly lateSinceMs: number | null;
  readonly link: LinkState;
  /** What this seat may do, as Vigil said when greeted: `desktop`, `edit-config`. */
  readonly capabilities: readonly string[];
  /** When the last frame arrived, in hub time; null before the first. */
  readonly lastFrameAtMs: number | null;
  /** The moment on screen: the hub's, or cached when the hub itself went silent. `sections` and `picture` say the same. */
  readonly moment: Moment;
  /** What the hub last called it. */
  readonly hubMoment: Moment;
  /** Batches received in each of the last seconds, newest last. */
  readonly heartbeat: readonly number[];
  readonly lastBatches: number | null;
}

export type VigilStore = ReturnType<typeof createVigilStore>;

const initialState: VigilState = {
  picture: null,
  revision: 0,
  sections: emptySections,
  nowMs: 0,
  clockOffsetMs: 0,
  lateSinceMs: null,
  link: 'connecting',
  capabilities: [],
  lastFrameAtMs: null,
  moment: { mode: 'live' },
  hubMoment: { mode: 'live' },
  heartbeat: Array.from({ length: HEARTBEAT_BARS }, () => 0),
  lastBatches: null,
};

export function createVigilStore() {
  return createStore<VigilState>()(() => initialState);
}

/** The moment on screen: silence of the hub makes any picture a cached one. Pure. */
export function momentOnScreen(
  hubMoment: Moment,
  lastFrameAtMs: number | null,
  nowMs: number,
  link: LinkState,
): Moment {
  if (lastFrameAtMs === null) return hubMoment;
  const silent = link !== 'open' || nowMs - lastFrameAtMs > FRAME_SILENCE_LIMIT_MS;
  return silent && hubMoment.mode === 'live' ? { mode: 'cached', asOfMs: lastFrameAtMs } : hubMoment;
}

/** Folds a new picture in: one set per animation frame. */
export function applyPicture(store: VigilStore, picture: Picture, localNowMs: number): void {
  store.setState((state) => {
    const { clockOffsetMs, lateSinceMs } = offsetAfter(state, picture.atMs - localNowMs, localNowMs);
    const expectedMs = localNowMs + clockOffsetMs;
    // Ages do not jump back and forth by the jitter of frames.
    const nowMs = state.nowMs - expectedMs < LATE_FRAME_MS ? Math.max(state.nowMs, expectedMs) : expectedMs;
    const hubMoment = picture.sections.moment;
    return {
      revision: picture.revision,
      clockOffsetMs,
      lateSinceMs,
      nowMs,
      lastFrameAtMs: picture.atMs,
      hubMoment,
      ...showAt(picture, momentOnScreen(hubMoment, picture.atMs, nowMs, state.link)),
    };
  });
}

/**
 * What a frame says about the two clocks. One that waited while this machine slept must not turn the time back:
 * its hours-old values would look live until the next one comes.
 */
function offsetAfter(
  { lastFrameAtMs, clockOffsetMs, lateSinceMs }: VigilState,
  measuredMs: number,
  localNowMs: number,
): Pick<VigilState, 'clockOffsetMs' | 'lateSinceMs'> {
  const inTime = lastFrameAtMs === null || measuredMs >= clockOffsetMs - LATE_FRAME_MS;
  const since = lateSinceMs ?? localNowMs;
  if (inTime || localNowMs - since >= CLOCK_SET_BACK_AFTER_MS)
    return { clockOffsetMs: measuredMs, lateSinceMs: null };
  return { clockOffsetMs, lateSinceMs: since };
}

/** Follows the connection at once: a picture whose hub is known to be gone is not live for another second. */
export function followLink(store: VigilStore, link: LinkState): void {
  store.setState((state) => {
    const moment = momentOnScreen(state.hubMoment, state.lastFrameAtMs, state.nowMs, link);
    return {
      link,
      ...(state.picture === null || sameMoment(moment, state.moment) ? {} : showAt(state.picture, moment)),
    };
  });
}

/** Advances the clock; call once a second. Moves the heartbeat by what was really received. */
export function tick(store: VigilStore, localNowMs: number): void {
  store.setState((state) => {
    const nowMs = localNowMs + state.clockOffsetMs;
    const batches = state.picture?.batches ?? null;
    const received =
      batches === null || state.lastBatches === null ? 0 : Math.max(0, batches - state.lastBatches);
    const moment = momentOnScreen(state.hubMoment, state.lastFrameAtMs, nowMs, state.link);
    return {
      nowMs,
      heartbeat: [...state.heartbeat.slice(1), received],
      lastBatches: batches,
      ...(state.picture === null || sameMoment(moment, state.moment) ? {} : showAt(state.picture, moment)),
    };
  });
}

/**
 * The picture as it is on screen. Everything that reads a picture asks it for its moment: when the hub went silent
 * that must not still be the "live" of its last frame. The tables are shared, not copied.
 */
function showAt(picture: Picture, moment: Moment): Pick<VigilState, 'picture' | 'sections' | 'moment'> {
  const known = picture.sections.moment;
  const sections = sameMoment(known, moment) ? picture.sections : { ...picture.sections, moment };
  return {
    picture: sections === picture.sections ? picture : { ...picture, sections },
    sections,
    moment: sections.moment,
  };
}

function sameMoment(a: Moment, b: Moment): boolean {
  if (a.mode === 'cached') return b.mode === 'cached' && a.asOfMs === b.asOfMs;
  return a.mode === 'live' ? b.mode === 'live' : a === b;
}
