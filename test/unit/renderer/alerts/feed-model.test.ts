import { describe, expect, it } from 'vitest';
import {
  byService,
  EVERYTHING_ELSE,
  type Grouping,
  groupAlerts,
} from '../../../../renderer/features/alerts/feed-grouping.ts';
import {
  countBySource,
  feedLists,
  feedRows,
  foldStorm,
  holdRows,
  labelChoices,
  moveChoice,
} from '../../../../renderer/features/alerts/feed-model.ts';
import { alertStrip, STRIP_BARS, STRIP_SPAN_MS } from '../../../../renderer/features/alerts/strip-model.ts';
import type { Alert } from '../../../../shared/domain/alert.ts';
import { filterAlerts, noFilter } from '../../../../shared/domain/alert-filter.ts';

const nowMs = Date.UTC(2026, 8, 22, 14, 13, 36);
const minute = 60_000;

function alert(id: string, change: Partial<Alert> = {}): Alert {
  return {
    id,
    name: id,
    title: `Alert ${id}`,
    summary: '',
    severity: 'warning',
    state: 'firing',
    kind: 'reported',
    service: 'checkout',
    region: 'eu-west-1',
    labels: {},
    startsAtMs: nowMs - 10 * minute,
    resolvedAtMs: null,
    lastSeenAtMs: nowMs,
    sourceIds: ['prom-eu'],
    unconfirmed: false,
    suppression: null,
    runbookUrl: null,
    ...change,
  };
}

const groupByService = (alerts: readonly Alert[]) => groupAlerts(alerts, byService);

describe('grouping', () => {
  it('puts the worst service first and lone warnings at the end', () => {
    const groups = groupByService([
      alert('w', { service: 'search' }),
      alert('a1', { service: 'payments' }),
      alert('a2', { service: 'payments' }),
      alert('c', { service: 'ledger', severity: 'critical' }),
      alert('n', { service: null, kind: 'unreachable' }),
    ]);
    expect(groups.map((group) => group.key)).toEqual(['service:ledger', 'service:payments', EVERYTHING_ELSE]);
    expect(groups.at(-1)!.alerts.map(({ id }) => id)).toEqual(['n', 'w']);
  });

  it('counts each source once', () => {
    const [group] = groupByService([alert('a', { sourceIds: ['x', 'y'] }), alert('b', { sourceIds: ['y'] })]);
    expect(group!.sourceCount).toBe(2);
  });

  it('keeps a service called "else" apart from everything else', () => {
    const groups = groupByService([
      alert('a', { service: 'else', severity: 'critical' }),
      alert('b', { service: null }),
    ]);
    expect(new Set(groups.map((group) => group.key)).size).toBe(2);
  });
});

describe('filterAlerts', () => {
  const all = [
    alert('a', { labels: { team: 'orders' }, severity: 'critical' }),
    alert('b', { title: 'Payments is slow', sourceIds: ['edge'] }),
  ];
  it('returns the same list when nothing is chosen', () => {
    expect(filterAlerts(all, noFilter)).toBe(all);
  });
  it('wants every word, in any field', () => {
    const ids = (text: string) => filterAlerts(all, { ...noFilter, text }).map(({ id }) => id);
    expect(ids('SLOW payments')).toEqual(['b']);
    expect(ids('team=orders')).toEqual(['a']);
    expect(ids('slow orders')).toEqual([]);
  });
  it('combines severity and source', () => {
    const filter = { ...noFilter, severities: ['critical' as const], sourceIds: ['edge'] };
    expect(filterAlerts(all, filter)).toEqual([]);
  });
});

describe('other groupings', () => {
  const all = [
    alert('a', { labels: { team: 'orders' }, region: 'eu', severity: 'critical', sourceIds: ['x', 'y'] }),
    alert('b', { labels: { team: 'orders' }, region: 'eu' }),
    alert('c', { region: 'us' }),
    alert('d', { labels: { team: 'ads' }, region: 'us' }),
  ];
  it.each<[Grouping, readonly (readonly [string | null, string])[]]>([
    [
      { kind: 'region' },
      [
        ['eu', 'ab'],
        ['us', 'cd'],
      ],
    ],
    [
      { kind: 'severity' },
      [
        ['critical', 'a'],
        ['warning', 'bcd'],
      ],
    ],
    [
      { kind: 'source' },
      [
        ['x, y', 'a'],
        ['prom-eu', 'bcd'],
      ],
    ],
    [
      { kind: 'label', name: 'team' },
      [
        ['orders', 'ab'],
        [null, 'cd'],
      ],
    ],
    [
      { kind: 'label', name: 'alertname' },
      [
        ['a', 'a'],
        [null, 'bcd'],
      ],
    ],
    [{ kind: 'none' }, [[null, 'abcd']]],
  ])('%j', (grouping, expected) => {
    const groups = groupAlerts(all, grouping);
    expect(groups.map(({ title, alerts }) => [title, alerts.map(({ id }) => id).join('')])).toEqual(expected);
    const headings = feedRows(groups, new Set(), grouping).filter((row) => row.kind === 'group');
    expect(headings).toHaveLength(grouping.kind === 'none' ? 0 : expected.length);
  });
});

