import { describe, expect, it } from 'vitest';
import { readAlertTexts, readOpenTexts } from '../../../../../electron/core/journal/alert-texts-store.ts';
import type { AlertTexts } from '../../../../../shared/domain/alert-texts.ts';
import { buildAlert } from '../../../../builders/story-alerts.ts';
import { openStores, type Stores, T0 } from './journal-harness.ts';

const DAY_MS = 86_400_000;
const texts = (text: string, seenAtMs = T0): AlertTexts => ({
  annotations: [{ name: 'description', text, sourceIds: ['prom'] }],
  leftOut: 2,
  seenAtMs,
});
const event = (alertId: string, text: string, seenAtMs = T0) => ({ alertId, texts: texts(text, seenAtMs) });
const alertEvent = (id: string, resolvedAtMs: number | null, atMs = T0) => ({
  alert: buildAlert({
    id,
    title: id,
    summary: '',
    severity: 'warning',
    service: null,
    region: null,
    startsAtMs: T0,
    ...(resolvedAtMs === null ? {} : { state: 'resolved' as const, resolvedAtMs }),
  }),
  atMs,
});
const read = ({ database }: Stores, alertId: string, toMs: number) =>
  readAlertTexts(database, { alertId, toMs });

describe('texts of alerts in the log', () => {
  it('are what was told last up to a moment, of that alert', () => {
    const stores = openStores();
    stores.write({ texts: [event('a', 'first'), event('b', 'another'), event('a', 'second', T0 + 10)] });
    expect(read(stores, 'a', T0 - 1)).toBeNull();
    expect(read(stores, 'a', T0)).toEqual(texts('first'));
    expect(read(stores, 'a', T0 + 9)).toEqual(texts('first'));
    expect(read(stores, 'a', T0 + DAY_MS)).toEqual(texts('second', T0 + 10));
    expect(read(stores, 'b', T0 + DAY_MS)).toEqual(texts('another'));
    expect(read(stores, 'c', T0 + DAY_MS)).toBeNull();
  });

  it('are kept once for as long as they stay the same', () => {
    const stores = openStores();
    stores.write({ texts: [event('a', 'same'), event('a', 'same', T0 + 5)] });
    stores.write({ texts: [event('a', 'same', T0 + 10), event('b', 'same', T0 + 10)] });
    expect(stores.count('alert_texts')).toBe(2);
    expect(read(stores, 'a', T0 + 10)?.seenAtMs).toBe(T0);
  });

  it('are nothing where a row is damaged', () => {
    const stores = openStores();
    stores.write({ texts: [event('a', 'Mara')] });
    stores.database.exec(`UPDATE alert_texts SET body = replace(body, 'Mara', 'Nora')`);
    expect(read(stores, 'a', T0)).toBeNull();
  });

  it('go over into a new file for alerts that are not over', () => {
    const stores = openStores();
    stores.write({
      alerts: [alertEvent('open', null), alertEvent('over', T0 + 1)],
      texts: [event('open', 'old'), event('open', 'new', T0 + 1), event('over', 'x')],
    });
    expect(readOpenTexts(stores.database)).toEqual([event('open', 'new', T0 + 1)]);
  });

  it('leave by age, but for the last before the kept time of an alert that is kept', () => {
    const stores = openStores();
    stores.write({
      alerts: [alertEvent('kept', null), alertEvent('gone', T0 + 1)],
      texts: [
        event('kept', 'one'),
        event('kept', 'two', T0 + 1),
        event('gone', 'x', T0 + 1),
        event('kept', 'three', T0 + 2 * DAY_MS),
      ],
    });
    const nowMs = T0 + 2 * DAY_MS + 1;
    while (stores.deleteStep(nowMs, { maxAgeMs: DAY_MS }));
    expect(stores.count('alert_texts')).toBe(2);
    expect(read(stores, 'kept', nowMs - DAY_MS)).toEqual(texts('two', T0 + 1));
    expect(read(stores, 'kept', nowMs)).toEqual(texts('three', T0 + 2 * DAY_MS));
    expect(read(stores, 'gone', nowMs)).toBeNull();
  });
});
