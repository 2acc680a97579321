import { describe, expect, it } from 'vitest';
import { AlertBook } from '../../../../../electron/core/alerts/alert-book.ts';
import { silentLog } from '../../../../../electron/core/log.ts';
import { AckBook } from '../../../../../electron/core/silencing/ack-book.ts';
import { createAckKeeper } from '../../../../../electron/core/silencing/ack-keeper.ts';
import type { Member } from '../../../../../electron/core/silencing/clusters.ts';
import { ackComment, ackMatchers } from '../../../../../shared/domain/acknowledgement.ts';
import { err, ok } from '../../../../../shared/domain/result.ts';
import type { Silence } from '../../../../../shared/domain/silence.ts';
import { alertReport, manualClock, STORY_MS, sourceStatus } from '../../../../builders/core.ts';

const LENGTH_MS = 900_000;
const SEAT = 'seat-1';

/** An acknowledgement that is due to be extended by this seat. */
const due = (id: string, { seat = SEAT, atMs = STORY_MS - 600_000 } = {}): Silence => ({
  id,
  state: 'active',
  matchers: ackMatchers({ alertname: 'CheckoutFailing', service: 'checkout', region: 'eu-west-1' }, []),
  startsAtMs: atMs,
  endsAtMs: STORY_MS + LENGTH_MS / 3 - 1,
  createdBy: 'Mara',
  comment: ackComment('on it', { seat, atMs, untilMs: null, spareMs: LENGTH_MS / 3 }),
});

function bench(answer: 'taken' | 'ended' = 'taken') {
  const clock = manualClock();
  const alerts = new AlertBook();
  alerts.review(new Map(['am-a', 'am-b'].map((id) => [id, sourceStatus(id)])), STORY_MS);
  for (const id of ['am-a', 'am-b']) alerts.applyList(id, [alertReport()], STORY_MS);
  const book = new AckBook(alerts);
  const done: string[] = [];
  const warned: string[] = [];
  const member = (sourceId: string): Member => ({
    sourceId,
    group: 'am',
    isLive: true,
    silencing: {
      peers: () => null,
      put: () => Promise.reject(new Error('what stands is renewed, not put')),
      renew: async (id) => {
        done.push(`${id} at ${sourceId}`);
        return answer === 'taken' ? ok(id) : err({ kind: 'ended', sentence: 'It has ended.' });
      },
      expire: async (id) => (done.push(`end ${id} at ${sourceId}`), ok(null)),
      get: async () => ok(null),
    },
  });
  const keeper = createAckKeeper({
    book,
    alerts,
    members: () => ['am-a', 'am-b'].map(member),
    seat: SEAT,
    lengthMs: LENGTH_MS,
    clock,
    newId: () => 'note',
    note: () => undefined,
    log: { ...silentLog, warn: (words) => warned.push(words) },
  });
  return {
    warned,
    lists: (sourceId: string, ...silences: Silence[]) => book.setList(sourceId, silences, STORY_MS),
    async beat() {
      keeper.beat();
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
      return done.splice(0);
    },
  };
}

describe('keeping an acknowledgement', () => {
  it('extends what stands, once, and takes one that was ended meanwhile as it is', async () => {
    const b = bench();
    b.lists('am-a', due('x'));
    b.lists('am-b', due('x'));
    expect(await b.beat()).toEqual(['x at am-a']);
    expect(await b.beat()).toEqual([]);
    const over = bench('ended');
    over.lists('am-a', due('x'));
    over.lists('am-b', due('x'));
    expect(await over.beat()).toEqual(['x at am-a']);
    expect(over.warned).toEqual([]);
  });

  it('extends both of a parted pair, and one of them when they have met', async () => {
    const b = bench();
    b.lists('am-a', due('x'));
    b.lists('am-b', due('y'));
    expect(await b.beat()).toEqual(['x at am-a', 'y at am-b']);
    const met = bench();
    met.lists('am-a', due('y'), due('x'));
    met.lists('am-b', due('x'), due('y'));
    expect(await met.beat()).toEqual(['x at am-a']);
    // Only one of them has heard of the other: that other is the one both will have.
    const half = bench();
    half.lists('am-a', due('x'));
    half.lists('am-b', due('x'), due('y'));
    expect(await half.beat()).toEqual(['x at am-a']);
    const otherHalf = bench();
    otherHalf.lists('am-a', due('x'), due('y'));
    otherHalf.lists('am-b', due('y'));
    expect(await otherHalf.beat()).toEqual(['y at am-a']);
  });

  it('keeps the later word of two people, and never lets both go', async () => {
    const b = bench();
    const later = due('y', { atMs: STORY_MS - 300_000 });
    b.lists('am-a', due('x'), later);
    b.lists('am-b', later, due('x'));
    expect(await b.beat()).toEqual(['y at am-a']);
    // The other one is kept by another seat, and not taken over either.
    const two = bench();
    two.lists('am-a', due('x', { seat: 'gone' }), later);
    two.lists('am-b', due('x', { seat: 'gone' }), later);
    expect(await two.beat()).toEqual(['y at am-a']);
    const takenOver = bench();
    takenOver.lists('am-a', due('x', { seat: 'gone' }), due('y', { seat: 'gone' }));
    expect(await takenOver.beat()).toEqual(['x at am-a']);
  });
});
