/** Ten thousand alerts at two real Alertmanagers, with amtool as witness: none is lost and none is there twice (D15). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AHEAD_MS, alertsOf, createSeats } from '../fixtures/alertmanager-seats.ts';
import { startAlertmanagerPair } from '../fixtures/daemons/alertmanager.ts';
import { amtoolAlerts, postAlerts } from '../fixtures/daemons/amtool.ts';
import type { Daemon } from '../fixtures/daemons/daemon.ts';
import { type InProcessVigil, valueOf } from '../fixtures/vigil-in-process.ts';
import { waitFor } from '../fixtures/wait-for.ts';

const COUNT = 10_000;
const BATCH = 1_000;
const SERVICES = 50;
/** How soon is not asked here: lists of this size take a busy machine long, and a peer that was late is asked again later. */
const DONE_MS = 90_000;

const flood = Array.from({ length: COUNT }, (_, index) => ({
  labels: {
    alertname: index % 3 === 0 ? 'HostDown' : 'HostSlow',
    service: `service-${index % SERVICES}`,
    instance: `host-${index}`,
    severity: index % 3 === 0 ? 'critical' : 'warning',
  },
}));

let managers: readonly [Daemon, Daemon];
const seats = createSeats();
let seat: InProcessVigil;

beforeAll(async () => {
  managers = await startAlertmanagerPair();
  seat = await seats.start({ 'am-a': managers[0].url, 'am-b': managers[1].url }, { every: '5s' });
});
afterAll(async () => {
  await seats.close();
  await Promise.all((managers ?? []).map((manager) => manager.kill()));
});

async function post(some: typeof flood, state?: 'over'): Promise<void> {
  const labels = some.map((alert) => alert.labels);
  for (let from = 0; from < labels.length; from += BATCH)
    await postAlerts(managers, labels.slice(from, from + BATCH), state);
}

/** Without what Vigil says itself, as of a peer that was too busy to answer in time. */
const reported = () => alertsOf(seat).filter(({ kind }) => kind === 'reported');
const open = () => reported().filter(({ state }) => state === 'firing');
const hostsOf = (alerts: readonly { readonly labels: Readonly<Record<string, string>> }[]): string[] =>
  alerts.map((alert) => alert.labels['instance'] ?? '').toSorted();

describe('ten thousand alerts', { timeout: 4 * 60_000 }, () => {
  it('are all there, once each, as both peers have them', async () => {
    await post(flood);
    await waitFor(
      'every alert of both',
      () => {
        const rows = open();
        return rows.length >= COUNT && rows.every(({ sourceIds }) => sourceIds.length === 2);
      },
      DONE_MS,
    );
    const rows = open();
    expect(new Set(rows.map(({ id }) => id)).size).toBe(COUNT);
    const hosts = hostsOf(rows);
    expect(hosts).toEqual(hostsOf(flood));
    for (const manager of managers) expect(hostsOf(await amtoolAlerts(manager))).toEqual(hosts);
    expect(rows.filter(({ severity }) => severity === 'critical')).toHaveLength(Math.ceil(COUNT / 3));
  });

  it('are hidden by a silence exactly where it says', async () => {
    const nowMs = Date.now() + AHEAD_MS;
    const { silences } = valueOf(
      await seat.ask('createSilence', {
        matchers: [
          { name: 'service', operator: '=~', value: 'service-[0-4]' },
          { name: 'severity', operator: '!=', value: 'critical' },
        ],
        startsAtMs: nowMs,
        endsAtMs: nowMs + 600_000,
        by: 'Nadia',
        why: 'rack move',
      }),
    );
    const quiet = flood.filter(
      ({ labels }) => /^service-[0-4]$/.test(labels.service) && labels.severity !== 'critical',
    );
    const silenced = await waitFor(
      'the silence',
      () => {
        const found = open().filter(({ suppression }) => suppression !== null);
        return found.length >= quiet.length && found;
      },
      DONE_MS,
    );
    expect(hostsOf(silenced)).toEqual(hostsOf(quiet));
    expect(
      new Set(silenced.flatMap(({ suppression }) => suppression?.silencedBy.map(({ id }) => id))),
    ).toEqual(new Set([silences[0]!.id]));
    expect(hostsOf(await amtoolAlerts(managers[1], '--silenced'))).toEqual(hostsOf(quiet));
    expect(open()).toHaveLength(COUNT);
  });

  it('are over when they are called over, and nothing else is', async () => {
    const over = flood.filter((_, index) => index % 4 === 0);
    await post(over, 'over');
    await waitFor('the end of some', () => open().length <= COUNT - over.length, DONE_MS);
    const both = ['--active', '--silenced'];
    expect(hostsOf(open())).toEqual(hostsOf(await amtoolAlerts(managers[0], ...both)));
    const ended = reported().filter(({ state }) => state === 'resolved');
    expect(hostsOf(ended)).toEqual(hostsOf(over));
    expect(ended.filter(({ lapsed }) => lapsed)).toEqual([]);
    expect(reported()).toHaveLength(COUNT);
  });
});
