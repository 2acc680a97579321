import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { statuspageSource } from '../../../../../../electron/core/config/source-schemas/statuspage.ts';
import type { Source } from '../../../../../../electron/core/intake/source.ts';
import { createStatuspageSource } from '../../../../../../electron/core/intake/statuspage/create-statuspage-source.ts';
import { waitFor } from '../../../../../fixtures/wait-for.ts';
import { createFastClock } from '../support/fast-clock.ts';
import { type Loopback, startLoopback } from '../support/loopback.ts';
import { contextOf, createRecorder, type Recorder } from '../support/recorder.ts';

const recorded = (name: string): string =>
  readFileSync(new URL(`../../../../../fixtures/recorded/statuspage/${name}`, import.meta.url), 'utf8');
const outage = recorded('summary-outage.json');
const operational = recorded('summary-operational.json');

const open: { stop(): Promise<unknown> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.stop()));
});

type Answer = (response: ServerResponse, headers: IncomingHttpHeaders) => void;

interface Page extends Loopback {
  readonly answers: Map<string, Answer>;
  readonly asked: { readonly path: string; readonly headers: IncomingHttpHeaders }[];
  readonly askedAtMs: number[];
}

/** A status page: what it says per path can be changed; anything else is 404. */
async function startPage(answers: Record<string, Answer>): Promise<Page> {
  const byPath = new Map(Object.entries(answers));
  const asked: Page['asked'] = [];
  const askedAtMs: number[] = [];
  const server = await startLoopback((request, response) => {
    const path = request.url ?? '';
    asked.push({ path, headers: request.headers });
    askedAtMs.push(performance.now());
    const answer = byPath.get(path);
    if (answer === undefined) response.writeHead(404).end();
    else answer(response, request.headers);
  });
  open.push({ stop: () => server.close() });
  return { ...server, answers: byPath, asked, askedAtMs };
}

const send =
  (contentType: string, body: string): Answer =>
  (response) => {
    response.writeHead(200, { 'content-type': contentType });
    response.end(body);
  };

function watch(
  url: string,
  options: Record<string, unknown> = {},
): { readonly source: Source; readonly seen: Recorder } {
  const config = statuspageSource.parse({
    id: 'parcelry',
    type: 'statuspage',
    url,
    every: '250ms',
    ...options,
  });
  const seen = createRecorder();
  const source = createStatuspageSource(config, contextOf(seen));
  open.push(source);
  source.start();
  return { source, seen };
}

const of = <Kind extends Recorder['observations'][number]['kind']>(seen: Recorder, kind: Kind) =>
  seen.observations.filter(
    (observation): observation is Extract<Recorder['observations'][number], { kind: Kind }> =>
      observation.kind === kind,
  );

