import { describe, expect, it } from 'vitest';
import { AlertBook } from '../../../../../electron/core/alerts/alert-book.ts';
import type { SilencingProblem } from '../../../../../electron/core/intake/source.ts';
import { AckBook } from '../../../../../electron/core/silencing/ack-book.ts';
import type { Member } from '../../../../../electron/core/silencing/clusters.ts';
import {
  createSilenceDesk,
  MAX_WRITES_PER_MINUTE,
} from '../../../../../electron/core/silencing/silence-desk.ts';
import type { SeatEditing } from '../../../../../electron/core/typed-desk.ts';
import { ackComment, ackMatchers } from '../../../../../shared/domain/acknowledgement.ts';
import type { AlertAction } from '../../../../../shared/domain/alert-action.ts';
import { err, ok, type Result } from '../../../../../shared/domain/result.ts';
import { alertReport, manualClock, STORY_MS, sourceStatus } from '../../../../builders/core.ts';

const noAnswer = err({ kind: 'no_answer' as const, sentence: 'am-a does not answer.' });

function bench({
  editing = { allowed: true },
  answers = false,
}: {
  editing?: SeatEditing;
  answers?: boolean;
} = {}) {
  const clock = manualClock();
  const alerts = new AlertBook();
  alerts.review(new Map([['am-a', sourceStatus('am-a')]]), STORY_MS);
  alerts.applyList('am-a', [alertReport()], STORY_MS);
  const book = new AckBook(alerts);
  const noted: { readonly action: AlertAction; readonly alertIds: readonly string[] }[] = [];
  const put: unknown[] = [];
  const renewed: unknown[] = [];
  let renewal: Result<string, SilencingProblem> | null = null;
  const member: Member = {
    sourceId: 'am-a',
    group: null,
    isLive: true,
    silencing: {
      peers: () => null,
      put: async (draft) => (put.push(draft), answers ? ok('new') : noAnswer),
      renew: async (id, words) => (renewed.push({ id, ...words }), renewal ?? (answers ? ok(id) : noAnswer)),
      expire: async () => (answers ? ok(null) : noAnswer),
      get: async () => ok(null),
    },
  };
  let id = 0;
  const desk = createSilenceDesk({
    editing,
    book,
    alerts,
    members: () => [member],
    seat: 'seat-1',
    lengthMs: 900_000,
    spreader: { watch: () => undefined, twinsOf: (one) => [one] },
    clock,
    newId: () => `${(id += 1)}`,
    feed: () => alerts.all(),
    journal: { actions: async () => [], rehearsal: async () => null },
    note: (action, alertIds) => noted.push({ action, alertIds }),
    changed: () => undefined,
  });
  /** Somebody has it in hand as that silence. */
  const heldAs = (silenceId: string) =>
    book.setList(
      'am-a',
      [
        {
          id: silenceId,
          state: 'active',
          matchers: ackMatchers(alerts.all()[0]!.labels, []),
          startsAtMs: STORY_MS - 60_000,
          endsAtMs: STORY_MS + 300_000,
          createdBy: 'Nadia',
          comment: ackComment('looking', {
            seat: 'seat-2',
            atMs: STORY_MS - 60_000,
            untilMs: null,
            spareMs: 60_000,
          }),
        },
      ],
      STORY_MS,
    );
  return {
    desk,
    book,
    noted,
    put,
    renewed,
    clock,
    alertId: alerts.all()[0]!.id,
    heldAs,
    answerRenewal: (answer: Result<string, SilencingProblem>) => void (renewal = answer),
  };
}

const request = { by: ' Mara ', why: '', untilMs: null };

