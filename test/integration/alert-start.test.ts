/** Since when an alert fires, as a real Prometheus tells Vigil and its own Alertmanager; PRODUCT A7. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { alertsOf } from '../fixtures/alertmanager-seats.ts';
import { startAlertmanager } from '../fixtures/daemons/alertmanager.ts';
import type { Daemon } from '../fixtures/daemons/daemon.ts';
import { type PrometheusDaemon, startPrometheus } from '../fixtures/daemons/prometheus.ts';
import { type InProcessVigil, launchInProcess } from '../fixtures/vigil-in-process.ts';
import { waitFor } from '../fixtures/wait-for.ts';

const HOLD_MS = 6_000;
/** A server that is too busy for an evaluation fires at the next one. */
const LATE_MS = 2_000;

let manager: Daemon;
let prometheus: PrometheusDaemon;
let vigil: InProcessVigil;

beforeAll(async () => {
  manager = await startAlertmanager();
  prometheus = await startPrometheus({
    scrapeConfigs: [],
    rules: [
      { alert: 'LedgerLags', expr: 'vector(1)', for: `${HOLD_MS / 1_000}s`, labels: { service: 'ledger' } },
    ],
    alertmanagers: [`127.0.0.1:${manager.port}`],
  });
  const source = { id: 'prom', type: 'prometheus', url: prometheus.url, every: '500ms' };
  vigil = await launchInProcess(JSON.stringify({ sources: [source] }), {});
});
afterAll(async () => {
  await vigil?.close();
  await prometheus?.stop();
  await manager?.stop();
});

const witnessSchema = z.array(z.object({ startsAt: z.iso.datetime({ offset: true }) }));

it('is pending since its condition holds, and fires since its rule had waited for long enough', async () => {
  const find = (state: string) =>
    alertsOf(vigil).find((one) => one.name === 'LedgerLags' && one.state === state);
  const pending = await waitFor('it to be pending', () => find('pending'));
  const firing = await waitFor('it to fire', () => find('firing'));
  const waitedMs = firing.startsAtMs - pending.startsAtMs;
  expect(Math.abs(waitedMs - HOLD_MS)).toBeLessThanOrEqual(LATE_MS);
  const [witness] = await waitFor('the Alertmanager to hear of it', async () => {
    const told = witnessSchema.parse(await (await fetch(`${manager.url}/api/v2/alerts`)).json());
    return told.length === 1 && told;
  });
  expect(Math.abs(Date.parse(witness?.startsAt ?? '') - firing.startsAtMs)).toBeLessThanOrEqual(LATE_MS);
});
