import { describe, expect, it } from 'vitest';
import type { DecodedMessage } from '../../../../../../electron/core/intake/mapping/compile-mapping.ts';
import { createMessageOrder } from '../../../../../../electron/core/intake/stream/message-order.ts';
import type { Gap } from '../../../../../../electron/core/intake/stream/sequence.ts';
import type { AlertReport, Sample } from '../../../../../../shared/domain/observation.ts';
import { createFakeClock } from '../support/fake-clock.ts';

const sampleOf = (region: string, value: number): Sample => ({
  key: { subject: { kind: 'cell', service: 's', region }, signal: 'latency_p95', unit: 'seconds' },
  value,
  sampledAtMs: 0,
});
const alertOf = (name: string, state: AlertReport['state']): AlertReport => ({
  labels: { alertname: name },
  annotations: {},
  name,
  severity: 'critical',
  state,
  startsAtMs: 0,
  service: null,
  region: null,
});
const message = (samples: readonly Sample[], alerts: readonly AlertReport[] = []): DecodedMessage => ({
  samples,
  alerts,
  annotations: [],
  rejectedCount: 0,
  lastRejection: null,
});

function setUp() {
  const clock = createFakeClock();
  const gaps: Gap[] = [];
  const order = createMessageOrder({ number: '$.n', epoch: '$.e' }, clock, (gap) => gaps.push(gap));
  const used = (n: number, decoded: DecodedMessage, timed = false): DecodedMessage | string => {
    const place = order.place({ n, e: 'a' });
    return place.kind === 'use' || place.kind === 'late' ? order.current(decoded, place, timed) : place.kind;
  };
  return { clock, gaps, order, used };
}

describe('order of messages', () => {
  it('never lets an overtaken message replace what a newer one said, and uses the rest of it', () => {
    const { used } = setUp();
    used(1, message([sampleOf('eu', 1)]));
    used(3, message([sampleOf('eu', 3)], [alertOf('A', 'resolved')]));
    const late = used(
      2,
      message([sampleOf('eu', 2), sampleOf('us', 2)], [alertOf('A', 'firing'), alertOf('B', 'firing')]),
    );
    expect(late).toMatchObject({
      samples: [{ key: { subject: { region: 'us' } } }],
      alerts: [{ name: 'B' }],
    });
  });

  it('lets two overtaken messages come in any order', () => {
    const { used } = setUp();
    used(1, message([]));
    used(4, message([]));
    expect(used(3, message([sampleOf('eu', 3)]))).toMatchObject({ samples: [{ value: 3 }] });
    expect(used(2, message([sampleOf('eu', 2)]))).toMatchObject({ samples: [] });
  });

  it('hands on late samples that tell their time: history wants them, and the board never goes back', () => {
    const { used } = setUp();
    used(1, message([]), true);
    used(3, message([sampleOf('eu', 3)]), true);
    expect(used(2, message([sampleOf('eu', 2)]), true)).toMatchObject({ samples: [{ value: 2 }] });
  });

  it('drops what was seen, and what comes after it was given up', () => {
    const { used, clock, gaps } = setUp();
    used(1, message([]));
    expect(used(1, message([]))).toBe('drop');
    used(3, message([]));
    clock.advance(999);
    expect(gaps).toEqual([]);
    clock.advance(1);
    expect(gaps).toMatchObject([{ from: 2, to: 2 }]);
    expect(used(2, message([]))).toBe('drop');
    expect(clock.timers).toBe(0);
  });

  it.each([
    [{}, 'use'],
    [{ n: null }, 'use'],
    [{ n: '17', e: 'a' }, 'use'],
    [{ n: 1.5 }, 'refuse'],
    [{ n: -1 }, 'refuse'],
    [{ n: 'x' }, 'refuse'],
    [{ n: Number.NaN }, 'refuse'],
    [{ n: {} }, 'refuse'],
    [null, 'use'],
    ['text', 'use'],
  ])('%j: %s', (payload, kind) => {
    expect(setUp().order.place(payload).kind).toBe(kind);
  });

  it('says what is no number', () => {
    expect(setUp().order.place({ n: {} })).toMatchObject({
      words: '$.n: expected a whole number, got an object',
    });
  });
});