describe('taking an alert in hand', () => {
  it('is written where it is reported, and noted with who', async () => {
    const { desk, noted, put, alertId } = bench({ answers: true });
    const answer = await desk.acknowledge({ ...request, alertIds: [alertId, alertId, 'gone'] });
    expect(answer).toEqual(
      ok({
        done: [alertId],
        refused: [{ alertId: 'gone', sentence: 'This alert is not in the feed any more.' }],
        notes: [],
      }),
    );
    expect(put).toMatchObject([{ createdBy: 'Mara', endsAtMs: STORY_MS + 900_000, startsAtMs: STORY_MS }]);
    expect(noted).toMatchObject([
      { action: { kind: 'acknowledged', by: 'Mara', silences: [{ id: 'new' }] }, alertIds: [alertId] },
    ]);
    expect(noted[0]?.action).not.toHaveProperty('startsAtMs');
  });

  it('that somebody has already goes on as the same silence, in the name of who takes it', async () => {
    const { desk, put, renewed, noted, alertId, heldAs } = bench({ answers: true });
    heldAs('held');
    expect(await desk.acknowledge({ ...request, alertIds: [alertId] })).toMatchObject({ ok: true });
    expect(renewed).toMatchObject([{ id: 'held', createdBy: 'Mara', endsAtMs: STORY_MS + 900_000 }]);
    expect(put).toEqual([]);
    expect(noted).toMatchObject([{ action: { kind: 'acknowledged', silences: [{ id: 'held' }] } }]);
  });

  it.each(['ended', 'unknown_silence'] as const)(
    'is written anew where what somebody had is over in that very moment: %s',
    async (kind) => {
      const { desk, put, noted, alertId, heldAs, answerRenewal } = bench({ answers: true });
      heldAs('held');
      answerRenewal(err({ kind, sentence: 'It is over.' }));
      expect(await desk.acknowledge({ ...request, alertIds: [alertId] })).toMatchObject({
        ok: true,
        value: { done: [alertId], notes: [] },
      });
      expect(put).toMatchObject([{ createdBy: 'Mara', startsAtMs: STORY_MS }]);
      expect(noted).toMatchObject([{ action: { kind: 'acknowledged', silences: [{ id: 'new' }] } }]);
    },
  );

  it('is kept here, and says so, where the Alertmanager does not answer', async () => {
    const { desk, book, noted, alertId } = bench();
    const answer = await desk.acknowledge({ ...request, alertIds: [alertId] });
    const note = 'am-a does not answer. Only this Vigil knows who has it in hand.';
    expect(answer).toMatchObject({ ok: true, value: { done: [alertId], notes: [note] } });
    expect(book.localOf(alertId)).toMatchObject({ by: 'Mara' });
    expect(noted).toMatchObject([{ action: { silences: [], startsAtMs: STORY_MS - 60_000 } }]);
    expect(await desk.unacknowledge({ alertIds: [alertId], by: 'Nadia', why: '' })).toMatchObject({
      value: { done: [alertId] },
    });
    expect(book.localOf(alertId)).toBeNull();
    expect(await desk.unacknowledge({ alertIds: [alertId], by: 'Nadia', why: '' })).toMatchObject({
      value: { refused: [{ sentence: 'Nobody has this alert in hand.' }] },
    });
  });
});

describe('commands that write', () => {
  const matchers = [{ name: 'service', operator: '=' as const, value: 'checkout' }];
  const silence = {
    matchers,
    startsAtMs: STORY_MS,
    endsAtMs: STORY_MS + 60_000,
    by: 'Mara',
    why: 'failover',
  };

  it('are refused on a seat that only looks, with its reason', async () => {
    const whyNot = 'Views on other machines only look.';
    const { desk, noted, put, alertId } = bench({ editing: { allowed: false, whyNot }, answers: true });
    const refusal = { ok: false, error: { kind: 'unauthorized', message: whyNot } };
    for (const answer of [
      desk.acknowledge({ ...request, alertIds: [alertId] }),
      desk.unacknowledge({ alertIds: [alertId], by: 'Mara', why: '' }),
      desk.createSilence(silence),
      desk.extendSilence({ id: 'a', endsAtMs: STORY_MS + 1, by: 'Mara', why: '' }),
      desk.expireSilence({ id: 'a', by: 'Mara', why: '' }),
    ])
      expect(await answer).toMatchObject(refusal);
    expect([noted, put]).toEqual([[], []]);
  });

  it('are counted: more within a minute is no person', async () => {
    const { desk, clock } = bench({ answers: true });
    for (let i = 0; i < MAX_WRITES_PER_MINUTE; i++) expect((await desk.createSilence(silence)).ok).toBe(true);
    expect(await desk.createSilence(silence)).toMatchObject({ ok: false, error: { retryable: true } });
    clock.advance(60_000);
    expect(await desk.createSilence({ ...silence, endsAtMs: STORY_MS + 120_000 })).toMatchObject({
      ok: true,
    });
  });

  it.each([
    [{ matchers: [] }, 'Add a condition'],
    [{ matchers: [{ name: 'a', operator: '=~' as const, value: '.*' }] }, 'which is everything'],
    [{ matchers: [{ name: 'a', operator: '!=' as const, value: 'b' }] }, 'which is everything'],
    [{ endsAtMs: STORY_MS }, 'The end must lie ahead.'],
    [{ endsAtMs: STORY_MS + 91 * 86_400_000 }, '90 days at most'],
    [{ startsAtMs: STORY_MS + 91 * 86_400_000 }, 'within 90 days'],
    [{ by: ' ' }, 'Say who you are'],
    [{ why: ' ' }, 'Say why'],
    [{ why: 'a\u202eb' }, 'invisible'],
  ])('answer a request like %j with a sentence', async (parts, words) => {
    const { desk, put } = bench({ answers: true });
    const answer = await desk.createSilence({ ...silence, ...parts });
    expect(answer).toMatchObject({ ok: false, error: { kind: 'bad_request' } });
    expect(JSON.stringify(answer)).toContain(words);
    expect(put).toEqual([]);
  });

  it('note a silence with the alerts it hides', async () => {
    const { desk, noted, alertId } = bench({ answers: true });
    expect(await desk.createSilence(silence)).toEqual(
      ok({ silences: [{ id: 'new', sourceIds: ['am-a'] }], notes: [] }),
    );
    expect(noted).toMatchObject([
      { action: { kind: 'silenced', why: 'failover', matchers }, alertIds: [alertId] },
    ]);
  });
});
