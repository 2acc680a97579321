/** A message may come this much later than its successors; after that it counts as lost. */
export const REORDER_GRACE_MS = 1_000;

/** Without an epoch, a number that goes back further than this is a new start, not a late message. */
export const REORDER_REACH = 16;

/** Within that reach, this many in a row that were all seen before are a new start: nobody repeats himself so. */
const REPEATS_UNTIL_RESTART = 3;

/** A jump beyond this is another way of numbering, not that many messages. */
const MAX_BELIEVABLE_GAP = 10_000_000;

/** Gaps waited for at once; when there are more, the oldest is given up at once. */
const MAX_OPEN_GAPS = 256;

/** Epochs that ended a moment ago, of which stragglers may come. */
const MAX_FORMER_EPOCHS = 8;

/** What one numbered message is to those before it. */
export type Standing =
  /** Newer than all before it, whether or not some are missing in between. */
  | 'newest'
  /** Missing until now: it was overtaken. */
  | 'late'
  /** Seen before, given up before, or of an epoch that is over. */
  | 'outdated'
  /** The sender started over: what came before says nothing about what follows. */
  | 'restart';

/** Numbers that did not come. */
export interface Gap {
  readonly from: number;
  readonly to: number;
  /** When the message after them came, epoch milliseconds. */
  readonly noticedAtMs: number;
}

/** The order of a stream's messages, by the numbers its sender gave them. Its state is bounded. */
export interface Sequence {
  /**
   * A numbered message came.
   * @param epoch null when the sender tells none
   */
  observe(number: number, epoch: string | null, nowMs: number): Standing;
  /** A new connection was made that does not continue the old one: without epochs, its first number may start over. */
  reconnected(): void;
  /** Gaps that are given up by now, each told once. */
  lost(nowMs: number): readonly Gap[];
  /** When the next gap is due to be given up; null when none is open. */
  dueAtMs(): number | null;
  /** Whether a message that came before may still be overtaken. */
  readonly hasOpenGaps: boolean;
}

/**
 * Counts what is missing. What came before the first message of an epoch is not known, so it is never counted: a
 * restart is not a gap. Numbers between the lowest and the highest of an epoch that do not come within
 * REORDER_GRACE_MS are lost, each counted exactly once.
 */
export function createSequence(): Sequence {
  let epoch: string | null = null;
  let former: readonly { readonly epoch: string | null; readonly untilMs: number }[] = [];
  let lowest = 0;
  let highest: number | null = null;
  let begunAtMs = 0;
  let mayStartOver = false;
  /** Seen before, one after the other, with nothing new in between. */
  let repeats = { from: 0, to: -1 };
  /** Sorted by number. */
  let open: Gap[] = [];
  let givenUp: Gap[] = [];

  const giveUp = (isDue: (gap: Gap) => boolean): void => {
    if (open.length === 0) return;
    givenUp.push(...open.filter(isDue));
    open = open.filter((gap) => !isDue(gap));
  };
  const begin = (number: number, nowMs: number): void => {
    giveUp(() => true);
    lowest = number;
    highest = number;
    begunAtMs = nowMs;
    mayStartOver = false;
    repeats = { from: 0, to: -1 };
  };
  const missing = (from: number, to: number, noticedAtMs: number): void => {
    if (from > to) return;
    open.push({ from, to, noticedAtMs });
    open.sort((a, b) => a.from - b.from);
    if (open.length <= MAX_OPEN_GAPS) return;
    const oldest = open.reduce((a, b) => (b.noticedAtMs < a.noticedAtMs ? b : a));
    giveUp((gap) => gap === oldest);
  };
  /** Takes a number out of the gap it lies in. */
  const filled = (number: number): boolean => {
    const index = open.findIndex(({ from, to }) => number >= from && number <= to);
    const gap = open[index];
    if (gap === undefined) return false;
    const rest = [
      { ...gap, to: number - 1 },
      { ...gap, from: number + 1 },
    ].filter(({ from, to }) => from <= to);
    open.splice(index, 1, ...rest);
    return true;
  };
  /** Only senders that tell no epoch have to be guessed at. */
  const startsOver = (number: number, newest: number): boolean =>
    epoch === null && (mayStartOver || newest - number > REORDER_REACH);
  const isRepeatedStart = (number: number, nowMs: number): boolean => {
    if (epoch !== null) return false;
    repeats = number === repeats.to + 1 ? { ...repeats, to: number } : { from: number, to: number };
    const { from, to } = repeats;
    if (to - from + 1 < REPEATS_UNTIL_RESTART) return false;
    begin(number, nowMs);
    // The first of them were taken for old ones and not used.
    givenUp.push({ from, to: to - 1, noticedAtMs: nowMs });
    return true;
  };

  return {
    observe(number, told, nowMs) {
      giveUp(({ noticedAtMs }) => nowMs - noticedAtMs >= REORDER_GRACE_MS);
      if (highest === null) {
        epoch = told;
        begin(number, nowMs);
        return 'newest';
      }
      if (told !== epoch) {
        // Stragglers of the epoch before are no reason to go back to it; a sender that insists is believed.
        former = former.filter(({ untilMs }) => nowMs < untilMs).slice(1 - MAX_FORMER_EPOCHS);
        if (former.some((one) => one.epoch === told)) return 'outdated';
        former = [...former, { epoch, untilMs: nowMs + REORDER_GRACE_MS }];
        epoch = told;
        begin(number, nowMs);
        return 'restart';
      }
      const newest = highest;
      if (number > newest) {
        mayStartOver = false;
        repeats = { from: 0, to: -1 };
        if (number - newest > MAX_BELIEVABLE_GAP) {
          begin(number, nowMs);
          return 'restart';
        }
        missing(newest + 1, number - 1, nowMs);
        highest = number;
        return 'newest';
      }
      if (startsOver(number, newest)) {
        begin(number, nowMs);
        return 'restart';
      }
      if (filled(number)) return 'late';
      if (number < lowest && nowMs - begunAtMs < REORDER_GRACE_MS) {
        // The epoch's first messages overtook each other.
        missing(number + 1, lowest - 1, nowMs);
        lowest = number;
        return 'late';
      }
      return isRepeatedStart(number, nowMs) ? 'restart' : 'outdated';
    },
    reconnected() {
      mayStartOver = true;
    },
    lost(nowMs) {
      giveUp(({ noticedAtMs }) => nowMs - noticedAtMs >= REORDER_GRACE_MS);
      const told = givenUp;
      givenUp = [];
      return told;
    },
    dueAtMs: () =>
      open.length === 0 ? null : Math.min(...open.map(({ noticedAtMs }) => noticedAtMs)) + REORDER_GRACE_MS,
    get hasOpenGaps() {
      return open.length > 0;
    },
  };
}
