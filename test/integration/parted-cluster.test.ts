/** Two real Alertmanagers that lose each other in the middle of a run, with amtool as witness of what both hold. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AHEAD_MS, alertsOf, createSeats, firing, whenFiring } from '../fixtures/alertmanager-seats.ts';
import { type PartablePair, startPartablePair } from '../fixtures/daemons/alertmanager.ts';
import { amtoolSilences, postAlerts, type WitnessedSilence } from '../fixtures/daemons/amtool.ts';
import { type InProcessVigil, valueOf } from '../fixtures/vigil-in-process.ts';
import { waitFor } from '../fixtures/wait-for.ts';

/** Extended after a third. */
const ACK_LENGTH_MS = 12_000;
const HOUR_MS = 3_600_000;

let pair: PartablePair;
const seats = createSeats(ACK_LENGTH_MS);
let seat: InProcessVigil;

beforeAll(async () => {
  pair = await startPartablePair();
  await postAlerts(pair.managers, [
    { alertname: 'BeforeAck', service: 'ledger' },
    { alertname: 'Before', service: 'pay' },
    { alertname: 'GivenBack', service: 'cart' },
    { alertname: 'MeanwhileAck', service: 'search' },
    { alertname: 'Meanwhile', service: 'auth' },
    { alertname: 'Ended', service: 'mail' },
    { alertname: 'MeanwhileOver', service: 'queue' },
  ]);
  seat = await seats.start({ 'am-a': pair.managers[0].url, 'am-b': pair.managers[1].url });
});
afterAll(async () => {
  await seats.close();
  await pair?.stop();
});

const nowMs = () => Date.now() + AHEAD_MS;
/** What is in effect at each of the two, about an alert. */
const held = async (name: string): Promise<readonly (readonly WitnessedSilence[])[]> =>
  Promise.all(
    pair.managers.map(async (manager) =>
      (await amtoolSilences(manager)).filter(({ matchers }) => matchers.some(({ value }) => value === name)),
    ),
  );
const endsInMs = ({ endsAt }: WitnessedSilence): number => Date.parse(endsAt) - Date.now();
const words = { by: 'Nadia', why: 'failover drill' };
const acknowledge = async (name: string) => {
  const alert = await whenFiring(seat, name, 2);
  return valueOf(await seat.ask('acknowledge', { alertIds: [alert.id], ...words, untilMs: null }));
};
const silence = async (name: string) => {
  const created = valueOf(
    await seat.ask('createSilence', {
      matchers: [{ name: 'alertname', operator: '=', value: name }],
      startsAtMs: nowMs(),
      endsAtMs: nowMs() + HOUR_MS,
      ...words,
    }),
  );
  return { ...created, id: created.silences[0]!.id };
};

