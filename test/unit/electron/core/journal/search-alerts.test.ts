import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAlertHistory, writeAlerts } from '../../../../../electron/core/journal/alerts-store.ts';
import {
  type AlertCursor,
  type AlertSearch,
  MAX_EPISODES_PER_PAGE,
  readAlertVersions,
  searchAlerts,
} from '../../../../../electron/core/journal/search-alerts.ts';
import type { Alert } from '../../../../../shared/domain/alert.ts';
import { filterAlerts, noFilter } from '../../../../../shared/domain/alert-filter.ts';
import { alertTimeline } from '../../../../../shared/domain/alert-timeline.ts';
import { alertOf, openStores, T0 } from './journal-harness.ts';

const DAY_MS = 86_400_000;

function searchAll(
  database: ReturnType<typeof openStores>['database'],
  search: Omit<AlertSearch, 'cursor'>,
): { readonly alerts: readonly Alert[]; readonly pages: number } {
  const alerts: Alert[] = [];
  let cursor: AlertCursor | null = null;
  for (let pages = 1; ; pages += 1) {
    const page = searchAlerts(database, { ...search, cursor });
    alerts.push(...page.alerts);
    if (page.next === null) return { alerts, pages };
    cursor = page.next;
  }
}

const episode = fc.record({
  day: fc.integer({ min: 0, max: 90 }),
  lastsDays: fc.option(fc.integer({ min: 0, max: 20 })),
  severity: fc.constantFrom('critical' as const, 'warning' as const),
  service: fc.constantFrom('checkout', 'ledger'),
  region: fc.constantFrom('eu', 'us', null),
});

describe('a search of the past', () => {
  it('finds page by page what a filter of the whole history finds', () => {
    fc.assert(
      fc.property(
        fc.array(episode, { maxLength: 40 }),
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 0, max: 90 }),
        fc.option(fc.integer({ min: 0, max: 100 })),
        (episodes, limit, fromDay, knownDay) => {
          const { database } = openStores();
          episodes.forEach(({ day, lastsDays, severity, service, region }, index) => {
            const startsAtMs = T0 + day * DAY_MS;
            const alert = alertOf({
              id: `a${index}`,
              severity,
              service,
              region,
              labels: { service },
              startsAtMs,
            });
            writeAlerts(database, [{ alert, atMs: startsAtMs }]);
            if (lastsDays === null) return;
            const resolvedAtMs = startsAtMs + lastsDays * DAY_MS;
            writeAlerts(database, [
              { alert: { ...alert, state: 'resolved', resolvedAtMs }, atMs: resolvedAtMs },
            ]);
          });
          const range = {
            fromMs: T0 + fromDay * DAY_MS,
            toMs: T0 + (fromDay + 30) * DAY_MS,
            knownByMs: knownDay === null ? null : T0 + knownDay * DAY_MS,
          };
          const filter = {
            ...noFilter,
            severities: ['critical' as const],
            matchers: [{ name: 'region', operator: '!~' as const, value: 'u.|e' }],
          };
          const whole = readAlertHistory(database, { ...range, limit: 1_000 });
          const found = searchAll(database, { ...range, filter, limit });
          expect(found.alerts).toEqual(filterAlerts(whole, filter));
          expect(searchAll(database, { ...range, filter: noFilter, limit }).alerts).toEqual(whole);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('looks at no more than its bound in one page, and goes on where it ended', () => {
    const { database } = openStores();
    const count = MAX_EPISODES_PER_PAGE + 10;
    writeAlerts(
      database,
      Array.from({ length: count }, (_, index) => ({
        alert: alertOf({
          id: `a${index}`,
          title: index === 0 ? 'the needle' : 'hay',
          startsAtMs: T0 + index,
        }),
        atMs: T0 + index,
      })),
    );
    const search = {
      fromMs: T0,
      toMs: T0 + DAY_MS,
      knownByMs: null,
      filter: { ...noFilter, text: 'needle' },
      limit: 5,
    };
    expect(searchAlerts(database, { ...search, cursor: null })).toMatchObject({
      alerts: [],
      next: { startsAtMs: T0 + 10 },
    });
    expect(searchAll(database, search)).toMatchObject({ alerts: [{ id: 'a0' }], pages: 2 });
  });

  it('leaves out heartbeats', () => {
    const { database } = openStores();
    writeAlerts(database, [{ alert: alertOf({ kind: 'heartbeat' }), atMs: T0 }]);
    const search = { fromMs: T0, toMs: T0 + 1, knownByMs: null, filter: noFilter, limit: 5 };
    expect(searchAll(database, search).alerts).toEqual([]);
  });
});

describe('the time line of an alert', () => {
  const hand = { by: 'Mara Okafor', why: 'failing back', atMs: T0 + 2_000, untilMs: null, sourceIds: [] };
  const silence = {
    silencedBy: [{ id: 's', createdBy: 'Nadia', comment: 'known', endsAtMs: null }],
    inhibitedBy: [],
    mutedBy: [],
  };
  const flapping = { changes: 9, windowMs: 1_800_000, sinceMs: T0 };

  it('tells each turn once, with who did it and why', () => {
    const { database } = openStores();
    const versions: readonly [number, Partial<Alert>][] = [
      [0, { state: 'pending', severity: 'warning' }],
      [1_000, { severity: 'warning' }],
      [1_500, {}],
      [2_000, { acknowledgement: hand, suppression: silence }],
      [2_500, { acknowledgement: hand, suppression: silence }],
      [3_000, {}],
      [4_000, { suppression: silence }],
      [5_000, { flapping }],
      [6_000, { unconfirmed: true }],
      [7_000, { state: 'resolved', resolvedAtMs: T0 + 7_000 }],
      [9_000, { startsAtMs: T0 + 8_500 }],
    ];
    for (const [afterMs, parts] of versions)
      writeAlerts(database, [{ alert: alertOf(parts), atMs: T0 + afterMs }]);
    writeAlerts(database, [{ alert: alertOf({ id: 'another' }), atMs: T0 + 100 }]);
    const turns = alertTimeline(
      readAlertVersions(database, { id: 'a1', fromMs: T0 + 500, toMs: T0 + DAY_MS }),
    );
    expect(
      turns.map(({ turn, atMs, by, what }) => [turn, atMs - T0, by, what].filter((part) => part !== '')),
    ).toEqual([
      ['pending', 0],
      ['began', 1_000, 'warning'],
      ['severity', 1_500, 'critical'],
      ['acknowledged', 2_000, 'Mara Okafor', 'failing back'],
      ['given_up', 3_000, 'Mara Okafor'],
      ['silenced', 4_000, 'Nadia', 'known'],
      ['heard_again', 5_000],
      ['flapping', 5_000, '9 changes in 30 min'],
      ['steady', 6_000],
      ['unconfirmed', 6_000],
      ['resolved', 7_000],
      ['confirmed', 7_000],
      ['began', 8_500, 'critical'],
    ]);
  });
});
