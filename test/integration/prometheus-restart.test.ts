import { afterEach, describe, expect, it } from 'vitest';
import { type PrometheusDaemon, startPrometheus } from '../fixtures/daemons/prometheus.ts';
import { startVigil, type VigilProcess } from '../fixtures/vigil-process.ts';
import { waitFor } from '../fixtures/wait-for.ts';

const PLACE = { service: 'checkout', region: 'eu-west-1' } as const;
/** Rules are first evaluated up to one interval after a start: long enough for Vigil to poll in between. */
const INTERVAL = '8s';

let prometheus: PrometheusDaemon | null = null;
let vigil: VigilProcess | null = null;

afterEach(async () => {
  await vigil?.stop();
  await prometheus?.stop();
});

describe('a Prometheus that is killed and started again', () => {
  it('does not end an alert that it has not evaluated yet', async () => {
    prometheus = await startPrometheus({
      scrapeConfigs: [
        { job_name: 'dead', static_configs: [{ targets: ['127.0.0.1:1'], labels: { ...PLACE } }] },
      ],
      rules: [{ alert: 'TargetDown', expr: 'up == 0', labels: { severity: 'critical', ...PLACE } }],
      globalInterval: INTERVAL,
    });
    vigil = await startVigil({
      config: {
        sources: [{ id: 'prom', type: 'prometheus', url: prometheus.url, every: '500ms' }],
        signals: { scrape_seconds: { query: 'scrape_duration_seconds', as: 'seconds' } },
      },
    });
    const server = vigil;
    const alert = async () => (await server.alerts()).alerts.find(({ name }) => name === 'TargetDown');
    const isConfirmed = async () => {
      const now = await alert();
      return now?.state === 'firing' && !now.unconfirmed;
    };
    await waitFor('the alert', isConfirmed, 30_000);

    await prometheus.kill();
    await prometheus.start();
    const states: (string | undefined)[] = [];
    await waitFor(
      'the alert to be confirmed again',
      async () => {
        states.push((await alert())?.state);
        return states.length > 20 && isConfirmed();
      },
      30_000,
    );
    expect(new Set(states)).toStrictEqual(new Set(['firing']));
  });
});
