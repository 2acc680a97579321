import { describe, expect, it } from 'vitest';
import {
  createDiscovery,
  type Discovery,
} from '../../../../../../electron/core/intake/discovery/create-discovery.ts';
import { type Estate, estates, linkEstates } from './estates.ts';
import { type FakeServerOptions, fakeServer, type StoredSeries } from './fake-server.ts';

const stored = ({ series }: Estate): readonly StoredSeries[] =>
  series.map(({ metric, labels }) => ({ __name__: metric, job: 'apps', instance: '10.0.0.1:80', ...labels }));

async function discovered(
  series: readonly StoredSeries[],
  region: string | null = null,
  options: FakeServerOptions = {},
): Promise<Discovery> {
  const found = await createDiscovery(fakeServer(series, options), { region }).discover();
  if (!found.ok) throw new Error(found.error.sentence);
  return found.value;
}

describe.each([...estates, ...linkEstates])('$name', (estate) => {
  it('is recognised with these queries, names and places', async () => {
    const { guesses, notes } = await discovered(stored(estate));
    const isExpected = (id: string) => Object.hasOwn(estate.expected, id);
    const found = guesses.filter(({ id }) => isExpected(id));
    const plain = found.filter(({ active }) => active);
    expect(Object.fromEntries(found.map(({ id, query, unit }) => [id, [query, unit]]))).toEqual(
      estate.expected,
    );
    for (const guess of plain) {
      expect(guess.services, guess.id).toEqual(estate.services);
      expect(guess.regions, guess.id).toEqual(estate.regions);
      expect(guess.seriesCount, guess.id).toBeGreaterThan(0);
      expect(guess.why, guess.id).toMatch(/^[A-Z`].*`.*[^.]\.$/);
    }
    expect(notes).toEqual([]);
  });

  it('gives each signal of each cell to one query only', async () => {
    const { guesses, signals } = await discovered(stored(estate));
    const active = guesses.filter((guess) => guess.active);
    for (const [signal, queries] of Object.entries(signals)) {
      expect(queries.map(({ query }) => query)).toEqual(
        active.filter((guess) => guess.signal === signal).map(({ query }) => query),
      );
      expect(new Set(queries.map(({ query }) => query)).size).toBe(queries.length);
    }
  });
});

describe('UTF-8 names', () => {
  const base = 'http.server.request.duration';
  const labels = {
    'service.name': 'search',
    'cloud.region': 'eu-west-1',
    'http.response.status_code': '200',
  };

  it('quotes metric and label names of classic histograms', async () => {
    const { guesses } = await discovered(
      ['_bucket', '_count', '_sum'].map((suffix) => ({ __name__: `${base}${suffix}`, ...labels })),
    );
    const p95 = guesses.find(({ id }) => id === 'http_server_request_duration/latency_p95');
    expect(p95?.query).toBe(
      'histogram_quantile(0.95, sum by (le, "service.name", "cloud.region") (rate({"http.server.request.duration_bucket"}[2m]))) >= 0',
    );
    expect(p95).toMatchObject({ unit: null, labels: { service: 'service.name', region: 'cloud.region' } });
    expect(guesses.find(({ signal }) => signal === 'error_ratio')?.query).toContain(
      'rate({"http.server.request.duration_count", "http.response.status_code"=~"5.."}[2m])',
    );
  });

  it('tells a native histogram by its count', async () => {
    const { guesses } = await discovered([{ __name__: base, __native__: 'yes', ...labels }]);
    expect(guesses.find(({ signal }) => signal === 'latency_p99')?.query).toBe(
      'histogram_quantile(0.99, sum by ("service.name", "cloud.region") (rate({"http.server.request.duration"}[2m]))) >= 0',
    );
    expect(guesses.find(({ signal }) => signal === 'request_rate')?.query).toBe(
      'histogram_count(sum by ("service.name", "cloud.region") (rate({"http.server.request.duration"}[2m])))',
    );
  });

  it('takes the job where a server does not read quoted label names', async () => {
    const series = ['_bucket', '_count', '_sum'].map((suffix) => ({
      __name__: `http_server_request_duration_seconds${suffix}`,
      job: 'shop/search',
      region: 'eu-west-1',
      ...labels,
    }));
    const { guesses } = await discovered(series, null, {
      instead: (question) =>
        question.includes('"service.name"') ? { scope: 'question', sentence: 'parse error.' } : null,
    });
    expect(guesses.find(({ signal }) => signal === 'latency_p95')?.labels).toEqual({
      service: 'job',
      region: 'region',
    });
  });
});

describe('several families at once', () => {
  const up = (labels: Readonly<Record<string, string>>) => ({ __name__: 'up', ...labels });

  it('gives availability by up only to services that are not probed', async () => {
    const { signals } = await discovered([
      { __name__: 'probe_success', job: 'blackbox', service: 'shop', region: 'eu-west-1', instance: 'a' },
      up({ job: 'blackbox', service: 'shop', region: 'eu-west-1', instance: 'a' }),
      up({ job: 'apps', service: 'shop', region: 'eu-west-1', instance: 'b' }),
      up({ job: 'apps', service: 'ledger', region: 'eu-west-1', instance: 'c' }),
    ]);
    expect(signals['availability']?.map(({ query }) => query)).toEqual([
      'avg by (service, region) (probe_success)',
      'avg by (service, region) (up unless on (job, instance) probe_success) unless on (service) probe_success',
    ]);
  });

  it('names the services where labels differ', async () => {
    const { signals } = await discovered([
      { __name__: 'probe_success', job: 'blackbox', service: 'shop', region: 'eu-west-1' },
      up({ job: 'shop', region: 'eu-west-1' }),
      up({ job: 'ledger', region: 'eu-west-1' }),
    ]);
    expect(signals['availability']?.map(({ query }) => query)).toEqual([
      'avg by (service, region) (probe_success)',
      'avg by (job, region) (up{job!~"shop"} unless on (job, instance) probe_success)',
    ]);
  });

  it('prefers what users met to what a probe met, region by region', async () => {
    const { signals, guesses } = await discovered([
      { __name__: 'probe_success', service: 'shop', region: 'eu-west-1' },
      { __name__: 'probe_success', service: 'shop', region: 'us-east-1' },
      { __name__: 'probe_duration_seconds', service: 'shop', region: 'eu-west-1' },
      { __name__: 'probe_duration_seconds', service: 'shop', region: 'us-east-1' },
      ...['_bucket', '_count'].map((suffix) => ({
        __name__: `http_request_duration_seconds${suffix}`,
        service: 'shop',
        region: 'eu-west-1',
      })),
    ]);
    expect(signals['latency_p95']?.map(({ query }) => query)).toEqual([
      'histogram_quantile(0.95, sum by (le, service, region) (rate(http_request_duration_seconds_bucket[2m]))) >= 0',
      'avg by (service, region) (quantile_over_time(0.95, probe_duration_seconds[2m])) unless on (service, region) http_request_duration_seconds_count',
    ]);
    expect(guesses.find(({ id }) => id === 'blackbox/latency_p95')?.regions).toEqual(['us-east-1']);
  });

  it('keeps one name for one service: the label whose values are known already', async () => {
    const { guesses } = await discovered([
      { __name__: 'http_requests_total', app: 'shop', code: '200', region: 'eu-west-1' },
      { __name__: 'http_requests_total', app: 'cart', code: '200', region: 'eu-west-1' },
      { __name__: 'probe_success', service: 'web probes', target: 'shop', region: 'eu-west-1' },
      { __name__: 'probe_success', service: 'web probes', target: 'cart', region: 'eu-west-1' },
    ]);
    expect(guesses.find(({ id }) => id === 'blackbox/availability')?.services).toEqual(['cart', 'shop']);
  });
});

describe('labels', () => {
  const probe = (labels: Readonly<Record<string, string>>) => ({ __name__: 'probe_success', ...labels });

  it('tells series that lack the label most have by another one', async () => {
    const { guesses } = await discovered([
      { __name__: 'up', service: 'shop', job: 'apps', region: 'eu-west-1' },
      { __name__: 'up', service: 'cart', job: 'apps', region: 'eu-west-1' },
      { __name__: 'up', job: 'node', region: 'eu-west-1' },
    ]);
    expect(guesses.map(({ id, query }) => [id, query])).toEqual([
      ['up/availability', 'avg by (service, region) (up{service!=""})'],
      ['up/availability/job', 'avg by (job, region) (up{service=""})'],
    ]);
  });

  it('believes values rather than names', async () => {
    const { guesses } = await discovered([
      probe({ service: 'shop', region: 'blue', site: 'fra1' }),
      probe({ service: 'shop', region: 'green', site: 'iad2' }),
    ]);
    expect(guesses[0]?.labels.region).toBe('site');
    expect(guesses[0]?.why).toBe(
      '`probe_success` is what the blackbox exporter writes; `site` holds fra1, iad2, which are known places; services are named by `service` (shop).',
    );
  });

  it('prefers the label that holds more known places', async () => {
    const { guesses } = await discovered([
      probe({ service: 'shop', region: 'eu-west-1', site: 'fra1' }),
      probe({ service: 'shop', region: 'hall 2', site: 'iad2' }),
    ]);
    expect(guesses[0]?.labels.region).toBe('site');
  });

  it('finds places under a name nobody would expect', async () => {
    const { guesses } = await discovered([
      probe({ service: 'shop', standort: 'fra1', team: 'blue' }),
      probe({ service: 'shop', standort: 'iad2', team: 'red' }),
    ]);
    expect(guesses[0]?.labels.region).toBe('standort');
    expect(guesses[0]?.query).toBe('avg by (service, standort) (probe_success)');
  });

  it('does not take one word that happens to be an airport for a region', async () => {
    const { guesses } = await discovered([probe({ service: 'shop', team: 'lax' })]);
    expect(guesses[0]?.query).toContain('"default"');
  });

  it('quotes names that come from the server', async () => {
    const { signals } = await discovered([
      probe({ service: 'a"b\\c.d', region: 'fra' }),
      { __name__: 'up', job: 'a"b\\c.d', region: 'fra' },
      { __name__: 'up', job: 'other', region: 'fra' },
    ]);
    expect(signals['availability']?.[1]?.query).toBe(
      String.raw`avg by (job, region) (up{job!~"a\"b\\\\c\\.d"} unless on (job, instance) probe_success)`,
    );
  });

  it('takes a label that calls itself region where no value is known', async () => {
    const { guesses } = await discovered([probe({ service: 'shop', zone: 'example.org', region: 'hall 1' })]);
    expect(guesses[0]?.labels.region).toBe('region');
    expect(guesses[0]?.why).toContain('whose places are not known');
  });

  it('fills in a region where there is none, unless the source has one', async () => {
    const series = [probe({ service: 'shop' })];
    const [alone] = (await discovered(series)).guesses;
    expect(alone?.query).toBe(
      'label_replace(avg by (service) (probe_success), "region", "default", "region", "")',
    );
    const [placed] = (await discovered(series, 'cellar')).guesses;
    expect(placed?.query).toBe('avg by (service) (probe_success)');
    expect(placed?.labels.region).toBe('region');
    expect(placed?.why).toContain('so it is cellar');
  });

  it('names probes by what they ask where the job is only the exporter', async () => {
    const { guesses } = await discovered([
      probe({ job: 'blackbox', instance: 'https://a.example' }),
      probe({ job: 'blackbox', instance: 'https://b.example' }),
    ]);
    expect(guesses[0]?.services).toEqual(['https://a.example', 'https://b.example']);
  });

  it('takes no source and address of a probe for the ends of a link', async () => {
    const { signals } = await discovered([
      { __name__: 'probe_duration_seconds', source: 'eu-west-1', target: 'https://a.example' },
      probe({ source: 'eu-west-1', target: 'https://a.example' }),
    ]);
    expect(Object.keys(signals)).not.toContain('link_rtt');
  });

  it('leaves a status label alone that holds no codes', async () => {
    const { guesses } = await discovered([
      { __name__: 'http_requests_total', service: 'shop', region: 'eu-west-1', status: 'success' },
    ]);
    expect(guesses.map(({ signal }) => signal)).toEqual(['request_rate']);
  });
});

describe('the window of rates', () => {
  const series = [{ __name__: 'http_requests_total', service: 'shop', region: 'eu-west-1', job: 'apps' }];
  const windowOf = async (options: FakeServerOptions) =>
    /\[(\w+)\]/.exec((await discovered(series, null, options)).guesses[0]?.query ?? '')?.[1];
  const config = (yaml: string): FakeServerOptions => ({
    instead: (question) =>
      question === '/api/v1/status/config' ? JSON.stringify({ status: 'success', data: { yaml } }) : null,
  });

  it.each([
    ['1s', '2m'],
    ['15s', '2m'],
    ['30s', '2m'],
    ['31s', '3m'],
    ['1m', '4m'],
    ['1m30s', '6m'],
    ['5m', '20m'],
  ])('an interval of %s gives %s', async (interval, window) => {
    expect(await windowOf({ interval })).toBe(window);
  });

  const jobs = `global:
  scrape_interval: 15s
  evaluation_interval: 9m
alerting:
  scrape_interval: 9m
scrape_configs:
- job_name: other
  scrape_interval: 9m
- job_name: "apps"
  honor_timestamps: true
  scrape_interval: 2m
  metrics_path: /metrics
  http_sd_configs:
  - url: http://sd.example
    scrape_interval: 9m
`;

  it('is that of the job', async () => {
    expect(await windowOf(config(jobs))).toBe('8m');
    // Newer servers indent lists.
    expect(await windowOf(config(jobs.replaceAll(/^(?=[- ])/gm, '  ')))).toBe('8m');
  });

  it('is the global one for jobs that name none, and for pushed series', async () => {
    expect(await windowOf(config(jobs.replace('  scrape_interval: 2m\n', '')))).toBe('2m');
    expect(await windowOf(config(jobs.replace('"apps"', 'elsewhere').replace('15s', '40s')))).toBe('3m');
  });

  it.each([['global:\n  : ['], ['- a'], ['global:\n  scrape_interval: often'], ['a: &a [*a, *a]'], ['']])(
    'survives the configuration %j',
    async (yaml) => {
      expect(['4m', '5m']).toContain(await windowOf(config(yaml)));
    },
  );

  it('is 5 minutes where the server does not say', async () => {
    const instead: FakeServerOptions['instead'] = (question) =>
      question === '/api/v1/status/config' ? { scope: 'source', sentence: 'No such page.' } : null;
    expect(await windowOf({ instead })).toBe('5m');
  });
});

describe('when it cannot be', () => {
  it('says that nothing is known', async () => {
    const { guesses, signals, notes } = await discovered([{ __name__: 'go_goroutines', job: 'a' }]);
    expect(guesses).toEqual([]);
    expect(signals).toEqual({});
    expect(notes).toEqual([
      'None of the metrics at prom.example is one Vigil knows (1 names); configure signals with queries of your own.',
    ]);
  });

  it('says that there are no metrics', async () => {
    expect((await discovered([])).notes).toEqual([
      'prom.example holds no metrics yet; it may not have measured anything.',
    ]);
  });

  it.each(['/api/v1/label/__name__/values', '/api/v1/labels', 'avg by (job) (up)', 'count by (job) (up)'])(
    'passes on that the server is gone at %s',
    async (part) => {
      const gone = { scope: 'source', sentence: 'Nothing listens there.' } as const;
      const server = fakeServer([{ __name__: 'up', job: 'a' }], {
        instead: (question) => (question.includes(part) ? gone : null),
      });
      expect(await createDiscovery(server, { region: 'x' }).discover()).toEqual({ ok: false, error: gone });
    },
  );

  it('leaves out one query that is refused, and says so', async () => {
    const { guesses, notes } = await discovered(
      [
        { __name__: 'probe_success', service: 'a', region: 'fra' },
        { __name__: 'probe_duration_seconds', service: 'a', region: 'fra' },
      ],
      null,
      {
        instead: (question) =>
          question.includes('0.95')
            ? { scope: 'question', sentence: 'prom.example answered 422: no.' }
            : null,
      },
    );
    expect(guesses.map(({ signal }) => signal)).toEqual(['availability', 'latency_p50']);
    expect(notes).toEqual(['latency_p95 of blackbox probes is left out: prom.example answered 422: no.']);
  });

  it('takes replies that are none as refusals', async () => {
    const server = fakeServer([], { instead: () => '<html>' });
    const found = await createDiscovery(server, { region: null }).discover();
    expect(found).toMatchObject({ ok: false, error: { scope: 'question' } });
  });
});
