import { describe, expect, it } from 'vitest';
import { AlertBook } from '../../../../../electron/core/alerts/alert-book.ts';
import { AckBook } from '../../../../../electron/core/silencing/ack-book.ts';
import { ENDED_KEPT_MS } from '../../../../../electron/core/silencing/held-silences.ts';
import { ackComment, ackMatchers, LOOKED_FOR_MS } from '../../../../../shared/domain/acknowledgement.ts';
import type { Silence } from '../../../../../shared/domain/silence.ts';
import { alertReport, STORY_MS, sourceStatus } from '../../../../builders/core.ts';

const labels = { alertname: 'CheckoutFailing', service: 'checkout', region: 'eu-west-1' };
const silence = (parts: Partial<Silence> = {}): Silence => ({
  id: 's1',
  state: 'active',
  matchers: [{ name: 'service', operator: '=', value: 'checkout' }],
  startsAtMs: STORY_MS - 60_000,
  endsAtMs: STORY_MS + 600_000,
  createdBy: 'Mara',
  comment: 'ledger failover',
  ...parts,
});
const ack = (parts: Partial<Silence> = {}, words = 'on it', atMs = STORY_MS - 60_000): Silence =>
  silence({
    id: 'ack1',
    matchers: ackMatchers(labels, []),
    comment: ackComment(words, { seat: 'x', atMs, untilMs: null, spareMs: 300_000 }),
    ...parts,
  });

function bench() {
  const alerts = new AlertBook();
  const statuses = new Map(['am-a', 'am-b', 'prom'].map((id) => [id, sourceStatus(id)]));
  alerts.review(statuses, STORY_MS);
  const acks = new AckBook(alerts);
  const list = (sourceId: string, reports = [alertReport()], nowMs = STORY_MS) => {
    alerts.applyList(sourceId, reports, nowMs);
    acks.review(nowMs);
  };
  const who = () => acks.merged(alerts.all()).map(({ acknowledgement }) => acknowledgement);
  return { alerts, acks, list, who, idOf: () => alerts.all()[0]?.id ?? '' };
}

