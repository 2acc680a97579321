import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ExpositionReading,
  expositionSource,
} from '../../../../../../electron/core/config/source-schemas/exposition.ts';
import { histogramQuantile } from '../../../../../../electron/core/intake/exposition/histogram-quantile.ts';
import { PageReader } from '../../../../../../electron/core/intake/exposition/page-reader.ts';
import { readSignals } from '../../../../../../electron/core/intake/exposition/read-signals.ts';
import { configuredReadings } from '../../../../../../electron/core/intake/exposition/reading.ts';
import { recognisedReadings } from '../../../../../../electron/core/intake/exposition/recognised-readings.ts';
import { ScrapeMemory } from '../../../../../../electron/core/intake/exposition/scrape-memory.ts';
import { createSeriesKeys } from '../../../../../../electron/core/intake/policy/series-keys.ts';
import { createTurns } from '../../../../../../electron/core/intake/policy/turns.ts';

const NOW_MS = 1_790_000_000_000;
const EVERY_MS = 10_000;

interface Page {
  readonly text: string;
  /** Since the page before. */
  readonly afterMs?: number;
}

type Read = Readonly<Record<string, unknown>>;

function readOf(read: Read): Readonly<Record<string, ExpositionReading>> {
  const parsed = expositionSource.parse({ id: 'x', type: 'exposition', url: 'http://x', read }).read;
  if (parsed === undefined) throw new Error('expected readings');
  return parsed;
}

/** What each page in turn gives, as `signal service/region` → value; and what was refused on the last. */
async function scrapes(read: Read | null, pages: readonly (Page | string)[]) {
  const readings = read === null ? recognisedReadings() : configuredReadings(readOf(read));
  const keys = createSeriesKeys();
  const memory = new ScrapeMemory(readings, keys, {
    serviceLabel: 'service',
    regionLabel: 'region',
    defaultService: 'web',
    defaultRegion: 'eu',
  });
  const reader = new PageReader(memory, () => 0.5);
  const values: Record<string, number>[] = [];
  let elapsedMs = 0;
  let lastRejection: string | null = null;
  let times: readonly number[] = [];
  for (const page of pages) {
    const { text, afterMs = EVERY_MS } = typeof page === 'string' ? { text: page } : page;
    elapsedMs += afterMs;
    memory.begin(NOW_MS + elapsedMs, elapsedMs);
    reader.begin('text');
    reader.push(Buffer.from(`${text.trim()}\n`));
    const summary = reader.end();
    if (summary.brokenLines > 0) throw new Error(JSON.stringify(summary.issues));
    const signals = await readSignals(memory, keys, 60_000, createTurns());
    times = signals.samples.map(({ sampledAtMs }) => sampledAtMs - NOW_MS);
    ({ lastRejection } = signals);
    values.push(
      Object.fromEntries(
        signals.samples.map(({ key, value }) => {
          const { subject } = key;
          const place = subject.kind === 'cell' ? `${subject.service}/${subject.region}` : 'link';
          return [place === 'web/eu' ? key.signal : `${key.signal} ${place}`, value];
        }),
      ),
    );
  }
  return { values, last: values.at(-1), lastRejection, times, problems: readings.problems };
}

