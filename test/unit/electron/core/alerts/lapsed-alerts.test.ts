/** What an Alertmanager gave up because nobody repeated it is told apart from what somebody called over. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AlertBook } from '../../../../../electron/core/alerts/alert-book.ts';
import { decodeAlerts, reportsOf } from '../../../../../electron/core/intake/alertmanager/decode-alerts.ts';
import { createRenewals } from '../../../../../electron/core/intake/alertmanager/renewals.ts';
import type { Alert } from '../../../../../shared/domain/alert.ts';
import { alertReport, STORY_MS, sourceStatus } from '../../../../builders/core.ts';

const POLL_MS = 5_000;
const WAIT_MS = 240_000;

/** An Alertmanager as it is asked every five seconds; its clock may be wrong. */
class Listing {
  readonly book = new AlertBook();
  nowMs = STORY_MS;
  private readonly renewals = createRenewals();
  private readonly skewMs: number;

  constructor(skewMs = 0) {
    this.skewMs = skewMs;
  }

  /** @param repeatedAtMs when it was repeated last, by our clock; null when the list does not hold it */
  poll(repeatedAtMs: number | null): void {
    this.nowMs += POLL_MS;
    const stamp = (atMs: number): string => new Date(atMs + this.skewMs).toISOString();
    const list =
      repeatedAtMs === null
        ? []
        : [
            {
              fingerprint: 'f1',
              labels: { alertname: 'DiskFull' },
              startsAt: stamp(STORY_MS),
              updatedAt: stamp(repeatedAtMs),
              endsAt: stamp(repeatedAtMs + WAIT_MS),
            },
          ];
    const decoded = decodeAlerts(JSON.stringify(list));
    if (!decoded.ok) throw new Error(decoded.error);
    const { alerts } = decoded.value;
    const lapses = this.renewals.listed(alerts, this.nowMs);
    const labels = { service: ['service'], region: ['region'] };
    this.book.applyList('am', reportsOf(alerts, new Map(), labels, this.nowMs, lapses), this.nowMs);
  }

  get alert(): Alert {
    return this.book.all()[0]!;
  }
}

const skew = fc.integer({ min: -3_600_000, max: 3_600_000 });

