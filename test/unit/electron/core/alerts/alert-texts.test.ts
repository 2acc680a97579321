import { describe, expect, it } from 'vitest';
import { AlertBook, RESOLVED_KEPT_MS } from '../../../../../electron/core/alerts/alert-book.ts';
import { alertTexts } from '../../../../../electron/core/alerts/alert-texts.ts';
import { alertReport as intakeReport } from '../../../../../electron/core/intake/prometheus/decode-alerts.ts';
import { alertReport, STORY_MS } from '../../../../builders/core.ts';

const told = { summary: 'Checkout fails', team: 'payments', value: '0.38' };
const STARTED_MS = STORY_MS - 60_000;

function bookOf(...lists: readonly (readonly [string, Readonly<Record<string, string>>])[]): AlertBook {
  const book = new AlertBook();
  for (const [position, [sourceId, annotations]] of lists.entries())
    book.applyList(sourceId, [alertReport({ annotations })], STORY_MS + position);
  return book;
}

function textsIn(book: AlertBook, startsAtMs = STARTED_MS) {
  const entry = book.find(book.all()[0]?.id ?? '');
  return entry === null ? null : alertTexts(entry, startsAtMs);
}

describe('the texts of an alert', () => {
  it('are every annotation, though the feed keeps a title and facts only', () => {
    expect(textsIn(bookOf(['prometheus', told]))).toEqual({
      annotations: [
        { name: 'summary', text: 'Checkout fails', sourceIds: ['prometheus'] },
        { name: 'team', text: 'payments', sourceIds: ['prometheus'] },
        { name: 'value', text: '0.38', sourceIds: ['prometheus'] },
      ],
      leftOut: 0,
      seenAtMs: STORY_MS,
    });
  });

  it('are one where sources agree, and each its own where they differ', () => {
    const texts = textsIn(bookOf(['b', told], ['a', { ...told, value: '0.39' }]));
    expect(texts?.annotations.map(({ name, text, sourceIds }) => [name, text, sourceIds.join()])).toEqual([
      ['summary', 'Checkout fails', 'a,b'],
      ['team', 'payments', 'a,b'],
      ['value', '0.39', 'a'],
      ['value', '0.38', 'b'],
    ]);
    expect(texts?.seenAtMs).toBe(STORY_MS + 1);
  });

  it('follow what the source tells, though nothing else changes', () => {
    expect(textsIn(bookOf(['a', told], ['a', { ...told, team: 'ledger' }]))?.annotations[1]?.text).toBe(
      'ledger',
    );
  });

  it('stay as they were last while an alert that is over is in the feed, and go with it', () => {
    const book = bookOf(['a', told]);
    book.applyList('a', [], STORY_MS + 5_000);
    expect(book.all()[0]?.state).toBe('resolved');
    expect(textsIn(book)?.annotations[1]).toEqual({ name: 'team', text: 'payments', sourceIds: ['a'] });
    book.review(new Map(), STORY_MS + 5_000 + RESOLVED_KEPT_MS + 1);
    expect(textsIn(book)).toBeNull();
  });

  it('are not those of an earlier alert of the same identity', () => {
    expect(textsIn(bookOf(['a', told]), STARTED_MS - 86_400_000)).toBeNull();
  });

  it('are unknown after a restart until a source tells them again: what Vigil kept are not its words', () => {
    const before = bookOf(['a', told]);
    const book = new AlertBook();
    book.restore(before.all(), new Set(['a', 'b']), STORY_MS);
    expect(book.all()).toHaveLength(1);
    expect(textsIn(book)).toBeNull();
    book.applyList('a', [alertReport({ annotations: told })], STORY_MS + 1);
    expect(textsIn(book)?.annotations).toHaveLength(3);
  });

  it('say how many are not kept', () => {
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`note-${at}`, 'x']));
    const report = intakeReport(
      { labels: { alertname: 'X' }, annotations: many, state: 'firing', startsAtMs: STARTED_MS },
      { service: [], region: [] },
    );
    const book = new AlertBook();
    book.applyList('a', [report], STORY_MS);
    expect(textsIn(book)).toMatchObject({ leftOut: 8 });
  });
});
