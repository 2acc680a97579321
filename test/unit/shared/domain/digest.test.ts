import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../../shared/domain/alert.ts';
import { type DigestInput, digestOf, flappedIn, isEventful } from '../../../../shared/domain/digest.ts';
import { digestWords, handoverText } from '../../../../shared/format/handover.ts';
import { handoverAlerts, handoverSilences } from '../../../builders/handover-story.ts';
import { buildAlert, storyResolvedAlerts } from '../../../builders/story-alerts.ts';
import { STORY_MS } from '../../../builders/story-estate.ts';

const HOUR_MS = 3_600_000;
const FROM_MS = STORY_MS - 4 * HOUR_MS;

const input = (varying: Partial<DigestInput> = {}): DigestInput => ({
  fromMs: FROM_MS,
  toMs: STORY_MS,
  episodes: [],
  isCut: false,
  alerts: [],
  silences: [],
  gaps: [],
  ...varying,
});

const alertOf = (id: string, varying: Partial<Alert> = {}): Alert =>
  buildAlert({
    id,
    title: `${id} is failing`,
    summary: '',
    severity: 'warning',
    service: 'checkout',
    region: 'eu-west-1',
    startsAtMs: STORY_MS - HOUR_MS,
    ...varying,
  });

const over = (startsAtMs: number, endsAtMs: number): Partial<Alert> => ({
  state: 'resolved',
  startsAtMs,
  resolvedAtMs: endsAtMs,
});

describe('a digest', () => {
  it('tells what began, goes on, ended and came back, each alert once', () => {
    const a = alertOf('a');
    const old = alertOf('old', { startsAtMs: FROM_MS - HOUR_MS });
    const digest = digestOf(
      input({
        alerts: [a, old, alertOf('pending', { state: 'pending' }), alertOf('beat', { kind: 'heartbeat' })],
        episodes: [
          a,
          old,
          alertOf('gone', over(FROM_MS - 2 * HOUR_MS, FROM_MS + 1_000)),
          alertOf('b', over(STORY_MS - 3 * HOUR_MS, STORY_MS - 2.9 * HOUR_MS)),
          alertOf('b', over(STORY_MS - 2 * HOUR_MS, STORY_MS - 1.9 * HOUR_MS)),
          alertOf('b', over(STORY_MS - HOUR_MS, STORY_MS - 0.9 * HOUR_MS)),
          alertOf('before', over(FROM_MS - 2 * HOUR_MS, FROM_MS - HOUR_MS)),
        ],
      }),
    );
    const names = (items: typeof digest.over) => items.map(({ alert }) => alert.id);
    expect(names(digest.began)).toEqual(['a']);
    expect(names(digest.stillFiring)).toEqual(['old']);
    expect(names(digest.over).toSorted()).toEqual(['b', 'gone']);
    expect(names(flappedIn(digest))).toEqual(['b']);
    expect(digest.over.find(({ alert }) => alert.id === 'b')).toMatchObject({
      times: 3,
      alert: { startsAtMs: STORY_MS - HOUR_MS },
    });
    expect(digestWords(digest)).toBe('1 alert began and still fires, 2 are over, 1 came and went repeatedly');
  });

  it('believes the present more than the log, which is written later', () => {
    const ended = alertOf('a', over(STORY_MS - HOUR_MS, STORY_MS - 1_000));
    expect(digestOf(input({ alerts: [alertOf('a')], episodes: [ended] })).began).toHaveLength(1);
    // Not in the picture any more, and not yet ended in the log.
    expect(digestOf(input({ alerts: [], episodes: [alertOf('a')] })).over).toHaveLength(1);
  });

  it('leaves out what was silenced from beginning to end, and says who silenced and took what', () => {
    const suppression = { silencedBy: [], inhibitedBy: ['x'], mutedBy: [] };
    const quiet = alertOf('quiet', { ...over(STORY_MS - HOUR_MS, STORY_MS - 1_000), suppression });
    expect(digestOf(input({ episodes: [quiet] })).over).toEqual([]);
    const text = handoverText(
      digestOf(
        input({
          alerts: handoverAlerts,
          episodes: [...handoverAlerts, ...storyResolvedAlerts],
          silences: handoverSilences,
          gaps: [{ fromMs: FROM_MS - HOUR_MS, toMs: FROM_MS + 60_000 }],
          isCut: true,
        }),
      ),
      'Acme NOC',
      'Europe/Berlin',
    );
    expect(text).toMatch(/^Handover, Acme NOC\nTue 22 Sep 2026 12:13 to Tue 22 Sep 2026 16:13 Berlin\n/);
    expect(text).toContain(
      'In hand (1)\n- CRITICAL Ledger cannot write to its database: ledger in eu-west-1',
    );
    expect(text).toContain('in hand: mira since 16:06, promoting the replica');
    expect(text).toContain('silenced by mira until 18:13: the disk is being replaced');
    expect(text).toContain(
      'Silences that end soon (1)\n- alertname=SearchIndexBehind, region=~ap-.* by jonas: reindexing, ticket 4711, ends in 12',
    );
    expect(text).toContain('search in ap-southeast-1, since 15:42, comes and goes');
    expect(text).toContain('Not recorded, nothing is known of it (1)\n- Tue 22 Sep 2026 12:13 to');
    expect(text).toContain('the oldest are missing');
    expect(text).not.toMatch(/undefined|null|NaN/);
  });

  it('of a quiet time says so', () => {
    const digest = digestOf(input({ alerts: [alertOf('old', { startsAtMs: FROM_MS - 1 })] }));
    expect([isEventful(digest), digestWords(digest)]).toEqual([false, '']);
    expect(handoverText(digest, '', 'UTC')).toContain('Nothing began or ended.');
  });

  it('puts every alert that fires, and every loud one that ended, into exactly one list', () => {
    const time = fc.integer({ min: -8, max: 0 }).map((hours) => STORY_MS + hours * HOUR_MS);
    const episode = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      startsAtMs: time,
      lastsMs: fc.option(fc.constantFrom(60_000, HOUR_MS, 3 * HOUR_MS)),
      held: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(episode, { maxLength: 12 }), (raw) => {
        const episodes = raw.map(({ id, startsAtMs, lastsMs, held }) =>
          alertOf(id, {
            startsAtMs,
            ...(lastsMs === null ? {} : over(startsAtMs, Math.min(STORY_MS, startsAtMs + lastsMs))),
            ...(held
              ? { acknowledgement: { by: 'm', why: '', atMs: startsAtMs, untilMs: null, sourceIds: [] } }
              : {}),
          }),
        );
        const firing = new Map(
          episodes.filter(({ state }) => state === 'firing').map((alert) => [alert.id, alert]),
        );
        const digest = digestOf(input({ episodes, alerts: [...firing.values()] }));
        const listed = [
          ...digest.began,
          ...digest.stillFiring,
          ...digest.inHand,
          ...digest.quieted,
          ...digest.over,
        ].map(({ alert }) => alert.id);
        const wanted = new Set(
          episodes
            .filter(({ id, resolvedAtMs }) => firing.has(id) || (resolvedAtMs ?? STORY_MS) >= FROM_MS)
            .map(({ id }) => id),
        );
        expect(listed.toSorted()).toEqual([...wanted].toSorted());
      }),
    );
  });
});
