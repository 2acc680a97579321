import { createStore } from 'zustand/vanilla';
import type { Client } from '../../shared/contract/client.ts';
import { createPastFeed, type Wanted } from './past-feed.ts';
import {
  initialPlayback,
  type Playback,
  type PlaybackAct,
  type PlaybackClock,
  playback,
} from './playback.ts';
import { stillPicture } from './still-picture.ts';
import { showPast, type VigilStore } from './store.ts';

/** How often playing looks at the clock: as often as a head that moves needs, seldomer than frames are drawn. */
const TICK_MS = 100;

export interface TimeState {
  readonly playback: Playback;
  /** A picture is being asked for that is not on screen yet. */
  readonly isLoading: boolean;
  /** The moment an address named is on its way, and nothing else was on screen before it. */
  readonly isOpening: boolean;
  /** When a person froze the picture, while it stands still; null otherwise. */
  readonly frozenAtMs: number | null;
  /** Why the moment asked for is not on screen, or what a search did not find; one sentence. */
  readonly note: string | null;
}

/** The parts of the world the time machine runs in. */
export interface TimeMachineDeps {
  readonly client: Client;
  readonly store: VigilStore;
  /** This machine's clock. */
  readonly nowMs: () => number;
  /** Calls back every so many milliseconds until the returned function is called. */
  readonly every: (intervalMs: number, callback: () => void) => () => void;
}

/** Moves what is on screen through time. What is asked for is in `state`; what is shown, in the store of pictures. */
export interface TimeMachine {
  readonly state: ReturnType<typeof createTimeState>;
  act(act: PlaybackAct): void;
  /** Goes back to the present, and says why in one sentence. */
  leave(note: string): void;
  /** Goes to a moment before anything is shown. */
  open(moment: Wanted): void;
  /** Takes note of where the log begins; null while it is empty. */
  learnOldest(oldestMs: number | null): void;
  /**
   * Lets the picture of the present stand still: it becomes that of a past moment, kept here, whether or not anything
   * wrote it down. Nothing happens in the past.
   */
  freeze(): void;
  /** Goes to where the world next turned bad, seen from the moment on screen. */
  seekIncident(direction: 'earlier' | 'later'): Promise<void>;
  /** Follows the connection and the present; returns the function that ends it. */
  start(): () => void;
}

function createTimeState() {
  return createStore<TimeState>()(() => ({
    playback: initialPlayback,
    isLoading: false,
    isOpening: false,
    frozenAtMs: null,
    note: null,
  }));
}

/**
 * Makes a time machine that stands in the present. One request is under way at a time; the next one asks for where time
 * is by then, so nothing queues however slow the hub is.
 */
export function createTimeMachine({ client, store, nowMs, every }: TimeMachineDeps): TimeMachine {
  const state = createTimeState();
  const feed = createPastFeed(client);
  let asking = false;
  let stopTicking: (() => void) | null = null;
  let logBeginsMs = Number.NEGATIVE_INFINITY;

  /** Before the first frame nobody knows the present: everything asked for lies before it. */
  const presentMs = (): number => store.getState().clockMs || Number.POSITIVE_INFINITY;

  const restMs = (): number => {
    const moment = store.getState().present?.sections.moment;
    return moment?.mode === 'cached' ? moment.asOfMs : presentMs();
  };

  const isShown = ({ atMs, knowledge }: Playback): boolean => {
    const moment = store.getState().past?.sections.moment;
    return moment?.mode === 'past' && moment.atMs === atMs && moment.knowledge === knowledge;
  };

  const load = async (): Promise<void> => {
    const wanted = state.getState().playback;
    const { atMs, knowledge, leap } = wanted;
    if (asking || atMs === null || isShown(wanted)) return;
    asking = true;
    state.setState({ isLoading: true, note: null });
    const isLate = (): boolean => state.getState().playback.leap !== leap;
    const loaded = await feed.load({ atMs, knowledge }, isLate);
    // Asking on at the pace of playing would only repeat a failure.
    if (!loaded.ok) act({ kind: 'pause' });
    const next = state.getState().playback;
    const isStillWanted = next.atMs === atMs && next.knowledge === knowledge;
    // There is no such moment: back to the one on screen. What may be answered later stays asked for.
    if (!loaded.ok && !loaded.error.retryable && isStillWanted) stayWhereItIs();
    asking = false;
    const note = loaded.ok ? null : `That moment could not be read: ${loaded.error.message}`;
    state.setState({ isLoading: false, isOpening: false, note });
    if (loaded.ok && loaded.value !== null) showPast(store, loaded.value);
    if (loaded.ok || !isStillWanted) await load();
  };

  const stayWhereItIs = (): void => {
    const shown = store.getState().past?.sections.moment;
    if (shown?.mode === 'past') act({ kind: 'go', atMs: shown.atMs, knowledge: shown.knowledge });
    else act({ kind: 'live' });
  };

  const follow = (now: Playback): void => {
    if (now.isPlaying) stopTicking ??= every(TICK_MS, () => act({ kind: 'tick' }));
    else {
      stopTicking?.();
      stopTicking = null;
    }
    if (now.atMs === null) {
      state.setState({ isOpening: false });
      showPast(store, null);
    } else void load();
  };

  const act = (request: PlaybackAct): void => {
    const before = state.getState().playback;
    const after = playback(before, request, clock());
    if (after === before) return;
    const { frozenAtMs } = state.getState();
    const isStill = after.leap === before.leap && after.atMs === before.atMs && !after.isPlaying;
    state.setState({ playback: after, frozenAtMs: isStill ? frozenAtMs : null, note: null });
    follow(after);
  };

  const clock = (): PlaybackClock => ({
    localMs: nowMs(),
    presentMs: presentMs(),
    restMs: restMs(),
    oldestMs: logBeginsMs,
  });

  return {
    state,
    act,
    leave(note) {
      act({ kind: 'live' });
      act({ kind: 'loop', range: null });
      state.setState({ note });
    },
    open(moment) {
      state.setState({ isOpening: true });
      act({ kind: 'go', ...moment });
    },
    learnOldest(oldestMs) {
      logBeginsMs = oldestMs ?? Number.NEGATIVE_INFINITY;
    },
    freeze() {
      const { present } = store.getState();
      const before = state.getState().playback;
      if (present === null || present.sections.moment.mode === 'past') return;
      const after = playback(before, { kind: 'freeze' }, clock());
      const { atMs, knowledge } = after;
      if (after === before || atMs === null) return;
      state.setState({ playback: after, frozenAtMs: atMs, note: null });
      showPast(store, stillPicture(present, { mode: 'past', atMs, knowledge, gap: null }));
    },
    async seekIncident(direction) {
      const { atMs, leap } = state.getState().playback;
      const fromMs = atMs ?? store.getState().clockMs;
      const found = await client.request('nextIncident', { fromMs, direction });
      if (state.getState().playback.leap !== leap) return;
      if (!found.ok) state.setState({ note: `Incidents could not be looked for: ${found.error.message}` });
      else if (found.value.atMs === null) state.setState({ note: `The log holds no ${direction} incident.` });
      else act({ kind: 'go', atMs: found.value.atMs });
    },
    start: () => {
      const stopFollowing = store.subscribe((now, before) => {
        if (now.clockMs !== before.clockMs) act({ kind: 'tick' });
        // What failed while nobody answered is asked again.
        if (now.link === 'open' && before.link !== 'open') void load();
      });
      void load();
      return () => {
        stopFollowing();
        stopTicking?.();
        stopTicking = null;
      };
    },
  };
}