describe('an alert of an Alertmanager that nobody repeats', () => {
  it('lapses, in words, whatever the clock of the Alertmanager says', () => {
    fc.assert(
      fc.property(skew, fc.nat({ max: 10 }), (skewMs, renewals) => {
        const listing = new Listing(skewMs);
        let repeatedAtMs = STORY_MS;
        for (let round = 0; round < renewals; round += 1) {
          repeatedAtMs = listing.nowMs;
          for (let poll = 0; poll < 12; poll += 1) listing.poll(repeatedAtMs);
        }
        while (listing.nowMs + POLL_MS < repeatedAtMs + WAIT_MS) listing.poll(repeatedAtMs);
        expect(listing.alert.state).toBe('firing');
        listing.poll(null);
        expect(listing.alert).toMatchObject({ state: 'resolved', lapsed: true });
        expect(listing.alert.summary).toContain('Lapsed: nobody repeated it to am any more. It may go on.');
      }),
      { numRuns: 50 },
    );
  });

  it('is over, and not lapsed, when it leaves the list while it is still being repeated', () => {
    fc.assert(
      fc.property(skew, fc.integer({ min: 1, max: 12 }), fc.nat({ max: 5 }), (skewMs, polls, renewals) => {
        const listing = new Listing(skewMs);
        for (let round = 0; round < renewals; round += 1) {
          const repeatedAtMs = listing.nowMs;
          for (let poll = 0; poll < 12; poll += 1) listing.poll(repeatedAtMs);
        }
        const lastMs = listing.nowMs;
        for (let poll = 0; poll < polls; poll += 1) listing.poll(lastMs);
        listing.poll(null);
        expect(listing.alert.state).toBe('resolved');
        expect(listing.alert.lapsed).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });

  it('is no lapse when Vigil did not look for so long that nobody knows', () => {
    const listing = new Listing();
    listing.poll(STORY_MS);
    listing.nowMs += WAIT_MS;
    listing.poll(null);
    expect(listing.alert.state).toBe('resolved');
    expect(listing.alert.lapsed).toBeUndefined();
  });
});

describe('several sources of one alert', () => {
  const told = (lapsesAtMs?: number) => alertReport(lapsesAtMs === undefined ? {} : { lapsesAtMs });

  it('lapses only when it lapsed everywhere', () => {
    const both = new AlertBook();
    for (const id of ['am-a', 'am-b']) both.applyList(id, [told(STORY_MS + 20_000)], STORY_MS);
    for (const id of ['am-a', 'am-b']) both.applyList(id, [], STORY_MS + 30_000);
    expect(both.all()).toMatchObject([{ state: 'resolved', lapsed: true }]);
    expect(both.all()[0]!.summary).toContain('am-a and am-b');

    const one = new AlertBook();
    one.applyList('prom', [told()], STORY_MS);
    one.applyList('am-a', [told(STORY_MS + 20_000)], STORY_MS);
    one.applyList('prom', [], STORY_MS + 10_000);
    one.applyList('am-a', [], STORY_MS + 30_000);
    expect(one.all()[0]).toMatchObject({ state: 'resolved' });
    expect(one.all()[0]!.lapsed).toBeUndefined();
  });

  it('lapses as well when a peer gave it up and answers for one that is silent', () => {
    const book = new AlertBook();
    const peer = (id: string) =>
      sourceStatus(id, { type: 'alertmanager', group: 'am', sinceMs: STORY_MS - 60_000 });
    const peers = new Map(['am-a', 'am-b'].map((id) => [id, peer(id)]));
    for (const id of peers.keys()) book.applyList(id, [told(STORY_MS + 4_000)], STORY_MS);
    book.review(peers, STORY_MS);
    book.applyList('am-b', [], STORY_MS + 5_000, { isPartial: true });
    book.applyList('am-a', [], STORY_MS + 5_000);
    book.review(peers, STORY_MS + 6_000);
    expect(book.all()[0]).toMatchObject({ state: 'resolved', lapsed: true });
  });

  it('is over when it was listed since the restart, and then called over before the list is believed again', () => {
    const book = new AlertBook();
    book.applyList('am-a', [told(STORY_MS + 180_000)], STORY_MS, { isPartial: true });
    book.applyList('am-a', [], STORY_MS + 5_000, { isPartial: true });
    book.applyList('am-a', [], STORY_MS + 150_000);
    expect(book.all()[0]).toMatchObject({ state: 'resolved' });
    expect(book.all()[0]!.lapsed).toBeUndefined();
    const late = new AlertBook();
    late.applyList('am-a', [told(STORY_MS + 4_000)], STORY_MS, { isPartial: true });
    late.applyList('am-a', [], STORY_MS + 5_000, { isPartial: true });
    late.applyList('am-a', [], STORY_MS + 150_000);
    expect(late.all()[0]).toMatchObject({ state: 'resolved', lapsed: true });
  });

  it('lapses when an Alertmanager restarted and nobody repeated it since; a new beginning forgets that', () => {
    const book = new AlertBook();
    book.applyList('am-a', [told(STORY_MS + 180_000)], STORY_MS);
    book.applyList('am-a', [], STORY_MS + 5_000, { isPartial: true });
    expect(book.all()).toMatchObject([{ state: 'firing', unconfirmed: true }]);
    book.applyList('am-a', [], STORY_MS + 150_000);
    expect(book.all()).toMatchObject([{ state: 'resolved', lapsed: true }]);
    book.applyList('am-a', [told(STORY_MS + 400_000)], STORY_MS + 200_000);
    expect(book.all()[0]!.lapsed).toBeUndefined();
    expect(book.all()[0]!.summary).not.toContain('Lapsed');
    book.applyList('am-a', [], STORY_MS + 210_000);
    expect(book.all()[0]).toMatchObject({ state: 'resolved' });
    expect(book.all()[0]!.lapsed).toBeUndefined();
  });
});
