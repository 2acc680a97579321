/** Stop Vigil, take the network away, start it: the last picture is there at once, and called what it is (G2). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSocketClient } from '../../renderer/client/socket-client.ts';
import { decodeFrame } from '../../shared/contract/frame-codec.ts';
import { applyFrame, type Picture } from '../../shared/contract/picture.ts';
import { healthStateFromCode, isMeasured } from '../../shared/domain/health-state.ts';
import {
  DUBLIN,
  EDGE,
  type Estate,
  estateConfig,
  MACHINE,
  startEstate,
  VIRGINIA,
} from '../fixtures/estate.ts';
import { mustBeHonest } from '../fixtures/honesty.ts';
import { temporaryFolder } from '../fixtures/machine.ts';
import { type ApiHealth, cellOf } from '../fixtures/vigil-api.ts';
import { startVigil, type VigilProcess } from '../fixtures/vigil-process.ts';
import { waitFor } from '../fixtures/wait-for.ts';

const LIVE_AGAIN_WITHIN_MS = 30_000;
/** Two probed sites with two signals each, two of the machine, one of the stream. */
const SERIES_COUNT = 7;

let estate: Estate;
beforeAll(async () => {
  estate = await startEstate();
});
afterAll(async () => {
  await estate?.stop();
});

/** Which series exist, without their values. */
function inventory(health: ApiHealth): readonly string[] {
  return health.services
    .flatMap(({ id, regions }) =>
      regions.flatMap((region) => region.signals.map(({ signal }) => `${id} ${region.id} ${signal}`)),
    )
    .toSorted();
}

async function whenAllLive(vigil: VigilProcess, timeoutMs?: number): Promise<void> {
  await waitFor(
    'everything to be live',
    async () => {
      const health = await vigil.health();
      const places = [DUBLIN, VIRGINIA, MACHINE, EDGE];
      const states = places.map(({ service, region }) => cellOf(health, service, region)?.state);
      const whole = inventory(health).length === SERIES_COUNT && (await vigil.links()).links.length === 1;
      if (!whole || states.some((state) => state !== 'ok'))
        throw new Error(`${states.join()}; ${inventory(health).join()}`);
      return (await vigil.status()).moment.mode === 'live';
    },
    timeoutMs,
  );
}

/** The first frame a view receives, as the view would fold it. */
async function firstPicture(url: string): Promise<Picture> {
  const client = createSocketClient(url);
  try {
    return await new Promise((resolve, reject) => {
      client.onFrame((bytes) => {
        const frame = decodeFrame(bytes);
        const picture = frame.ok ? applyFrame(null, frame.value) : null;
        if (picture?.ok === true) resolve(picture.value);
        else reject(new Error('The first frame cannot be read.'));
      });
    });
  } finally {
    client.close();
  }
}

describe.each([
  ['stopped', (vigil: VigilProcess) => vigil.stop()],
  ['killed', (vigil: VigilProcess) => vigil.kill()],
] as const)('a Vigil that was %s and starts without any network', (how, end) => {
  const dataDir = temporaryFolder('cold');
  let before: ApiHealth;
  let endedAtMs = 0;
  let vigil: VigilProcess;

  beforeAll(async () => {
    await Promise.all([estate.prometheus.start(), ...(how === 'killed' ? [estate.stream.start()] : [])]);
    const first = await startVigil({ config: estateConfig(estate), dataDir });
    await whenAllLive(first);
    before = await first.health();
    // A kill loses what no snapshot holds yet; one is taken every few seconds.
    if (how === 'killed') {
      const sinceMs = before.atMs;
      await waitFor('a later snapshot', async () => (await first.health()).atMs > sinceMs + 8_000);
    }
    await end(first);
    endedAtMs = Date.now();
    await Promise.all([estate.prometheus.kill(), estate.stream.stop()]);
    vigil = await startVigil({ config: estateConfig(estate), dataDir });
  });
  afterAll(async () => {
    await vigil?.stop();
  });

  it('has the whole last picture in its first answer, marked cached', async () => {
    const { moment } = await vigil.status();
    expect(moment.mode).toBe('cached');
    if (moment.mode === 'cached') {
      expect(moment.asOfMs).toBeLessThanOrEqual(endedAtMs);
      expect(moment.asOfMs).toBeGreaterThan(endedAtMs - 15_000);
    }
    const health = await vigil.health();
    expect(inventory(health)).toEqual(inventory(before));
    expect(cellOf(health, DUBLIN.service, DUBLIN.region)?.reading('availability')?.value).toBe(1);
    expect((await vigil.links()).links.length).toBe(1);
  });

  it('calls nothing fresh and nothing green, and keeps the old times', async () => {
    const health = await vigil.health();
    expect(mustBeHonest(health, ['prom', 'edge'])).toBe(true);
    const readings = health.services.flatMap(({ regions }) => regions.flatMap(({ signals }) => signals));
    for (const reading of readings) expect(reading.receivedAtMs).toBeLessThanOrEqual(endedAtMs);
    expect(health.services.every(({ state }) => !isMeasured(state))).toBe(true);
  });

  it('sends the same picture to a view in its first frame', async () => {
    const picture = await firstPicture(vigil.url);
    expect(picture.sections.moment.mode).toBe('cached');
    const { catalogue } = picture.sections;
    const cells = catalogue.cells.map(([service, region], row) => ({
      service: catalogue.services[service]?.id,
      region: catalogue.regions[region]?.id,
      state: healthStateFromCode(picture.cells.state[row] ?? -1),
      last: healthStateFromCode(picture.cells.lastMeasuredState[row] ?? -1),
    }));
    expect(cells).toContainEqual({ ...DUBLIN, state: 'unreachable', last: 'ok' });
    expect(cells).toContainEqual({ ...EDGE, state: 'unreachable', last: 'ok' });
    for (const receivedAtMs of picture.series.receivedAtMs)
      expect(receivedAtMs).toBeLessThanOrEqual(endedAtMs);
    expect(picture.sections.sources.map(({ id }) => id).toSorted()).toEqual(['edge', 'prom']);
  });

  it('is live again when the network is back', async () => {
    await Promise.all([estate.prometheus.start(), estate.stream.start()]);
    await whenAllLive(vigil, LIVE_AGAIN_WITHIN_MS);
    const picture = await firstPicture(vigil.url);
    expect(picture.sections.moment).toEqual({ mode: 'live' });
  });
});
