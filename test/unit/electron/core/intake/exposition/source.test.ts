import { afterEach, describe, expect, it } from 'vitest';
import { configSchema } from '../../../../../../electron/core/config/schema.ts';
import { createExpositionSource } from '../../../../../../electron/core/intake/exposition/create-exposition-source.ts';
import type { Source } from '../../../../../../electron/core/intake/source.ts';
import type { Sample } from '../../../../../../shared/domain/observation.ts';
import { type Loopback, startLoopback } from '../support/loopback.ts';
import { contextOf, createRecorder, type Recorder } from '../support/recorder.ts';
import { until } from '../support/until.ts';

interface Answer {
  readonly body: string;
  readonly status?: number;
  readonly type?: string;
}

const TEXT = 'text/plain; version=0.0.4';
const OPENMETRICS = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

let server: Loopback | null = null;
let source: Source | null = null;
let accept: string | undefined;

/** Answers the pages in turn; the last one again and again. */
async function serve(pages: (scrape: number) => Answer | string): Promise<void> {
  let scrape = 0;
  server = await startLoopback((request, response) => {
    scrape += 1;
    accept = request.headers.accept;
    const answer = pages(scrape);
    const { body, status = 200, type = TEXT } = typeof answer === 'string' ? { body: answer } : answer;
    response.writeHead(status, { 'content-type': type });
    response.end(body);
  });
}

function start(entry: object, recorder: Recorder = createRecorder()): Recorder {
  const config = configSchema.parse({
    sources: [{ id: 'node', type: 'exposition', url: `${server?.url}/metrics`, every: '250ms', ...entry }],
  });
  const [only] = config.sources;
  if (only?.type !== 'exposition') throw new Error('expected one exposition source');
  source = createExpositionSource(only, contextOf(recorder));
  source.start();
  return recorder;
}

const status = () => source!.status();
const ofSignal = (recorder: Recorder, signal: string): readonly Sample[] =>
  recorder.samples().filter(({ key }) => key.signal === signal);

afterEach(async () => {
  await source?.stop();
  await server?.close();
  source = null;
  server = null;
});

describe('a page that is read as configured', () => {
  it('gives gauges of the first scrape, in the unit of the signal, and asks for both formats', async () => {
    await serve(() => 'queue_ms{service="pay",region="eu"} 84\nqueue_ms{service="pay",region="us"} 90\n');
    const recorder = start({ read: { latency_p95: { gauge: 'queue_ms', unit: 'ms' } } });
    await until(() => expect(status().state).toBe('live'));
    const [eu, us] = recorder.samples();
    expect(eu).toMatchObject({
      value: 0.084,
      key: { signal: 'latency_p95', unit: 'seconds', subject: { service: 'pay', region: 'eu' } },
    });
    expect(us).toMatchObject({ value: 0.09, key: { subject: { service: 'pay', region: 'us' } } });
    expect(accept).toBe(
      'application/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=0.0.4;q=0.3,*/*;q=0.1',
    );
    expect(source!.peek()[0]?.text).toContain('queue_ms');
    expect(status()).toMatchObject({ seriesCount: 2, rejectedCount: 0, lastError: null });
  });

  it('gives no rate on the first scrape, and the growth per second from the second one on', async () => {
    await serve((scrape) => `hits_total 100${scrape} ${1_790_000_000_000 + scrape * 2_000}\n`);
    const recorder = start({ read: { request_rate: { counter: 'hits_total' } }, service: 'web' });
    await until(() => expect(recorder.samples().length).toBeGreaterThan(0));
    expect(recorder.samples()[0]).toMatchObject({ value: 0.5, sampledAtMs: 1_790_000_004_000 });
  });
});

describe('a page nobody said anything about', () => {
  it('is available as long as it answers, and says what was recognised', async () => {
    await serve((scrape) => ({
      body: `# TYPE up_time gauge\nup_time ${scrape}\n# EOF\n`,
      type: OPENMETRICS,
    }));
    const recorder = start({});
    await until(() => expect(ofSignal(recorder, 'availability')).not.toHaveLength(0));
    expect(recorder.samples()[0]).toMatchObject({
      value: 1,
      key: { subject: { service: 'node', region: 'default' } },
    });
    expect(status().warnings.join()).toContain('No metric was recognised');
  });
});

describe('an answer that is no page', () => {
  it.each([
    [{ body: 'no', status: 401 }, 'answered 401: it asks for a login'],
    [{ body: 'no', status: 404 }, 'answered 404'],
    [{ body: 'no', status: 500 }, 'answered 500'],
    [{ body: '<html></html>', type: 'text/html' }, 'answered with a web page instead of metrics'],
    [{ body: '{}', type: 'application/json' }, 'answered with JSON instead of metrics'],
    [{ body: '' }, 'answered with a page that holds no samples'],
    [{ body: '<html>\n' }, 'did not answer with metrics: line 1'],
  ])('%o is a failed scrape', async (answer, words) => {
    await serve(() => answer);
    const recorder = start({});
    await until(() => expect(status().lastError).not.toBeNull());
    expect(status().lastError).toContain(words);
    expect(recorder.samples()).toHaveLength(0);
  });
});