describe('who has an alert in hand', () => {
  it('is read off the silence on exactly its labels, whichever comes first', () => {
    for (const order of ['alerts', 'silences']) {
      const { acks, list, who } = bench();
      if (order === 'alerts') list('am-a');
      acks.setList('am-a', [ack()], STORY_MS);
      if (order === 'silences') list('am-a');
      expect(who()).toEqual([
        { by: 'Mara', why: 'on it', atMs: STORY_MS - 60_000, untilMs: null, sourceIds: ['am-a'] },
      ]);
      expect(acks.silences()).toEqual([]);
    }
  });

  it('is nobody for other alerts that the silence meets as well', () => {
    const { acks, list, who } = bench();
    const { region: _, ...fewer } = labels;
    list('am-a', [alertReport({ labels: { ...labels, instance: 'b' } }), alertReport({ labels: fewer })]);
    acks.setList('am-a', [ack()], STORY_MS);
    expect(who()).toEqual([undefined, undefined]);
  });

  it('is told once for all peers, and changes once', () => {
    const { acks, list, who, idOf } = bench();
    list('am-a');
    list('am-b');
    acks.setList('am-a', [ack()], STORY_MS);
    acks.setList('am-b', [ack({ endsAtMs: STORY_MS + 900_000 })], STORY_MS);
    expect(who()).toMatchObject([{ by: 'Mara', sourceIds: ['am-a', 'am-b'] }]);
    expect(acks.takeChanges().map(({ id }) => id)).toEqual([idOf()]);
    const { revision } = acks;
    // An extension is no news.
    acks.setList('am-a', [ack({ endsAtMs: STORY_MS + 900_000 })], STORY_MS);
    acks.review(STORY_MS + 1_000);
    expect(acks.revision).toBe(revision);
    expect(acks.takeChanges()).toEqual([]);
    acks.setList('am-a', [ack({ state: 'expired', endsAtMs: STORY_MS })], STORY_MS);
    acks.setList('am-b', [], STORY_MS);
    expect(who()).toEqual([undefined]);
    expect(acks.takeChanges()).toMatchObject([{ id: idOf() }]);
  });

  it('is nobody any more when the silence has run out, though its Alertmanager does not answer', () => {
    const { acks, list, who } = bench();
    list('am-a');
    acks.setList('am-a', [ack()], STORY_MS);
    acks.review(STORY_MS + 599_999);
    expect(who()[0]).toBeDefined();
    acks.review(STORY_MS + 600_000);
    expect(who()).toEqual([undefined]);
  });

  it('keeps the alert of an acknowledgement when that has resolved, for whoever drops it', () => {
    const { acks, list, idOf } = bench();
    list('am-a');
    acks.setList('am-a', [ack()], STORY_MS);
    const id = idOf();
    list('am-a', [], STORY_MS + 1_000);
    expect(acks.held()).toMatchObject([{ alertId: id }]);
    expect(acks.merged([{ ...alertReportAsResolved(id) }])).toEqual([alertReportAsResolved(id)]);
  });

  it('may be known here alone, until the alert is over or has not come back', () => {
    const { acks, list, who, idOf } = bench();
    list('prom');
    const local = {
      alertId: idOf(),
      by: 'Nadia',
      why: '',
      atMs: STORY_MS,
      untilMs: null,
      startsAtMs: STORY_MS,
    };
    acks.addLocal(local, STORY_MS);
    expect(who()).toMatchObject([{ by: 'Nadia', sourceIds: [] }]);
    expect(acks.review(STORY_MS)).toEqual([]);
    list('prom', [], STORY_MS + 1_000);
    expect(acks.localOf(local.alertId)).toBeNull();

    acks.addLocal({ ...local, alertId: 'never seen' }, STORY_MS);
    expect(acks.review(STORY_MS + 2_000)).toEqual([]);
    expect(acks.review(STORY_MS + 2_000 + LOOKED_FOR_MS)).toHaveLength(1);
  });
});

function alertReportAsResolved(id: string) {
  const alerts = new AlertBook();
  alerts.applyList('am-a', [alertReport()], STORY_MS);
  const [alert] = alerts.all();
  return { ...alert!, id, state: 'resolved' as const, resolvedAtMs: STORY_MS + 1_000 };
}

describe('silences as people see them', () => {
  it('are one for all peers, in effect while one of them says so', () => {
    const { acks } = bench();
    acks.setList('am-a', [silence(), ack()], STORY_MS);
    acks.setList('am-b', [silence()], STORY_MS);
    expect(acks.silences()).toMatchObject([{ id: 's1', state: 'active', sourceIds: ['am-a', 'am-b'] }]);
    acks.setList('am-b', [silence({ state: 'expired', endsAtMs: STORY_MS })], STORY_MS);
    expect(acks.silences()).toMatchObject([{ id: 's1', state: 'active', sourceIds: ['am-a'] }]);
  });

  it('begin and end by the clock, and are forgotten a while after', () => {
    const { acks } = bench();
    acks.setList('am-a', [silence({ state: 'pending', startsAtMs: STORY_MS + 60_000 })], STORY_MS);
    const stateAfter = (ms: number) => {
      acks.review(STORY_MS + ms);
      return acks.silences().map(({ state }) => state);
    };
    expect(stateAfter(0)).toEqual(['pending']);
    expect(stateAfter(60_000)).toEqual(['active']);
    expect(stateAfter(600_000)).toEqual(['expired']);
    expect(stateAfter(599_999 + ENDED_KEPT_MS)).toEqual(['expired']);
    expect(stateAfter(600_000 + ENDED_KEPT_MS)).toEqual([]);
  });

  it('go with their source', () => {
    const { acks } = bench();
    acks.setList('am-a', [silence()], STORY_MS);
    acks.forgetSource('am-a', STORY_MS);
    expect(acks.silences()).toEqual([]);
    expect(acks.findSilence('s1')).toBeNull();
  });
});