describe('counters', () => {
  const read = { request_rate: { counter: 'hits_total' } };
  it('give nothing at first, then growth per second of all their series', async () => {
    const { values } = await scrapes(read, [
      'hits_total{a="1"} 100\nhits_total{a="2"} 5',
      'hits_total{a="1"} 130\nhits_total{a="2"} 15',
    ]);
    expect(values).toStrictEqual([{}, { request_rate: 4 }]);
  });
  it('that fell have begun again at 0', async () => {
    expect((await scrapes(read, ['hits_total 100', 'hits_total 30'])).last).toStrictEqual({
      request_rate: 3,
    });
  });
  it('that stand still have a rate of 0', async () => {
    expect((await scrapes(read, ['hits_total 7', 'hits_total 7'])).last).toStrictEqual({ request_rate: 0 });
  });
  it('are compared over the hole of a lost scrape, but not over a long one', async () => {
    const short = await scrapes(read, ['hits_total 0', { text: 'hits_total 100', afterMs: 50_000 }]);
    expect(short.last).toStrictEqual({ request_rate: 2 });
    const long = await scrapes(read, ['hits_total 0', { text: 'hits_total 100', afterMs: 61_000 }]);
    expect(long.last).toStrictEqual({});
  });
  it('that appear later count from their second time on, with what the others grew', async () => {
    const { values } = await scrapes(read, [
      'hits_total{a="1"} 0',
      'hits_total{a="1"} 10\nhits_total{a="2"} 1000',
      'hits_total{a="1"} 20\nhits_total{a="2"} 1010',
    ]);
    expect(values).toStrictEqual([{}, { request_rate: 1 }, { request_rate: 2 }]);
  });
  it('with times of their own are divided by those, and a time that stands still gives nothing', async () => {
    const at = (value: number, ms: number): string => `hits_total ${value} ${NOW_MS + ms}`;
    const { values, times } = await scrapes(read, [at(0, 1_000), at(10, 6_000), at(10, 6_000)]);
    expect(values).toStrictEqual([{}, { request_rate: 2 }, {}]);
    expect(times).toStrictEqual([]);
  });
  it('of seconds are read in the unit they are asked in', async () => {
    const busy = { busy: { counter: 'cpu_seconds_total', as: 'ratio' } };
    expect((await scrapes(busy, ['cpu_seconds_total 5', 'cpu_seconds_total 10'])).last).toStrictEqual({
      busy: 0.5,
    });
  });
});

describe('ratios of counters', () => {
  const errors = { counter: 'hits_total', where: { code: '5*' } };
  const read = { error_ratio: { ratio: { part: errors, of: { counter: 'hits_total' } } } };
  it('divide what grew', async () => {
    const { last } = await scrapes(read, [
      'hits_total{code="200"} 0\nhits_total{code="503"} 0',
      'hits_total{code="200"} 90\nhits_total{code="503"} 10',
    ]);
    expect(last).toStrictEqual({ error_ratio: 0.1 });
  });
  it('say nothing without traffic', async () => {
    const page = 'hits_total{code="200"} 5\nhits_total{code="503"} 5';
    expect((await scrapes(read, [page, page])).last).toStrictEqual({});
  });
  it('are 0 as long as no failure was ever counted', async () => {
    expect(
      (await scrapes(read, ['hits_total{code="200"} 0', 'hits_total{code="200"} 9'])).last,
    ).toStrictEqual({
      error_ratio: 0,
    });
  });
  it('do not call the first failures none: by how much they grew is not known', async () => {
    const { last } = await scrapes(read, [
      'hits_total{code="200"} 0',
      'hits_total{code="200"} 9\nhits_total{code="500"} 9',
    ]);
    expect(last).toStrictEqual({});
  });
  it('refuse to be 0 once failures are not counted any more, as when an update renamed their metric', async () => {
    const apart = {
      ratio: { part: { counter: 'answers_total', where: { code: '5..' } }, of: { counter: 'hits_total' } },
    };
    const page = (hits: number, metric: string) => `hits_total ${hits}\n${metric}{code="200"} ${hits}`;
    const { values, lastRejection } = await scrapes({ error_ratio: apart }, [
      page(0, 'answers_total'),
      page(9, 'answers_total'),
      page(18, 'responses_total'),
    ]);
    expect(values.slice(1)).toStrictEqual([{ error_ratio: 0 }, {}]);
    expect(lastRejection).toContain('answers_total is not on the page');
  });
  it('refuse to be 0 when failures are not counted at all', async () => {
    const misspelt = { ratio: { part: { counter: 'errors_total' }, of: { counter: 'hits_total' } } };
    const { last, lastRejection } = await scrapes({ error_ratio: misspelt }, [
      'hits_total 0',
      'hits_total 9',
    ]);
    expect(last).toStrictEqual({});
    expect(lastRejection).toContain('errors_total is not on the page');
  });
});

/** A histogram's lines, cumulative as given. */
const histogram = (counts: Readonly<Record<string, number>>, labels = ''): string =>
  Object.entries(counts)
    .map(([le, count]) => `t_bucket{${labels}le="${le}"} ${count}`)
    .join('\n');