describe('a status page', () => {
  it('becomes a signal, its open incident an alert, its maintenance an annotation', async () => {
    const page = await startPage({ '/summary.json': send('application/json', outage) });
    const { source, seen } = watch(`${page.url}/summary.json`);
    await waitFor('annotations', () => of(seen, 'annotations').length > 0);
    expect(seen.samples()[0]).toMatchObject({
      key: {
        subject: { kind: 'cell', service: 'Parcelry', region: 'third party' },
        signal: 'reported_status',
        unit: 'status_level',
      },
      value: 3,
    });
    expect(of(seen, 'alert_list')[0]?.alerts).toMatchObject([
      {
        severity: 'critical',
        state: 'firing',
        service: 'Parcelry',
        region: 'third party',
        startsAtMs: Date.UTC(2026, 8, 22, 13, 31),
        generatorUrl: 'https://stspg.example/4y0h7nkz',
        annotations: {
          title: 'Labels cannot be created',
          summary:
            'A failed database upgrade is the cause. We are rolling it back & expect labels to work within the hour.',
        },
      },
    ]);
    expect(of(seen, 'annotations')[0]?.annotations).toMatchObject([
      { kind: 'maintenance', title: 'Webhook delivery moves to a new cluster', service: 'Parcelry' },
    ]);
    expect(source.status()).toMatchObject({ state: 'live', seriesCount: 1, lastError: null });
    expect(source.status().warnings.join(' ')).toMatch(/Parcelry is under maintenance.*Webhooks/);
    expect(source.peek()).toMatchObject([{ name: `${page.url}/summary.json`, truncated: false }]);
  });

  it('that has not changed for weeks is a fresh observation, because it was looked at now', async () => {
    const page = await startPage({ '/summary.json': send('application/json', operational) });
    const before = Date.now();
    const { seen } = watch(`${page.url}/summary.json`);
    await waitFor('a sample', () => seen.samples().length > 0);
    expect(seen.samples()[0]?.value).toBe(0);
    expect(seen.samples()[0]?.sampledAtMs).toBeGreaterThanOrEqual(before);
  });

  it('is asked whether it changed, and unchanged it is as fresh as a new answer', async () => {
    const page = await startPage({
      '/summary.json': (response, headers) => {
        if (headers['if-none-match'] === '"v1"') return response.writeHead(304).end();
        response.writeHead(200, { 'content-type': 'application/json', etag: '"v1"' });
        response.end(operational);
      },
    });
    const { seen, source } = watch(`${page.url}/summary.json`);
    await waitFor('three samples', () => seen.samples().length >= 3);
    expect(page.asked.slice(0, 3).map(({ headers }) => headers['if-none-match'])).toEqual([
      undefined,
      '"v1"',
      '"v1"',
    ]);
    const [first, second] = seen.samples();
    expect(second?.value).toBe(0);
    expect(second!.sampledAtMs).toBeGreaterThan(first!.sampledAtMs);
    expect(source.status()).toMatchObject({ state: 'live', errorCount: 0 });
  });

  it('that is a feed is asked whether it changed as well, and read against the clock each time', async () => {
    const recent = recorded('history.atom').replaceAll('2026-09-22T13:52:11Z', new Date().toISOString());
    const page = await startPage({
      '/history.atom': (response, headers) => {
        if (headers['if-modified-since'] !== undefined) return response.writeHead(304).end();
        const lastModified = 'Tue, 22 Sep 2026 13:52:11 GMT';
        response.writeHead(200, { 'content-type': 'application/atom+xml', 'last-modified': lastModified });
        response.end(recent);
      },
    });
    const { seen } = watch(`${page.url}/history.atom`);
    await waitFor('three samples', () => seen.samples().length >= 3);
    expect(seen.samples().map(({ value }) => value)).toEqual(seen.samples().map(() => 1));
    expect(of(seen, 'alert_list').at(-1)?.alerts).toHaveLength(1);
  });

  it('handed out by a cache is as old as the copy', async () => {
    const page = await startPage({
      '/summary.json': (response) => {
        response.writeHead(200, { 'content-type': 'application/json', age: '600' });
        response.end(operational);
      },
    });
    const { seen, source } = watch(`${page.url}/summary.json`);
    await waitFor('a sample', () => seen.samples().length > 0);
    const [observed] = of(seen, 'samples');
    expect(observed!.receivedAtMs - observed!.samples[0]!.sampledAtMs).toBe(600_000);
    expect(source.status().warnings.join()).toMatch(/a copy 10 min old/);
  });

  it('ends an incident it no longer lists, with its span', async () => {
    const page = await startPage({ '/summary.json': send('application/json', outage) });
    const { seen } = watch(`${page.url}/summary.json`);
    await waitFor('the incident', () => of(seen, 'alert_list').some(({ alerts }) => alerts.length === 1));
    page.answers.set('/summary.json', send('application/json', operational));
    await waitFor('its end', () => of(seen, 'alert_list').at(-1)?.alerts.length === 0);
    const past = await waitFor('its span', () =>
      of(seen, 'annotations')
        .flatMap(({ annotations }) => annotations)
        .find(({ kind }) => kind === 'incident'),
    );
    expect(past).toMatchObject({ title: 'Labels cannot be created', atMs: Date.UTC(2026, 8, 22, 13, 31) });
    expect(past.endMs).toBeGreaterThan(Date.now() - 10_000);
    // Told once: the same list comes again with every reading.
    const told = of(seen, 'annotations').flatMap(({ annotations }) => annotations.map(({ id }) => id));
    expect(new Set(told).size).toBe(told.length);
  });

  it('does not go back to what it said before because another cache still has an older copy', async () => {
    const page = await startPage({ '/summary.json': send('application/json', outage) });
    const { seen, source } = watch(`${page.url}/summary.json`);
    await waitFor('the outage', () => of(seen, 'alert_list').length > 0);
    page.answers.set('/summary.json', (response) => {
      response.writeHead(200, { 'content-type': 'application/json', age: '60' });
      response.end(operational);
    });
    const [askedBefore, lists] = [page.asked.length, of(seen, 'alert_list').length];
    await waitFor('older copies', () => page.asked.length > askedBefore + 3);
    expect(
      of(seen, 'alert_list')
        .slice(lists)
        .every(({ alerts }) => alerts.length > 0),
    ).toBe(true);
    expect(source.status().state).toBe('live');
    page.answers.set('/summary.json', send('application/json', operational));
    await waitFor('the end of it', () => of(seen, 'alert_list').at(-1)?.alerts.length === 0);
  });

  it('is found behind the page for people', async () => {
    const page = await startPage({
      '/': send('text/html', '<!doctype html><title>Parcelry Status</title>'),
      '/api/v2/summary.json': send('application/json', operational),
    });
    const { seen } = watch(page.url);
    await waitFor('two samples', () => seen.samples().length > 1);
    expect(page.asked.map(({ path }) => path).slice(0, 3)).toEqual([
      '/',
      '/api/v2/summary.json',
      '/api/v2/summary.json',
    ]);
  });

  it('without a summary is read by the feed it announces, which claims nothing while all is well', async () => {
    const recent = recorded('history.rss').replaceAll(
      'Tue, 22 Sep 2026 13:52:11 +0000',
      new Date().toUTCString(),
    );
    const page = await startPage({
      '/': send(
        'text/html',
        '<html><head><link rel="alternate" type="application/rss+xml" href="/history.rss"></head></html>',
      ),
      '/history.rss': send('application/rss+xml', recent),
    });
    const { seen, source } = watch(page.url, { service: 'Parcels' });
    await waitFor('a sample', () => seen.samples().length > 0);
    expect(seen.samples()[0]).toMatchObject({ value: 1, key: { subject: { service: 'Parcels' } } });
    expect(source.status().warnings.join()).toMatch(/no structured state/);
    page.answers.set('/history.rss', send('application/rss+xml', recent.replace('Identified', 'Resolved')));
    await waitFor('nothing claimed', () => of(seen, 'absent').length > 0);
    expect(of(seen, 'alert_list').at(-1)?.alerts).toEqual([]);
    expect(source.status()).toMatchObject({ state: 'live', seriesCount: 0 });
  });

  it.each([
    ['403', (response: ServerResponse) => response.writeHead(403).end(), /bot protection.*summary\.json/],
    ['404', (response: ServerResponse) => response.writeHead(404).end(), /answered 404/],
    ['a page', send('text/html', '<!doctype html>Just a moment...'), /web page behind which no status data/],
    ['damaged JSON', send('application/json', '{"page":'), /cut off or damaged/],
    ['other JSON', send('application/json', '{"a":1}'), /not a status summary/],
    ['a doctype', send('text/xml', '<?xml version="1.0"?><!DOCTYPE rss><rss/>'), /document type/],
    ['text', send('text/plain', 'OK'), /neither JSON nor a feed/],
    ['a 304 nobody asked for', (response: ServerResponse) => response.writeHead(304).end(), /answered 304/],
    ['too much', send('application/json', ' '.repeat(1_100_000)), /more than 1 MB/],
    [
      'another host',
      (response: ServerResponse) => response.writeHead(302, { location: 'http://other.example/' }).end(),
      /redirects to http:\/\/other\.example/,
    ],
  ] as const)(
    'that answers with %s is unreachable in words, claims nothing, and comes back',
    async (_, answer, words) => {
      const page = await startPage({ '/summary.json': answer as Answer });
      const clock = createFastClock(20);
      const config = statuspageSource.parse({
        id: 'parcelry',
        type: 'statuspage',
        url: `${page.url}/summary.json`,
        every: '1s',
        maxReplyMegabytes: 1,
      });
      const seen = createRecorder({ clock });
      const source = createStatuspageSource(config, contextOf(seen));
      open.push(source);
      source.start();
      await waitFor('it to be unreachable', () => source.status().state === 'unreachable');
      expect(source.status().lastError).toMatch(words);
      expect(seen.observations).toEqual([]);
      page.answers.set('/summary.json', send('application/json', operational));
      await waitFor('it to be back', () => source.status().state === 'live');
      expect(seen.samples()[0]?.value).toBe(0);
    },
  );

  it('that asks to be left alone is left alone', async () => {
    const page = await startPage({
      '/summary.json': (response) => response.writeHead(429, { 'retry-after': '20' }).end(),
    });
    const clock = createFastClock(20);
    const seen = createRecorder({ clock });
    const config = statuspageSource.parse({
      id: 'parcelry',
      type: 'statuspage',
      url: `${page.url}/summary.json`,
      every: '1s',
    });
    const source = createStatuspageSource(config, contextOf(seen));
    open.push(source);
    source.start();
    await waitFor('a second question', () => page.asked.length > 1);
    const [first, second] = page.askedAtMs;
    // 20 s of the fast clock.
    expect(second! - first!).toBeGreaterThanOrEqual(950);
    expect(source.status().lastError).toMatch(/asked too often/);
  });
});