const absentKeys = (recorder: Recorder): readonly string[] =>
  recorder.observations.flatMap((one) =>
    one.kind === 'absent'
      ? one.keys.map(({ subject }) => (subject.kind === 'cell' ? subject.region : 'link'))
      : [],
  );

describe('a series that vanishes', () => {
  const read = { depth: { gauge: 'depth' } };
  const both = 'depth{region="eu"} 1\ndepth{region="us"} 2\n';
  const one = 'depth{region="eu"} 1\n';

  it('from a good page is absent', async () => {
    await serve((scrape) => (scrape === 1 ? both : one));
    const recorder = start({ read });
    await until(() => expect(absentKeys(recorder)).toStrictEqual(['us']));
    expect(status().seriesCount).toBe(1);
  });

  it('from a page with broken lines may have been on one of them', async () => {
    await serve((scrape) => {
      if (scrape === 1) return both;
      return scrape < 4 ? `${one}depth{region="us" 2\n` : one;
    });
    const recorder = start({ read });
    await until(() => expect(status().warnings.join()).toContain('line 2'));
    expect(absentKeys(recorder)).toStrictEqual([]);
    // The next good page says it.
    await until(() => expect(absentKeys(recorder)).toStrictEqual(['us']));
  });

  it('from an OpenMetrics page without its end is not concluded to be gone', async () => {
    await serve((scrape) => ({ body: scrape === 1 ? `${both}# EOF\n` : one, type: OPENMETRICS }));
    const recorder = start({ read });
    await until(() => expect(status().warnings.join()).toContain('does not end in "# EOF"'));
    await until(() => expect(recorder.samples().length).toBeGreaterThan(4));
    expect(absentKeys(recorder)).toStrictEqual([]);
    expect(status().state).toBe('live');
  });
});

describe('a page that breaks its format', () => {
  it('counts where it can be believed; half a number at its end is not', async () => {
    await serve(() => 'depth{region="eu"} 1\nnonsense\ndepth{region="us"} 123');
    const recorder = start({ read: { depth: { gauge: 'depth' } } });
    await until(() => expect(recorder.samples().length).toBeGreaterThan(0));
    expect(
      recorder.samples().every(({ key }) => key.subject.kind === 'cell' && key.subject.region === 'eu'),
    ).toBe(true);
    expect(status().warnings.join(' ')).toMatch(/line 2: .*no value.* line 3: .*cut off/);
  });

  it('is complained of only as long as it does', async () => {
    await serve((scrape) => (scrape < 3 ? 'depth 1\nnonsense\n' : 'depth 1\n'));
    start({ read: { depth: { gauge: 'depth' } } });
    await until(() => expect(status().warnings).toHaveLength(1));
    await until(() => expect(status().warnings.join()).not.toContain('line 2: depth'));
  });

  it('says when nothing that was asked for is there', async () => {
    await serve(() => 'other 1\n');
    start({ read: { depth: { gauge: 'depth' } } });
    await until(() =>
      expect(status().warnings).toContain('None of the metrics that read names is on the page.'),
    );
  });
});

describe('a source', () => {
  it('is live again by itself after its page was gone', async () => {
    let isBroken = false;
    await serve(() => (isBroken ? { body: '', status: 503 } : 'http_requests_total{code="200"} 5\n'));
    const recorder = start({});
    await until(() => expect(status().state).toBe('live'));
    isBroken = true;
    await until(() => expect(status().state).toBe('unreachable'));
    const known = recorder.samples().length;
    isBroken = false;
    await until(() => expect(status().state).toBe('live'));
    await until(() => expect(recorder.samples().length).toBeGreaterThan(known));
  });

  it('stops in the middle of a page', async () => {
    let asked = 0;
    server = await startLoopback((_request, response) => {
      asked += 1;
      response.writeHead(200, { 'content-type': TEXT });
      response.write('depth 1\n');
    });
    start({ timeout: '60s' });
    await until(() => expect(asked).toBe(1));
    await source!.stop();
    expect(asked).toBe(1);
    expect(status().state).toBe('connecting');
  });

  it('shows the beginning of its page with secrets masked', async () => {
    await serve(() => `# the token is hunter2\ndepth 1\n${'x 1\n'.repeat(20_000)}`);
    const config = configSchema.parse({
      sources: [{ id: 'node', type: 'exposition', url: server!.url, every: '250ms' }],
    });
    const [only] = config.sources;
    if (only?.type !== 'exposition') throw new Error('expected one exposition source');
    const mask = (text: string): string => text.replaceAll('hunter2', '•••');
    source = createExpositionSource(only, contextOf(createRecorder(), { mask }));
    source.start();
    await until(() => expect(source!.peek()).toHaveLength(1));
    const [payload] = source.peek();
    expect(payload).toMatchObject({ name: 'page', truncated: true, bytes: 80_031 });
    expect(payload!.text).toMatch(/^# the token is •••\ndepth 1\n/);
  });
});
