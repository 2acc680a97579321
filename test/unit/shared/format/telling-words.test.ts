import { describe, expect, it } from 'vitest';
import { shellNoticeSchema } from '../../../../shared/contract/shell-notices.ts';
import type { Telling } from '../../../../shared/domain/attention/telling.ts';
import { cutText } from '../../../../shared/format/cut-text.ts';
import { deepLinkOfHash } from '../../../../shared/format/deep-link.ts';
import { hashOfAlert, noticeOf } from '../../../../shared/format/telling-words.ts';
import { handoverSilences } from '../../../builders/handover-story.ts';
import { storyAlerts } from '../../../builders/story-alerts.ts';
import { STORY_MS } from '../../../builders/story-estate.ts';

const [alert] = storyAlerts;
if (alert === undefined) throw new Error('The story has alerts.');

const tellings: readonly (readonly [Telling, string, RegExp])[] = [
  [
    { kind: 'alert', severity: 'critical', alert, flapping: false },
    'Critical: Checkout is failing',
    /^checkout in eu-west-1\n38\.2 %/,
  ],
  [
    { kind: 'alert', severity: 'critical', alert, flapping: true },
    'Critical: Checkout is failing',
    /^It keeps coming and going/,
  ],
  [
    { kind: 'many', severity: 'critical', count: 40, alerts: storyAlerts },
    '40 alerts began at once, worst: critical',
    /and more$/,
  ],
  [
    { kind: 'opening', severity: 'warning', count: 1, alerts: [alert] },
    '1 alert fires, worst: warning',
    /^Checkout is failing$/,
  ],
  [
    {
      kind: 'storm',
      severity: 'critical',
      storm: {
        sinceMs: STORY_MS,
        count: 214,
        firing: 200,
        shared: [
          { name: 'region', value: 'eu-west-1' },
          { name: 'cluster', value: 'b' },
        ],
        first: { id: alert.id, title: alert.title, atMs: STORY_MS },
        binMs: 1_000,
        bins: [],
        alertIds: [],
      },
    },
    'Alert storm: 214 alerts, region eu-west-1 and cluster b',
    /^First: Checkout is failing$/,
  ],
  [
    {
      kind: 'catch-up',
      severity: 'warning',
      count: 2,
      items: [
        { id: 'a', title: 'A', severity: 'warning', atMs: STORY_MS, times: 1, outcome: 'firing' },
        { id: 'b', title: 'B', severity: 'info', atMs: STORY_MS, times: 3, outcome: 'over' },
      ],
    },
    '2 alerts in quiet hours, 1 still fires',
    /^A\nB$/,
  ],
  [
    { kind: 'blind', severity: 'warning', sinceMs: STORY_MS - 60_000 },
    'Vigil sees nothing',
    /no live picture for 1\smin/,
  ],
  [
    { kind: 'lapse', severity: 'info', silences: handoverSilences.slice(0, 1) },
    'A silence ends in 11\u00a0min 59\u00a0s',
    /by jonas: reindexing/,
  ],
];

describe('a notice', () => {
  it.each(tellings)('%# says what happened, and leads somewhere', (telling, title, body) => {
    const notice = noticeOf(telling, STORY_MS + 400);
    expect(notice?.title).toBe(title);
    expect(notice?.body).toMatch(body);
    expect(shellNoticeSchema.safeParse(notice).success).toBe(true);
    expect(deepLinkOfHash(notice?.hash ?? '')).not.toBeNull();
  });

  it('leads to its alert at a second by which it was known', () => {
    const hash = hashOfAlert('a b/ü', STORY_MS + 400);
    expect(hash).toMatch(/^#\/alerts\?alert=a%20b%2F%C3%BC&at=2026-09-22T/);
    expect(Date.parse(hash.split('at=')[1] ?? '')).toBe(STORY_MS + 1_000);
    expect(hashOfAlert('\ud800', null)).toBe('#/alerts?alert=%EF%BF%BD');
  });

  it('does not exist for a sound that only comes again', () => {
    expect(noticeOf({ kind: 'repeat', severity: 'critical', count: 2 }, STORY_MS)).toBeNull();
  });
});

describe('a cut text', () => {
  it('says that it goes on, and leaves no isolate open', () => {
    expect(cutText('short', 10)).toBe('short');
    expect(cutText('a long title', 7)).toBe('a long…');
    expect(cutText('x \u2068שלום עולם\u2069', 6)).toBe('x \u2068של\u2069…');
  });
});
