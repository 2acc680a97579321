import { describe, expect, it } from 'vitest';
import { AlertBook, MAX_ALERTS, RESOLVED_KEPT_MS } from '../../../../../electron/core/alerts/alert-book.ts';
import type { SourceStatus } from '../../../../../shared/domain/source.ts';
import { alertReport, STORY_MS, sourceStatus } from '../../../../builders/core.ts';

const statuses = (...list: SourceStatus[]): ReadonlyMap<string, SourceStatus> =>
  new Map(list.map((status) => [status.id, status]));

describe('AlertBook', () => {
  it('merges the same alert of two sources into one entry and resolves it only when both are done', () => {
    const book = new AlertBook();
    book.applyList('a', [alertReport()], STORY_MS);
    book.applyList('b', [alertReport({ startsAtMs: STORY_MS - 63_000 })], STORY_MS + 100);
    expect(book.all()).toMatchObject([
      { sourceIds: ['a', 'b'], startsAtMs: STORY_MS - 63_000, state: 'firing' },
    ]);
    book.applyList('a', [], STORY_MS + 5_000);
    expect(book.all()).toMatchObject([{ sourceIds: ['b'], state: 'firing' }]);
    book.applyList('b', [], STORY_MS + 6_000);
    expect(book.all()).toMatchObject([{ state: 'resolved', resolvedAtMs: STORY_MS + 6_000 }]);
  });

  it('follows single changes of a stream and reopens what fires again', () => {
    const book = new AlertBook();
    book.applyChanges('edge', [alertReport({ state: 'pending' })], STORY_MS);
    book.applyChanges('edge', [alertReport({ startsAtMs: STORY_MS })], STORY_MS + 1_000);
    expect(book.all()).toMatchObject([{ state: 'firing', startsAtMs: STORY_MS }]);
    book.applyChanges('edge', [alertReport({ state: 'resolved' })], STORY_MS + 2_000);
    book.applyChanges('edge', [alertReport({ startsAtMs: STORY_MS + 3_000 })], STORY_MS + 3_000);
    expect(book.all()).toMatchObject([{ state: 'firing', startsAtMs: STORY_MS + 3_000, resolvedAtMs: null }]);
  });

  it('keeps an alert whose source fell silent, as unconfirmed, and without a say in health', () => {
    const book = new AlertBook();
    book.applyList('a', [alertReport()], STORY_MS);
    expect(book.verdicts.of('checkout', 'eu-west-1')).toBe('down');
    book.review(statuses(sourceStatus('a', { state: 'unreachable' })), STORY_MS + 10_000);
    expect(book.all()).toMatchObject([{ state: 'firing', unconfirmed: true, lastSeenAtMs: STORY_MS }]);
    expect(book.verdicts.of('checkout', 'eu-west-1')).toBe('ok');
    // Back, but it has not reported the alert again yet: still nobody can say.
    book.review(statuses(sourceStatus('a', { sinceMs: STORY_MS + 20_000 })), STORY_MS + 20_000);
    expect(book.all()[0]!.unconfirmed).toBe(true);
    book.applyList('a', [alertReport()], STORY_MS + 21_000);
    expect(book.all()).toMatchObject([{ unconfirmed: false, lastSeenAtMs: STORY_MS + 21_000 }]);
  });

  it('applies an alert without a region to the whole service, and never one of severity info', () => {
    const book = new AlertBook();
    book.applyList(
      'a',
      [
        alertReport({ region: null, severity: 'warning' }),
        alertReport({ name: 'Deploy', service: 'cart', severity: 'info' }),
      ],
      STORY_MS,
    );
    expect(book.verdicts.of('checkout', 'us-east-1')).toBe('degraded');
    expect(book.verdicts.of('cart', 'eu-west-1')).toBe('ok');
  });

  it('counts a repeated confirmation as no change', () => {
    const book = new AlertBook();
    book.applyList('a', [alertReport()], STORY_MS);
    expect(book.takeChanges()).toHaveLength(1);
    expect(book.takeUntold(0)).toHaveLength(1);
    book.applyList('a', [alertReport()], STORY_MS + 5_000);
    expect(book.takeChanges()).toHaveLength(0);
    expect(book.takeUntold(0)).toHaveLength(0);
    expect(book.all()[0]!.lastSeenAtMs).toBe(STORY_MS + 5_000);
    expect(book.takeUntold(1), 'but when it was seen comes round').toHaveLength(1);
    expect(book.takeUntold(1)).toHaveLength(0);
  });

  it('forgets resolved alerts after a while, and restores firing ones as unconfirmed', () => {
    const book = new AlertBook();
    book.applyList('a', [alertReport()], STORY_MS);
    const restored = new AlertBook();
    restored.restore(book.all(), new Set(['a']), STORY_MS);
    expect(restored.all()).toMatchObject([{ unconfirmed: true, state: 'firing' }]);
    restored.applyList('a', [], STORY_MS + 60_000);
    expect(restored.all()).toMatchObject([{ state: 'resolved' }]);
    restored.review(new Map(), STORY_MS + 60_000 + RESOLVED_KEPT_MS + 1);
    expect(restored.all()).toHaveLength(0);
  });

  it('closes alerts of sources that are no longer configured, and keeps those others report as well', () => {
    const book = new AlertBook();
    book.applyList('gone', [alertReport(), alertReport({ name: 'Shared' })], STORY_MS);
    book.applyList('a', [alertReport({ name: 'Shared' })], STORY_MS);
    const restored = new AlertBook();
    restored.restore(book.all(), new Set(['a']), STORY_MS + 60_000);
    const byName = new Map(restored.all().map((alert) => [alert.name, alert]));
    expect(byName.get('Shared')).toMatchObject({ state: 'firing', sourceIds: ['a'], unconfirmed: true });
    expect(byName.get('CheckoutFailing')).toMatchObject({
      state: 'resolved',
      resolvedAtMs: STORY_MS + 60_000,
      summary: '38.2 % of requests fail, limit 2 % Closed: gone is no longer a source of this Vigil.',
    });
    expect(restored.takeChanges(), 'the history hears of it').toMatchObject([{ name: 'CheckoutFailing' }]);
  });

  it('closes in words what only the server before knew, once its source asks another one', () => {
    const book = new AlertBook();
    book.applyChanges('a', [alertReport(), alertReport({ name: 'Both' })], STORY_MS);
    book.applyChanges('b', [alertReport({ name: 'Both' })], STORY_MS);
    book.applyChanges('a', [alertReport({ name: 'New' })], STORY_MS + 2_000);
    book.forgetBefore('a', STORY_MS + 1_000, STORY_MS + 9_000);
    expect(new Map(book.all().map(({ name, state, sourceIds }) => [name, [state, sourceIds]]))).toEqual(
      new Map([
        ['CheckoutFailing', ['resolved', ['a']]],
        ['Both', ['firing', ['b']]],
        ['New', ['firing', ['a']]],
      ]),
    );
    expect(book.all().find(({ state }) => state === 'resolved')?.summary).toMatch(
      /Closed: a asks another server now\.$/,
    );
  });

  it('does not call an alert over while its rule finds nothing out', () => {
    const book = new AlertBook();
    book.applyList('a', [alertReport(), alertReport({ name: 'Other' })], STORY_MS);
    book.applyList('a', [], STORY_MS + 5_000, { silentRules: ['CheckoutFailing'] });
    book.review(statuses(sourceStatus('a')), STORY_MS + 5_000);
    const byName = () => new Map(book.all().map((alert) => [alert.name, alert]));
    expect(byName().get('CheckoutFailing')).toMatchObject({ state: 'firing', unconfirmed: true });
    expect(byName().get('Other')).toMatchObject({ state: 'resolved' });
    book.applyList('a', [], STORY_MS + 10_000);
    expect(byName().get('CheckoutFailing')).toMatchObject({ state: 'resolved' });
  });

  it('lets the most severe alerts of a flood in, whatever came first, and says that some are left out', () => {
    const book = new AlertBook();
    const flood = (severity: 'info' | 'critical', count: number, name: string) =>
      Array.from({ length: count }, (_, i) => alertReport({ name, severity, labels: { i: String(i) } }));
    book.applyChanges('a', flood('info', MAX_ALERTS, 'Noise'), STORY_MS);
    expect(book.isOverflowing).toBe(false);
    book.applyChanges('a', flood('critical', 3, 'Real'), STORY_MS + 1);
    expect(book.isOverflowing).toBe(true);
    expect(book.all()).toHaveLength(MAX_ALERTS);
    expect(book.all().filter(({ name }) => name === 'Real')).toHaveLength(3);
    book.applyChanges('a', flood('info', 1, 'Late'), STORY_MS + 2);
    expect(book.all().some(({ name }) => name === 'Late')).toBe(false);
  });

  it('lets what is over make room first, which is no loss', () => {
    const book = new AlertBook();
    const many = Array.from({ length: MAX_ALERTS }, (_, i) => alertReport({ labels: { i: String(i) } }));
    book.applyList('a', many, STORY_MS);
    book.applyList('a', [], STORY_MS + 1);
    book.applyChanges('b', [alertReport({ name: 'New', severity: 'info' })], STORY_MS + 2);
    expect(book.isOverflowing).toBe(false);
    expect(book.all()[0]).toMatchObject({ name: 'New' });
  });

  it('takes only http links as runbooks', () => {
    const book = new AlertBook();
    book.applyList('a', [alertReport({ annotations: { runbook_url: 'javascript:alert(1)' } })], STORY_MS);
    expect(book.all()[0]!.runbookUrl).toBeNull();
  });

  describe('with an Alertmanager beside Prometheus', () => {
    const labels = { alertname: 'CheckoutFailing', service: 'checkout', region: 'eu-west-1' };
    const external = { cluster: 'prod', replica: 'a' };
    const own = alertReport({ labels });
    const sent = alertReport({ labels: { ...labels, ...external }, startsAtMs: STORY_MS });
    const silence = { id: 's1', createdBy: 'mira', comment: 'known', endsAtMs: STORY_MS + 3_600_000 };
    const quiet = { silencedBy: [silence], inhibitedBy: [], mutedBy: [] };
    const live = (...ids: string[]) => statuses(...ids.map((id) => sourceStatus(id)));

    it.each([
      ['prom', 'am'],
      ['am', 'prom'],
    ])('shows one row with both origins, whoever comes first: %s, %s', (...order) => {
      const book = new AlertBook();
      for (const id of order)
        if (id === 'am') book.applyList('am', [sent], STORY_MS);
        else book.applyList('prom', [own], STORY_MS, { externalLabels: external });
      expect(book.all()).toMatchObject([
        { sourceIds: ['am', 'prom'], labels: sent.labels, startsAtMs: own.startsAtMs },
      ]);
      expect(book.takeChanges()).toHaveLength(1);
    });

    it('makes one row of two when the labels are found out late, and says so in the history', () => {
      const book = new AlertBook();
      book.applyList('prom', [own], STORY_MS);
      book.applyList('am', [sent], STORY_MS);
      expect(book.all()).toHaveLength(2);
      book.takeChanges();
      book.applyList('prom', [own], STORY_MS + 1_000, { externalLabels: external });
      expect(book.all()).toMatchObject([{ sourceIds: ['am', 'prom'], state: 'firing' }]);
      const ended = book.takeChanges().filter(({ state }) => state === 'resolved');
      expect(ended).toMatchObject([{ summary: expect.stringMatching(/Goes on as one with the same alert/) }]);
    });

    it('keeps alerts of two clusters apart, though each Prometheus lists them alike', () => {
      const book = new AlertBook();
      const us = { cluster: 'us' };
      book.applyList('prom-eu', [own], STORY_MS, { externalLabels: { cluster: 'eu' } });
      book.applyList('prom-us', [own], STORY_MS, { externalLabels: us });
      book.applyList('am', [alertReport({ labels: { ...labels, ...us } })], STORY_MS);
      const rows = book.all().map((row) => [row.sourceIds, row.labels['cluster']]);
      expect(rows).toHaveLength(2);
      expect(rows).toContainEqual([['prom-eu'], 'eu']);
      expect(rows).toContainEqual([['am', 'prom-us'], 'us']);
    });

    it('ignores labels a configuration names, and is quiet only when every replica is', () => {
      const book = new AlertBook();
      const replicas = (second: Partial<typeof sent>) => [
        alertReport({ labels: { ...labels, node: '1' }, suppression: quiet }),
        alertReport({ labels: { ...labels, node: '2' }, ...second }),
      ];
      book.applyList('am', replicas({}), STORY_MS, { ignoredLabels: ['node'] });
      expect(book.all()).toMatchObject([{ suppression: null }]);
      book.applyList('am', replicas({ suppression: quiet }), STORY_MS + 1_000, { ignoredLabels: ['node'] });
      expect(book.all()).toMatchObject([{ suppression: quiet }]);
    });

    it('stays quiet while an Alertmanager says so, and colours nothing', () => {
      const book = new AlertBook();
      book.applyList('prom', [own], STORY_MS, { externalLabels: external });
      expect(book.verdicts.of('checkout', 'eu-west-1')).toBe('down');
      book.applyList('am', [{ ...sent, suppression: quiet }], STORY_MS);
      book.applyList('prom', [own], STORY_MS + 1_000);
      expect(book.all()).toMatchObject([{ state: 'firing', suppression: quiet, unconfirmed: false }]);
      expect(book.verdicts.of('checkout', 'eu-west-1')).toBe('ok');
      book.applyList('am', [sent], STORY_MS + 2_000);
      expect(book.verdicts.of('checkout', 'eu-west-1')).toBe('down');
    });

    it('is loud again when a silence ends that only a dead Alertmanager told of', () => {
      const book = new AlertBook();
      book.applyList('prom', [own], STORY_MS, { externalLabels: external });
      book.applyList('am', [{ ...sent, suppression: quiet }], STORY_MS);
      const dead = statuses(sourceStatus('prom'), sourceStatus('am', { state: 'unreachable' }));
      book.review(dead, silence.endsAtMs - 1);
      expect(book.all()[0]?.suppression).toEqual(quiet);
      book.review(dead, silence.endsAtMs);
      expect(book.all()).toMatchObject([{ suppression: null, unconfirmed: false, state: 'firing' }]);
    });

    it('lets a peer speak for a dead one: nothing is lost, and what is over is over', () => {
      const book = new AlertBook();
      const peer = (id: string, state: SourceStatus['state'] = 'live') =>
        sourceStatus(id, { type: 'alertmanager', group: 'am', state });
      const other = alertReport({ labels: { ...labels, instance: 'b' } });
      book.review(statuses(peer('am-a'), peer('am-b')), STORY_MS);
      book.applyList('am-a', [sent], STORY_MS);
      book.applyList('am-b', [sent, other], STORY_MS);
      const oneDead = statuses(peer('am-a'), peer('am-b', 'unreachable'));
      book.review(oneDead, STORY_MS + 10_000);
      const row = (instance?: string) => book.all().find((alert) => alert.labels['instance'] === instance);
      expect(row()).toMatchObject({ unconfirmed: false, state: 'firing' });
      expect(row('b'), 'only the dead one knew it').toMatchObject({ unconfirmed: true, state: 'firing' });
      book.applyList('am-a', [], STORY_MS + 15_000);
      book.review(oneDead, STORY_MS + 15_000);
      expect(row()).toMatchObject({ state: 'resolved' });
      expect(row('b')).toMatchObject({ unconfirmed: true, state: 'firing' });
    });

    it('takes a label that differs among Prometheus peers as telling replicas apart, whatever its name', () => {
      const book = new AlertBook();
      const peer = (id: string) => sourceStatus(id, { group: 'prod' });
      book.review(statuses(peer('prom-a'), peer('prom-b')), STORY_MS);
      book.applyList('prom-a', [own], STORY_MS, { externalLabels: { zone: 'a' } });
      book.applyList('prom-b', [own], STORY_MS, { externalLabels: { zone: 'b' } });
      book.applyList('am', [alertReport({ labels: { ...labels, zone: 'b' } })], STORY_MS);
      expect(book.all()).toMatchObject([{ sourceIds: ['am', 'prom-a', 'prom-b'] }]);
    });

    it('believes a live peer that a silence is gone, over the last word of a dead one', () => {
      const book = new AlertBook();
      const peer = (id: string, state: SourceStatus['state'] = 'live') =>
        sourceStatus(id, { type: 'alertmanager', group: 'am', state });
      book.review(statuses(peer('am-a'), peer('am-b')), STORY_MS);
      for (const id of ['am-a', 'am-b']) book.applyList(id, [{ ...sent, suppression: quiet }], STORY_MS);
      book.review(statuses(peer('am-a'), peer('am-b', 'unreachable')), STORY_MS + 1_000);
      book.applyList('am-a', [sent], STORY_MS + 2_000);
      expect(book.all()).toMatchObject([{ suppression: null, unconfirmed: false }]);
    });

    it('doubts, and does not end, what a list lacks that is not whole', () => {
      const book = new AlertBook();
      book.applyList('am', [sent], STORY_MS);
      book.applyList('am', [], STORY_MS + 1_000, { isPartial: true });
      book.review(live('am'), STORY_MS + 1_000);
      expect(book.all()).toMatchObject([{ state: 'firing', unconfirmed: true }]);
      book.applyList('am', [], STORY_MS + 200_000);
      expect(book.all()).toMatchObject([{ state: 'resolved' }]);
    });

    it('keeps its identity over a restart', () => {
      const book = new AlertBook();
      book.applyList('am', [sent], STORY_MS);
      book.applyList('prom', [own], STORY_MS, { externalLabels: external });
      const [{ id } = { id: '' }] = book.all();
      const after = new AlertBook();
      after.restore(book.all(), new Set(['am', 'prom']), STORY_MS + 5_000);
      after.applyList('prom', [own], STORY_MS + 6_000, { externalLabels: external });
      after.applyList('am', [sent], STORY_MS + 6_000);
      expect(after.all()).toMatchObject([{ id, sourceIds: ['am', 'prom'], unconfirmed: false }]);
    });

    it('takes firing over pending, whichever peer is asked last', () => {
      const book = new AlertBook();
      book.applyList('a', [own], STORY_MS);
      book.applyList('b', [{ ...own, state: 'pending' }], STORY_MS);
      expect(book.all()).toMatchObject([{ state: 'firing' }]);
    });
  });

  it('calls an alert that always fires a heartbeat, which is never over and colours nothing', () => {
    const book = new AlertBook();
    const watchdog = alertReport({ name: 'Watchdog', labels: { alertname: 'Watchdog' } });
    book.applyList('a', [watchdog], STORY_MS);
    expect(book.all()).toMatchObject([{ kind: 'heartbeat', state: 'firing' }]);
    expect(book.verdicts.of('checkout', 'eu-west-1')).toBe('ok');
    book.applyList('a', [], STORY_MS + 5_000);
    book.review(statuses(sourceStatus('a')), STORY_MS + 3_600_000);
    expect(book.all()).toMatchObject([{ kind: 'heartbeat', state: 'firing', unconfirmed: true }]);
  });
});
