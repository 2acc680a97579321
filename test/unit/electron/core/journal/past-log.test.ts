import { beforeEach, describe, expect, it } from 'vitest';
import { printedConfig } from '../../../../../electron/core/config/describe.ts';
import type { Silence } from '../../../../../shared/domain/silence.ts';
import { annotation } from '../../../../builders/annotations.ts';
import { sourceStatus, testConfig } from '../../../../builders/core.ts';
import { alertOf, openStores, type Stores, T0, transition } from './journal-harness.ts';

let stores: Stores;
beforeEach(() => {
  stores = openStores();
});

const range = (fromMs: number, toMs: number) => ({ fromMs: T0 + fromMs, toMs: T0 + toMs });

describe('configurations', () => {
  it('are those in effect, for earlier moments the first', () => {
    expect(stores.past.configurationAt(T0)).toBeNull();
    const first = testConfig({ name: 'One' });
    const second = testConfig({ name: 'Two' });
    for (const [config, demo, atMs] of [
      [first, true, T0],
      [first, true, T0 + 10],
      [second, false, T0 + 20],
    ] as const)
      stores.write({ configurations: [{ yaml: printedConfig(config), demo, atMs }] });
    expect(stores.count('configurations')).toBe(2);
    expect(stores.past.configurationAt(T0 - 1)).toEqual({ config: first, demo: true });
    expect(stores.past.configurationAt(T0 + 19)).toEqual({ config: first, demo: true });
    expect(stores.past.configurationAt(T0 + 20)).toEqual({ config: second, demo: false });
    expect(stores.past.configurationAt(T0 + 99)?.config).toBe(stores.past.configurationAt(T0 + 20)?.config);
  });

  it('that this version cannot read are told as none', () => {
    stores.write({ configurations: [{ yaml: 'sauces: []', demo: false, atMs: T0 }] });
    expect(stores.past.configurationAt(T0)).toBeNull();
  });
});

describe('what sources said', () => {
  it('is told whole, with the last before of each', () => {
    const at = (ms: number, id: string, parts = {}) => ({ status: sourceStatus(id, parts), atMs: T0 + ms });
    const events = [
      at(0, 'a', { lastError: 'refused' }),
      at(0, 'b'),
      at(60_000, 'a', { samplesPerSecond: 7, lastError: null }),
      at(120_000, 'a', { samplesPerSecond: 8, warnings: ['slow'] }),
      at(180_000, 'b', { state: 'unreachable' }),
      at(3_600_000, 'a', { samplesPerSecond: 9 }),
    ];
    for (const event of events) stores.write({ sources: [event] });
    expect(stores.past.sourceEvents(range(0, 4_000_000))).toEqual(events);
    expect(stores.past.sourceEvents(range(100_000, 200_000))).toEqual([
      events[1],
      events[2],
      events[3],
      events[4],
    ]);
    expect(stores.past.sourceEvents(range(-10, -5))).toEqual([]);
    const bytes = stores.database.prepare('SELECT length(body) AS n FROM source_events ORDER BY id').all();
    expect(Number(bytes[2]?.n)).toBeLessThan(Number(bytes[0]?.n) / 4);
  });

  it('is left out when what it changes was thrown away', () => {
    stores.write({ sources: [{ status: sourceStatus('a'), atMs: T0 }] });
    stores.write({ sources: [{ status: sourceStatus('a', { errorCount: 1 }), atMs: T0 + 1 }] });
    stores.database.exec('DELETE FROM source_events WHERE base IS NULL');
    expect(stores.past.sourceEvents(range(0, 10))).toEqual([]);
  });
});

describe('silences', () => {
  const silence = (id: string): Silence => ({
    id,
    state: 'active',
    matchers: [{ name: 'service', operator: '=', value: 'checkout' }],
    startsAtMs: T0,
    endsAtMs: T0 + 3_600_000,
    createdBy: 'ann',
    comment: 'planned',
  });

  it('are kept whenever a list changed', () => {
    const list = (ms: number, ...ids: string[]) => ({
      sourceId: 'am',
      silences: ids.map(silence),
      atMs: T0 + ms,
    });
    for (const one of [list(0), list(10, 's'), list(20, 's'), list(30)]) stores.write({ silences: [one] });
    expect(stores.past.silences(range(0, 100))).toEqual([list(0), list(10, 's'), list(30)]);
    expect(stores.past.silences(range(15, 25))).toEqual([list(10, 's')]);
  });
});

describe('alerts', () => {
  it('are told as they changed, with the last before of those that mattered then', () => {
    const hour = 3_600_000;
    const write = (ms: number, parts: Parameters<typeof alertOf>[0]) =>
      stores.write({ alerts: [{ alert: alertOf(parts), atMs: T0 + ms }] });
    write(0, { id: 'open' });
    write(10, { id: 'open', severity: 'info' });
    write(20, { id: 'long over' });
    write(30, { id: 'long over', state: 'resolved', resolvedAtMs: T0 + 30 });
    write(2 * hour, { id: 'just over' });
    write(2 * hour + 10, { id: 'just over', state: 'resolved', resolvedAtMs: T0 + 2 * hour + 10 });
    write(3 * hour, { id: 'new' });
    write(5 * hour, { id: 'open', state: 'resolved', resolvedAtMs: T0 + 5 * hour });
    const found = stores.past.alertEvents(range(3 * hour - 10, 3 * hour + 10));
    expect(found.map(({ alert, atMs }) => [alert.id, alert.severity, alert.state, atMs - T0])).toEqual([
      ['open', 'info', 'firing', 10],
      ['just over', 'critical', 'resolved', 2 * hour + 10],
      ['new', 'critical', 'firing', 3 * hour],
    ]);
  });
});

describe('annotations', () => {
  it('are told by when they arrived, with the last before of each', () => {
    const write = (ms: number, id: string, title: string) =>
      stores.write({
        annotations: [{ annotation: annotation({ id, title, atMs: T0 }), receivedAtMs: T0 + ms }],
      });
    write(0, 'a', 'one');
    write(10, 'a', 'two');
    write(20, 'b', 'three');
    write(30, 'a', 'four');
    const titles = (fromMs: number, toMs: number) =>
      stores.past.annotationEvents(range(fromMs, toMs)).map(({ annotation: { title } }) => title);
    expect(titles(15, 25)).toEqual(['two', 'three']);
    expect(titles(40, 50)).toEqual(['three', 'four']);
    expect(titles(-20, -10)).toEqual([]);
  });
});

describe('transitions and spans', () => {
  it('hold what held when the range began', () => {
    stores.write({
      transitions: [transition(T0, 'ok'), transition(T0 + 10, 'down'), transition(T0 + 30, 'ok')],
      recording: [{ fromMs: T0, toMs: T0 + 12, ended: 'closed' }],
    });
    expect(stores.past.transitions(range(15, 30)).map(({ state }) => state)).toEqual(['down', 'ok']);
    expect(stores.past.recordingSpans(range(20, 30))).toEqual([
      { fromMs: T0, toMs: T0 + 12, ended: 'closed' },
    ]);
  });
});
