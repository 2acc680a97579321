/** A third party's status page in a running Vigil: its words, its incidents, its silence (A13). */
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { type HttpServer, startHttpServer, textAnswer } from '../fixtures/http-server.ts';
import { type ServedVigil, serveInProcess } from '../fixtures/served-in-process.ts';
import { healthSchema } from '../fixtures/vigil-api.ts';
import { waitFor } from '../fixtures/wait-for.ts';

const recorded = (name: string): string =>
  readFileSync(new URL(`../fixtures/recorded/statuspage/${name}`, import.meta.url), 'utf8');
const json = (text: string) => textAnswer(200, text, 'application/json');
const feed = (text: string) => textAnswer(200, text, 'application/rss+xml');
const PLACE = 'third party';

let vigil: ServedVigil;
let page: HttpServer;
afterEach(async () => {
  await vigil?.close();
  await page?.stop();
});

const config = (more = ''): string => `
sources:
  - id: parcels
    type: statuspage
    url: ${page.url}/summary.json
    every: 500ms
    timeout: 1s
    staleAfter: 5s
${more}
`;
const isState = (service: string, state: string) => () => vigil.stateOf(service, PLACE) === state;
const incident = () =>
  vigil.picture()?.sections.alerts.find((alert) => alert.title === 'Labels cannot be created');
const sourceState = () => vigil.picture()?.sections.sources[0]?.state;

describe('a status page', () => {
  it('turns down with its own words, shows the incident, and both end with it', async () => {
    page = await startHttpServer(json(recorded('summary-operational.json')));
    vigil = await serveInProcess(config());
    await waitFor('Parcelry to be ok', isState('Parcelry', 'ok'));
    page.answerWith(json(recorded('summary-outage.json')));
    await waitFor('Parcelry to be down', isState('Parcelry', 'down'));
    expect(await waitFor('the incident', incident)).toMatchObject({
      state: 'firing',
      severity: 'critical',
      service: 'Parcelry',
      region: PLACE,
      sourceIds: ['parcels'],
    });
    const answer: unknown = await (await fetch(`${vigil.url}/api/v1/health`)).json();
    expect(JSON.stringify(answer)).toContain('"text":"major outage"');
    expect(healthSchema.parse(answer).services).toMatchObject([{ id: 'Parcelry', state: 'down' }]);
    page.answerWith(json(recorded('summary-operational.json')));
    await waitFor('Parcelry to be ok again', isState('Parcelry', 'ok'));
    await waitFor('the incident to be over', () => incident()?.state === 'resolved');
    const past = await waitFor('the incident among the changes', () =>
      vigil.picture()?.sections.annotations.find(({ kind }) => kind === 'incident'),
    );
    expect(past).toMatchObject({ title: 'Labels cannot be created', service: 'Parcelry' });
  });

  it('that does not answer is no green, and is back by itself', async () => {
    page = await startHttpServer(json(recorded('summary-operational.json')));
    vigil = await serveInProcess(config('    components: [Tracking]'));
    await waitFor('Tracking to be ok', isState('Parcelry Tracking', 'ok'));
    await page.stop();
    await waitFor('the page to be unreachable', () => sourceState() === 'unreachable');
    await waitFor('no green', () => vigil.stateOf('Parcelry Tracking', PLACE) !== 'ok');
    const shown = vigil.shown.length;
    await page.start();
    await waitFor('Tracking to be ok again', isState('Parcelry Tracking', 'ok'));
    expect(vigil.shown.slice(shown)).not.toContain(`Parcelry Tracking/${PLACE}: down`);
  });

  it('read by a feed is degraded while an incident is open, and never green', async () => {
    const now = new Date().toUTCString();
    const open = recorded('history.rss').replaceAll('Tue, 22 Sep 2026 13:52:11 +0000', now);
    page = await startHttpServer(feed(open));
    vigil = await serveInProcess(config('    service: Parcels'));
    await waitFor('Parcels to be degraded', isState('Parcels', 'degraded'));
    expect(await waitFor('the incident', incident)).toMatchObject({ severity: 'warning' });
    page.answerWith(feed(open.replace('Identified', 'Resolved')));
    await waitFor('nothing to be claimed', () => vigil.stateOf('Parcels', PLACE) !== 'degraded');
    await waitFor('the incident to be over', () => incident()?.state === 'resolved');
    expect(sourceState()).toBe('live');
    expect(vigil.shown).not.toContain(`Parcels/${PLACE}: ok`);
  });
});
