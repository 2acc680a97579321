import { describe, expect, it } from 'vitest';
import { AlertBook, RESOLVED_KEPT_MS } from '../../../../../electron/core/alerts/alert-book.ts';
import { LivePicture } from '../../../../../electron/core/live-picture.ts';
import type { Alert } from '../../../../../shared/domain/alert.ts';
import { FLAP_PAUSE_MS } from '../../../../../shared/domain/flapping.ts';
import { alertReport, STORY_MS, sourceStatus, testConfig } from '../../../../builders/core.ts';

const MINUTE_MS = 60_000;
const live = new Map([['a', sourceStatus('a')]]);

/** Fires and resolves `times` times, a minute each. Returns when the last one began. */
function flap(book: AlertBook, times: number, fromMs = STORY_MS): number {
  for (let cycle = 0; cycle < times; cycle += 1) {
    const beganMs = fromMs + 2 * cycle * MINUTE_MS;
    book.applyList('a', [alertReport({ startsAtMs: beganMs })], beganMs);
    if (cycle < times - 1) book.applyList('a', [], beganMs + MINUTE_MS);
  }
  return fromMs + 2 * (times - 1) * MINUTE_MS;
}

const only = (book: AlertBook): Alert => book.all()[0]!;

describe('an alert that comes and goes', () => {
  it('is told as flapping with how often, and its state stays what it is', () => {
    const book = new AlertBook();
    const lastMs = flap(book, 3);
    expect(only(book)).toMatchObject({ state: 'firing', flapping: { changes: 5, sinceMs: STORY_MS } });
    book.applyList('a', [], lastMs + MINUTE_MS);
    expect(only(book)).toMatchObject({ state: 'resolved', flapping: { changes: 6 } });
    expect(book.takeChanges()).toMatchObject([{ flapping: { changes: 6 } }]);
  });

  it('stays listed while it flaps, longer than what resolved for good, and then holds still', () => {
    const book = new AlertBook();
    const endMs = flap(book, 3) + MINUTE_MS;
    book.applyList('a', [], endMs);
    book.review(live, endMs + RESOLVED_KEPT_MS + 1);
    expect(only(book).flapping).toBeDefined();
    book.takeChanges();
    book.review(live, endMs + FLAP_PAUSE_MS);
    expect(book.takeChanges()).toMatchObject([{ state: 'resolved' }]);
    expect(only(book).flapping).toBeUndefined();
    book.review(live, endMs + FLAP_PAUSE_MS + 1_000);
    expect(book.all()).toEqual([]);
  });

  it('is known by its identity: also when the feed had forgotten it between, whichever source tells of it', () => {
    const book = new AlertBook();
    const cycleMs = RESOLVED_KEPT_MS + 2 * MINUTE_MS;
    for (let cycle = 0; cycle < 4; cycle += 1) {
      const beganMs = STORY_MS + cycle * cycleMs;
      const sourceId = cycle % 2 === 0 ? 'a' : 'b';
      book.review(live, beganMs);
      // Once it flaps it stays.
      expect(book.all()).toHaveLength(cycle < 3 ? 0 : 1);
      book.applyList(sourceId, [alertReport({ startsAtMs: beganMs })], beganMs);
      if (cycle < 3) book.applyList(sourceId, [], beganMs + MINUTE_MS);
    }
    expect(only(book)).toMatchObject({ state: 'firing', flapping: { changes: 7 } });
  });

  it('flaps on after a restart of Vigil, and repeated confirmations change nothing', () => {
    const book = new AlertBook();
    const lastMs = flap(book, 4);
    const next = new AlertBook();
    next.restore(book.all(), new Set(['a']), lastMs + 1_000);
    next.applyList('a', [alertReport({ startsAtMs: lastMs })], lastMs + 2_000);
    expect(only(next)).toMatchObject({ unconfirmed: false, flapping: { changes: 7, sinceMs: STORY_MS } });
    next.takeChanges();
    next.applyList('a', [alertReport({ startsAtMs: lastMs })], lastMs + 3_000);
    expect(next.takeChanges()).toEqual([]);
    next.applyList('a', [], lastMs + 4_000);
    expect(only(next)).toMatchObject({ state: 'resolved', flapping: { changes: 8 } });
  });

  it('does not flap by pending and going again, nor by one peer that forgets it', () => {
    const book = new AlertBook();
    for (let cycle = 0; cycle < 6; cycle += 1) {
      const atMs = STORY_MS + cycle * MINUTE_MS;
      book.applyList('a', [alertReport({ state: 'pending', startsAtMs: atMs })], atMs);
      book.applyList('a', [], atMs + 30_000);
    }
    expect(only(book).flapping).toBeUndefined();
    const peers = new AlertBook();
    peers.applyList('b', [alertReport()], STORY_MS);
    flap(peers, 6);
    expect(only(peers).flapping).toBeUndefined();
  });
});

describe('a storm in the picture', () => {
  const picture = (): LivePicture => {
    const made = new LivePicture(testConfig({ storm: { perMinute: 10 } }), false, STORY_MS);
    made.setSource(sourceStatus('a'));
    return made;
  };
  const reports = (count: number, startsAtMs = STORY_MS) =>
    Array.from({ length: count }, (_, index) =>
      alertReport({
        labels: { alertname: `Down${index % 4}`, instance: `host-${index}`, cluster: 'pay' },
        startsAtMs,
      }),
    );
  const tell = (made: LivePicture, alerts: ReturnType<typeof reports>, atMs: number): void =>
    made.observe({ kind: 'alert_list', sourceId: 'a', receivedAtMs: atMs, alerts });

  it('comes with the very frame that brings its alerts, none of which is missing from the feed', () => {
    const made = picture();
    made.beat(STORY_MS);
    tell(made, reports(50), STORY_MS + 500);
    made.refresh(STORY_MS + 500);
    const { storm, alerts } = made.sections.current;
    expect(storm.value).toMatchObject({ count: 50, firing: 50, shared: [{ name: 'cluster', value: 'pay' }] });
    expect(new Set(storm.value?.alertIds)).toEqual(new Set(alerts.value.map(({ id }) => id)));
    // Half of it ends; the rest of the headline follows once a second.
    tell(made, reports(25), STORY_MS + 900);
    made.beat(STORY_MS + 1_000);
    expect(made.sections.current.storm.value).toMatchObject({ count: 50, firing: 25 });
  });

  it('is none when a first list brings what has been firing for long, nor when they are silenced', () => {
    const made = picture();
    tell(made, reports(50, STORY_MS - 3_600_000), STORY_MS);
    const suppression = { silencedBy: [], inhibitedBy: ['X'], mutedBy: [] };
    tell(
      made,
      [
        ...reports(50, STORY_MS - 3_600_000),
        ...reports(50).map((one) => ({ ...one, labels: { ...one.labels, quiet: 'yes' }, suppression })),
      ],
      STORY_MS + 500,
    );
    made.beat(STORY_MS + 1_000);
    expect(made.alerts.all()).toHaveLength(100);
    expect(made.sections.current.storm.value).toBeNull();
  });
});
