import { type CompiledPath, kindWords } from './json-path.ts';

/** A message with more items than this is cut: one sender must not be able to stall the wall. */
const MAX_ITEMS_PER_MESSAGE = 10_000;

/** Counts what one message came to; `accepted + rejectedCount` equals its items. */
export interface Tally {
  rejectedCount: number;
  lastRejection: string | null;
}

/**
 * Runs `read` over the items of a message: the payload itself, or the list at `each`.
 * @param read returns null when it took the item, or why it did not
 */
export function readItems(
  event: string,
  each: CompiledPath | null,
  payload: unknown,
  tally: Tally,
  read: (item: unknown) => string | null,
): void {
  const reject = (count: number, words: string): void => {
    tally.rejectedCount += count;
    tally.lastRejection = `Event "${event}": ${words}.`;
  };
  if (each === null) {
    const words = read(payload);
    if (words !== null) reject(1, words);
    return;
  }
  const list = each.read(payload);
  if (!Array.isArray(list)) return reject(1, `${each.text}: expected a list, got ${kindWords(list)}`);
  const items: readonly unknown[] = list;
  const taken = Math.min(items.length, MAX_ITEMS_PER_MESSAGE);
  for (let index = 0; index < taken; index += 1) {
    const words = read(items[index]);
    if (words !== null) reject(1, words);
  }
  if (items.length > taken) {
    reject(items.length - taken, `${each.text}: more than ${MAX_ITEMS_PER_MESSAGE} items in one message`);
  }
}