describe('a pair of Alertmanagers that are parted in the middle of a run', () => {
  let before: Awaited<ReturnType<typeof silence>>;
  let later = 0;

  it('has what is done meanwhile reach both sides, once each', async () => {
    await acknowledge('BeforeAck');
    await acknowledge('GivenBack');
    before = await silence('Before');
    const ended = await silence('Ended');
    for (const { silences, notes } of [before, ended]) {
      expect(silences).toEqual([{ id: expect.any(String), sourceIds: ['am-a', 'am-b'] }]);
      expect(notes).toEqual([]);
    }
    await waitFor('both to have been told by both', () =>
      ['BeforeAck', 'GivenBack'].every((name) => firing(seat, name)?.acknowledgement?.sourceIds.length === 2),
    );
    await pair.cut();

    // Known to both: what is done now reaches each of them, under the same name.
    const endsAtMs = nowMs() + 2 * HOUR_MS;
    const extended = valueOf(await seat.ask('extendSilence', { id: before.id, endsAtMs, ...words }));
    expect(extended).toEqual({ silences: [{ id: before.id, sourceIds: ['am-a', 'am-b'] }], notes: [] });
    for (const [one, ...others] of await held('Before')) {
      expect(others).toEqual([]);
      expect(one?.id).toBe(before.id);
      expect(Math.abs(endsInMs(one!) - 2 * HOUR_MS)).toBeLessThan(5_000);
    }
    expect(valueOf(await seat.ask('expireSilence', { id: ended.id, ...words }))).toEqual({ notes: [] });
    expect(await held('Ended')).toEqual([[], []]);
    await waitFor('it to be loud', () => firing(seat, 'Ended')?.suppression === null);

    const back = await whenFiring(seat, 'GivenBack', 2);
    const given = valueOf(await seat.ask('unacknowledge', { alertIds: [back.id], ...words }));
    expect(given).toEqual({ done: [back.id], refused: [], notes: [] });
    expect(await held('GivenBack')).toEqual([[], []]);
    await waitFor('nobody to have it', () => firing(seat, 'GivenBack')?.acknowledgement === undefined);

    // New: each takes it under a name of its own, and what is done about one is done about both.
    const meanwhile = await silence('Meanwhile');
    expect(meanwhile.silences).toEqual([{ id: meanwhile.id, sourceIds: ['am-a'] }]);
    expect(meanwhile.notes).toEqual(['am-b does not show the silence yet that am-a has taken.']);
    const over = await silence('MeanwhileOver');
    expect((await acknowledge('MeanwhileAck')).refused).toEqual([]);
    for (const name of ['Meanwhile', 'MeanwhileOver', 'MeanwhileAck'])
      await waitFor(`${name} to reach both`, async () =>
        (await held(name)).every(({ length }) => length === 1),
      );
    later = nowMs() + 3 * HOUR_MS;
    const longer = valueOf(await seat.ask('extendSilence', { id: meanwhile.id, endsAtMs: later, ...words }));
    expect(longer.silences.map(({ sourceIds }) => sourceIds)).toEqual([['am-a'], ['am-b']]);
    for (const [one, ...others] of await held('Meanwhile')) {
      expect(others).toEqual([]);
      expect(Math.abs(Date.parse(one!.endsAt) + AHEAD_MS - later)).toBeLessThan(5_000);
    }
    expect(valueOf(await seat.ask('expireSilence', { id: over.id, ...words }))).toEqual({ notes: [] });
    expect(await held('MeanwhileOver')).toEqual([[], []]);

    // The acknowledgement from before goes on at both.
    const until = (await held('BeforeAck')).map(([one]) => Date.parse(one!.endsAt));
    await waitFor('it to be extended on both sides', async () =>
      (await held('BeforeAck')).every(([one], side) => Date.parse(one?.endsAt ?? '') > until[side]!),
    );
  });

  it('has one of each again, and the same, when they find each other', async () => {
    await pair.join();
    for (const name of ['BeforeAck', 'Before', 'MeanwhileAck', 'Meanwhile'])
      await waitFor(`both to agree on ${name}`, async () => {
        const [a = [], b = []] = (await held(name)).map((all) =>
          all.map(({ id, endsAt }) => `${id} until ${endsAt}`),
        );
        if (a.length === 1 && b.length === 1 && a[0] === b[0]) return true;
        throw new Error(`${a.join(', ')} here and ${b.join(', ')} there`);
      });
    for (const name of ['Ended', 'GivenBack', 'MeanwhileOver']) expect(await held(name)).toEqual([[], []]);
    const [[merged]] = (await held('Meanwhile')) as [[WitnessedSilence]];
    expect(Math.abs(Date.parse(merged.endsAt) + AHEAD_MS - later)).toBeLessThan(5_000);

    const shown = await waitFor('Vigil to show each once, at both', () => {
      const all = seat.picture()?.sections.silences.filter(({ state }) => state === 'active');
      return all?.length === 2 && all.every(({ sourceIds }) => sourceIds.length === 2) && all;
    });
    expect(shown.map(({ id }) => id).toSorted()).toEqual([before.id, merged.id].toSorted());
    await waitFor('who has them in hand', () =>
      ['BeforeAck', 'MeanwhileAck'].every(
        (name) => firing(seat, name)?.acknowledgement?.sourceIds.length === 2,
      ),
    );
    expect(
      alertsOf(seat).filter(({ kind, state }) => kind === 'reported' && state === 'firing'),
    ).toHaveLength(7);
  });
});
