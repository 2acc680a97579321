/** Real exporters scraped directly; what we read is what a real Prometheus reads from the same bytes. */
import { readdirSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { configSchema } from '../../electron/core/config/schema.ts';
import { createExpositionSource } from '../../electron/core/intake/exposition/create-exposition-source.ts';
import { PageReader } from '../../electron/core/intake/exposition/page-reader.ts';
import type { Source } from '../../electron/core/intake/source.ts';
import { startBlackboxExporter } from '../fixtures/daemons/blackbox-exporter.ts';
import type { Daemon } from '../fixtures/daemons/daemon.ts';
import { startNodeExporter } from '../fixtures/daemons/node-exporter.ts';
import { type PrometheusDaemon, startPrometheus } from '../fixtures/daemons/prometheus.ts';
import { startPushgateway } from '../fixtures/daemons/pushgateway.ts';
import { type HttpServer, startHttpServer, textAnswer } from '../fixtures/http-server.ts';
import { waitFor } from '../fixtures/wait-for.ts';
import { contextOf, createRecorder, type Recorder } from '../unit/electron/core/intake/support/recorder.ts';

const TEXT = 'text/plain; version=0.0.4';
const stops: (() => Promise<void>)[] = [];
let node: Daemon;
let blackbox: Daemon;
let pushgateway: Daemon;
let prometheus: PrometheusDaemon;
/** Serves pages recorded from the daemons, so that two readers see the same bytes. */
let pages: HttpServer;
const recorded = new Map<string, string>();
let source: Source | null = null;

const pageOf = async (url: string): Promise<string> => (await fetch(url)).text();

beforeAll(async () => {
  pages = await startHttpServer((request, response) => {
    const page = recorded.get((request.url ?? '').slice(1));
    response.writeHead(page === undefined ? 404 : 200, { 'content-type': TEXT });
    response.end(page);
  });
  [node, blackbox, pushgateway] = await Promise.all([
    startNodeExporter(),
    startBlackboxExporter(),
    startPushgateway(),
  ]);
  const frozen = (name: string) => ({
    job_name: name,
    metrics_path: `/${name}`,
    static_configs: [{ targets: [`127.0.0.1:${pages.port}`] }],
  });
  prometheus = await startPrometheus({
    scrapeConfigs: ['node', 'gateway', 'probe', 'own', 'before', 'after'].map(frozen),
  });
  stops.push(pages.stop, node.stop, blackbox.stop, pushgateway.stop, prometheus.stop);
});
afterEach(async () => {
  await source?.stop();
  source = null;
});
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});

function start(entry: object, recorder: Recorder = createRecorder()): Recorder {
  const config = configSchema.parse({
    sources: [{ id: 'direct', type: 'exposition', every: '250ms', ...entry }],
  });
  const [only] = config.sources;
  if (only?.type !== 'exposition') throw new Error('expected one exposition source');
  source = createExpositionSource(only, contextOf(recorder));
  source.start();
  return recorder;
}

const newest = (recorder: Recorder, signal: string, service?: string) =>
  recorder
    .samples()
    .findLast(
      ({ key }) =>
        key.signal === signal &&
        (service === undefined || (key.subject.kind === 'cell' && key.subject.service === service)),
    );

/** Every series of a page with its value, as our reader has it. */
function readAll(page: string): ReadonlyMap<string, number> {
  const names: string[] = [];
  const values = new Map<string, number>();
  const reader = new PageReader(
    {
      series: ({ name, labels }) => names.push(seriesText(name, [...labels])) - 1,
      sample: (handle, value) => values.set(names[handle]!, value),
      duplicate: () => expect.unreachable('a real exporter wrote a series twice'),
      forget: () => undefined,
    },
    Math.random,
  );
  reader.begin('text');
  reader.push(Buffer.from(page));
  expect(reader.end().issues).toStrictEqual([]);
  return values;
}

