/** Silences and acknowledgements at two real Alertmanagers in a cluster, with amtool as witness; PRODUCT D1, D2, D3, D6. */
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parseAckComment } from '../../shared/domain/acknowledgement.ts';
import { startFaultProxy } from '../faults/fault-proxy.ts';
import { ahead, alertsOf, createSeats, firing, groupOf, whenFiring } from '../fixtures/alertmanager-seats.ts';
import { startChild } from '../fixtures/child.ts';
import { startAlertmanagerPair } from '../fixtures/daemons/alertmanager.ts';
import { amtoolSilences, postAlerts } from '../fixtures/daemons/amtool.ts';
import type { Daemon } from '../fixtures/daemons/daemon.ts';
import { forwardRequest } from '../fixtures/forward-request.ts';
import { startHttpServer } from '../fixtures/http-server.ts';
import { temporaryFolder } from '../fixtures/machine.ts';
import { type InProcessVigil, valueOf } from '../fixtures/vigil-in-process.ts';
import { waitFor } from '../fixtures/wait-for.ts';

/** Extended after a third, taken over after two. */
const ACK_LENGTH_MS = 9_000;

let managers: readonly [Daemon, Daemon];
const seats = createSeats(ACK_LENGTH_MS);
const startSeat = seats.start;
const both = () => ({ 'am-a': managers[0].url, 'am-b': managers[1].url });

beforeAll(async () => {
  managers = await startAlertmanagerPair();
});
afterEach(() => seats.close());
afterAll(async () => {
  await Promise.all((managers ?? []).map((manager) => manager.kill()));
});

const acks = async (manager: Daemon, alertname: string) =>
  (await amtoolSilences(manager)).filter(({ matchers }) => matchers.some(({ value }) => value === alertname));

