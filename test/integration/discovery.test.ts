import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDiscovery, type Discovery } from '../../electron/core/intake/discovery/create-discovery.ts';
import type { Asker } from '../../electron/core/intake/discovery/questions.ts';
import { blackboxJob, startBlackboxExporter } from '../fixtures/daemons/blackbox-exporter.ts';
import type { Daemon } from '../fixtures/daemons/daemon.ts';
import { startNodeExporter } from '../fixtures/daemons/node-exporter.ts';
import { type PrometheusDaemon, startPrometheus } from '../fixtures/daemons/prometheus.ts';
import { type HttpServer, startHttpServer, textAnswer } from '../fixtures/http-server.ts';
import { waitFor } from '../fixtures/wait-for.ts';

/** Requests a service with the client library's usual metrics would have counted by now: ever more. */
function requestMetrics(): string {
  const count = Math.floor(performance.now());
  const bucket = (le: string, share: number) =>
    `http_request_duration_seconds_bucket{method="GET",code="200",le="${le}"} ${Math.floor(count * share)}`;
  return [
    '# TYPE http_request_duration_seconds histogram',
    bucket('0.1', 0.5),
    bucket('0.5', 0.9),
    bucket('+Inf', 1),
    `http_request_duration_seconds_sum{method="GET",code="200"} ${count * 0.2}`,
    `http_request_duration_seconds_count{method="GET",code="200"} ${count}`,
    '# TYPE http_requests_total counter',
    `http_requests_total{method="GET",code="200"} ${count}`,
    '',
  ].join('\n');
}

/** A plain asker: what discovery itself needs of a client is tested elsewhere. */
function askerOf(url: string): Asker & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    host: new URL(url).host,
    asked,
    async ask(path, parameters) {
      asked.push(parameters?.['query'] ?? path);
      const body = parameters === undefined ? null : new URLSearchParams(parameters);
      const reply = await fetch(new URL(path, url), body === null ? {} : { method: 'POST', body });
      const text = await reply.text();
      if (reply.ok) return { ok: true, value: text };
      return { ok: false, error: { scope: 'question', sentence: `${path}: ${reply.status} ${text}` } };
    },
  };
}

let shop: HttpServer;
let node: Daemon;
let blackbox: Daemon;
let prometheus: PrometheusDaemon;

beforeAll(async () => {
  [shop, node, blackbox] = await Promise.all([
    startHttpServer((request, response) => {
      const isScrape = request.url === '/metrics';
      textAnswer(200, isScrape ? requestMetrics() : 'open')(request, response);
    }),
    startNodeExporter(),
    startBlackboxExporter(),
  ]);
  prometheus = await startPrometheus({
    scrapeConfigs: [
      {
        job_name: 'shop',
        static_configs: [
          {
            targets: [`127.0.0.1:${shop.port}`],
            labels: { service: 'checkout', region: 'eu-west-1' },
          },
        ],
      },
      {
        job_name: 'machines',
        static_configs: [
          { targets: [`127.0.0.1:${node.port}`], labels: { service: 'machine', region: 'us-east-1' } },
        ],
      },
      blackboxJob(blackbox, 'http_2xx', [
        { address: shop.url, service: 'checkout', region: 'eu-west-1' },
        { address: `${shop.url}/far`, service: 'checkout', region: 'ap-southeast-1' },
      ]),
    ],
  });
});
afterAll(async () => {
  await Promise.all([prometheus, shop, node, blackbox].map((part) => part?.stop()));
});

const everythingFound = async (url: string, region: string | null = null): Promise<Discovery> =>
  await waitFor('every proposed query to find series', async () => {
    const found = await createDiscovery(askerOf(url), { region }).discover();
    if (!found.ok) throw new Error(found.error.sentence);
    const ids = new Set(found.value.guesses.map(({ id }) => id));
    const missing = [
      'blackbox/availability',
      'node/saturation',
      'http_requests_total/error_ratio',
      'up/availability',
    ];
    const absent = missing.filter((id) => !ids.has(id));
    const empty = found.value.guesses.filter(({ seriesCount }) => seriesCount === 0);
    if (absent.length + empty.length > 0)
      throw new Error(`absent ${absent.join()}, empty ${empty.map(({ id }) => id).join()}`);
    return found.value;
  });

describe('with a real Prometheus', () => {
  it('recognises probes, requests, machines and targets, and all its queries find series', async () => {
    const { guesses, notes } = await everythingFound(prometheus.url);
    expect(guesses.filter(({ active }) => active).map(({ signal }) => signal)).toContain('latency_p95');
    expect(notes).toEqual([]);
  });
});
