import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDiscovery, type Discovery } from '../../electron/core/intake/discovery/create-discovery.ts';
import type { Asker } from '../../electron/core/intake/discovery/questions.ts';
import { sampleTimeQueryOf } from '../../electron/core/intake/discovery/sample-time-query.ts';
import { blackboxJob, startBlackboxExporter } from '../fixtures/daemons/blackbox-exporter.ts';
import { type Daemon, startDaemon } from '../fixtures/daemons/daemon.ts';
import { startNodeExporter } from '../fixtures/daemons/node-exporter.ts';
import { type PrometheusDaemon, startPrometheus } from '../fixtures/daemons/prometheus.ts';
import { type HttpServer, startHttpServer, textAnswer } from '../fixtures/http-server.ts';
import { systemBinary, temporaryFolder } from '../fixtures/machine.ts';
import { waitFor } from '../fixtures/wait-for.ts';
import {
  type Estate,
  estates,
  linkEstates,
  type WrittenSeries,
} from '../unit/electron/core/intake/discovery/estates.ts';

/** The page of a target: counters grow while it is up. */
function metricsPage(series: readonly WrittenSeries[]): string {
  const seconds = performance.now() / 1_000;
  return series
    .map(({ metric, labels, kind, amount }) => {
      const pairs = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
      return `${metric}{${pairs.join(',')}} ${kind === 'gauge' ? amount : amount * seconds}\n`;
    })
    .join('');
}

const pageOf = (series: readonly WrittenSeries[]): Promise<HttpServer> =>
  startHttpServer((request, response) => textAnswer(200, metricsPage(series))(request, response));

/** A plain asker: the client with its caps and logins has tests of its own. */
function askerOf(url: string): Asker {
  return {
    host: new URL(url).host,
    async ask(path, parameters) {
      const body = parameters === undefined ? null : new URLSearchParams(parameters);
      const reply = await fetch(new URL(path, url), body === null ? {} : { method: 'POST', body });
      const text = await reply.text();
      if (reply.ok) return { ok: true, value: text };
      return { ok: false, error: { scope: 'question', sentence: `${path}: ${reply.status} ${text}` } };
    },
  };
}

/** Discovers until the ids are all there and every query finds series. */
const everythingFound = (url: string, ids: readonly string[]): Promise<Discovery> =>
  waitFor('every proposed query to find series', async () => {
    const found = await createDiscovery(askerOf(url), { region: null }).discover();
    if (!found.ok) throw new Error(found.error.sentence);
    const { guesses, notes } = found.value;
    const absent = ids.filter((id) => guesses.every((guess) => guess.id !== id));
    const empty = guesses.filter(({ seriesCount }) => seriesCount === 0).map(({ id }) => id);
    if (absent.length + empty.length + notes.length > 0)
      throw new Error(`absent: ${absent.join(', ')}; empty: ${empty.join(', ')}; ${notes.join(' ')}`);
    return found.value;
  });

/** The series an active query really finds: as many as were announced, each with its names, none twice. */
async function expectTrueOn(url: string, { guesses, signals }: Discovery): Promise<void> {
  const seen = new Map<string, string>();
  for (const guess of guesses.filter(({ active }) => active)) {
    const reply = await askerOf(url).ask('/api/v1/query', { query: guess.query });
    if (!reply.ok) throw new Error(`${guess.id}: ${reply.error.sentence}`);
    const rows: readonly {
      readonly metric: Readonly<Record<string, string>>;
      readonly value: readonly string[];
    }[] = JSON.parse(reply.value).data.result;
    expect(rows, guess.id).toHaveLength(guess.seriesCount);
    for (const { metric, value } of rows) {
      const { service, region, from, to } = guess.labels;
      const names = from === undefined ? [service, region] : [from, to];
      const subject = JSON.stringify([guess.signal, ...names.map((label) => metric[label ?? ''])]);
      expect(subject, guess.id).not.toContain('null');
      expect(Number.isFinite(Number(value[1])), `${guess.id} ${subject} ${value[1]}`).toBe(true);
      expect(seen.get(subject), `${subject} comes from two queries`).toBeUndefined();
      seen.set(subject, guess.id);
    }
  }
  expect(Object.values(signals).flat().length).toBeGreaterThan(0);
  // The interval of 1 s was read from the server; 5 minutes would mean that it was not.
  expect(guesses.filter(({ query }) => query.includes('[5m]'))).toEqual([]);
  for (const { query } of guesses) {
    const times = sampleTimeQueryOf(query);
    const reply = await askerOf(url).ask('/api/v1/query', { query: times ?? 'no time' });
    expect(reply.ok && JSON.parse(reply.value).data.result.length, times ?? query).toBeGreaterThan(0);
  }
}

const expectedIds = (some: readonly Estate[]): readonly string[] =>
  some.flatMap(({ expected }) => Object.keys(expected));

const gallerySeries = [...estates, ...linkEstates]
  // One page cannot show what belongs to different targets: probes are in the real estate below.
  .filter(({ name }) => !name.startsWith('blackbox'))
  .flatMap(({ series }) => series);
const galleryIds = expectedIds(
  [...estates, ...linkEstates].filter(({ name }) => !name.startsWith('blackbox')),
);

