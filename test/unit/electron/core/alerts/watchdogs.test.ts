import { describe, expect, it } from 'vitest';
import { AlertBook } from '../../../../../electron/core/alerts/alert-book.ts';
import { SelfExamination } from '../../../../../electron/core/alerts/self-examination.ts';
import {
  DEFAULT_WITHIN_MS,
  GIVEN_UP_AFTER_MS,
  Watchdogs,
} from '../../../../../electron/core/alerts/watchdogs.ts';
import { emptyCatalogue } from '../../../../../shared/domain/catalogue.ts';
import type { SourceStatus } from '../../../../../shared/domain/source.ts';
import { alertReport, STORY_MS, sourceStatus } from '../../../../builders/core.ts';

const watchdog = alertReport({
  name: 'Watchdog',
  labels: { alertname: 'Watchdog', severity: 'none' },
  service: null,
  region: null,
});

function scene(configs: ConstructorParameters<typeof Watchdogs>[0] = []) {
  const book = new AlertBook();
  book.expectHeartbeats(configs.map(({ alert }) => alert));
  const watchdogs = new Watchdogs(configs, STORY_MS);
  return {
    book,
    at(atMs: number, ...statuses: SourceStatus[]) {
      book.review(new Map(statuses.map((status) => [status.id, status])), STORY_MS + atMs);
      return watchdogs.review(book, statuses, STORY_MS + atMs);
    },
    hear: (atMs: number, source = 'prom', reports = [watchdog], isPartial = false) =>
      book.applyList(source, reports, STORY_MS + atMs, { isPartial }),
  };
}

const live = (id = 'prom', more: Partial<SourceStatus> = {}) => sourceStatus(id, more);
const LATE_MS = DEFAULT_WITHIN_MS + 1;

describe("dead-man's switches", () => {
  it('are expected once they were seen, and missed after a while', () => {
    const { at, hear } = scene();
    expect(at(0, live())).toEqual([]);
    hear(0);
    hear(5_000, 'prom', []);
    expect(at(DEFAULT_WITHIN_MS, live())).toEqual([]);
    expect(at(LATE_MS, live())).toMatchObject([
      { alert: 'Watchdog', scopes: ['prom'], silentSinceMs: STORY_MS, isConfigured: false },
    ]);
    hear(LATE_MS + 1);
    expect(at(LATE_MS + 2, live())).toEqual([]);
  });

  it('are expected after a restart as well', () => {
    const { book, hear } = scene();
    hear(0);
    const after = scene();
    after.book.restore(book.all(), new Set(['prom']), STORY_MS);
    after.hear(1_000, 'prom', []);
    expect(after.at(LATE_MS, live())).toMatchObject([{ scopes: ['prom'] }]);
  });

  it('raise no second alarm while their source does not answer, and are given time when it is back', () => {
    const { at, hear } = scene();
    hear(0);
    expect(at(600_000, live('prom', { state: 'unreachable' }))).toEqual([]);
    const back = live('prom', { sinceMs: STORY_MS + 600_000 });
    hear(601_000, 'prom', []);
    expect(at(602_000, back)).toEqual([]);
    expect(at(600_000 + LATE_MS, back)).toHaveLength(1);
  });

  it('are not missed at a server that has just started and knows nothing yet', () => {
    const { at, hear } = scene();
    hear(0);
    hear(1_000, 'prom', [], true);
    expect(at(LATE_MS + 10_000, live())).toEqual([]);
  });

  it('of a group are heard by any of its members', () => {
    const { at, hear } = scene();
    const peers = [live('a', { group: 'prod' }), live('b', { group: 'prod' })];
    hear(0, 'a');
    hear(0, 'b');
    hear(1_000, 'b', []);
    expect(at(LATE_MS, ...peers)).toEqual([]);
    hear(LATE_MS, 'a', []);
    expect(at(3 * LATE_MS, ...peers)).toMatchObject([{ scopes: ['prod'] }]);
  });

  it('missing at two places at once are one finding', () => {
    const { at, hear } = scene();
    for (const id of ['prom', 'am']) hear(0, id);
    for (const id of ['prom', 'am']) hear(1_000, id, []);
    expect(at(LATE_MS, live(), live('am', { type: 'alertmanager' }))).toMatchObject([
      { scopes: ['prom', 'am'] },
    ]);
  });

  it('of the configuration are expected though they were never seen, within their own time', () => {
    const { at, hear } = scene([{ alert: 'PipelineAlive', source: 'prom', within: 10_000 }]);
    expect(at(10_000, live())).toEqual([]);
    expect(at(10_001, live())).toMatchObject([
      { alert: 'PipelineAlive', scopes: ['prom'], isConfigured: true },
    ]);
    hear(11_000, 'other', [alertReport({ name: 'PipelineAlive' })]);
    expect(at(11_000, live(), live('other')), 'from elsewhere does not count').toHaveLength(1);
    hear(12_000, 'prom', [alertReport({ name: 'PipelineAlive' })]);
    expect(at(12_000, live(), live('other'))).toEqual([]);
  });

  it.each(['paused', 'unreachable'] as const)(
    'of the configuration without a source are not missed while the only one that reports them is %s',
    (state) => {
      const { at, hear } = scene([{ alert: 'Watchdog', within: 10_000 }]);
      hear(0);
      const others = [live('other'), live('page', { type: 'exposition' })];
      expect(at(600_000, live('prom', { state }), ...others)).toEqual([]);
      hear(600_000, 'prom', []);
      expect(at(620_000, live(), ...others)).toHaveLength(1);
    },
  );

  it('are not missed because something answers that never reports alerts, unless there is nothing else', () => {
    const { at } = scene([{ alert: 'Watchdog', within: 10_000 }]);
    const page = live('page', { type: 'exposition' });
    expect(at(600_000, page, live('prom', { state: 'unreachable' }))).toEqual([]);
    expect(at(600_000, page, live())).toHaveLength(1);
    expect(at(600_000, page)).toHaveLength(1);
  });

  it('that nobody configured are given up after a day', () => {
    const { book, at, hear } = scene();
    hear(0);
    hear(1_000, 'prom', []);
    expect(at(GIVEN_UP_AFTER_MS, live())).toHaveLength(1);
    expect(at(GIVEN_UP_AFTER_MS + 1, live())).toEqual([]);
    expect(book.heartbeats()).toEqual([]);
  });

  it('become a critical finding in words', () => {
    const { book, hear } = scene();
    const self = new SelfExamination(book, [], STORY_MS, { hasNetwork: () => true });
    hear(0);
    hear(1_000, 'prom', []);
    const ask = (atMs: number) => self.findings([live()], [], emptyCatalogue, STORY_MS + atMs);
    // It is asked once a second: a long pause would be taken for sleep.
    for (let atMs = 1_000; atMs < LATE_MS; atMs += 1_000) expect(ask(atMs)).toEqual([]);
    expect(ask(LATE_MS)).toMatchObject([
      {
        kind: 'monitoring',
        severity: 'critical',
        title: 'Watchdog of prom has fallen silent',
        summary: expect.stringContaining('alerts from there may not reach anybody'),
        startsAtMs: STORY_MS,
      },
    ]);
  });
});