describe('histograms', () => {
  const read = { latency_p95: { histogram: 't', quantile: 0.5 } };
  const zero = { '0.1': 0, '1': 0, '+Inf': 0 };
  it('begin again as a whole after a restart, also in buckets that are as full as before by then', async () => {
    const { values } = await scrapes(read, [
      histogram({ '0.1': 50, '1': 100, '+Inf': 100 }),
      histogram({ '0.1': 40, '1': 110, '+Inf': 110 }),
    ]);
    // 110 observations, 40 of them up to 0.1 s: the 55th lies in the second bucket.
    expect(values[1]!['latency_p95']).toBeCloseTo(0.1 + 0.9 * (15 / 70), 12);
  });
  it('give the quantile of what came in between, by linear interpolation', async () => {
    const { values } = await scrapes(read, [
      histogram({ '0.1': 1_000, '1': 1_000, '+Inf': 1_000 }),
      histogram({ '0.1': 1_000, '1': 1_010, '+Inf': 1_010 }),
    ]);
    expect(values[0]).toStrictEqual({});
    expect(values[1]!['latency_p95']).toBeCloseTo(0.55, 12);
  });
  it('in milliseconds are brought to seconds', async () => {
    const inMs = { latency_p95: { histogram: 't', quantile: 0.5, unit: 'ms' } };
    const { last } = await scrapes(inMs, [histogram(zero), histogram({ '0.1': 10, '1': 10, '+Inf': 10 })]);
    expect(last!['latency_p95']).toBeCloseTo(0.000_05, 12);
  });
  it('of several instances are merged', async () => {
    const both = (a: object, b: object): string =>
      `${histogram(a as Record<string, number>, 'i="1",')}\n${histogram(b as Record<string, number>, 'i="2",')}`;
    const { last } = await scrapes(read, [
      both(zero, zero),
      both({ '0.1': 10, '1': 10, '+Inf': 10 }, { '0.1': 0, '1': 30, '+Inf': 30 }),
    ]);
    expect(last!['latency_p95']).toBeCloseTo(0.1 + 0.9 * (10 / 30), 12);
  });
  it('say nothing when nothing came in', async () => {
    expect((await scrapes(read, [histogram(zero), histogram(zero)])).last).toStrictEqual({});
  });
  it('that began again count from 0', async () => {
    const { last } = await scrapes(read, [
      histogram({ '0.1': 50, '1': 90, '+Inf': 90 }),
      histogram({ '0.1': 10, '1': 10, '+Inf': 10 }),
    ]);
    expect(last!['latency_p95']).toBeCloseTo(0.05, 12);
  });
  it.each([
    ['no +Inf', histogram({ '0.1': 0, '1': 0 }), histogram({ '0.1': 1, '1': 2 }), 'has no bucket le="+Inf"'],
    ['not cumulative', histogram(zero), histogram({ '0.1': 9, '1': 2, '+Inf': 9 }), 'are not cumulative'],
    ['no number', 't_bucket{le="x"} 1', 't_bucket{le="x"} 2', 'has no number in its label "le"'],
    [
      'different buckets',
      `${histogram(zero, 'i="1",')}\n${histogram({ '5': 0, '+Inf': 0 }, 'i="2",')}`,
      `${histogram(zero, 'i="1",')}\n${histogram({ '5': 3, '+Inf': 3 }, 'i="2",')}`,
      'have different buckets',
    ],
  ])('with %s are refused in words', async (_name, first, second, words) => {
    const { last, lastRejection } = await scrapes(read, [first, second]);
    expect(last).toStrictEqual({});
    expect(lastRejection).toContain(words);
  });
});

