import { afterEach, describe, expect, it, vi } from 'vitest';
import { configSchema } from '../../../../../../electron/core/config/schema.ts';
import { createExpositionSource } from '../../../../../../electron/core/intake/exposition/create-exposition-source.ts';
import type { Source } from '../../../../../../electron/core/intake/source.ts';
import type { Sample } from '../../../../../../shared/domain/observation.ts';
import { type Loopback, startLoopback } from '../support/loopback.ts';
import { contextOf, createRecorder, type Recorder } from '../support/recorder.ts';

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
const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 4_000, interval: 10 });
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
