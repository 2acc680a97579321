import { describe, expect, it } from 'vitest';
import { NOTHING_YET } from '../../../../../electron/core/alerts/alert-entry.ts';
import { readActions } from '../../../../../electron/core/journal/actions-store.ts';
import { readRehearsal } from '../../../../../electron/core/journal/read-rehearsal.ts';
import type { Alert } from '../../../../../shared/domain/alert.ts';
import type { AlertAction } from '../../../../../shared/domain/alert-action.ts';
import type { Matcher } from '../../../../../shared/domain/matchers.ts';
import { nothing, openStores, T0 } from './journal-harness.ts';

const DAY = 86_400_000;
const action = (parts: Partial<AlertAction> = {}): AlertAction => ({
  id: 'one',
  kind: 'acknowledged',
  atMs: T0,
  by: 'Mara',
  why: 'on it',
  untilMs: null,
  silences: [],
  ...parts,
});
const all = { alertId: null, fromMs: 0, toMs: Number.MAX_SAFE_INTEGER, limit: 10 };

describe('actions in the log', () => {
  it('are found by their alert and by their time, newest first', () => {
    const stores = openStores();
    const later = action({ id: 'two', kind: 'silenced', atMs: T0 + 5, by: 'Nadia' });
    stores.write({
      actions: [
        { action: action(), alertIds: ['a', 'b'] },
        { action: later, alertIds: [] },
      ],
    });
    expect(readActions(stores.database, all).map(({ action: { id }, alertId }) => [id, alertId])).toEqual([
      ['two', null],
      ['one', 'b'],
      ['one', 'a'],
    ]);
    expect(readActions(stores.database, { ...all, alertId: 'b' })).toEqual([
      { action: action(), alertId: 'b' },
    ]);
    expect(readActions(stores.database, { ...all, toMs: T0 + 4, limit: 1 })).toHaveLength(1);
  });

  it('are left out when they are damaged, and thrown away when they are old', () => {
    const stores = openStores();
    stores.write({ actions: [{ action: action(), alertIds: ['a'] }] });
    stores.database.exec(`UPDATE actions SET body = replace(body, 'Mara', 'Nora')`);
    expect(readActions(stores.database, all)).toEqual([]);
    stores.deleteStep(T0 + 2 * DAY, { maxAgeMs: DAY });
    expect(stores.count('actions')).toBe(0);
  });
});

describe('a silence tried on the log', () => {
  let id = 0;
  const alert = (parts: Partial<Alert>): Alert => ({
    ...NOTHING_YET,
    id: `${(id += 1)}`,
    name: 'Slow',
    severity: 'warning',
    service: 'pay',
    region: 'eu',
    labels: { alertname: 'Slow', service: 'pay', severity: parts.severity ?? 'warning' },
    startsAtMs: T0,
    resolvedAtMs: T0 + 600_000,
    ...parts,
  });
  const pay: Matcher[] = [{ name: 'service', operator: '=', value: 'pay' }];
  const range = { fromMs: T0 - 2 * DAY, toMs: T0 + DAY };

  it('counts what it would have hidden, what turned critical and who had it in hand', () => {
    const stores = openStores();
    const hidden = alert({ id: 'hidden' });
    const risen = alert({ id: 'risen', startsAtMs: T0 - DAY, resolvedAtMs: T0 - DAY + 600_000 });
    const critical = { severity: 'critical' as const, labels: { ...risen.labels, severity: 'critical' } };
    stores.write({
      alerts: [
        { alert: hidden, atMs: T0 },
        { alert: { ...risen, state: 'firing', resolvedAtMs: null }, atMs: risen.startsAtMs },
        {
          alert: { ...risen, ...critical, state: 'firing', resolvedAtMs: null },
          atMs: risen.startsAtMs + 240_000,
        },
        { alert: alert({ labels: { service: 'search' }, service: 'search' }), atMs: T0 },
        { alert: alert({ kind: 'unreachable' }), atMs: T0 },
        { alert: alert({ startsAtMs: T0 - 3 * DAY }), atMs: T0 },
      ],
      recording: [{ fromMs: T0 - DAY, toMs: T0 }],
      actions: [
        { action: action({ atMs: T0 + 1_000 }), alertIds: ['hidden'] },
        { action: action({ id: 'later', by: 'Nadia', atMs: T0 + DAY }), alertIds: ['hidden'] },
      ],
    });
    const found = readRehearsal(stores.database, { matchers: pay, ...range });
    expect(found).toMatchObject({
      hidden: 2,
      turnedCritical: 1,
      turnedCriticalAfterMs: [240_000],
      criticalHidden: 1,
      acknowledged: [{ by: 'Mara', count: 1 }],
      knownFromMs: T0 - DAY,
      isCut: false,
    });
    expect(found.days.reduce((sum, { warning, critical: grave }) => sum + warning + grave, 0)).toBe(2);
  });

  it('sees a critical alert that follows in the same place and would stay visible', () => {
    const stores = openStores();
    const grave = {
      severity: 'critical' as const,
      name: 'Down',
      labels: { alertname: 'Down', service: 'pay' },
    };
    stores.write({
      alerts: [
        { alert: alert({}), atMs: T0 },
        { alert: alert({ ...grave, startsAtMs: T0 + 660_000 }), atMs: T0 + 660_000 },
        { alert: alert({ startsAtMs: T0 + 500_000, resolvedAtMs: null, state: 'firing' }), atMs: T0 },
        { alert: alert({ ...grave, region: 'us', startsAtMs: T0 + 1_000 }), atMs: T0 },
      ],
    });
    const matchers: Matcher[] = [...pay, { name: 'severity', operator: '=', value: 'warning' }];
    expect(readRehearsal(stores.database, { matchers, ...range })).toMatchObject({
      hidden: 2,
      turnedCritical: 1,
      turnedCriticalAfterMs: [160_000],
      criticalHidden: 0,
    });
  });

  it('hides nothing with an expression that cannot be read', () => {
    const stores = openStores();
    stores.write({ ...nothing, alerts: [{ alert: alert({}), atMs: T0 }] });
    const matchers: Matcher[] = [{ name: 'service', operator: '=~', value: 'pay(' }];
    expect(readRehearsal(stores.database, { matchers, ...range }).hidden).toBe(0);
  });
});
