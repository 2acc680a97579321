import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ACK_LENGTH_MS,
  type AckedAlert,
  type AckMarker,
  ackComment,
  ackMatchers,
  ackStep,
  isLocalAckOver,
  keptAckFirst,
  LOOKED_FOR_MS,
  type LocalAck,
  labelsOfAck,
  openLocalAcks,
  parseAckComment,
  spareOf,
} from '../../../../shared/domain/acknowledgement.ts';
import type { AlertAction } from '../../../../shared/domain/alert-action.ts';
import { compileMatchers, labelsOf } from '../../../../shared/domain/matchers.ts';

const NOW = Date.UTC(2026, 8, 22, 14, 0, 0);
const marker = (parts: Partial<AckMarker> = {}): AckMarker => ({
  seat: 'a',
  atMs: NOW,
  untilMs: null,
  spareMs: spareOf(ACK_LENGTH_MS),
  ...parts,
});

describe('the marker in a comment', () => {
  const markers = fc.record({
    seat: fc.string({ unit: fc.constantFrom(...'AZaz09-'), minLength: 1, maxLength: 64 }),
    atMs: fc.integer({ min: 0, max: 4e12 }),
    untilMs: fc.option(fc.integer({ min: 0, max: 4e12 }), { nil: null }),
    spareMs: fc.integer({ min: 0, max: 999_999_999 }),
  });

  it('is read back with the words before it, whatever they are', () => {
    const words = fc.oneof(
      fc.string({ unit: 'binary' }),
      markers.map((one) => ackComment('like a marker', one)),
    );
    fc.assert(
      fc.property(words, markers, (said, one) => {
        expect(parseAckComment(ackComment(said, one))).toEqual({ words: said, marker: one });
      }),
    );
  });

  it.each([
    '',
    'disk swap',
    'done]',
    '[vigil:ack seat=a at=2026-09-22T14:00:00.000Z until=resolved spare=300s] and more',
    '[vigil:ack seat=a b at=2026-09-22T14:00:00.000Z until=resolved spare=300s]',
    '[vigil:ack seat=a at=yesterday until=resolved spare=300s]',
    '[vigil:ack seat=a at=2026-99-22T14:00:00.000Z until=resolved spare=300s]',
  ])('is not found in %j', (comment) => {
    expect(parseAckComment(comment)).toBeNull();
  });

  it('is found quickly or not at all in long comments', () => {
    const begun = performance.now();
    expect(parseAckComment(`${'[vigil:ack seat=a '.repeat(50_000)}]`)).toBeNull();
    expect(performance.now() - begun).toBeLessThan(1_000);
  });
});

describe('matchers of exactly one alert', () => {
  const labels = fc.dictionary(
    fc.constantFrom('alertname', 'service', 'region', 'instance'),
    fc.constantFrom('a', 'b'),
    {
      minKeys: 1,
      noNullPrototype: true,
    },
  );

  it('meet it and no other alert, and tell its labels again', () => {
    fc.assert(
      fc.property(labels, fc.array(labels, { maxLength: 8 }), (own, others) => {
        const matchers = ackMatchers(own, others);
        const compiled = compileMatchers(matchers);
        const meets = (one: Readonly<Record<string, string>>) => compiled.ok && compiled.value(labelsOf(one));
        expect(meets(own)).toBe(true);
        for (const other of others)
          expect(meets(other)).toBe(JSON.stringify(sorted(other)) === JSON.stringify(sorted(own)));
        expect(sorted(labelsOfAck(matchers) ?? {})).toEqual(sorted(own));
      }),
    );
  });

  it('are no others: a pattern is about many', () => {
    expect(labelsOfAck([{ name: 'service', operator: '=~', value: 'a|b' }])).toBeNull();
    expect(labelsOfAck([{ name: 'service', operator: '=', value: '' }])).toBeNull();
  });
});

function sorted(labels: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(labels).toSorted(([a], [b]) => a.localeCompare(b));
}

describe('a step about an acknowledgement', () => {
  const spareMs = spareOf(ACK_LENGTH_MS);
  const at = (leftMs: number, alert: AckedAlert, isHolder: boolean, untilMs: number | null = null) =>
    ackStep({ marker: marker({ untilMs }), endsAtMs: NOW + leftMs, alert, isHolder }, NOW);

  it('is due exactly when a third is used up for the holder, and two thirds for others', () => {
    expect(at(2 * spareMs + 1, 'open', true)).toBe('keep');
    expect(at(2 * spareMs, 'open', true)).toBe('extend');
    expect(at(spareMs + 1, 'open', false)).toBe('keep');
    expect(at(spareMs, 'open', false)).toBe('take_over');
    expect(at(1, 'open', false)).toBe('take_over');
  });

  it('never wakes up what has run out, and never extends what has an end of its own', () => {
    expect(at(0, 'open', true)).toBe('keep');
    expect(at(0, 'over', true)).toBe('keep');
    expect(at(1, 'open', true, NOW + 60_000)).toBe('keep');
  });

  it('never extends for an alert that is over, and never takes over for one it has not seen', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10, max: ACK_LENGTH_MS }), fc.boolean(), (leftMs, isHolder) => {
        expect(at(leftMs, 'over', isHolder)).toBe(leftMs <= 0 ? 'keep' : 'end');
        expect(at(leftMs, 'unknown', false)).toBe('keep');
      }),
    );
  });
});

