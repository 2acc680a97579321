import { expect, it } from 'vitest';
import { AlertBook } from '../../../../../electron/core/alerts/alert-book.ts';
import { alertReport, STORY_MS, sourceStatus } from '../../../../builders/core.ts';

const HOUR_MS = 3_600_000;
const live = new Map([['hook', sourceStatus('hook', { type: 'webhook' })]]);

it('doubts an alert that is not repeated in time though its source answers, and believes the repetition', () => {
  const book = new AlertBook();
  const posted = (atMs: number) =>
    book.applyChanges('hook', [alertReport({ confirmedUntilMs: atMs + HOUR_MS })], atMs);
  posted(STORY_MS);
  book.review(live, STORY_MS + HOUR_MS);
  expect(book.all()).toMatchObject([{ state: 'firing', unconfirmed: false }]);
  expect(book.verdicts.of('checkout', 'eu-west-1')).toBe('down');
  book.review(live, STORY_MS + HOUR_MS + 1);
  expect(book.all()).toMatchObject([{ state: 'firing', unconfirmed: true }]);
  expect(book.verdicts.of('checkout', 'eu-west-1')).toBe('ok');
  posted(STORY_MS + 2 * HOUR_MS);
  book.review(live, STORY_MS + 2 * HOUR_MS + 1_000);
  expect(book.all()).toMatchObject([{ state: 'firing', unconfirmed: false }]);
});
