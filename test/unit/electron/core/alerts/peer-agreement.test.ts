import { describe, expect, it } from 'vitest';
import { AlertBook } from '../../../../../electron/core/alerts/alert-book.ts';
import { DISAGREE_AFTER_MS, PeerAgreement } from '../../../../../electron/core/alerts/peer-agreement.ts';
import type { Silence } from '../../../../../shared/domain/silence.ts';
import type { SourceStatus } from '../../../../../shared/domain/source.ts';
import { alertReport, STORY_MS, sourceStatus } from '../../../../builders/core.ts';

const peer = (id: string, more: Partial<SourceStatus> = {}) =>
  sourceStatus(id, { type: 'alertmanager', group: 'am', ...more });
const reports = (...names: string[]) =>
  names.map((name) => alertReport({ name, labels: { alertname: name } }));
const silence = (id: string, more: Partial<Silence> = {}): Silence => ({
  id,
  state: 'active',
  matchers: [],
  startsAtMs: STORY_MS,
  endsAtMs: STORY_MS + 3_600_000,
  createdBy: 'mira',
  comment: 'disk swap',
  ...more,
});

function pair() {
  const book = new AlertBook();
  const agreement = new PeerAgreement();
  const list = (id: string, names: readonly string[], isPartial = false) =>
    book.applyList(id, reports(...names), STORY_MS, { isPartial });
  const after = (ms: number, ...statuses: SourceStatus[]) => {
    const all = statuses.length === 0 ? [peer('am-a'), peer('am-b')] : statuses;
    return agreement.review(book, all, STORY_MS + ms);
  };
  return { agreement, list, after };
}

describe('peers of a group', () => {
  it('that hold the same say nothing', () => {
    const { agreement, list, after } = pair();
    for (const id of ['am-a', 'am-b']) {
      list(id, ['X', 'Y']);
      agreement.setSilences(id, [silence('s')]);
    }
    after(0);
    expect(after(10 * DISAGREE_AFTER_MS)).toEqual([]);
  });

  it('are named once they have differed for long', () => {
    const { agreement, list, after } = pair();
    list('am-a', ['X', 'Y', 'Z']);
    list('am-b', []);
    agreement.setSilences('am-a', []);
    agreement.setSilences('am-b', [silence('s'), silence('old', { state: 'expired' })]);
    expect(after(0)).toEqual([]);
    expect(after(DISAGREE_AFTER_MS - 1)).toEqual([]);
    expect(after(DISAGREE_AFTER_MS)).toEqual([
      {
        group: 'am',
        sinceMs: STORY_MS,
        sentences: [
          'am-b does not know 3 alerts that am-a reports, among them X.',
          'am-a does not know 1 silence that am-b holds: "disk swap" of mira.',
        ],
      },
    ]);
    list('am-b', ['X', 'Y', 'Z']);
    agreement.setSilences('am-a', [silence('s')]);
    expect(after(DISAGREE_AFTER_MS + 1)).toEqual([]);
  });

  it('are not compared while one does not answer or has just started, and begin anew afterwards', () => {
    const { list, after } = pair();
    list('am-a', ['X']);
    list('am-b', []);
    after(0);
    expect(after(DISAGREE_AFTER_MS, peer('am-a'), peer('am-b', { state: 'unreachable' }))).toEqual([]);
    expect(after(DISAGREE_AFTER_MS + 1)).toEqual([]);
    list('am-b', [], true);
    expect(after(3 * DISAGREE_AFTER_MS)).toEqual([]);
  });

  it('of different groups owe each other nothing', () => {
    const { list, after } = pair();
    list('am-a', ['X']);
    list('am-b', []);
    const apart = [peer('am-a'), peer('am-b', { group: 'other' })];
    after(0, ...apart);
    expect(after(10 * DISAGREE_AFTER_MS, ...apart)).toEqual([]);
  });
});