/*
 * Several Vigils and one silence, as an Alertmanager keeps it. Each Vigil looks at its own time, through a clock that
 * is off by `skewMs` after correction, and some sleep.
 */
interface Seat {
  readonly name: string;
  readonly skewMs: number;
  readonly everyMs: number;
  /** Awake but for these stretches. */
  readonly sleeps: readonly { readonly fromMs: number; readonly toMs: number }[];
}

interface Run {
  readonly holders: readonly string[];
  readonly writes: number;
  /** How long the alert fired without being acknowledged. */
  readonly looseMs: number;
  readonly extendedAfterEnd: number;
  readonly endedAfterMs: number | null;
}

const TICK_MS = 1_000;

function run(seats: readonly Seat[], resolvesAtMs: number, lastsMs: number): Run {
  const spareMs = spareOf(ACK_LENGTH_MS);
  let silence: { readonly holder: string; readonly endsAtMs: number } | null = {
    holder: seats[0]!.name,
    endsAtMs: ACK_LENGTH_MS,
  };
  const holders = [silence.holder];
  let writes = 0;
  let looseMs = 0;
  let extendedAfterEnd = 0;
  let endedAfterMs: number | null = null;
  for (let nowMs = 0; nowMs < lastsMs; nowMs += TICK_MS) {
    if (silence !== null && silence.endsAtMs <= nowMs) silence = null;
    if (silence === null && nowMs < resolvesAtMs) looseMs += TICK_MS;
    // All look at the same moment before any of them writes: the worst case.
    const seen: typeof silence = silence;
    for (const seat of seats) {
      if (seen === null || nowMs % seat.everyMs !== 0) continue;
      if (seat.sleeps.some(({ fromMs, toMs }) => nowMs >= fromMs && nowMs < toMs)) continue;
      const alert: AckedAlert = nowMs >= resolvesAtMs ? 'over' : 'open';
      const step = ackStep(
        {
          marker: marker({ seat: seen.holder, spareMs }),
          endsAtMs: seen.endsAtMs,
          alert,
          isHolder: seen.holder === seat.name,
        },
        nowMs + seat.skewMs,
      );
      if (step === 'keep') continue;
      writes += 1;
      if (step === 'end') {
        endedAfterMs ??= nowMs - resolvesAtMs;
        silence = null;
        continue;
      }
      if (alert === 'over') extendedAfterEnd += 1;
      silence = { holder: seat.name, endsAtMs: nowMs + ACK_LENGTH_MS };
      if (holders.at(-1) !== seat.name) holders.push(seat.name);
    }
  }
  return { holders, writes, looseMs, extendedAfterEnd, endedAfterMs };
}

describe('several Vigils that keep one acknowledgement', () => {
  const MINUTE = 60_000;
  const skews = fc.integer({ min: -90, max: 90 }).map((seconds) => seconds * 1_000);
  const seatsOf = (names: readonly string[]) =>
    fc.tuple(
      ...names.map((name) =>
        fc.record({
          name: fc.constant(name),
          skewMs: skews,
          everyMs: fc.constantFrom(1_000, 5_000, 10_000),
          sleeps: fc.constant<Seat['sleeps']>([]),
        }),
      ),
    );

  it('leave it with its holder while that one is awake, however their clocks differ within the spare time', () => {
    fc.assert(
      fc.property(seatsOf(['a', 'b', 'c']), (seats) => {
        const result = run(seats, Number.POSITIVE_INFINITY, 120 * MINUTE);
        expect(result).toMatchObject({ holders: ['a'], looseMs: 0 });
        // A write every third of its length, give or take how often it is looked at.
        expect(result.writes).toBeLessThanOrEqual(120 / 5 + 12);
      }),
    );
  });

  it('take over from one that sleeps, once, and the alert is never without somebody', () => {
    fc.assert(
      fc.property(seatsOf(['a', 'b', 'c']), fc.integer({ min: 0, max: 40 }), (seats, minute) => {
        const sleep = { fromMs: minute * MINUTE, toMs: 300 * MINUTE };
        const [first, ...others] = seats as [Seat, ...Seat[]];
        const result = run(
          [{ ...first, sleeps: [sleep] }, ...others],
          Number.POSITIVE_INFINITY,
          300 * MINUTE,
        );
        expect(result.looseMs).toBe(0);
        expect(result.holders[0]).toBe('a');
        expect(result.holders.length).toBeGreaterThan(1);
        // Two that take over at once may both write: the one shown afterwards goes on, and they do not take turns.
        expect(result.holders.length).toBeLessThanOrEqual(3);
      }),
    );
  });

  it('settle on one of them even when a clock is far ahead', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 600 }), (minutes) => {
        const seats = ['a', 'b'].map((name, index) => ({
          name,
          skewMs: index * minutes * MINUTE,
          everyMs: 5_000,
          sleeps: [],
        }));
        expect(run(seats, Number.POSITIVE_INFINITY, 120 * MINUTE).holders.length).toBeLessThanOrEqual(2);
      }),
    );
  });

  it('drop it with the first look after the alert is over, and nobody extends it afterwards', () => {
    fc.assert(
      fc.property(seatsOf(['a', 'b']), fc.integer({ min: 1, max: 100 }), (seats, minute) => {
        const result = run(seats, minute * MINUTE, 160 * MINUTE);
        expect(result.extendedAfterEnd).toBe(0);
        expect(result.endedAfterMs).toBeLessThanOrEqual(10_000);
      }),
    );
  });

  it('let it run out when all of them sleep: the alert is loud again', () => {
    const sleeps = [{ fromMs: 0, toMs: 600 * MINUTE }];
    const seats = ['a', 'b'].map((name) => ({ name, skewMs: 0, everyMs: 1_000, sleeps }));
    expect(run(seats, Number.POSITIVE_INFINITY, 60 * MINUTE)).toMatchObject({
      writes: 0,
      looseMs: 60 * MINUTE - ACK_LENGTH_MS,
    });
  });
});

