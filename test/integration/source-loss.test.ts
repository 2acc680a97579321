/** The plug is pulled on each source in turn; PRODUCT G1, B2 and F8 with their clocks. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DUBLIN, EDGE, type Estate, estateConfig, startEstate } from '../fixtures/estate.ts';
import { mustBeHonest } from '../fixtures/honesty.ts';
import { cellOf } from '../fixtures/vigil-api.ts';
import { startVigil, type VigilProcess } from '../fixtures/vigil-process.ts';
import { waitFor } from '../fixtures/wait-for.ts';

const NOTICED_WITHIN_MS = 10_000;
const LIVE_AGAIN_WITHIN_MS = 30_000;

let estate: Estate;
let vigil: VigilProcess;

beforeAll(async () => {
  estate = await startEstate();
  vigil = await startVigil({ config: estateConfig(estate) });
});
afterAll(async () => {
  await vigil?.stop();
  await estate?.stop();
});

const sourceStatus = async (id: string) => (await vigil.status()).sources.find((one) => one.id === id);

describe.each([
  { id: 'prom', place: DUBLIN, signal: 'availability', plug: () => estate.prometheus },
  {
    id: 'edge',
    place: EDGE,
    signal: 'latency_p95',
    plug: () => ({ ...estate.stream, kill: estate.stream.stop }),
  },
])('source $id', ({ id, place, signal, plug }) => {
  it('is live and green at first', async () => {
    await waitFor(
      `${id} to be live`,
      async () =>
        (await sourceStatus(id))?.state === 'live' &&
        cellOf(await vigil.health(), place.service, place.region)?.state === 'ok',
    );
  });

  it('is named unreachable within 10 s of its death, and nothing it said stays green', async () => {
    const before = cellOf(await vigil.health(), place.service, place.region)?.reading(signal);
    await plug().kill();
    const killedAtMs = performance.now();
    await waitFor(
      `${id} to be unreachable and its values stale`,
      async () =>
        (await sourceStatus(id))?.state === 'unreachable' && mustBeHonest(await vigil.health(), [id]),
      NOTICED_WITHIN_MS,
    );
    expect(performance.now() - killedAtMs).toBeLessThan(NOTICED_WITHIN_MS);

    const status = await sourceStatus(id);
    expect(status?.lastError).toMatch(/\w+ \w+ \w+/);
    expect(status?.lastError).not.toMatch(/undefined|NaN|\[object|\n\s+at /);
    expect(status?.lastSuccessAtMs).not.toBeNull();
    const cell = cellOf(await vigil.health(), place.service, place.region);
    expect(cell?.state).toBe('unreachable');
    expect(cell?.reading(signal)?.value).toBe(before?.value);
    expect(cell?.reading(signal)?.ageMs).toBeGreaterThan(0);
  });

  it('leaves the other source alone', async () => {
    const other = (await vigil.status()).sources.find((one) => one.id !== id);
    expect(other?.state).toBe('live');
    expect((await vigil.status()).moment).toEqual({ mode: 'live' });
  });

  it('is live again within 30 s of its return, untouched', async () => {
    await plug().start();
    await waitFor(
      `${id} to be live again`,
      async () => {
        const cell = cellOf(await vigil.health(), place.service, place.region);
        return (
          (await sourceStatus(id))?.state === 'live' &&
          cell?.state === 'ok' &&
          cell.reading(signal)?.freshness === 'fresh'
        );
      },
      LIVE_AGAIN_WITHIN_MS,
    );
  });
});

it('turns nothing down while everything is gone, and calls the picture cached', async () => {
  await Promise.all([estate.prometheus.kill(), estate.stream.stop()]);
  await waitFor(
    'an honest picture without any source',
    async () =>
      (await vigil.status()).sources.every(({ state }) => state === 'unreachable') &&
      mustBeHonest(await vigil.health(), ['prom', 'edge']),
    NOTICED_WITHIN_MS,
  );
  const health = await vigil.health();
  expect(health.services.map(({ state }) => state)).not.toContain('down');
  expect((await vigil.status()).moment.mode).toBe('cached');
});