describe('an acknowledgement', () => {
  it('is a silence on exactly the alert, extended while it fires and gone when it is over', async () => {
    const disk = { alertname: 'DiskFull', service: 'search', severity: 'warning' };
    await postAlerts(managers, [disk, { ...disk, instance: 'other' }]);
    const seat = await startSeat(both());
    const alert = await waitFor('both alerts', () => {
      const found = alertsOf(seat).filter((one) => one.name === 'DiskFull' && one.sourceIds.length === 2);
      return found.length === 2 && found.find(({ labels }) => labels['instance'] === undefined);
    });
    const answer = await seat.ask('acknowledge', {
      alertIds: [alert.id],
      by: ' Mara Okafor ',
      why: 'clearing logs',
      untilMs: null,
    });
    expect(valueOf(answer)).toEqual({ done: [alert.id], refused: [], notes: [] });

    const taken = await waitFor(
      'the row to say who',
      () => alertsOf(seat).find(({ id }) => id === alert.id)?.acknowledgement,
    );
    expect(taken).toMatchObject({ by: 'Mara Okafor', why: 'clearing logs', untilMs: null });
    const [silence] = await waitFor('amtool to see it at the other peer', async () => {
      const found = await acks(managers[1], 'DiskFull');
      return found.length === 1 && found;
    });
    expect(silence).toMatchObject({ createdBy: 'Mara Okafor', status: { state: 'active' } });
    expect(silence?.comment).toMatch(/^clearing logs \[vigil:ack /);
    expect(silence?.matchers.toSorted((a, b) => a.name.localeCompare(b.name))).toEqual([
      { name: 'alertname', value: 'DiskFull', isRegex: false, isEqual: true },
      { name: 'instance', value: '', isRegex: false, isEqual: true },
      { name: 'service', value: 'search', isRegex: false, isEqual: true },
      { name: 'severity', value: 'warning', isRegex: false, isEqual: true },
    ]);
    // By the Alertmanager's clock, which is minutes behind.
    const lastsMs = Date.parse(silence?.endsAt ?? '') - Date.now();
    expect(lastsMs).toBeGreaterThan(0);
    expect(lastsMs).toBeLessThanOrEqual(ACK_LENGTH_MS + 2_000);

    const extended = await waitFor('it to be extended in place', async () => {
      const [found] = await acks(managers[0], 'DiskFull');
      return found !== undefined && Date.parse(found.endsAt) > Date.parse(silence?.endsAt ?? '') && found;
    });
    expect(extended.id).toBe(silence?.id);
    // In hand is not silenced: it goes on to count, and the other alert is as it was.
    const rows = alertsOf(seat).filter(({ name }) => name === 'DiskFull');
    expect(rows.map(({ suppression }) => suppression)).toEqual([null, null]);
    expect(rows.filter(({ acknowledgement }) => acknowledgement !== undefined)).toHaveLength(1);
    expect(seat.picture()?.sections.silences).toEqual([]);

    await postAlerts(managers, [disk], 'over');
    await waitFor('it to be dropped', async () => (await acks(managers[0], 'DiskFull')).length === 0);
    const { actions } = valueOf(await seat.ask('alertActions', { alertId: alert.id, limit: 10 }));
    expect(actions.map(({ kind, by }) => [kind, by])).toEqual([
      ['ack_ended', 'Vigil'],
      ['acknowledged', 'Mara Okafor'],
    ]);
    await seats.end(seat);
  });

  it('goes over to another Vigil when the one that kept it is killed, and back to nobody on request', async () => {
    const slow = { alertname: 'LedgerSlow', service: 'ledger' };
    await postAlerts(managers, [slow]);
    const second = await startSeat(both(), { clock: ahead(260_000) });
    const alert = await whenFiring(second, 'LedgerSlow', 2);
    const first = startChild(process.execPath, [
      fileURLToPath(new URL('../fixtures/acknowledging-seat.ts', import.meta.url)),
      JSON.stringify({ sources: groupOf(both()) }),
      'LedgerSlow',
      String(ACK_LENGTH_MS),
      '200000',
    ]);
    await waitFor('the first seat to have it in hand', () => first.stdout().includes('acknowledged'));
    await waitFor(
      'the other seat to show who',
      () => firing(second, 'LedgerSlow')?.acknowledgement?.by === 'Mara',
    );
    const holderOf = async () =>
      parseAckComment((await acks(managers[0], 'LedgerSlow'))[0]?.comment ?? '')?.marker.seat;
    const holder = await holderOf();
    expect(holder).toBeDefined();
    await first.kill();
    await waitFor('the second to take over', async () => ![undefined, holder].includes(await holderOf()));
    expect(firing(second, 'LedgerSlow')?.acknowledgement).toMatchObject({ by: 'Mara', why: 'looking' });
    const actionsOf = async () =>
      valueOf(await second.ask('alertActions', { alertId: alert.id, limit: 10 })).actions.map(
        ({ kind }) => kind,
      );
    await waitFor('the log to say so', async () => (await actionsOf()).includes('ack_taken_over'));

    valueOf(await second.ask('unacknowledge', { alertIds: [alert.id], by: 'Nadia', why: 'Mara is off' }));
    await waitFor('nobody to have it', () => firing(second, 'LedgerSlow')?.acknowledgement === undefined);
    expect(await acks(managers[0], 'LedgerSlow')).toEqual([]);
    await seats.end(second);
  });
});

describe('a Vigil that is killed while it acknowledges', () => {
  it.each([
    ['before the Alertmanager has heard of it', false],
    ['after the Alertmanager has taken it', true],
  ])('%s leaves all or nothing, and another one goes on from there', async (when, isTaken) => {
    const alertname = isTaken ? 'TakenByTheDead' : 'NeverTaken';
    await postAlerts(managers, [{ alertname, service: 'ledger' }]);
    const second = await startSeat(both(), { clock: ahead(260_000) });
    const alert = await whenFiring(second, alertname, 2);
    let isMidway = false;
    // Everything passes but the acknowledgement: the one that writes it never hears what became of it.
    const wire = await startHttpServer((request, response) => {
      const isWrite = request.method === 'POST';
      if (isWrite && !isTaken) return void (isMidway = true);
      forwardRequest(managers[0].url, request)
        .then(({ status, type, date, text }) => {
          if (isWrite) return void (isMidway = true);
          response.writeHead(status, { 'content-type': type, date }).end(text);
        })
        .catch(() => response.destroy());
    });
    const first = startChild(process.execPath, [
      fileURLToPath(new URL('../fixtures/acknowledging-seat.ts', import.meta.url)),
      JSON.stringify({ sources: groupOf({ 'am-a': wire.url }) }),
      alertname,
      String(ACK_LENGTH_MS),
      '200000',
    ]);
    try {
      await waitFor(`it to be midway, ${when}`, () => isMidway);
      await first.kill();
      expect(first.stdout()).toBe('');

      const written = async () => (await acks(managers[1], alertname)).map(({ comment }) => comment);
      if (isTaken) {
        const dead = parseAckComment(
          await waitFor('the peer to hear of it', async () => (await written())[0]),
        )!;
        await waitFor('who has it', () => firing(second, alertname)?.acknowledgement?.by === 'Mara');
        const holders = async () => (await written()).map((comment) => parseAckComment(comment)?.marker.seat);
        await waitFor('the other one to take it over', async () => {
          const [holder] = await holders();
          return holder !== undefined && holder !== dead.marker.seat;
        });
        expect(await holders()).toHaveLength(1);
        expect(firing(second, alertname)?.acknowledgement).toMatchObject({ by: 'Mara', why: 'looking' });
      } else {
        for (const manager of managers) expect(await acks(manager, alertname)).toEqual([]);
        expect(firing(second, alertname)?.acknowledgement).toBeUndefined();
        const words = { by: 'Nadia', why: 'Mara is gone', untilMs: null };
        expect(valueOf(await second.ask('acknowledge', { alertIds: [alert.id], ...words })).refused).toEqual(
          [],
        );
        await waitFor('who has it', () => firing(second, alertname)?.acknowledgement?.by === 'Nadia');
        for (const manager of managers)
          await waitFor('one silence', async () => (await acks(manager, alertname)).length === 1);
      }
      await postAlerts(managers, [{ alertname, service: 'ledger' }], 'over');
      await waitFor('nothing to be left', async () => (await written()).length === 0);
    } finally {
      await first.kill();
      await wire.stop();
      await seats.end(second);
    }
  });
});

describe('a silence', () => {
  it('is written once to the cluster, extended and ended, as amtool sees it, also when a peer dies meanwhile', async () => {
    await postAlerts(managers, [{ alertname: 'PayLag', service: 'payments', region: 'eu-west-2' }]);
    const seat = await startSeat(both());
    await whenFiring(seat, 'PayLag', 2);
    const nowMs = () => Date.now() + 200_000;
    const created = valueOf(
      await seat.ask('createSilence', {
        matchers: [
          { name: 'service', operator: '=~', value: 'pay.*|checkout' },
          { name: 'severity', operator: '!=', value: 'critical' },
        ],
        startsAtMs: nowMs(),
        endsAtMs: nowMs() + 1_800_000,
        by: 'Nadia Berg',
        why: 'Follow-on of ledger failover',
      }),
    );
    expect(created).toEqual({
      silences: [{ id: expect.any(String), sourceIds: ['am-a', 'am-b'] }],
      notes: [],
    });
    const id = created.silences[0]!.id;
    for (const manager of managers) {
      const held = (await amtoolSilences(manager)).filter(({ createdBy }) => createdBy === 'Nadia Berg');
      expect(held).toMatchObject([
        {
          id,
          comment: 'Follow-on of ledger failover',
          matchers: [
            { name: 'service', value: 'pay.*|checkout', isRegex: true, isEqual: true },
            { name: 'severity', value: 'critical', isRegex: false, isEqual: false },
          ],
        },
      ]);
      expect(Math.abs(Date.parse(held[0]!.endsAt) - Date.now() - 1_800_000)).toBeLessThan(5_000);
    }
    await waitFor(
      'the alert to be quiet',
      () => firing(seat, 'PayLag')?.suppression?.silencedBy[0]?.id === id,
    );
    expect(firing(seat, 'PayLag')?.acknowledgement).toBeUndefined();
    await waitFor('one entry for both peers', () => {
      const held = seat.picture()?.sections.silences;
      return held?.length === 1 && held[0]?.sourceIds.length === 2 && held[0].state === 'active';
    });

    await managers[0].kill();
    const endsAtMs = nowMs() + 7_200_000;
    const extended = valueOf(await seat.ask('extendSilence', { id, endsAtMs, by: 'Nadia Berg', why: '' }));
    expect(extended.silences).toEqual([{ id, sourceIds: ['am-b'] }]);
    const late = (await amtoolSilences(managers[1])).find((one) => one.id === id);
    expect(Math.abs(Date.parse(late!.endsAt) - Date.now() - 7_200_000)).toBeLessThan(5_000);
    await waitFor('the dead peer to be noticed', () =>
      seat
        .picture()
        ?.sections.sources.some(({ id: one, state }) => one === 'am-a' && state === 'unreachable'),
    );
    // One peer answers for the other: still quiet, and still one silence.
    expect(firing(seat, 'PayLag')).toMatchObject({
      unconfirmed: false,
      suppression: { silencedBy: [{ id }] },
    });
    expect(seat.picture()?.sections.silences).toMatchObject([{ id, state: 'active' }]);
    await managers[0].start();
    await waitFor('the one that was away to hear of it', async () =>
      (await amtoolSilences(managers[0])).some((one) => one.id === id && one.endsAt === late!.endsAt),
    );

    await waitFor('both to answer Vigil', () =>
      seat.picture()?.sections.sources.every(({ state }) => state === 'live'),
    );
    const ended = await seat.ask('expireSilence', { id, by: 'Nadia Berg', why: '' });
    expect(valueOf(ended)).toEqual({ notes: [] });
    for (const manager of managers) {
      const open = (await amtoolSilences(manager)).filter((one) => one.id === id);
      expect(open).toEqual([]);
      expect((await amtoolSilences(manager, '--expired')).some((one) => one.id === id)).toBe(true);
    }
    const gone = await seat.ask('expireSilence', { id: 'nonsense', by: 'Nadia', why: '' });
    expect(gone).toMatchObject({ ok: false, error: { kind: 'not_found' } });
    const bad = await seat.ask('createSilence', {
      matchers: [{ name: 'service', operator: '=~', value: 'pay(' }],
      startsAtMs: nowMs(),
      endsAtMs: nowMs() + 60_000,
      by: 'Nadia',
      why: 'x',
    });
    expect(bad).toMatchObject({ ok: false, error: { kind: 'bad_request' } });
    const { actions } = valueOf(
      await seat.ask('alertActions', { alertId: firing(seat, 'PayLag')!.id, limit: 10 }),
    );
    expect(actions.map(({ kind, by }) => [kind, by])).toEqual([
      ['silence_ended', 'Nadia Berg'],
      ['silence_extended', 'Nadia Berg'],
      ['silenced', 'Nadia Berg'],
    ]);
    const { hidden, acknowledged, days } = valueOf(
      await seat.ask('rehearseSilence', {
        matchers: [{ name: 'alertname', operator: '=', value: 'PayLag' }],
      }),
    );
    expect([hidden, acknowledged, days.at(-1)?.warning]).toEqual([1, [], 1]);
    await seats.end(seat);
  });
});

describe('where no Alertmanager reports an alert', () => {
  it('an acknowledgement is kept here, outlives a restart, and ends with the alert; a seat that only looks may not', async () => {
    // Nobody answers there: Vigil's own finding about it is such an alert.
    const wire = await startFaultProxy({ kind: 'refuse' });
    const sources = { 'am-dead': `http://127.0.0.1:${wire.port}`, 'am-a': managers[0].url };
    const dataDirectory = temporaryFolder('acknowledged');
    const about = (seat: InProcessVigil) =>
      alertsOf(seat).find(({ name, state }) => name === 'PeerUnreachable' && state === 'firing');
    const before = await startSeat(sources, { dataDirectory });
    const alertId = (await waitFor('the finding', () => about(before))).id;
    const request = { alertIds: [alertId], by: 'Mara', why: 'moving it', untilMs: null };
    expect(valueOf(await before.ask('acknowledge', request))).toMatchObject({ done: [alertId], notes: [] });
    await waitFor('who', () => about(before)?.acknowledgement?.by === 'Mara');
    expect(about(before)?.acknowledgement?.sourceIds).toEqual([]);
    expect(await amtoolSilences(managers[0])).toEqual([]);
    await seats.end(before);

    const whyNot = 'Views on other machines only look.';
    const after = await startSeat(sources, { dataDirectory, editing: { allowed: false, whyNot } });
    await waitFor('who, again', () => about(after)?.acknowledgement?.why === 'moving it');
    for (const command of ['acknowledge', 'unacknowledge'] as const)
      expect(await after.ask(command, request)).toEqual({
        ok: false,
        error: { kind: 'unauthorized', message: whyNot, retryable: false },
      });
    await wire.become({ kind: 'pass', port: managers[1].port });
    await waitFor('the finding to be over', () => about(after) === undefined);
    const kindsOf = async () =>
      valueOf(await after.ask('alertActions', { alertId, limit: 9 })).actions.map(({ kind }) => kind);
    await waitFor('the end to be in the log', async () => (await kindsOf())[0] === 'ack_ended');
    await seats.end(after);
    await wire.stop();
  });
});
