import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { statuspageSource } from '../../../../../../electron/core/config/source-schemas/statuspage.ts';
import type { Source } from '../../../../../../electron/core/intake/source.ts';
import { createStatuspageSource } from '../../../../../../electron/core/intake/statuspage/create-statuspage-source.ts';
import { waitFor } from '../../../../../fixtures/wait-for.ts';
import { json, type Loopback, startLoopback } from '../support/loopback.ts';
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
}

/** A status page: what it says per path can be changed; anything else is 404. */
async function startPage(answers: Record<string, Answer>): Promise<Page> {
  const byPath = new Map(Object.entries(answers));
  const asked: Page['asked'] = [];
  const server = await startLoopback((request, response) => {
    const path = request.url ?? '';
    asked.push({ path, headers: request.headers });
    const answer = byPath.get(path);
    if (answer === undefined) response.writeHead(404).end();
    else answer(response, request.headers);
  });
  open.push({ stop: () => server.close() });
  return { ...server, answers: byPath, asked };
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
});
