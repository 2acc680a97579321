/** Work longer than this lets the event loop have its turn: a frame, a timer, a socket. */
const TURN_BUDGET_MS = 4;

/** Long work in short turns: ask `isSpent` often, and wait for the `next` turn when it is. */
export interface Turns {
  isSpent(): boolean;
  next(): Promise<void>;
}

/** The effects of turns; tests bring their own. */
export interface TurnEffects {
  readonly budgetMs: number;
  readonly monotonicMs: () => number;
  /** Resolves after the event loop went round: `setImmediate`, not a promise, which would go before it. */
  readonly wait: () => Promise<void>;
}

const systemTurns: TurnEffects = {
  budgetMs: TURN_BUDGET_MS,
  monotonicMs: () => performance.now(),
  wait: () => new Promise((resolve) => setImmediate(resolve)),
};

/** The first turn begins now. */
export function createTurns({ budgetMs, monotonicMs, wait }: TurnEffects = systemTurns): Turns {
  let startedMs = monotonicMs();
  return {
    isSpent: () => monotonicMs() - startedMs >= budgetMs,
    async next() {
      await wait();
      startedMs = monotonicMs();
    },
  };
}