/** One spelling of a series. Empty labels are none. */
function seriesText(name: string, labels: readonly (readonly [string, string])[]): string {
  const present = labels.filter(([, value]) => value !== '');
  return JSON.stringify([name, ...present.toSorted(([a], [b]) => (a < b ? -1 : 1))]);
}

/** As the page had it: Prometheus adds the job and the instance, and renames those that were there. */
function seriesOfPrometheus({ __name__: name = '', ...labels }: Readonly<Record<string, string>>): string {
  const own = Object.entries(labels)
    .filter(([label]) => label !== 'job' && label !== 'instance')
    .map(([label, value]) => [label.replace(/^exported_(?=(?:job|instance)$)/, ''), value] as const);
  return seriesText(name, own);
}

describe('pages of real exporters', () => {
  it.each([
    ['node', () => pageOf(`${node.url}/metrics`), 30],
    ['gateway', () => pushedPage(), 40],
    ['probe', () => pageOf(`${blackbox.url}/probe?module=http_2xx&target=${pages.url}/node`), 10],
    ['own', () => pageOf(`${prometheus.url}/metrics`), 200],
  ] as const)(
    '%s: every series has the value Prometheus reads from the same bytes',
    async (name, page, least) => {
      recorded.set(name, await page());
      const ours = readAll(recorded.get(name) ?? '');
      expect(ours.size).toBeGreaterThan(least);
      const theirs = await waitFor(`Prometheus to have all of ${name}`, async () => {
        const samples = await prometheus.query(`{job="${name}",__name__!~"up|scrape_.*"}`);
        return samples.length >= ours.size && samples;
      });
      const theirValues = new Map(theirs.map(({ labels, value }) => [seriesOfPrometheus(labels), value]));
      expect(new Set(ours.keys())).toStrictEqual(new Set(theirValues.keys()));
      for (const [series, value] of ours) expect(theirValues.get(series), series).toBe(value);
    },
  );

  async function pushedPage(): Promise<string> {
    await fetch(`${pushgateway.url}/metrics/job/backup/tier/gold`, {
      method: 'POST',
      body: '# TYPE backup_age_seconds gauge\nbackup_age_seconds{set="a\\"b"} 12.5\nbackup_bytes 1e+09\n',
    });
    return waitFor('what was pushed', async () => {
      const page = await pageOf(`${pushgateway.url}/metrics`);
      return page.includes('backup_age_seconds{') && page;
    });
  }
});

describe('what is computed between two scrapes', () => {
  it('is what Prometheus computes from the same two pages of its own histograms', async () => {
    // Every kind of request was made once, so that its series stand on both pages.
    for (let asked = 0; asked < 2; asked += 1) await prometheus.query('up');
    recorded.set('before', await pageOf(`${prometheus.url}/metrics`));
    for (let asked = 0; asked < 40; asked += 1) await prometheus.query(`count(up) + ${asked}`);
    recorded.set('after', await pageOf(`${prometheus.url}/metrics`));

    let scrapes = 0;
    const turned = await startHttpServer((_request, response) => {
      scrapes += 1;
      response.writeHead(200, { 'content-type': TEXT });
      response.end(recorded.get(scrapes === 1 ? 'before' : 'after'));
    });
    stops.push(turned.stop);
    const histogram = 'prometheus_http_request_duration_seconds';
    const requests = { counter: 'prometheus_http_requests_total' };
    const recorder = start({
      url: turned.url,
      read: {
        latency_p50: { histogram, quantile: 0.5 },
        latency_p99: { histogram, quantile: 0.99 },
        query_latency_p90: { histogram, quantile: 0.9, where: { handler: '/api/v1/query' } },
        query_share: { ratio: { part: { ...requests, where: { handler: '/api/*' } }, of: requests } },
      },
    });
    await waitFor('the second scrape', () => newest(recorder, 'query_share'));

    const grown = (metric: string, by: string, where = ''): string =>
      `(sum ${by} (${metric}{job="after"${where}}) - sum ${by} (${metric}{job="before"${where}}))`;
    const ask = async (query: string): Promise<number> =>
      waitFor(query, async () => {
        const [sample] = await prometheus.query(query);
        return sample !== undefined && { value: sample.value };
      }).then(({ value }) => value);
    await waitFor(
      'both pages in Prometheus',
      async () => (await prometheus.query(`up{job=~"before|after"} == 1`)).length === 2,
    );

    const buckets = (where?: string): string => grown(`${histogram}_bucket`, 'by (le)', where);
    expect(newest(recorder, 'latency_p50')?.value).toBeCloseTo(
      await ask(`histogram_quantile(0.5, ${buckets()})`),
      9,
    );
    expect(newest(recorder, 'latency_p99')?.value).toBeCloseTo(
      await ask(`histogram_quantile(0.99, ${buckets()})`),
      9,
    );
    expect(newest(recorder, 'query_latency_p90')?.value).toBeCloseTo(
      await ask(`histogram_quantile(0.9, ${buckets(',handler="/api/v1/query"')})`),
      9,
    );
    const share = `${grown('prometheus_http_requests_total', '', ',handler=~"/api/.*"')} / ${grown('prometheus_http_requests_total', '')}`;
    expect(newest(recorder, 'query_share')?.value).toBeCloseTo(await ask(share), 9);
  });
});

