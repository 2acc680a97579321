/** Every bad reply at once, each from a server of its own: state and sentence, never a crash or a wrong green. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type FaultyPrometheus,
  faults,
  type Place,
  startFaultyPrometheus,
} from '../fixtures/faulty-prometheus.ts';
import { unbackedClaims } from '../fixtures/honesty.ts';
import { cellOf } from '../fixtures/vigil-api.ts';
import { startVigil, type VigilProcess } from '../fixtures/vigil-process.ts';
import { waitFor } from '../fixtures/wait-for.ts';

const EARLIER_VALUE = 1;
const LATER_VALUE = 0.997;
const ALL_LIVE_AGAIN_MS = 30_000;

const rows = faults.map((fault, index) => ({
  fault,
  id: `source-${index}`,
  place: { service: `service-${index}`, region: 'eu-west-1' } satisfies Place,
}));
const servers: FaultyPrometheus[] = [];
let vigil: VigilProcess;

const statusOf = async (id: string) => (await vigil.status()).sources.find((source) => source.id === id);
const readingOf = async ({ service, region }: Place) => {
  const cell = cellOf(await vigil.health(), service, region);
  return { state: cell?.state, reading: cell?.reading('availability') };
};
const allAre = async (value: number) => {
  const health = await vigil.health();
  return rows.every(({ place }) => {
    const cell = cellOf(health, place.service, place.region);
    return cell?.state === 'ok' && cell.reading('availability')?.value === value;
  });
};

beforeAll(async () => {
  for (const { place } of rows) servers.push(await startFaultyPrometheus(place, EARLIER_VALUE));
  vigil = await startVigil({
    config: {
      sources: rows.map(({ id, fault }, index) => ({
        id,
        type: 'prometheus',
        url: servers[index]?.url,
        every: '1s',
        timeout: ('timeout' in fault && fault.timeout) || '3s',
        staleAfter: '4s',
      })),
      signals: { availability: 'probe_success' },
    },
  });
  await waitFor('every source to be live', () => allAre(EARLIER_VALUE));
  for (const [index, { fault }] of rows.entries()) servers[index]?.breakWith(fault);
});
afterAll(async () => {
  await vigil?.stop();
  await Promise.all(servers.map((server) => server.stop()));
});

describe.each(rows)('$fault.name', ({ fault, id, place }) => {
  const answers = 'values' in fault;
  const expectedState = answers ? 'live' : (fault.state ?? 'unreachable');

  it('is told in a sentence', async () => {
    const told = new Set<string>();
    const status = await waitFor('the sentence', async () => {
      const now = await statusOf(id);
      const words = answers ? now?.lastRejection : now?.lastError;
      // One failed round may be a hiccup; after that the source is not called live any more.
      if (typeof words !== 'string' || now?.state !== expectedState)
        throw new Error(`${now?.state}: ${words}`);
      told.add(words);
      if (!fault.says.test(words)) throw new Error(words);
      return { ...now, words };
    });
    // What may take longer than eight seconds on a busy machine is called silence until it has ended; nothing else is.
    const isSlow = 'timeout' in fault;
    for (const words of told)
      if (!isSlow || !words.startsWith('Nothing was heard for')) expect(words).toMatch(fault.says);
    expect(status.words).not.toMatch(/undefined|\[object|\n\s+at |node:internal/);
  });

  it('keeps the earlier value, dimmed, and claims nothing', async () => {
    const { reading } = await waitFor('the value to be dimmed', async () => {
      const now = await readingOf(place);
      // A source that answers without a usable value has no data for the cell; one that does not is not reached.
      const honest = answers ? ['stale', 'no_data'] : ['unreachable'];
      if (!honest.includes(now.state ?? 'missing')) throw new Error(`the cell is ${now.state}`);
      return now.reading?.freshness === 'stale' && now;
    });
    expect(reading?.value).toBe(EARLIER_VALUE);
    expect(unbackedClaims(await vigil.health(), [id])).toEqual([]);
  });
});

it('never brought Vigil down, and everything heals by itself', async () => {
  expect((await vigil.get('/healthz')).status).toBe(200);
  for (const server of servers) server.heal(LATER_VALUE);
  await waitFor('every source to be live again', () => allAre(LATER_VALUE), ALL_LIVE_AGAIN_MS);
  // What went wrong stays readable after the recovery, with its time.
  for (const { id, fault } of rows) {
    const status = await statusOf(id);
    expect(status?.['values' in fault ? 'lastRejection' : 'lastError']).toMatch(fault.says);
  }
});