describe('an acknowledgement that only this Vigil knows', () => {
  const ack: LocalAck = {
    alertId: 'x',
    by: 'Mara',
    why: '',
    atMs: NOW,
    untilMs: null,
    startsAtMs: NOW - 60_000,
  };
  const firing = { state: 'firing', startsAtMs: NOW - 60_000 } as const;

  it('holds while its alert fires, and while that is looked for after a start', () => {
    expect(isLocalAckOver(ack, firing, 0, NOW + 86_400_000)).toBe(false);
    expect(isLocalAckOver(ack, null, LOOKED_FOR_MS - 1, NOW)).toBe(false);
    expect(isLocalAckOver(ack, { ...firing, startsAtMs: NOW - 55_000 }, 0, NOW)).toBe(false);
  });

  it('ends with the alert, with its time, and with another occurrence', () => {
    expect(isLocalAckOver(ack, { ...firing, state: 'resolved' }, 0, NOW)).toBe(true);
    expect(isLocalAckOver({ ...ack, untilMs: NOW + 5 }, firing, 0, NOW + 5)).toBe(true);
    expect(isLocalAckOver(ack, { ...firing, startsAtMs: NOW + 3_600_000 }, 0, NOW + 3_600_000)).toBe(true);
    expect(isLocalAckOver(ack, null, LOOKED_FOR_MS, NOW)).toBe(true);
  });

  it('is found in the log when its last word is an acknowledgement', () => {
    const action = (
      kind: AlertAction['kind'],
      atMs: number,
      parts: Partial<AlertAction> = {},
    ): AlertAction => ({
      id: `${kind}${atMs}`,
      kind,
      atMs,
      by: 'Mara',
      why: 'on it',
      untilMs: null,
      silences: [],
      startsAtMs: NOW - 5,
      ...parts,
    });
    const { startsAtMs: _, ...remote } = action('acknowledged', 7);
    const rows = [
      { alertId: 'c', action: remote },
      { alertId: 'b', action: action('ack_ended', 6) },
      { alertId: 'a', action: action('acknowledged', 5) },
      { alertId: null, action: action('silenced', 4) },
      { alertId: 'b', action: action('acknowledged', 3) },
      { alertId: 'c', action: action('acknowledged', 2) },
      { alertId: 'a', action: action('unacknowledged', 1) },
    ];
    expect(openLocalAcks(rows)).toEqual([
      { alertId: 'a', by: 'Mara', why: 'on it', atMs: 5, untilMs: null, startsAtMs: NOW - 5 },
    ]);
  });
});

describe('which of several acknowledgements of one alert stays', () => {
  it('is the same for everybody, in whatever order they hear of them: the latest word', () => {
    const rank = fc.record({ id: fc.uuid(), atMs: fc.integer({ min: NOW, max: NOW + 3 }) });
    const some = fc.uniqueArray(rank, { minLength: 1, selector: ({ id }) => id });
    fc.assert(
      fc.property(some, some, (ranks, shuffle) => {
        const [first] = ranks.toSorted(keptAckFirst);
        const [too] = [
          ...ranks.slice(shuffle.length % ranks.length),
          ...ranks.slice(0, shuffle.length % ranks.length),
        ]
          .toReversed()
          .toSorted(keptAckFirst);
        expect(too).toEqual(first);
        expect(first?.atMs).toBe(Math.max(...ranks.map(({ atMs }) => atMs)));
      }),
    );
  });
});
