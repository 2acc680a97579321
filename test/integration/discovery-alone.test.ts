import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DUBLIN, type Estate, MACHINE, startEstate, VIRGINIA } from '../fixtures/estate.ts';
import { cellOf } from '../fixtures/vigil-api.ts';
import { startVigil, type VigilProcess } from '../fixtures/vigil-process.ts';
import { waitFor } from '../fixtures/wait-for.ts';

let estate: Estate;
let vigil: VigilProcess;

beforeAll(async () => {
  estate = await startEstate();
  vigil = await startVigil({
    config: { sources: [{ id: 'prom', type: 'prometheus', url: estate.prometheus.url, every: '1s' }] },
  });
});
afterAll(async () => {
  await vigil?.stop();
  await estate?.stop();
});

describe('a Prometheus address and nothing else', () => {
  it.each([
    ['availability', DUBLIN],
    ['availability', VIRGINIA],
    ['latency_p95', DUBLIN],
    ['availability', MACHINE],
    ['saturation', MACHINE],
  ])('brings %s of %o', async (signal, place) => {
    const reading = await waitFor(`${signal} of ${place.service} in ${place.region}`, async () =>
      cellOf(await vigil.health(), place.service, place.region)?.reading(signal),
    );
    if (signal === 'availability') expect(reading.value).toBe(1);
    else expect(reading.value).toBeGreaterThanOrEqual(0);
    expect(reading.sampledAtMs).toBeLessThanOrEqual(reading.receivedAtMs);
  });

  it('leaves nothing behind of what was asked before it knew better', async () => {
    await waitFor('the two services alone', async () => {
      const { services } = await vigil.health();
      const names = services.map(({ id }) => id).toSorted();
      if (names.join() !== [DUBLIN.service, MACHINE.service].join()) throw new Error(names.join());
      return true;
    });
  });

  it('brings a service down when its probe fails', async () => {
    estate.virginia.answerWith((_request, response) => response.writeHead(500).end());
    await waitFor('checkout to be down in Virginia only', async () => {
      const health = await vigil.health();
      return (
        cellOf(health, VIRGINIA.service, VIRGINIA.region)?.state === 'down' &&
        cellOf(health, DUBLIN.service, DUBLIN.region)?.state === 'ok'
      );
    });
  });
});
