import { describe, expect, it } from 'vitest';
import type { ExportTable } from '../../../../renderer/export/export-table.ts';
import type { ExportChoice } from '../../../../renderer/export/use-export.ts';
import {
  alertTable,
  feedExport,
  historyExport,
  MAX_LABEL_COLUMNS,
} from '../../../../renderer/features/alerts/alert-export.ts';
import { byService } from '../../../../renderer/features/alerts/feed-grouping.ts';
import { noFilter } from '../../../../shared/domain/alert-filter.ts';
import { failure } from '../../../../shared/domain/failure.ts';
import { err, ok } from '../../../../shared/domain/result.ts';
import { records, storyView } from '../../../builders/export-tables.ts';
import { onlyKeptAlerts } from '../../../builders/kept-alerts.ts';
import { STORY_MS } from '../../../builders/story.ts';
import { storyAlerts } from '../../../builders/story-alerts.ts';

const facts = { what: 'alerts-firing', title: 'Firing alerts', notes: [], timeZone: 'UTC' } as const;
const view = storyView();

function made(choices: readonly ExportChoice[]): ExportTable {
  const table = choices[0]?.make(view);
  if (table === undefined || table instanceof Promise) throw new Error('A table was expected at once.');
  return table;
}

describe('alertTable', () => {
  it('has the facts of each alert and a column for each label', () => {
    const [first] = records(alertTable(storyAlerts, facts, view));
    expect(first).toMatchObject({
      id: 'CheckoutFailing',
      title: 'Checkout is failing',
      severity: 'critical',
      state: 'firing',
      service: 'checkout',
      startsAt: Date.UTC(2026, 8, 22, 14, 2, 10),
      resolvedAt: null,
      lasts: (STORY_MS - Date.UTC(2026, 8, 22, 14, 2, 10)) / 1_000,
      unconfirmed: 'no',
      sources: 'prometheus-eu, pager',
      'label.cluster': 'pay-eu-b',
      'label.environment': null,
    });
  });

  it('says what keeps an alert quiet, and until when', () => {
    const rows = records(alertTable(onlyKeptAlerts, facts, view));
    const silenced = rows.find(({ id }) => id === 'DiskFilling');
    expect(silenced).toMatchObject({ silencedUntil: STORY_MS + 2 * 3_600_000 });
    expect(silenced?.['keptQuiet']).toContain('silenced by mira');
    expect(rows.find(({ id }) => id === 'CheckoutSlow')).toMatchObject({
      keptQuiet: 'inhibited by CheckoutFailing',
      silencedUntil: null,
    });
  });

  it('bounds the columns of labels without losing one', () => {
    const names = Array.from({ length: MAX_LABEL_COLUMNS + 5 }, (_, index) => `l${index}`);
    // Own properties, as they come from JSON.
    const labels = JSON.parse(
      `{"__proto__":"x","toString":"y",${names.map((name) => `"${name}":"v"`).join(',')}}`,
    ) as Record<string, string>;
    const table = alertTable([{ ...storyAlerts[0]!, labels }, storyAlerts[0]!], facts, view);
    const [row] = records(table);
    const own = Object.entries(row ?? {}).filter(([key]) => key.startsWith('label.'));
    expect(own).toHaveLength(MAX_LABEL_COLUMNS);
    const found = own.flatMap(([key, value]) =>
      value === null ? [] : [[key.slice('label.'.length), value]],
    );
    const others = Object.entries(JSON.parse(String(row?.['otherLabels'])) as Record<string, string>);
    expect([...found, ...others].map(String).toSorted()).toEqual(
      Object.entries(labels).map(String).toSorted(),
    );
  });
});

describe('feedExport', () => {
  const feed = {
    kind: 'firing',
    alerts: storyAlerts,
    filter: noFilter,
    grouping: byService,
    sources: view.picture.sections.sources,
    moment: { mode: 'live' },
    timeZone: 'UTC',
  } as const;

  it('holds what the filter lets through, in the order of the feed, and says that it is filtered', () => {
    const all = made(feedExport(feed));
    expect(all.rows).toHaveLength(storyAlerts.length);
    expect(records(all)[0]).toMatchObject({ id: 'CheckoutFailing' });
    const filtered = made(feedExport({ ...feed, filter: { ...noFilter, text: 'ledger' } }));
    expect(records(filtered).map(({ service }) => service)).toEqual(['ledger', 'ledger']);
    expect(filtered.notes).toContain(`Filtered: 2 of ${storyAlerts.length} alerts.`);
    expect(all.notes.join(' ')).not.toContain('Filtered');
  });

  it('says for which sources it is complete', () => {
    expect(made(feedExport(feed)).notes[0]).toBe(
      'Complete for 5 of 6 sources; prometheus-mumbai may have more.',
    );
  });
});

describe('historyExport', () => {
  const history = { filter: { ...noFilter, text: 'x' }, fromMs: 0, toMs: 60_000, timeZone: 'UTC' };
  it('holds all that was found, and says its range, that it is filtered and that it is cut', async () => {
    const readAll = async () => ok({ alerts: storyAlerts.slice(0, 2), isCut: true });
    const table = await historyExport(history, readAll)[0]!.make(view);
    expect(table).toMatchObject({ ok: true, value: { what: 'alerts-history', rows: { length: 2 } } });
    expect(table).toHaveProperty('value.notes', [
      'Active between 1970-01-01T00:00:00.000Z and 1970-01-01T00:01:00.000Z.',
      'Filtered: only what matches is here.',
      'Only the newest 2 alerts are here.',
    ]);
  });
  it('fails in words when the log cannot be read', async () => {
    const failed = err(failure('internal', 'The disk is full.'));
    expect(await historyExport(history, async () => failed)[0]!.make(view)).toEqual(failed);
  });
});
