/**
 * The machine sleeps for eight hours: afterwards the log has a gap that says so, and nobody is accused of a silence
 * that was ours.
 */
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '../../electron/core/clock.ts';
import { LivePicture } from '../../electron/core/live-picture.ts';
import { gapsOf } from '../../shared/domain/timeline.ts';
import { alertReport, STORY_MS, sample, sourceStatus, testConfig } from '../builders/core.ts';
import { type HttpServer, startHttpServer } from '../fixtures/http-server.ts';
import { openInProcess } from '../fixtures/journal/in-process-journal.ts';
import { temporaryFolder } from '../fixtures/machine.ts';
import { type SocketServer, startSocketServer } from '../fixtures/socket-server.ts';
import { streamSource } from '../fixtures/stream-source.ts';
import { type InProcessVigil, launchInProcess } from '../fixtures/vigil-in-process.ts';
import { waitFor } from '../fixtures/wait-for.ts';

const SLEEP_MS = 8 * 3_600_000;
/** Rounds of the page after waking, by which everything has been asked and judged several times. */
const ROUNDS_AFTERWARDS = 8;

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

/** A clock whose wall time jumps while the process does not run; the monotonic one stands still meanwhile. */
function sleepyClock(): Clock & { sleep(ms: number): void } {
  let sleptMs = 0;
  return {
    ...systemClock,
    nowMs: () => systemClock.nowMs() + sleptMs,
    sleep(ms) {
      sleptMs += ms;
    },
  };
}

async function startPage(onAsked: () => void): Promise<HttpServer> {
  const page = await startHttpServer((_request, response) => {
    onAsked();
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' });
    response.end('load{service="page"} 1\n');
  });
  stops.push(page.stop);
  return page;
}

async function startStream(clock: Clock): Promise<SocketServer> {
  const payload = () => ({ svc: 'search', pop: 'eu-west-1', ms: 84, ts: clock.nowMs() });
  const stream = await startSocketServer([{ event: 'measured', everyMs: 250, payload }]);
  stops.push(stream.stop);
  return stream;
}

it('leaves a gap with its reason after eight hours of sleep, and raises no false alarm', async () => {
  const clock = sleepyClock();
  let rounds = 0;
  const page = await startPage(() => {
    rounds += 1;
  });
  const stream = await startStream(clock);
  const read = { load: { gauge: 'load', as: 'none' } };
  const sources = [
    { id: 'page', type: 'exposition', url: `${page.url}/metrics`, every: '500ms', read },
    streamSource({ url: stream.url }),
  ];
  const dataDirectory = join(temporaryFolder('sleep'), 'data');
  const vigil: InProcessVigil = await launchInProcess(JSON.stringify({ name: 'Sleep', sources }), {
    dataDirectory,
    clock,
  });
  let isClosed = false;
  const close = async (): Promise<void> => {
    if (!isClosed) await vigil.close();
    isClosed = true;
  };
  stops.push(close);
  const isWell = () =>
    vigil.stateOf('page', 'default') === 'ok' && vigil.stateOf('search', 'eu-west-1') === 'ok';
  await waitFor('both to be measured', isWell);
  // A beat has to have been recorded before the sleep for it to have a beginning.
  const batchesBefore = vigil.picture()?.batches ?? 0;
  await waitFor('some beats', () => (vigil.picture()?.batches ?? 0) > batchesBefore + 10);

  const asleepMs = clock.nowMs();
  const shownBefore = vigil.shown.length;
  const alarms = new Set<string>();
  clock.sleep(SLEEP_MS);
  const wokeMs = clock.nowMs();
  const roundsBefore = rounds;
  await waitFor('all to be asked again', () => {
    for (const { kind, state, title } of vigil.picture()?.sections.alerts ?? [])
      if (state === 'firing' && kind !== 'reported') alarms.add(title);
    return rounds > roundsBefore + ROUNDS_AFTERWARDS && isWell();
  });
  const shown = vigil.shown.slice(shownBefore);
  expect([...alarms]).toEqual([]);
  expect(shown.filter((line) => /: (?:down|unreachable|degraded|conflict)$/.test(line))).toEqual([]);

  const endMs = clock.nowMs();
  await close();
  const journal = await openInProcess(dataDirectory, 0);
  const spans = await journal.recordingSpans(asleepMs - 60_000, endMs);
  const transitions = await journal.transitions({ service: null, fromMs: asleepMs, toMs: endMs });
  await journal.close();
  const gaps = gapsOf(spans, { fromMs: spans[0]!.fromMs, toMs: spans.at(-1)!.toMs });
  expect(gaps.map(({ reason }) => reason)).toEqual(['asleep']);
  const hours = (gaps[0]!.toMs - gaps[0]!.fromMs) / 3_600_000;
  expect(gaps[0]!.fromMs).toBeLessThanOrEqual(asleepMs);
  expect(gaps[0]!.toMs).toBeGreaterThanOrEqual(wokeMs);
  const accused = transitions.filter(({ state }) => ['down', 'unreachable', 'degraded'].includes(state));
  expect(accused).toEqual([]);
  process.stdout.write(
    `sleep: a gap of ${hours.toFixed(2)} h, its reason "${gaps[0]!.reason}", ${alarms.size} false alarms, ${shown.length} changes of state shown afterwards\n`,
  );
});

describe('a picture that wakes up', () => {
  const watchdog = alertReport({
    name: 'Watchdog',
    labels: { alertname: 'Watchdog', severity: 'none' },
    service: null,
    region: null,
  });
  const wokeMs = STORY_MS + SLEEP_MS;

  /** A heartbeat that was missing for some seconds only when the machine fell asleep. */
  function asleep(): LivePicture {
    const picture = new LivePicture(testConfig(), false, STORY_MS);
    for (const id of ['a', 'b']) picture.setSource(sourceStatus(id));
    const list = (atMs: number, alerts: readonly (typeof watchdog)[]): void =>
      picture.observe({ kind: 'alert_list', sourceId: 'a', receivedAtMs: atMs, alerts });
    const samples = [sample('checkout', 'r', 'error_ratio', 0, STORY_MS)];
    picture.observe({ kind: 'samples', sourceId: 'a', receivedAtMs: STORY_MS, samples });
    list(STORY_MS, [watchdog]);
    picture.beat(STORY_MS);
    list(STORY_MS + 5_000, []);
    picture.beat(STORY_MS + 6_000);
    return picture;
  }
  const firing = (picture: LivePicture): readonly string[] =>
    picture.alerts
      .all()
      .filter(({ state, kind }) => state === 'firing' && kind !== 'reported' && kind !== 'heartbeat')
      .map(({ name }) => name);

  it('does not miss a heartbeat that had no chance to be heard, and does once it had', () => {
    const picture = asleep();
    expect(firing(picture)).toEqual([]);
    const states = picture.beat(wokeMs).transitions.map(({ state }) => state);
    expect(firing(picture)).toEqual([]);
    expect(states.filter((state) => state === 'down' || state === 'unreachable')).toEqual([]);
    for (let second = 1; second <= 61; second += 1) picture.beat(wokeMs + second * 1_000);
    expect(firing(picture)).toEqual(['WatchdogSilent']);
  });
});