describe('exporters nobody said anything about', () => {
  it('the node exporter: how busy and how full the machine is', async () => {
    const recorder = start({ url: `${node.url}/metrics`, service: 'machine', region: 'eu-west-1' });
    const busy = await waitFor('saturation', () => newest(recorder, 'saturation'));
    expect(busy.key.subject).toEqual({ kind: 'cell', service: 'machine', region: 'eu-west-1' });
    const memory = newest(recorder, 'memory_used')?.value ?? Number.NaN;
    const cpu = newest(recorder, 'cpu_used')?.value ?? Number.NaN;
    for (const share of [busy.value, memory, cpu]) {
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(1);
    }
    expect(newest(recorder, 'availability')?.value).toBe(1);
    expect(source?.status().warnings.join()).toContain('memory_used');
    expect(source?.status().lastError).toBeNull();
  });

  it('the blackbox exporter: a failed probe is no availability, though the page answers', async () => {
    const site = await startHttpServer(textAnswer(200, 'open'));
    stops.push(site.stop);
    const recorder = start({ url: `${blackbox.url}/probe?module=http_2xx&target=${site.url}` });
    await waitFor('a good probe', () => newest(recorder, 'availability')?.value === 1);
    expect(newest(recorder, 'latency_p50')?.value).toBeGreaterThan(0);
    site.answerWith(textAnswer(503, 'closed'));
    await waitFor('a failed probe', () => newest(recorder, 'availability')?.value === 0);
    expect(source?.status().state).toBe('live');
  });

  it('the pushgateway: what was pushed goes, and is called gone', async () => {
    await fetch(`${pushgateway.url}/metrics/job/reindex`, { method: 'POST', body: 'reindex_left 7\n' });
    const recorder = start({
      url: `${pushgateway.url}/metrics`,
      labels: { service: 'job' },
      read: { left: { gauge: 'reindex_left' } },
    });
    const left = await waitFor('what was pushed', () => newest(recorder, 'left', 'reindex'));
    expect(left.value).toBe(7);
    await fetch(`${pushgateway.url}/metrics/job/reindex`, { method: 'DELETE' });
    await waitFor('its absence', () =>
      recorder.observations.some((one) => one.kind === 'absent' && one.keys.includes(left.key)),
    );
  });
});

it('leaves nothing open', async () => {
  const before = readdirSync('/proc/self/fd').length;
  for (let round = 0; round < 5; round += 1) {
    const recorder = start({ url: `${node.url}/metrics` });
    await waitFor('a sample', () => recorder.samples().length > 0);
    await source?.stop();
  }
  expect(readdirSync('/proc/self/fd').length).toBeLessThanOrEqual(before + 2);
});