describe('an estate of real exporters behind a real Prometheus', () => {
  let shop: HttpServer;
  let node: Daemon;
  let blackbox: Daemon;
  let prometheus: PrometheusDaemon;

  beforeAll(async () => {
    const requests = estates.find(({ name }) => name === 'Prometheus client library')?.series ?? [];
    [shop, node, blackbox] = await Promise.all([
      pageOf(requests),
      startNodeExporter(),
      startBlackboxExporter(),
    ]);
    prometheus = await startPrometheus({
      scrapeConfigs: [
        { job_name: 'shop', static_configs: [{ targets: [`127.0.0.1:${shop.port}`] }] },
        {
          job_name: 'machines',
          static_configs: [
            { targets: [`127.0.0.1:${node.port}`], labels: { service: 'machine', region: 'us-east-1' } },
          ],
        },
        blackboxJob(blackbox, 'http_2xx', [
          { address: shop.url, service: 'cart', region: 'eu-west-1' },
          { address: `${shop.url}/far`, service: 'cart', region: 'ap-southeast-1' },
        ]),
      ],
    });
  });
  afterAll(async () => {
    await Promise.all([prometheus, shop, node, blackbox].map((part) => part?.stop()));
  });

  it('is recognised, and all its queries find series', async () => {
    const found = await everythingFound(prometheus.url, [
      'blackbox/availability',
      'blackbox/latency_p95',
      'node/saturation',
      'http_requests_total/error_ratio',
      'http_request_duration_seconds/latency_p95',
      'up/availability',
    ]);
    const guessOf = (id: string) => found.guesses.find((guess) => guess.id === id);
    expect(guessOf('blackbox/availability')).toMatchObject({
      services: ['cart'],
      regions: ['ap-southeast-1', 'eu-west-1'],
      seriesCount: 2,
    });
    expect(guessOf('node/saturation')).toMatchObject({ services: ['machine'], regions: ['us-east-1'] });
    // Neither the probes' targets nor what is probed: `up` only speaks for the rest.
    expect(guessOf('up/availability')?.services).not.toContain('cart');
    await expectTrueOn(prometheus.url, found);
  });

  it('gives the numbers the targets stand for', async () => {
    const { guesses } = await everythingFound(prometheus.url, ['http_requests_total/error_ratio']);
    const valueOf = async (id: string) => {
      const query = guesses.find((guess) => guess.id === id)?.query ?? '';
      return (await prometheus.query(query))[0]?.value;
    };
    // One request in eleven fails; half of them take between 0.1 s and 0.5 s.
    expect(await valueOf('http_requests_total/error_ratio')).toBeCloseTo(1 / 11, 3);
    expect(await valueOf('http_request_duration_seconds/latency_p50')).toBeCloseTo(0.5, 3);
    expect(await valueOf('http_request_duration_seconds/error_ratio')).toBe(0);
    expect(await valueOf('blackbox/availability')).toBe(1);
  });
});

describe('every convention there is', () => {
  let gallery: HttpServer;
  let prometheus: PrometheusDaemon;
  let victoria: Daemon;

  beforeAll(async () => {
    gallery = await pageOf(gallerySeries);
    const scrapeConfigs = [
      {
        job_name: 'gallery',
        honor_labels: true,
        static_configs: [{ targets: [`127.0.0.1:${gallery.port}`] }],
      },
    ];
    const folder = temporaryFolder('victoria');
    const scrapeFile = join(folder, 'scrape.yml');
    writeFileSync(
      scrapeFile,
      JSON.stringify({ global: { scrape_interval: '1s' }, scrape_configs: scrapeConfigs }),
    );
    [prometheus, victoria] = await Promise.all([
      startPrometheus({ scrapeConfigs }),
      startDaemon({
        binaries: ['victoria-metrics'],
        readyPath: '/health',
        args: (port) => [
          `-httpListenAddr=127.0.0.1:${port}`,
          `-storageDataPath=${join(folder, 'data')}`,
          `-promscrape.config=${scrapeFile}`,
          '-search.latencyOffset=0s',
          '-retentionPeriod=1d',
        ],
      }),
    ]);
  });
  afterAll(async () => {
    await Promise.all([prometheus, victoria, gallery].map((part) => part?.stop()));
  });

  it('is accepted and found by a real Prometheus', async () => {
    await expectTrueOn(prometheus.url, await everythingFound(prometheus.url, galleryIds));
  });

  it('is accepted and found by a real VictoriaMetrics', async () => {
    await expectTrueOn(victoria.url, await everythingFound(victoria.url, galleryIds));
  });

  it('is PromQL by the word of promtool', async () => {
    const { guesses } = await everythingFound(prometheus.url, galleryIds);
    const file = join(temporaryFolder('rules'), 'guesses.yml');
    const probed = [...estates, ...linkEstates].filter(({ name }) => name.startsWith('blackbox'));
    const queries = [
      ...guesses.map(({ query }) => query),
      ...probed.flatMap(({ expected }) => Object.values(expected).map(([query]) => query)),
    ];
    const rules = queries.map((expr, index) => ({ record: `vigil:guess:${index}`, expr }));
    writeFileSync(file, JSON.stringify({ groups: [{ name: 'guesses', rules }] }));
    const said = execFileSync(systemBinary('promtool'), ['check', 'rules', file], { encoding: 'utf8' });
    expect(said).toContain(`SUCCESS: ${queries.length} rules found`);
    expect(queries.length).toBeGreaterThan(60);
  });
});