describe('gauges', () => {
  const page = 'depth{q="a"} 1\ndepth{q="b"} 3\ndepth{q="c"} 8';
  it.each([
    ['avg', 4],
    ['min', 1],
    ['max', 8],
    ['sum', 12],
  ])('are combined by %s', async (combine, value) => {
    expect((await scrapes({ depth: { gauge: 'depth', combine } }, [page])).last).toStrictEqual({
      depth: value,
    });
  });
  it.each([
    ['q: a', { q: 'a' }, 1],
    ['q: !a', { q: '!a' }, 11],
    ['q: [a, b]', { q: ['a', 'b'] }, 4],
    ['q: [*, !c]', { q: ['*', '!c'] }, 4],
    ['other: !x', { other: '!x' }, 12],
  ])('are chosen by %s', async (_words, where, value) => {
    const read = { depth: { gauge: 'depth', combine: 'sum', where } };
    expect((await scrapes(read, [page])).last).toStrictEqual({ depth: value });
  });
  it('that are NaN are left out of an average and spoil a sum', async () => {
    const nan = `${page}\ndepth{q="d"} NaN`;
    expect((await scrapes({ depth: { gauge: 'depth' } }, [nan])).last).toStrictEqual({ depth: 4 });
    const sum = await scrapes({ depth: { gauge: 'depth', combine: 'sum' } }, [nan]);
    expect(sum.lastRejection).toContain('a sum of the others would be too small');
    expect((await scrapes({ depth: { gauge: 'depth' } }, ['depth +Inf'])).lastRejection).toContain(
      'infinite',
    );
  });
  it('that stand on the page twice are not believed', async () => {
    const { last, lastRejection } = await scrapes({ depth: { gauge: 'depth' } }, ['depth 1\ndepth 2']);
    expect(last).toStrictEqual({});
    expect(lastRejection).toContain('stands on the page twice');
  });
  it('keep a time that can be right, and get that of the scrape for any other', async () => {
    const read = { depth: { gauge: 'depth' } };
    expect((await scrapes(read, [`depth 1 ${NOW_MS - 40_000}`])).times).toStrictEqual([-40_000]);
    for (const wrong of [NOW_MS / 1_000, NOW_MS * 1_000, NOW_MS + 3_600_000, -5]) {
      expect((await scrapes(read, [`depth 1 ${wrong}`])).times).toStrictEqual([EVERY_MS]);
    }
  });
  it('cannot be a share beyond 1', async () => {
    const { lastRejection } = await scrapes({ availability: { gauge: 'ok_ratio' } }, ['ok_ratio 99.5']);
    expect(lastRejection).toContain('must lie between 0 and 1');
  });
});

it('readings that make no sense are named', async () => {
  const { problems } = await scrapes(
    { link_rtt: { gauge: 'rtt' }, latency_p95: { gauge: 'x', unit: 'bytes' } },
    [],
  );
  expect(problems.join(' ')).toContain('link_rtt is measured between two regions');
  expect(problems.join(' ')).toContain(
    'latency_p95 is measured in seconds, which bytes cannot be converted to',
  );
});

