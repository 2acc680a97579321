import { describe, expect, it } from 'vitest';
import { AlertBook, MAX_ALERTS, RESOLVED_KEPT_MS } from '../../../../../electron/core/alerts/alert-book.ts';
import { ownFindings } from '../../../../../electron/core/alerts/own-findings.ts';
import { emptyCatalogue } from '../../../../../shared/domain/catalogue.ts';
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
    expect(book.verdicts()('checkout', 'eu-west-1')).toBe('down');
    book.review(statuses(sourceStatus('a', { state: 'unreachable' })), STORY_MS + 10_000);
    expect(book.all()).toMatchObject([{ state: 'firing', unconfirmed: true, lastSeenAtMs: STORY_MS }]);
    expect(book.verdicts()('checkout', 'eu-west-1')).toBe('ok');
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
    expect(book.verdicts()('checkout', 'us-east-1')).toBe('degraded');
    expect(book.verdicts()('cart', 'eu-west-1')).toBe('ok');
  });

  it('counts a repeated confirmation as no change', () => {
    const book = new AlertBook();
    book.applyList('a', [alertReport()], STORY_MS);
    expect(book.takeChanges()).toHaveLength(1);
    const { revision } = book;
    book.applyList('a', [alertReport()], STORY_MS + 5_000);
    expect(book.takeChanges()).toHaveLength(0);
    expect(book.revision).toBe(revision);
    expect(book.all()[0]!.lastSeenAtMs).toBe(STORY_MS + 5_000);
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
});

describe('ownFindings', () => {
  it('blames each unreachable source, but says only once that nothing answers', () => {
    const dead = (id: string): SourceStatus =>
      sourceStatus(id, { state: 'unreachable', lastError: 'connection refused' });
    expect(ownFindings([dead('a'), sourceStatus('b')], [], emptyCatalogue)).toMatchObject([
      { title: 'a does not answer', summary: 'connection refused.', kind: 'unreachable' },
    ]);
    expect(ownFindings([dead('a'), dead('b')], [], emptyCatalogue)).toMatchObject([
      { id: 'vigil:blind', title: 'Vigil is blind' },
    ]);
  });

  it('come and go with what they are about', () => {
    const book = new AlertBook();
    const findings = ownFindings(
      [sourceStatus('a', { state: 'unreachable' }), sourceStatus('b')],
      [],
      emptyCatalogue,
    );
    book.applyOwn(findings, STORY_MS);
    book.applyOwn(findings, STORY_MS + 1_000);
    expect(book.takeChanges()).toHaveLength(1);
    book.applyOwn([], STORY_MS + 2_000);
    expect(book.all()).toMatchObject([{ state: 'resolved' }]);
  });
});
