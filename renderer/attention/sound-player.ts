import { type Cell, createCell } from './cell.ts';
import { type MotifName, motifSeconds, motifs, type Tone } from './motifs.ts';

/**
 * `off`: nobody asked for sound. `starting`: it is not known yet. `blocked`: the browser plays nothing until somebody
 * clicks in the page or presses a key. `missing`: there is nothing to play with.
 */
export type SoundState = 'off' | 'starting' | 'ready' | 'blocked' | 'missing';

export interface SoundPlayer {
  readonly state: Cell<SoundState>;
  /** Gets ready to play, where that is possible. */
  wake(): void;
  /** Plays a motif; false when it could not be heard. */
  play(name: MotifName, volume: number): boolean;
  /** Gives everything back. */
  sleep(): void;
}

export interface SoundDeps {
  /** Null where the browser has no Web Audio. */
  readonly createContext: (() => AudioContext) | null;
  /** Calls back when a person clicks or presses a key, until the returned function is called. */
  readonly onGesture: (listener: () => void) => () => void;
  readonly after: (delayMs: number, callback: () => void) => () => void;
}

/** A context that may play runs within this time; after it a context that does not is blocked. */
const START_LIMIT_MS = 1_500;
/** Tones fade in and out in this time: a cut would crack. */
const FADE_SECONDS = 0.012;
/** A motif that would have to wait longer is left out; the pause between two. */
const MAX_WAIT_SECONDS = 2;
const PAUSE_SECONDS = 0.2;
/** How loud the loudest motif is at full volume: tones must not distort. */
const HEADROOM = 0.5;

/** Plays motifs with Web Audio, and knows whether they can be heard. */
export function createSoundPlayer({ createContext, onGesture, after }: SoundDeps): SoundPlayer {
  const state = createCell<SoundState>('off');
  let context: AudioContext | null = null;
  let stopWaiting = (): void => undefined;
  let offGesture = (): void => undefined;
  let busyUntilSeconds = 0;

  const look = (isLate: boolean): void => {
    if (context === null) return;
    if (context.state === 'running') {
      state.set('ready');
      offGesture();
    } else if (isLate || state.get() !== 'starting') state.set('blocked');
  };

  return {
    state,
    wake() {
      if (context !== null) return;
      if (createContext === null) return state.set('missing');
      try {
        context = createContext();
      } catch {
        return state.set('missing');
      }
      state.set('starting');
      busyUntilSeconds = 0;
      const waking = context;
      waking.addEventListener('statechange', () => waking === context && look(false));
      offGesture = onGesture(() => void waking.resume().catch(() => undefined));
      stopWaiting = after(START_LIMIT_MS, () => look(true));
      look(false);
    },
    play(name, volume) {
      if (context === null || context.state !== 'running') return false;
      // Two motifs at once are a noise: the second waits for the end of the first, and a third says nothing new.
      const start = Math.max(context.currentTime, busyUntilSeconds);
      if (start - context.currentTime > MAX_WAIT_SECONDS) return true;
      busyUntilSeconds = start + motifSeconds(name) + PAUSE_SECONDS;
      for (const tone of motifs[name]) playTone(context, tone, start, volume * HEADROOM);
      return true;
    },
    sleep() {
      stopWaiting();
      offGesture();
      const closing = context;
      context = null;
      void closing?.close().catch(() => undefined);
      state.set('off');
    },
  };
}

function playTone(context: AudioContext, tone: Tone, startSeconds: number, volume: number): void {
  const from = startSeconds + tone.atSeconds;
  const to = from + tone.seconds;
  const oscillator = context.createOscillator();
  oscillator.type = tone.wave;
  oscillator.frequency.setValueAtTime(tone.hertz, from);
  if (tone.toHertz !== undefined) oscillator.frequency.exponentialRampToValueAtTime(tone.toHertz, to);
  const gain = context.createGain();
  gain.gain.setValueAtTime(0, from);
  gain.gain.linearRampToValueAtTime(tone.gain * volume, from + FADE_SECONDS);
  gain.gain.setValueAtTime(tone.gain * volume, to - FADE_SECONDS);
  gain.gain.linearRampToValueAtTime(0, to);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(from);
  oscillator.stop(to);
}
