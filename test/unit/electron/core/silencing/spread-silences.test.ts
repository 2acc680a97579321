import { describe, expect, it } from 'vitest';
import { AlertBook } from '../../../../../electron/core/alerts/alert-book.ts';
import { silentLog } from '../../../../../electron/core/log.ts';
import { AckBook } from '../../../../../electron/core/silencing/ack-book.ts';
import type { Member } from '../../../../../electron/core/silencing/clusters.ts';
import {
  createSilenceSpreader,
  PARTED_AFTER_MS,
} from '../../../../../electron/core/silencing/spread-silences.ts';
import { ackComment } from '../../../../../shared/domain/acknowledgement.ts';
import { ok } from '../../../../../shared/domain/result.ts';
import type { Silence } from '../../../../../shared/domain/silence.ts';
import { manualClock } from '../../../../builders/core.ts';

function bench() {
  const clock = manualClock();
  const book = new AckBook(new AlertBook());
  const done: string[] = [];
  let live: readonly string[] = ['am-a', 'am-b'];
  const member = (sourceId: string): Member => ({
    sourceId,
    group: 'am',
    isLive: live.includes(sourceId),
    silencing: {
      peers: () => null,
      put: async () => (done.push(`put at ${sourceId}`), ok(`of ${sourceId}`)),
      renew: async (id) => (done.push(`renew ${id} at ${sourceId}`), ok(id)),
      expire: async (id) => (done.push(`end ${id} at ${sourceId}`), ok(null)),
      get: async () => ok(null),
    },
  });
  const members = () => ['am-a', 'am-b'].map(member);
  const spreader = createSilenceSpreader({ book, members, clock, log: silentLog });
  return {
    clock,
    done,
    spreader,
    only: (...sourceIds: string[]) => {
      live = sourceIds;
    },
    lists: (sourceId: string, ...ids: (string | Partial<Silence>)[]) =>
      book.setList(
        sourceId,
        ids.map((one) => ({
          id: 'x',
          state: 'active',
          matchers: [{ name: 'alertname', operator: '=', value: 'Slow' }],
          startsAtMs: clock.nowMs(),
          endsAtMs: clock.nowMs() + 600_000,
          createdBy: 'Mara',
          comment: 'on it',
          ...(typeof one === 'string' ? { id: one } : one),
        })),
        clock.nowMs(),
      ),
    async beat() {
      spreader.beat();
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
      return done.splice(0);
    },
    begin() {
      spreader.watch('x', members());
    },
  };
}

describe('a new silence', () => {
  it('is left alone where the cluster passes it on', async () => {
    const b = bench();
    b.begin();
    b.lists('am-a', 'x');
    b.lists('am-b');
    expect(await b.beat()).toEqual([]);
    b.clock.advance(PARTED_AFTER_MS);
    // That list is older than the cluster may take.
    expect(await b.beat()).toEqual([]);
    b.lists('am-b', 'x');
    expect(await b.beat()).toEqual([]);
    b.lists('am-b');
    expect(await b.beat()).toEqual([]);
  });

  it('is taken once to a peer that does not hear of it, and stands once when they meet', async () => {
    const b = bench();
    b.begin();
    b.lists('am-a', 'x');
    b.clock.advance(PARTED_AFTER_MS);
    b.only('am-a');
    b.lists('am-b');
    expect(await b.beat()).toEqual([]);
    b.only('am-a', 'am-b');
    expect(await b.beat()).toEqual(['put at am-b']);
    expect(b.spreader.twinsOf('x')).toEqual(['x', 'of am-b']);
    b.lists('am-b', 'of am-b');
    expect(await b.beat()).toEqual([]);
    b.lists('am-b', 'of am-b', 'x');
    expect(await b.beat()).toEqual(['end x at am-b']);
    b.lists('am-a', 'of am-b', { id: 'x', state: 'expired' });
    b.lists('am-b', 'of am-b', { id: 'x', state: 'expired' });
    expect(await b.beat()).toEqual([]);
    expect(b.spreader.twinsOf('of am-b')).toEqual(['of am-b']);
  });

  it('that is an acknowledgement keeps the same one everywhere, whichever was extended last where', async () => {
    const b = bench();
    const marker = { seat: 's', atMs: b.clock.nowMs(), untilMs: null, spareMs: 1_000 };
    const ack = (id: string, lastsMs: number, atMs = marker.atMs) => ({
      id,
      comment: ackComment('on it', { ...marker, atMs }),
      endsAtMs: b.clock.nowMs() + lastsMs,
    });
    b.begin();
    b.lists('am-a', ack('x', 600_000));
    b.clock.advance(PARTED_AFTER_MS);
    b.lists('am-b');
    expect(await b.beat()).toEqual(['put at am-b']);
    b.lists('am-a', ack('x', 610_000), ack('of am-b', 600_000));
    b.lists('am-b', ack('x', 610_000), ack('of am-b', 620_000));
    expect(await b.beat()).toEqual(['end x at am-a', 'end x at am-b']);
    // Somebody took it in hand anew meanwhile, on one side.
    const anew = ack('x', 600_000, marker.atMs + 60_000);
    b.lists('am-a', anew, ack('of am-b', 600_000));
    b.lists('am-b', anew, ack('of am-b', 620_000));
    expect(await b.beat()).toEqual(['end of am-b at am-a', 'end of am-b at am-b']);
  });

  it('is not brought back where somebody ended it', async () => {
    const b = bench();
    b.begin();
    b.clock.advance(PARTED_AFTER_MS);
    b.lists('am-a', 'x');
    b.lists('am-b', { state: 'expired' });
    expect(await b.beat()).toEqual([]);
  });
});