describe('without read', () => {
  const twice = async (first: string, second: string) => (await scrapes(null, [first, second])).last;
  it('HTTP requests of a Prometheus client library are recognised', async () => {
    expect(
      await twice(
        'http_requests_total{code="200"} 0\nhttp_requests_total{code="500"} 0',
        'http_requests_total{code="200"} 30\nhttp_requests_total{code="500"} 10',
      ),
    ).toStrictEqual({ request_rate: 4, error_ratio: 0.25 });
  });
  it('no failing share is made up where no label says how requests ended', async () => {
    expect(
      await twice('http_requests_total{handler="/"} 0', 'http_requests_total{handler="/"} 30'),
    ).toStrictEqual({ request_rate: 3 });
  });
  it('OpenTelemetry histograms give traffic, failures and latency', async () => {
    const lines = (n: number): string =>
      ['0.1', '1', '+Inf']
        .map(
          (le) =>
            `http_server_request_duration_seconds_bucket{http_response_status_code="200",le="${le}"} ${n}`,
        )
        .join('\n') + `\nhttp_server_request_duration_seconds_count{http_response_status_code="200"} ${n}`;
    const last = await twice(lines(0), lines(20));
    expect(last).toMatchObject({ request_rate: 2, error_ratio: 0, latency_p50: 0.05 });
    expect(last!['latency_p99']).toBeCloseTo(0.099, 12);
  });
  it('gRPC servers: the fault of the server counts, that of the client does not', async () => {
    const lines = (ok: number, internal: number, notFound: number): string =>
      `grpc_server_handled_total{grpc_code="OK"} ${ok}\ngrpc_server_handled_total{grpc_code="Internal"} ${internal}\ngrpc_server_handled_total{grpc_code="NotFound"} ${notFound}`;
    expect(await twice(lines(0, 0, 0), lines(50, 10, 40))).toStrictEqual({
      request_rate: 10,
      error_ratio: 0.1,
    });
  });
  it('quantiles a summary computed itself are taken, the slowest of several', async () => {
    const page =
      'http_request_duration_seconds{handler="/a",quantile="0.95"} 0.2\nhttp_request_duration_seconds{handler="/b",quantile="0.95"} 0.3';
    expect((await scrapes(null, [page])).last).toStrictEqual({ latency_p95: 0.3 });
  });
  it('the node exporter: saturation is the fullest of processor, memory and real disks', async () => {
    const page = (idle: number, busy: number): string => `
node_cpu_seconds_total{cpu="0",mode="idle"} ${idle}
node_cpu_seconds_total{cpu="0",mode="user"} ${busy}
node_memory_MemTotal_bytes 1000
node_memory_MemAvailable_bytes 400
node_filesystem_size_bytes{device="/dev/sda",fstype="ext4",mountpoint="/"} 100
node_filesystem_avail_bytes{device="/dev/sda",fstype="ext4",mountpoint="/"} 30
node_filesystem_size_bytes{device="tmpfs",fstype="tmpfs",mountpoint="/run"} 100
node_filesystem_avail_bytes{device="tmpfs",fstype="tmpfs",mountpoint="/run"} 0`;
    const { values } = await scrapes(null, [page(0, 0), page(9, 1)]);
    // Not before all three are known.
    expect(values[0]).toStrictEqual({ memory_used: 0.6, disk_used: 0.7 });
    expect(values[1]).toStrictEqual({ cpu_used: 0.1, memory_used: 0.6, disk_used: 0.7, saturation: 0.7 });
  });
  it('probes: success is availability, by the labels they carry', async () => {
    const page =
      'probe_success{service="shop",region="us"} 0\nprobe_duration_seconds{service="shop",region="us"} 0.4';
    expect((await scrapes(null, [page])).last).toStrictEqual({
      'availability shop/us': 0,
      'latency_p50 shop/us': 0.4,
    });
  });
  it('runtimes, processes and the monitoring itself are left alone', async () => {
    const page = (n: number): string =>
      `go_goroutines ${n}\nprocess_cpu_seconds_total ${n}\npromhttp_metric_handler_requests_total{code="200"} ${n}\nprometheus_http_requests_total{code="200"} ${n}\n__proto__ 1\nconstructor 2`;
    expect(await twice(page(1), page(9))).toStrictEqual({});
  });
});

describe('histogramQuantile', () => {
  const buckets = fc
    .array(fc.record({ bound: fc.double({ min: 0.001, max: 1e6, noNaN: true }), more: fc.nat(1_000) }), {
      minLength: 1,
      maxLength: 10,
    })
    .map((steps) => {
      let count = 0;
      const bounds = [...new Set(steps.map(({ bound }) => bound)), Number.POSITIVE_INFINITY].toSorted(
        (a, b) => a - b,
      );
      return bounds.map((bound, index) => ({ bound, count: (count += steps[index]?.more ?? 0) }));
    });
  it('never falls with the quantile, and stays between 0 and the highest finite bound', () => {
    fc.assert(
      fc.property(buckets, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (all, quantile) => {
        const value = histogramQuantile(quantile, all);
        if (all.at(-1)!.count === 0) {
          expect(value).toBeNaN();
          return;
        }
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(all.at(-2)!.bound);
        expect(histogramQuantile(Math.min(0.999, quantile * 1.01), all)).toBeGreaterThanOrEqual(value);
      }),
    );
  });
  it('raises counts that fall, and knows a lowest bucket at or below 0', () => {
    const fallen = [
      { bound: 1, count: 5 },
      { bound: 2, count: 4 },
      { bound: Number.POSITIVE_INFINITY, count: 10 },
    ];
    expect(histogramQuantile(0.9, fallen)).toBe(2);
    expect(
      histogramQuantile(0.5, [
        { bound: 0, count: 3 },
        { bound: Number.POSITIVE_INFINITY, count: 3 },
      ]),
    ).toBe(0);
  });
});
