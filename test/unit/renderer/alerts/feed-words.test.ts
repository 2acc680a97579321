import { describe, expect, it } from 'vitest';
import {
  closingLine,
  feedHeading,
  suppressionWords,
  unconfirmedWords,
} from '../../../../renderer/features/alerts/feed-words.ts';
import type { Alert, Severity } from '../../../../shared/domain/alert.ts';
import type { SourceState, SourceStatus } from '../../../../shared/domain/source.ts';

const nowMs = Date.UTC(2026, 8, 22, 14, 13, 36);
const live = { mode: 'live' } as const;
const cached = { mode: 'cached', asOfMs: Date.UTC(2026, 8, 22, 14, 6, 41) } as const;
const firing = (...severities: Severity[]) => severities.map((severity) => ({ severity }) as Alert);
const sources = (...states: SourceState[]) =>
  states.map((state, index) => ({ id: `s${index}`, state }) as SourceStatus);

describe('feedHeading', () => {
  it.each([
    [firing('critical', 'warning', 'critical'), '3 alerts need somebody, 2 of them critical'],
    [firing('critical'), '1 alert needs somebody, critical'],
    [firing('warning', 'info'), '2 alerts need somebody, none of them critical'],
    [firing(), 'No alert is firing'],
  ])('says how many and how bad', (alerts, words) => {
    expect(feedHeading(alerts, sources('live', 'live'), live)).toBe(words);
  });
  it('does not hide what is silenced behind a quiet heading', () => {
    expect(feedHeading([], sources('live'), live, { quieted: 3 })).toBe(
      'No alert is firing, 3 silenced or inhibited',
    );
    expect(feedHeading(firing('critical'), sources('live'), live, { quieted: 3 })).toBe(
      '1 alert needs somebody, critical',
    );
  });
  it('never calls a blind feed quiet', () => {
    expect(feedHeading([], sources('live', 'unreachable'), live)).toBe(
      'No alert from the 1 source that can be seen',
    );
    expect(feedHeading([], sources('unreachable'), live)).toBe('No alert can be seen: no source answers');
    expect(feedHeading([], [], live)).toContain('no source is configured');
  });
  it('speaks in the past tense of a cached picture', () => {
    expect(feedHeading(firing('critical', 'warning'), sources('live'), cached)).toBe(
      '2 alerts needed somebody, 1 of them critical',
    );
  });
});

describe('closingLine', () => {
  it('proves that a quiet feed is quiet', () => {
    expect(closingLine(0, sources('live', 'live'), live, 'UTC')).toEqual({
      complete: true,
      text: 'No alerts · 2 of 2 sources live',
    });
  });
  it('names who may have more', () => {
    const line = closingLine(0, sources('live', 'unreachable', 'live'), live, 'UTC');
    expect(line).toEqual({ complete: false, text: 'Complete for 2 of 3 sources; s1 may have more.' });
  });
  it('does not pretend to know anything when no source answers', () => {
    for (const count of [0, 3]) {
      const line = closingLine(count, sources('unreachable', 'connecting'), live, 'UTC');
      expect(line.complete).toBe(false);
      expect(line.text).toMatch(/^No source answers/);
    }
  });
  it('is never complete when cached or without sources', () => {
    expect(closingLine(4, sources('live'), cached, 'UTC')).toMatchObject({ complete: false });
    expect(closingLine(4, sources('live'), cached, 'UTC').text).toContain('14:06');
    expect(closingLine(0, [], live, 'UTC').complete).toBe(false);
  });
});

describe('unconfirmedWords', () => {
  const base = { unconfirmed: true, lastSeenAtMs: Date.UTC(2026, 8, 22, 14, 7, 24) };
  it('says since when and who is silent', () => {
    expect(unconfirmedWords({ ...base, sourceIds: ['prom-mumbai'] }, nowMs, 'UTC')).toBe(
      'not confirmed since 14:07, prom-mumbai does not answer',
    );
    expect(unconfirmedWords({ ...base, sourceIds: [] }, nowMs, 'UTC')).toContain('source unreachable');
    expect(unconfirmedWords({ ...base, unconfirmed: false, sourceIds: ['a'] }, nowMs, 'UTC')).toBeNull();
  });
});

describe('suppressionWords', () => {
  const silence = { id: 's', createdBy: 'mira', comment: 'disk swap', endsAtMs: nowMs + 3_600_000 };
  it.each([
    [{ silencedBy: [silence], inhibitedBy: [], mutedBy: [] }, ['silenced by mira until 15:13: disk swap']],
    [
      {
        silencedBy: [{ id: 's', createdBy: '', comment: '', endsAtMs: null }],
        inhibitedBy: ['A', 'B', 'C', 'D', 'E'],
        mutedBy: ['weekends'],
      },
      ['silenced', 'inhibited by A, B, C and 2 more', 'muted by weekends'],
    ],
    [{ silencedBy: [], inhibitedBy: [], mutedBy: [] }, ['suppressed']],
  ])('says who, why and until when', (suppression, words) => {
    expect(suppressionWords(suppression, nowMs, 'UTC')).toEqual(words);
  });
});

describe('who has the alerts in hand', () => {
  const hand = { by: 'Mara', why: '', atMs: 0, untilMs: null, sourceIds: [] };
  const inHand = (count: number) =>
    firing(...Array.from({ length: count }, () => 'warning' as const)).map((alert) => ({
      ...alert,
      acknowledgement: hand,
    }));
  it.each([
    [[...firing('critical', 'warning'), ...inHand(4)], {}, '2 alerts need somebody, 4 are in hand'],
    [[...firing('critical'), ...inHand(1)], {}, '1 alert needs somebody, 1 is in hand'],
    [inHand(3), {}, 'All 3 alerts are in hand'],
    [inHand(1), {}, '1 alert, and it is in hand'],
    [
      [...firing('critical'), ...inHand(1)],
      { storm: 183 },
      '1 alert needs somebody, 1 is in hand, 183 are one storm',
    ],
    [[], { storm: 12 }, '12 are one storm'],
  ])('%#', (alerts, others, words) => {
    expect(feedHeading(alerts, sources('live'), { mode: 'live' }, others)).toBe(words);
  });
});
