import type { BatchEvents } from './protocol.ts';

/**
 * Events are never dropped for samples. This is the last resort of a disk that stays full for weeks: then the oldest of
 * a kind go, and the notice says so.
 */
export const MAX_QUEUED_EVENTS = 500_000;

type Lists = { -readonly [Name in keyof BatchEvents]: BatchEvents[Name][number][] };

function emptyLists(): Lists {
  return {
    transitions: [],
    alerts: [],
    texts: [],
    annotations: [],
    actions: [],
    absences: [],
    sources: [],
    silences: [],
    configurations: [],
    recording: [],
  };
}

const names = Object.keys(emptyLists()) as (keyof Lists)[];

/** Rows on their way to the worker, in the order in which they came. */
export class EventQueue {
  #lists = emptyLists();
  /** Events that were dropped because too many waited, since start. */
  dropped = 0;

  get count(): number {
    return names.reduce((sum, name) => sum + this.#lists[name].length, 0);
  }

  add<Name extends keyof BatchEvents>(name: Name, event: BatchEvents[Name][number]): void {
    // Which list takes which event is what the key says.
    (this.#lists[name] as BatchEvents[Name][number][]).push(event);
  }

  last<Name extends keyof BatchEvents>(name: Name): BatchEvents[Name][number] | undefined {
    return this.#lists[name].at(-1);
  }

  replaceLast<Name extends keyof BatchEvents>(name: Name, event: BatchEvents[Name][number]): void {
    this.#lists[name].pop();
    this.add(name, event);
  }

  /** Everything that waits; the queue is empty afterwards. */
  take(): BatchEvents {
    const taken = this.#lists;
    this.#lists = emptyLists();
    return taken;
  }

  /** Puts refused events back to the front. */
  giveBack(events: BatchEvents): void {
    const lists = emptyLists();
    const restore = <Name extends keyof BatchEvents>(name: Name): void => {
      const all = [...events[name], ...this.#lists[name]];
      const excess = Math.max(0, all.length - MAX_QUEUED_EVENTS);
      this.dropped += excess;
      (lists[name] as unknown[]) = excess > 0 ? all.slice(excess) : all;
    };
    for (const name of names) restore(name);
    this.#lists = lists;
  }
}
