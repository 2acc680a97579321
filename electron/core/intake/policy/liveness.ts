import type { Clock } from '../../clock.ts';

/** A quiet connection is questioned this often. */
const CHECK_EVERY_MS = 2_000;

/** And has this long to answer. 2 + 2 + 3 s at worst stays well under the 10 s we promise. */
const ANSWER_WITHIN_MS = 3_000;

/** A check that comes later than this was held up with the whole process: what was heard before proves nothing now. */
const HELD_UP_MS = 2 * CHECK_EVERY_MS;

/** When our own process was busy, the answer may lie unread behind the timer: one more look. */
const SECOND_LOOK_MS = 50;

/** What the check needs; `ask` makes the peer say something, and `heard` is called when it does. */
export interface LivenessDeps {
  readonly clock: Clock;
  /** Provokes an answer that ends in `heard()`. Must not throw. */
  readonly ask: () => void;
  /** The peer proved to be there. */
  readonly alive: () => void;
  /** The peer did not answer. Called once, checking has ended. */
  readonly dead: () => void;
}

/** Watches one connection. */
export interface Liveness {
  /** Anything came from the peer. */
  heard(): void;
  stop(): void;
}

/**
 * Finds a dead peer within 7 s.
 *
 * socket.io itself takes 45 s with a server's default heartbeat, and a server cannot be asked to ping more
 * often. So a connection that was quiet for 2 s is questioned (see `peer-question.ts`) and given 3 s.
 */
export function watchLiveness({ clock, ask, alive, dead }: LivenessDeps): Liveness {
  let heardSinceCheck = false;
  let armed = { nowMs: 0, monotonicMs: 0 };
  let cancel: () => void = () => undefined;

  const next = (): void => {
    heardSinceCheck = false;
    armed = { nowMs: clock.nowMs(), monotonicMs: clock.monotonicMs() };
    cancel = clock.setTimeout(check, CHECK_EVERY_MS);
  };
  // The monotonic clock stands still while some machines sleep, the other one does not.
  const wasHeldUp = (): boolean =>
    Math.max(clock.nowMs() - armed.nowMs, clock.monotonicMs() - armed.monotonicMs) > HELD_UP_MS;
  const check = (): void => {
    if (heardSinceCheck && !wasHeldUp()) return pass();
    heardSinceCheck = false;
    cancel = clock.setTimeout(firstLook, ANSWER_WITHIN_MS);
    ask();
  };
  const firstLook = (): void => {
    if (heardSinceCheck) return pass();
    cancel = clock.setTimeout(verdict, SECOND_LOOK_MS);
  };
  const verdict = (): void => (heardSinceCheck ? pass() : dead());
  const pass = (): void => {
    alive();
    next();
  };

  next();
  return {
    heard: () => {
      heardSinceCheck = true;
    },
    stop: () => cancel(),
  };
}
