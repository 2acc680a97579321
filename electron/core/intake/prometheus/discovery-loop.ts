import type { Guess } from '../../../../shared/domain/guess.ts';
import { type SeriesKey, seriesKeyText } from '../../../../shared/domain/observation.ts';
import type { Clock } from '../../clock.ts';
import { thrownWords } from '../../thrown-words.ts';
import type { createDiscovery, Discovery } from '../discovery/create-discovery.ts';
import type { PreparedQuery } from './queries.ts';
import type { QuerySet } from './query-set.ts';

/** What a server holds changes slowly, once it holds something. */
const DISCOVER_EVERY_MS = 10 * 60_000;
/** A server that was just started has scraped nothing yet: it is looked at again soon, then ever more rarely. */
const FIRST_LOOK_AGAIN_MS = 5_000;
/** While nothing is recognised at all, somebody may be waiting for it. */
const EMPTY_LOOK_AGAIN_MS = 60_000;
/** A person who asks gets an answer no older than this. */
const ASKED_MAX_AGE_MS = 5_000;
/** Keeps the power finite. */
const MAX_DOUBLINGS = 20;
/** How long the first round waits for what discovery finds, so that the fallback does not show up for a moment. */
const FIRST_PATIENCE_MS = 2_000;

/** Keeps a source's queries as discovery finds them, when none are configured for it. */
export interface DiscoveryLoop {
  /** The server just answered again, or for the first time. */
  connected(): void;
  /** Resolves when discovery has answered once, or has taken too long. */
  first(): Promise<void>;
  guesses(): Promise<readonly Guess[]>;
  /** What a person should know about how far discovery went. */
  notes(): readonly string[];
  /** Queries that came since this was asked last: they have no history yet. */
  takeAdded(): readonly PreparedQuery[];
  /** After a good round: series of queries that are asked no more, and that no other query found. */
  takeOrphans(): readonly SeriesKey[];
  stop(): void;
}

export interface DiscoveryLoopOptions {
  readonly discovery: ReturnType<typeof createDiscovery>;
  readonly querySet: QuerySet;
  readonly clock: Clock;
  readonly isLive: () => boolean;
}

export function createDiscoveryLoop({
  discovery,
  querySet,
  clock,
  isLive,
}: DiscoveryLoopOptions): DiscoveryLoop {
  let last: Discovery | null = null;
  let lastMonotonicMs = Number.NEGATIVE_INFINITY;
  /** Looks since the connection came about, and whether the newest found what the one before had found. */
  let looks = 0;
  let isSettled = false;
  let problem: string | null = null;
  let underWay: Promise<void> | null = null;
  let cancelTimer: (() => void) | null = null;
  let stopped = false;
  let added: readonly PreparedQuery[] = [];
  const orphans = new Map<string, SeriesKey>();

  async function discover(): Promise<void> {
    const found = await discovery.discover();
    if (stopped) return;
    problem = found.ok ? null : found.error.sentence;
    // What was found before still holds as far as anybody knows.
    if (!found.ok) return;
    isSettled =
      found.value.guesses.length > 0 && JSON.stringify(found.value.signals) === JSON.stringify(last?.signals);
    looks += 1;
    last = found.value;
    lastMonotonicMs = clock.monotonicMs();
    if (!querySet.isOpen) return;
    const change = querySet.use(found.value.signals);
    added = [...added.filter((query) => !change.dropped.includes(query)), ...change.added];
    for (const { cache } of change.dropped) {
      for (const { key, isPresent } of cache.slots()) if (isPresent) orphans.set(seriesKeyText(key), key);
    }
  }

  function run(): Promise<void> {
    underWay ??= discover()
      // A mistake of ours must not end anything: the fallback is asked then.
      .catch((error: unknown) => {
        problem = `Vigil failed to look around (${thrownWords(error)}).`;
      })
      .finally(() => {
        underWay = null;
      });
    return underWay;
  }

  function watch(): void {
    cancelTimer?.();
    if (stopped) return;
    const capMs = last?.guesses.length === 0 ? EMPTY_LOOK_AGAIN_MS : DISCOVER_EVERY_MS;
    const soonMs = FIRST_LOOK_AGAIN_MS * 2 ** Math.min(Math.max(0, looks - 1), MAX_DOUBLINGS);
    cancelTimer = clock.setTimeout(
      () => {
        if (!isLive()) return watch();
        void run().then(watch);
      },
      isSettled ? DISCOVER_EVERY_MS : Math.min(capMs, soonMs),
    );
  }

  return {
    connected() {
      if (!querySet.isOpen) return;
      looks = 0;
      isSettled = false;
      void run().then(watch);
    },
    async first() {
      if (!querySet.isOpen || last !== null) return;
      let cancel = (): void => undefined;
      const patience = new Promise<void>((resolve) => {
        cancel = clock.setTimeout(resolve, FIRST_PATIENCE_MS);
      });
      await Promise.race([run(), patience]);
      cancel();
    },
    async guesses() {
      if (clock.monotonicMs() - lastMonotonicMs > ASKED_MAX_AGE_MS) await run();
      const asked = new Set(querySet.current.queries.map(({ promql }) => promql));
      return (last?.guesses ?? []).map((guess) => ({ ...guess, active: asked.has(guess.query) }));
    },
    notes() {
      if (!querySet.isOpen) return [];
      if (problem !== null) return [`What is there could not be recognised: ${problem}`];
      return last?.notes ?? [];
    },
    takeAdded() {
      const taken = added;
      added = [];
      return taken;
    },
    takeOrphans() {
      if (orphans.size === 0) return [];
      for (const { cache } of querySet.current.queries) {
        for (const { key, isPresent } of cache.slots()) if (isPresent) orphans.delete(seriesKeyText(key));
      }
      const taken = [...orphans.values()];
      orphans.clear();
      return taken;
    },
    stop() {
      stopped = true;
      cancelTimer?.();
    },
  };
}
