/** Two real Alertmanagers, one with a clock that is wrong by a minute and a half either way: nothing told by it misleads. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../electron/core/clock.ts';
import { alertsOf, createSeats, firing, whenFiring, whenOver } from '../fixtures/alertmanager-seats.ts';
import { startAlertmanagerPair } from '../fixtures/daemons/alertmanager.ts';
import { amtoolSilences, postAlerts } from '../fixtures/daemons/amtool.ts';
import type { Daemon } from '../fixtures/daemons/daemon.ts';
import type { HttpServer } from '../fixtures/http-server.ts';
import { startSkewedClockProxy } from '../fixtures/skewed-clock-proxy.ts';
import { type InProcessVigil, valueOf } from '../fixtures/vigil-in-process.ts';
import { waitFor } from '../fixtures/wait-for.ts';

const ACK_LENGTH_MS = 9_000;
/** How long the Alertmanagers wait for what is not posted again. */
const WAIT_MS = 8_000;
/** `postAlerts` says that they began so long ago. */
const BEGAN_AGO_MS = 60_000;

let managers: readonly [Daemon, Daemon];
beforeAll(async () => {
  managers = await startAlertmanagerPair();
});
afterAll(async () => {
  await Promise.all((managers ?? []).map((manager) => manager.kill()));
});

// Mostly waiting: all at once.
describe.concurrent.each([90_000, -90_000])('a peer whose clock is %d ms ahead', (skewMs) => {
  const seats = createSeats(ACK_LENGTH_MS);
  let wrong: HttpServer;
  let seat: InProcessVigil;
  const name = (what: string): string => `${what}${skewMs > 0 ? 'Ahead' : 'Behind'}`;

  beforeAll(async () => {
    wrong = await startSkewedClockProxy(managers[1].url, skewMs);
    seat = await seats.start({ 'am-a': managers[0].url, 'am-b': wrong.url }, { clock: systemClock });
  });
  afterAll(async () => {
    await seats.close();
    await wrong?.stop();
  });

  it('reports the same alert, of an age that does not waver, and what ends is told from what lapses', async () => {
    const began = Date.now() - BEGAN_AGO_MS;
    const post = (what: string, state?: 'over') =>
      postAlerts(managers, [{ alertname: name(what) }], state, WAIT_MS);
    await post('Mended');
    await post('Forgotten');
    const mended = await whenFiring(seat, name('Mended'), 2);
    const forgotten = await whenFiring(seat, name('Forgotten'), 2);
    // The earlier of what they say: never in the future, and not later with every answer.
    for (const { startsAtMs } of [mended, forgotten])
      expect(Math.abs(startsAtMs - Math.min(began, began + skewMs))).toBeLessThan(5_000);
    await post('Mended', 'over');
    const over = await whenOver(seat, name('Mended'));
    expect(over.lapsed).toBeUndefined();
    expect(over.startsAtMs).toBe(mended.startsAtMs);
    expect(Math.abs((over.resolvedAtMs ?? 0) - Date.now())).toBeLessThan(5_000);
    const lapsed = await whenOver(seat, name('Forgotten'));
    expect(lapsed).toMatchObject({ lapsed: true, startsAtMs: forgotten.startsAtMs });
    const rows = alertsOf(seat).filter((one) => [name('Mended'), name('Forgotten')].includes(one.name));
    expect(rows).toHaveLength(2);
  });

  it('holds silences that end when they should, whoever takes them, and acknowledgements that go on', async () => {
    const labels = [{ alertname: name('Acked') }, { alertname: name('Silenced') }];
    await postAlerts(managers, labels);
    const acked = await whenFiring(seat, name('Acked'), 2);
    const endsAtMs = Date.now() + 12_000;
    const silence = {
      matchers: [{ name: 'alertname', operator: '=' as const, value: name('Silenced') }],
      startsAtMs: Date.now(),
      endsAtMs,
      by: 'Nadia',
      why: 'skew',
    };
    const { silences, notes } = valueOf(await seat.ask('createSilence', silence));
    expect({ silences, notes }).toEqual({
      silences: [{ id: expect.any(String), sourceIds: ['am-a', 'am-b'] }],
      notes: [],
    });
    const words = { by: 'Mara', why: 'skew', untilMs: null };
    expect(valueOf(await seat.ask('acknowledge', { alertIds: [acked.id], ...words })).notes).toEqual([]);
    await waitFor('one entry for both, with one end', () => {
      const held = seat.picture()?.sections.silences.filter(({ id }) => id === silences[0]!.id);
      const [one] = held ?? [];
      return held?.length === 1 && one?.sourceIds.length === 2 && Math.abs(one.endsAtMs - endsAtMs) < 3_000;
    });
    await waitFor('it to be quiet', () => firing(seat, name('Silenced'))?.suppression !== null);
    // The true time is that of the first: what was written through either ends there.
    for (const manager of managers) {
      const [held] = (await amtoolSilences(manager)).filter(({ id }) => id === silences[0]!.id);
      expect(Math.abs(Date.parse(held!.endsAt) - endsAtMs)).toBeLessThan(3_000);
    }
    const loud = await waitFor('it to be loud again', () => {
      const alert = firing(seat, name('Silenced'));
      return alert?.suppression === null && alert;
    });
    expect(loud.unconfirmed).toBe(false);
    expect(Math.abs(Date.now() - endsAtMs)).toBeLessThan(4_000);
    await waitFor('it to be shown as ended', () =>
      seat
        .picture()
        ?.sections.silences.some(({ id, state }) => id === silences[0]!.id && state === 'expired'),
    );
    // Longer than it would last by itself.
    expect(Date.now() - endsAtMs + 12_000).toBeGreaterThan(ACK_LENGTH_MS);
    expect(firing(seat, name('Acked'))?.acknowledgement).toMatchObject({
      by: 'Mara',
      sourceIds: ['am-a', 'am-b'],
    });
    await postAlerts(managers, labels, 'over');
    await whenOver(seat, name('Acked'));
  });
});
