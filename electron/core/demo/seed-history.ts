import type { Journal, Transition } from '../journal/journal.ts';
import { demoHistory } from './demo-history.ts';
import type { Fleet } from './fleet.ts';

const DAY_MS = 86_400_000;
/** The demo pretends to have been watched for this long. */
const PAST_MS = 90 * DAY_MS;

/**
 * Gives an empty demo journal the past of the fleet, so that budgets and the time bar have something to say.
 * A journal that already recorded anything is left as it is.
 * @returns the transitions that were added, ascending
 */
export async function seedDemoHistory(
  journal: Journal,
  fleet: Fleet,
  nowMs: number,
): Promise<readonly Transition[]> {
  const recorded = await journal.recordingSpans(0, nowMs);
  if (recorded.length > 0) return [];
  const history = demoHistory(fleet, nowMs - PAST_MS, nowMs);
  journal.appendTransitions(history.transitions);
  journal.importRecording(history.spans);
  await journal.flush();
  return history.transitions;
}