describe('the tabs', () => {
  const hand = { by: 'Mara', why: '', atMs: nowMs, untilMs: null, sourceIds: [] };
  const quiet = { silencedBy: [], inhibitedBy: ['a'], mutedBy: [] };
  it('list what is in hand as firing, also when an Alertmanager holds that as a silence', () => {
    const lists = feedLists([
      alert('loud'),
      alert('hand', { acknowledgement: hand }),
      alert('handed', { acknowledgement: hand, suppression: quiet }),
      alert('quiet', { suppression: quiet }),
      alert('soon', { state: 'pending' }),
      alert('over', { state: 'resolved', acknowledgement: hand }),
      alert('beat', { kind: 'heartbeat' }),
    ]);
    const ids = Object.fromEntries(
      Object.entries(lists).map(([tab, list]) => [tab, list.map(({ id }: Alert) => id)]),
    );
    expect(ids).toEqual({
      firing: ['loud', 'hand', 'handed'],
      acknowledged: ['hand', 'handed'],
      silenced: ['quiet'],
      pending: ['soon'],
    });
  });

  it('fold a storm into its headline until it is unfolded', () => {
    const storm = {
      sinceMs: nowMs,
      count: 9,
      firing: 2,
      shared: [],
      first: { id: 'a', title: 'a', atMs: nowMs },
      binMs: 10_000,
      bins: [],
      alertIds: ['a', 'b', 'elsewhere'],
    };
    const all = [alert('a'), alert('b'), alert('c')];
    expect(foldStorm(all, storm, false)).toMatchObject({
      listed: [{ id: 'c' }],
      folded: [{ id: 'a' }, { id: 'b' }],
    });
    expect(foldStorm(all, storm, true)).toEqual({ listed: all, folded: [] });
    expect(foldStorm(all, null, false)).toEqual({ listed: all, folded: [] });
  });
});

describe('labelChoices', () => {
  it('counts labels and their values, most common first', () => {
    const labels = labelChoices([
      alert('a', { labels: { team: 'ads', zone: '1' } }),
      alert('b', { labels: { team: 'orders' } }),
      alert('c', { labels: { team: 'orders' } }),
    ]);
    expect(labels).toEqual([
      {
        name: 'team',
        count: 3,
        values: [
          ['orders', 2],
          ['ads', 1],
        ],
      },
      { name: 'zone', count: 1, values: [['1', 1]] },
    ]);
  });
});

describe('holdRows', () => {
  const rows = (...alerts: Alert[]) => feedRows(groupByService(alerts), new Set(), byService);
  it('keeps every row where it is while the pointer is over the list', () => {
    const before = rows(alert('a'), alert('b'));
    const after = rows(alert('c', { severity: 'critical' }), alert('b', { title: 'newer words' }));
    const held = holdRows(before, after);
    expect(held.rows.map((row) => row.key)).toEqual(before.map((row) => row.key));
    expect(held.waiting).toBe(1);
    const kinds = held.rows.filter((row) => row.kind === 'alert').map((row) => [row.key, row.gone]);
    expect(kinds).toEqual(
      expect.arrayContaining([
        ['a', true],
        ['b', false],
      ]),
    );
    expect(held.rows.some((row) => row.kind === 'alert' && row.alert.title === 'newer words')).toBe(true);
  });
});

describe('moveChoice', () => {
  const rows = feedRows(groupByService([alert('a'), alert('b')]), new Set(), byService);
  it('skips headings, starts at an end and stops at the ends', () => {
    expect(moveChoice(rows, null, 1)).toBe('a');
    expect(moveChoice(rows, null, -1)).toBe('b');
    expect(moveChoice(rows, 'a', 1)).toBe('b');
    expect(moveChoice(rows, 'b', 1)).toBe('b');
    expect(moveChoice(rows, 'vanished', 1)).toBe('a');
    expect(moveChoice([], null, 1)).toBeNull();
  });
  it('does not enter a folded group', () => {
    const groups = groupByService([alert('a'), alert('b')]);
    expect(moveChoice(feedRows(groups, new Set([groups[0]!.key]), byService), null, 1)).toBeNull();
  });
});

describe('alertStrip', () => {
  const base = { resolvedAtMs: null, lastSeenAtMs: nowMs, unconfirmed: false };
  it('is flat before the start and full since', () => {
    const bars = alertStrip({ ...base, startsAtMs: nowMs - STRIP_SPAN_MS / 2 }, nowMs);
    expect(bars).toHaveLength(STRIP_BARS);
    expect(bars.slice(0, 16).every((bar) => bar === 'quiet')).toBe(true);
    expect(bars.slice(16).every((bar) => bar === 'active')).toBe(true);
  });
  it('claims nothing after its sources fell silent', () => {
    const bars = alertStrip(
      { ...base, startsAtMs: 0, lastSeenAtMs: nowMs - STRIP_SPAN_MS / 4, unconfirmed: true },
      nowMs,
    );
    expect(bars.slice(0, 24).every((bar) => bar === 'active')).toBe(true);
    expect(bars.slice(24).every((bar) => bar === 'unknown')).toBe(true);
  });
  it('ends where it resolved, and shows one bar for what just began', () => {
    const ended = alertStrip({ ...base, startsAtMs: 0, resolvedAtMs: nowMs - STRIP_SPAN_MS / 2 }, nowMs);
    expect(ended.filter((bar) => bar === 'active')).toHaveLength(16);
    expect(alertStrip({ ...base, startsAtMs: nowMs - 1 }, nowMs).at(-1)).toBe('active');
  });
});

it('counts alerts of each source, most first', () => {
  expect(countBySource([alert('a', { sourceIds: ['x', 'y'] }), alert('b', { sourceIds: ['y'] })])).toEqual([
    ['y', 2],
    ['x', 1],
  ]);
});
