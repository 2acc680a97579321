/** A real Prometheus is killed and its Alertmanagers give up what it reported: that is not the same as being over. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alertsOf, createSeats, firing, whenFiring, whenOver } from '../fixtures/alertmanager-seats.ts';
import { startAlertmanagerPair } from '../fixtures/daemons/alertmanager.ts';
import { amtoolAlerts } from '../fixtures/daemons/amtool.ts';
import type { Daemon } from '../fixtures/daemons/daemon.ts';
import { type PrometheusDaemon, startPrometheus } from '../fixtures/daemons/prometheus.ts';
import { type HttpServer, startHttpServer, textAnswer } from '../fixtures/http-server.ts';
import type { InProcessVigil } from '../fixtures/vigil-in-process.ts';
import { waitFor } from '../fixtures/wait-for.ts';

const rules = [
  { alert: 'Mended', expr: 'broken == 1' },
  { alert: 'Forgotten', expr: 'vector(1)' },
];

/** What Prometheus scrapes. */
let broken: HttpServer;
let managers: readonly [Daemon, Daemon];
let prometheus: PrometheusDaemon;
const seats = createSeats();
let seat: InProcessVigil;
/** It looks at the Prometheus as well. */
let watcher: InProcessVigil;

beforeAll(async () => {
  managers = await startAlertmanagerPair();
  broken = await startHttpServer(textAnswer(200, 'broken 1\n'));
  prometheus = await startPrometheus({
    scrapeConfigs: [{ job_name: 'broken', static_configs: [{ targets: [`127.0.0.1:${broken.port}`] }] }],
    rules,
    alertmanagers: managers.map(({ port }) => `127.0.0.1:${port}`),
    // It gives each alert four times as long: eight seconds.
    resendDelay: '2s',
  });
  const urls = { 'am-a': managers[0].url, 'am-b': managers[1].url };
  seat = await seats.start(urls);
  watcher = await seats.start(urls, {
    otherSources: [{ id: 'prom', type: 'prometheus', url: prometheus.url, every: '500ms', timeout: '1s' }],
  });
});
afterAll(async () => {
  await seats.close();
  await prometheus?.stop();
  await broken?.stop();
  await Promise.all((managers ?? []).map((manager) => manager.kill()));
});

describe('the end of an alert at real Alertmanagers', () => {
  it('is an end when the rule does not fire any more', async () => {
    for (const { alert } of rules) {
      await whenFiring(seat, alert, 2);
      await whenFiring(watcher, alert, 3);
    }
    broken.answerWith(textAnswer(200, 'broken 0\n'));
    for (const each of [seat, watcher]) {
      const mended = await whenOver(each, 'Mended');
      expect(mended.lapsed).toBeUndefined();
      expect(mended.summary).toBe('');
      expect(firing(each, 'Forgotten')).toBeDefined();
    }
  });

  it('is a lapse, in words, when Prometheus is killed and nobody repeats it', async () => {
    const { sourceIds } = await whenFiring(seat, 'Forgotten', 2);
    await prometheus.kill();
    const forgotten = await whenOver(seat, 'Forgotten');
    expect(forgotten).toMatchObject({ lapsed: true, sourceIds: expect.any(Array) });
    expect(forgotten.summary).toBe(
      `Lapsed: nobody repeated it to ${sourceIds.join(' and ')} any more. It may go on.`,
    );
    for (const manager of managers) expect(await amtoolAlerts(manager)).toEqual([]);
    expect(alertsOf(seat).find(({ name }) => name === 'Mended')?.lapsed).toBeUndefined();
  });

  it('has not come where the one that reported it was asked too, and does not answer', async () => {
    await waitFor('only the last word to be left', () => {
      const alert = firing(watcher, 'Forgotten');
      return alert?.unconfirmed === true && alert.sourceIds.length === 1;
    });
    expect(firing(watcher, 'Forgotten')).toMatchObject({ sourceIds: ['prom'], resolvedAtMs: null });
    await prometheus.start();
    await waitFor('it to be told again', () => firing(watcher, 'Forgotten')?.unconfirmed === false);
    await whenFiring(seat, 'Forgotten', 2);
    expect(firing(seat, 'Forgotten')?.summary).not.toContain('Lapsed');
  });
});
