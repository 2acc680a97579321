import { vi } from 'vitest';

/** How often a condition is looked at. */
const LOOK_EVERY_MS = 10;

/** Below the 5 s a test has by default, so that the condition is shown and not only that time ran out. */
const WITHIN_MS = 4_500;

/** Waits until `check` throws no more; its last complaint is the failure. */
export const until = (check: () => void): Promise<void> =>
  vi.waitFor(check, { timeout: WITHIN_MS, interval: LOOK_EVERY_MS });
