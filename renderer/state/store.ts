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
  /** On screen: the past picture while a person is in the past, else `present`. Its tables are written in place: draw by `revision`. */
  readonly picture: Picture | null;
  /** Grows with every change of what is on screen. */
  readonly revision: number;
  /** Sections of the picture on screen by reference, replaced whole when they change. */
  readonly sections: Sections;
  /** The moment every age on screen is measured from: the hub's time now, once a second, or the past moment on screen. */
  readonly nowMs: number;
  /** The hub's time now, once a second, whatever is on screen; 0 before the first frame. */
  readonly clockMs: number;
  /** What live frames made, also while the past is on screen. Null until the first frame. */
  readonly present: Picture | null;
  /** The picture of a past moment; null in the present. */
  readonly past: Picture | null;
  /** Hub clock minus this machine's clock. */
  readonly clockOffsetMs: number;
  /** This machine's time when frames began to come late; null while they come in time. */
  readonly lateSinceMs: number | null;
  readonly link: LinkState;
  /** What this seat may do, as Vigil said when greeted: `desktop`, `edit-config`. */
  readonly capabilities: readonly string[];
  /** When the last frame arrived, in hub time; null before the first. */
  readonly lastFrameAtMs: number | null;
  /** The moment on screen: past, the hub's, or cached when the hub itself went silent. `sections` and `picture` say the same. */
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
  clockMs: 0,
  present: null,
  past: null,
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

/** Folds a new live picture in: one set per animation frame. While the past is on screen only the present changes. */
export function applyPicture(store: VigilStore, picture: Picture, localNowMs: number): void {
  store.setState((state) => {
    const hubMoment = picture.sections.moment;
    const { clockOffsetMs, lateSinceMs } =
      hubMoment.mode === 'past'
        ? { clockOffsetMs: picture.atMs - localNowMs, lateSinceMs: null }
        : offsetAfter(state, picture.atMs - localNowMs, localNowMs);
    const expectedMs = localNowMs + clockOffsetMs;
    // Ages do not jump back and forth by the jitter of frames.
    const clockMs =
      state.clockMs - expectedMs < LATE_FRAME_MS ? Math.max(state.clockMs, expectedMs) : expectedMs;
    const present = picturedAt(picture, momentOnScreen(hubMoment, picture.atMs, clockMs, state.link));
    return {
      clockOffsetMs,
      lateSinceMs,
      clockMs,
      lastFrameAtMs: picture.atMs,
      hubMoment,
      present,
      ...(state.past === null ? onScreen(present, clockMs, state.revision + 1) : {}),
    };
  });
}

/** Puts the picture of a past moment on screen, or with null what is so now. */
export function showPast(store: VigilStore, past: Picture | null): void {
  store.setState((state) => {
    const picture = past ?? state.present;
    if (past === null && state.past === null) return state;
    return {
      past,
      ...(picture === null
        ? { picture, revision: state.revision + 1 }
        : onScreen(picture, state.clockMs, state.revision + 1)),
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
  store.setState((state) => ({
    link,
    ...presentAt(state, momentOnScreen(state.hubMoment, state.lastFrameAtMs, state.clockMs, link)),
  }));
}

/** Advances the clock; call once a second. Moves the heartbeat by what was really received. */
export function tick(store: VigilStore, localNowMs: number): void {
  store.setState((state) => {
    // The present of a capsule is the end of its window, for ever.
    const clockMs = state.hubMoment.mode === 'past' ? state.hubMoment.atMs : localNowMs + state.clockOffsetMs;
    const batches = state.present?.batches ?? null;
    const received =
      batches === null || state.lastBatches === null ? 0 : Math.max(0, batches - state.lastBatches);
    return {
      clockMs,
      ...(state.past === null ? { nowMs: clockMs } : {}),
      heartbeat: [...state.heartbeat.slice(1), received],
      lastBatches: batches,
      ...presentAt(state, momentOnScreen(state.hubMoment, state.lastFrameAtMs, clockMs, state.link)),
    };
  });
}

/** What changes when the present turns cached, or live again; nothing while its moment stays. */
function presentAt(state: VigilState, moment: Moment): Partial<VigilState> {
  if (state.present === null || sameMoment(moment, state.present.sections.moment)) return {};
  const present = picturedAt(state.present, moment);
  return {
    present,
    ...(state.past === null
      ? { picture: present, sections: present.sections, moment: present.sections.moment }
      : {}),
  };
}

/**
 * A picture that says `moment`. Everything that reads a picture asks it for its moment: when the hub went silent
 * that must not still be the "live" of its last frame. The tables are shared, not copied.
 */
function picturedAt(picture: Picture, moment: Moment): Picture {
  return sameMoment(picture.sections.moment, moment)
    ? picture
    : { ...picture, sections: { ...picture.sections, moment } };
}

function onScreen(
  picture: Picture,
  clockMs: number,
  revision: number,
): Pick<VigilState, 'picture' | 'sections' | 'moment' | 'nowMs' | 'revision'> {
  const { sections } = picture;
  const { moment } = sections;
  return { picture, sections, moment, revision, nowMs: moment.mode === 'past' ? moment.atMs : clockMs };
}

function sameMoment(a: Moment, b: Moment): boolean {
  if (a.mode === 'cached') return b.mode === 'cached' && a.asOfMs === b.asOfMs;
  return a.mode === 'live' ? b.mode === 'live' : a === b;
}
