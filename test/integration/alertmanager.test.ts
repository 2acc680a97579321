/** A Prometheus that sends to two Alertmanagers in a cluster, with amtool as an independent witness; PRODUCT A7, B9. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startAlertmanagerPair } from '../fixtures/daemons/alertmanager.ts';
import type { Daemon } from '../fixtures/daemons/daemon.ts';
import { type AlertRule, type PrometheusDaemon, startPrometheus } from '../fixtures/daemons/prometheus.ts';
import { systemBinary } from '../fixtures/machine.ts';
import { cellOf } from '../fixtures/vigil-api.ts';
import { startVigil, type VigilProcess } from '../fixtures/vigil-process.ts';
import { waitFor } from '../fixtures/wait-for.ts';

const REGION = 'eu-west-1';
const run = promisify(execFile);

const rule = (alert: string, severity: string, service: string | null): AlertRule => ({
  alert,
  expr: 'vector(1)',
  labels: { severity, ...(service === null ? {} : { service, region: REGION }) },
  annotations: { summary: `${alert} happens` },
});
const watchdog = rule('Watchdog', 'none', null);
const rules = [
  rule('CheckoutFailing', 'critical', 'checkout'),
  rule('CheckoutSlow', 'warning', 'checkout'),
  rule('DiskFilling', 'warning', 'search'),
];
const place = (service: string): string =>
  `label_replace(label_replace(vector(0), "service", "${service}", "", ""), "region", "${REGION}", "", "")`;

let managers: readonly [Daemon, Daemon];
let prometheus: PrometheusDaemon;
let vigil: VigilProcess;

async function startOwnVigil(dataDir?: string): Promise<VigilProcess> {
  const manager = (id: string, { url }: Daemon) => ({
    id,
    type: 'alertmanager',
    url,
    every: '500ms',
    timeout: '2s',
    group: 'am',
  });
  return startVigil({
    ...(dataDir === undefined ? {} : { dataDir }),
    config: {
      sources: [
        { id: 'prom', type: 'prometheus', url: prometheus.url, every: '500ms' },
        manager('am-a', managers[0]),
        manager('am-b', managers[1]),
      ],
      signals: { error_ratio: [place('search'), place('checkout')] },
      watchdogs: [{ alert: 'Watchdog', source: 'prom', within: '5s' }],
    },
  });
}

beforeAll(async () => {
  managers = await startAlertmanagerPair([
    { source_matchers: ['severity="critical"'], target_matchers: ['severity="warning"'], equal: ['service'] },
  ]);
  prometheus = await startPrometheus({
    scrapeConfigs: [],
    rules: [...rules, watchdog],
    externalLabels: { cluster: 'prod-eu', replica: 'a' },
    alertmanagers: managers.map(({ port }) => `127.0.0.1:${port}`),
  });
  vigil = await startOwnVigil();
});
afterAll(async () => {
  await vigil?.stop();
  await prometheus?.stop();
  await Promise.all((managers ?? []).map((manager) => manager.stop()));
});

async function amtool(...args: readonly string[]): Promise<string> {
  const url = `--alertmanager.url=${managers[0].url}`;
  return (await run(systemBinary('amtool'), [url, ...args])).stdout;
}

const open = async () => (await vigil.alerts()).alerts.filter(({ state }) => state === 'firing');
const named = async (name: string) => (await open()).filter((alert) => alert.name === name);
const stateOf = async (service: string) => cellOf(await vigil.health(), service, REGION)?.state;

describe('a cluster of Alertmanagers beside its Prometheus', () => {
  it('gives one row per alert, with everyone who reports it', async () => {
    await waitFor('every alert to have three origins', async () => {
      const rows = await open();
      return (
        rows.length === rules.length + 1 && rows.every(({ sourceIds }) => sourceIds.length === 3) && rows
      );
    });
    expect((await vigil.alerts()).alerts.filter(({ state }) => state === 'resolved')).toEqual([]);
    const [row] = await named('CheckoutFailing');
    expect(row).toMatchObject({
      sourceIds: ['am-a', 'am-b', 'prom'],
      labels: { cluster: 'prod-eu', replica: 'a', service: 'checkout' },
      unconfirmed: false,
    });
    const software = (await vigil.status()).sources.map((source) => source.software);
    expect(software.slice(1)).toEqual([expect.stringMatching(/^Alertmanager 0\./), expect.any(String)]);
  });

  it('says by what an alert is inhibited, and calls the watchdog a heartbeat', async () => {
    await waitFor('the inhibition', async () => {
      const [slow] = await named('CheckoutSlow');
      return slow?.suppression?.inhibitedBy.includes('CheckoutFailing') === true;
    });
    expect(await named('Watchdog')).toMatchObject([{ kind: 'heartbeat', suppression: null }]);
    await waitFor('checkout to be down', async () => (await stateOf('checkout')) === 'down');
  });

  it('shows a silence made elsewhere, with who and why, and takes the colour away', async () => {
    await waitFor('search to be degraded', async () => (await stateOf('search')) === 'degraded');
    await amtool('silence', 'add', 'alertname=DiskFilling', '-a', 'mira', '-c', 'disk swap', '-d', '1h');
    const disk = await waitFor('the silence', async () => {
      const [alert] = await named('DiskFilling');
      return alert?.suppression?.silencedBy.length === 1 && alert;
    });
    expect(disk.suppression?.silencedBy).toMatchObject([{ createdBy: 'mira', comment: 'disk swap' }]);
    await waitFor('search to be ok', async () => (await stateOf('search')) === 'ok');
  });

  it('agrees with amtool on what is loud', async () => {
    const text = await amtool('alert', 'query', '-o', 'json');
    const witnessed = z.array(z.object({ labels: z.record(z.string(), z.string()) })).parse(JSON.parse(text));
    const loud = (await open()).filter(({ suppression }) => suppression === null);
    expect(loud.map(({ name }) => name).toSorted()).toEqual(
      witnessed.map(({ labels }) => labels['alertname']).toSorted(),
    );
  });

  it('loses nothing with one peer, and says who answers for it', async () => {
    const before = (await open()).map(({ id }) => id).toSorted();
    await managers[1].kill();
    const finding = await waitFor('the dead peer to be named', async () => {
      const [found] = await named('PeerUnreachable');
      return found;
    });
    expect(finding).toMatchObject({ kind: 'monitoring', title: 'am-b of group am does not answer' });
    const reported = (await open()).filter(({ id }) => !id.startsWith('vigil:'));
    expect(reported.map(({ id }) => id).toSorted()).toEqual(before);
    expect(reported.every(({ unconfirmed }) => !unconfirmed)).toBe(true);
    expect(reported.find(({ name }) => name === 'DiskFilling')?.suppression).not.toBeNull();

    await managers[1].start();
    await waitFor('nothing to be wrong any more', async () => (await named('PeerUnreachable')).length === 0);
    await waitFor('both peers to list everything', async () => {
      const rows = (await open()).filter(({ id }) => before.includes(id));
      return rows.length === before.length && rows.every(({ sourceIds }) => sourceIds.includes('am-b'));
    });
    expect((await open()).map(({ id }) => id).toSorted()).toEqual(before);
  });

  it('is known again after a restart, and misses a watchdog that was taken away meanwhile', async () => {
    const before = (await open()).map(({ id }) => id).toSorted();
    const { dataDir } = vigil;
    await vigil.stop();
    await prometheus.useRules(rules);
    vigil = await startOwnVigil(dataDir);
    const finding = await waitFor('the silent watchdog', async () => {
      const [found] = await named('WatchdogSilent');
      return found;
    });
    expect(finding).toMatchObject({
      kind: 'monitoring',
      severity: 'critical',
      title: 'Watchdog of prom has fallen silent',
    });
    const after = (await open()).filter(({ id }) => !id.startsWith('vigil:'));
    expect(after.map(({ id }) => id).toSorted()).toEqual(before);
    const reported = after.filter(({ kind }) => kind === 'reported');
    expect(reported.every(({ unconfirmed }) => !unconfirmed)).toBe(true);
    await prometheus.useRules([...rules, watchdog]);
    await waitFor('the watchdog to be heard', async () => (await named('WatchdogSilent')).length === 0);
  });
});
