import { createStore } from 'zustand/vanilla';
import type { LinkState } from '../../shared/contract/client.ts';
import { emptySections, type Picture } from '../../shared/contract/picture.ts';
import type { Sections } from '../../shared/contract/sections.ts';
import type { Moment } from '../../shared/domain/moment.ts';

/** Without a frame for this long the picture no longer counts as live, whatever the transport believes. */
export const FRAME_SILENCE_LIMIT_MS = 5_000;
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
  readonly link: LinkState;
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
  link: 'connecting',
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
    const clockOffsetMs = picture.atMs - localNowMs;
    const nowMs = Math.max(state.nowMs, picture.atMs);
    const hubMoment = picture.sections.moment;
    return {
      revision: picture.revision,
      clockOffsetMs,
      nowMs,
      lastFrameAtMs: picture.atMs,
      hubMoment,
      ...showAt(picture, momentOnScreen(hubMoment, picture.atMs, nowMs, state.link)),
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
