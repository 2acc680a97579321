import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { printedConfig } from '../../../../../electron/core/config/describe.ts';
import { demoAlerts, limitsOf } from '../../../../../electron/core/demo/demo-alerts.ts';
import { demoConfig } from '../../../../../electron/core/demo/demo-config.ts';
import { demoHistory } from '../../../../../electron/core/demo/demo-history.ts';
import { demoPlaces } from '../../../../../electron/core/demo/demo-series.ts';
import { createFleet } from '../../../../../electron/core/demo/fleet.ts';
import { createDemoSeeding, type DemoSeeding } from '../../../../../electron/core/demo/seed-history.ts';
import type { Journal } from '../../../../../electron/core/journal/journal.ts';
import type { PastViewName, PastViews } from '../../../../../electron/core/past/past-views.ts';
import { type Bench, bench, T0 } from '../journal/journal-harness.ts';

const MINUTE_MS = 60_000;
/** A short past: as the whole one in everything but its size. */
const REACH_MS = 12 * MINUTE_MS;

const fleet = createFleet(1, T0 - 8 * MINUTE_MS);
const places = demoPlaces(fleet);
const config = demoConfig((id) => `http://user:secret@127.0.0.1:9/${id}`, Date.now());
const { transitions } = demoHistory(fleet, T0 - 20 * MINUTE_MS, T0);

type PastCell = PastViews['health']['services'][number]['regions'][number];

let of: Bench;
let journal: Journal;
beforeEach(async () => {
  of = bench();
  journal = await of.open();
  journal.appendConfiguration({ yaml: printedConfig(config), demo: true, atMs: T0 });
});
afterEach(() => of.clean());

function seeding(options: Partial<Parameters<typeof createDemoSeeding>[0]> = {}): DemoSeeding {
  return createDemoSeeding({
    fleet,
    config,
    nowMs: T0,
    samplesReachMs: REACH_MS,
    hoursReachMs: 0,
    ...options,
  });
}

async function viewAt<Name extends PastViewName>(name: Name, atMs: number) {
  const view = await journal.look(name, atMs);
  if (!view.ok) throw new Error(view.error);
  return view.value;
}

const readers = new Map(
  places.flatMap(({ series, read }) =>
    series.map(
      ({ service, region, signal, sourceId }, index) =>
        [
          `${service} ${region} ${signal} ${sourceId}`,
          (atMs: number) => read(fleet.at(atMs))?.[index] ?? null,
        ] as const,
    ),
  ),
);

/** What is wrong with a cell of a past picture; empty when nothing is. */
function faultsOf(
  service: string,
  { id: region, state, signals }: PastCell,
  atMs: number,
): readonly string[] {
  const faults: string[] = [];
  const expected = stateOf(service, region, atMs);
  if (state !== expected) faults.push(`is ${state}, not ${expected}`);
  for (const { signal, value, sourceId, sampledAtMs, freshness } of signals) {
    const delivered = readers.get(`${service} ${region} ${signal} ${sourceId}`)?.(sampledAtMs ?? 0);
    if (value !== delivered) faults.push(`${signal} is ${value}, not ${delivered}`);
    if (freshness !== 'fresh' && state !== 'stale') faults.push(`${signal} is ${freshness}`);
    const { errorRatio, p95Seconds } = limitsOf(service);
    const limit = { error_ratio: errorRatio, latency_p95: p95Seconds }[signal] ?? Number.POSITIVE_INFINITY;
    if (state === 'ok' && (value ?? 0) > limit) faults.push(`is green over ${signal} ${value}`);
  }
  return faults.map((fault) => `${service}@${region} ${fault}`);
}

function stateOf(service: string, region: string, atMs: number) {
  return transitions.findLast((one) => one.service === service && one.region === region && one.atMs <= atMs)
    ?.state;
}

/** Moments that are no step of anything, and those around every change of a state. */
const moments = [
  ...[11.2, 7.31, 5.02, 3.33, 1.07, 0.4].map((minutes) => T0 - minutes * MINUTE_MS),
  ...transitions
    .map(({ atMs }) => atMs)
    .filter((atMs, index) => index % 4 === 0 && atMs > T0 - 11 * MINUTE_MS && atMs < T0 - 1_000)
    .flatMap((atMs) => [atMs - 1_000, atMs, atMs + 1_000]),
];

describe('the seeded past', () => {
  it('shows at any moment what the servers answered, and never a green over a bad value', async () => {
    const seeded = seeding();
    await seeded.begin(journal);
    await seeded.fill();
    for (const atMs of new Set(moments.map((ms) => Math.floor(ms / 1_000) * 1_000))) {
      const { services } = await viewAt('health', atMs);
      const cells = services.flatMap(({ id, regions }) => regions.map((cell) => ({ service: id, cell })));
      expect(cells).toHaveLength(fleet.cells.length);
      expect(cells.flatMap(({ service, cell }) => faultsOf(service, cell, atMs))).toEqual([]);
      const { links } = await viewAt('links', atMs);
      expect(links).toHaveLength(fleet.links.length);
      const { alerts } = await viewAt('alerts', atMs);
      const told = alerts.filter(({ kind, state }) => kind === 'reported' && state !== 'resolved');
      expect(new Set(told.map(({ name, state, service }) => `${name} ${service} ${state}`))).toEqual(
        new Set(
          demoAlerts(fleet, atMs).map(
            ({ labels, state, service }) => `${labels['alertname']} ${service} ${state}`,
          ),
        ),
      );
      const { sources } = await viewAt('sources', atMs);
      expect(sources.map(({ state }) => state)).toEqual(sources.map(() => 'live'));
      expect(sources).toHaveLength(config.sources.length);
    }
  }, 120_000);

  it('says nothing that is secret, and calls a source lost while it was', async () => {
    await seeding().begin(journal);
    const blind = fleet.effectsIn(T0 - 86_400_000, T0 - 3_600_000).find(({ kind }) => kind === 'blind')!;
    const lost = await viewAt('sources', blind.fromMs + 2 * MINUTE_MS);
    expect(lost.sources.filter(({ state }) => state !== 'live').map(({ id }) => id)).toEqual([
      'prometheus-mumbai',
    ]);
    expect(JSON.stringify(lost.sources)).not.toContain('secret');
    const { alerts } = await viewAt('alerts', blind.fromMs + 2 * MINUTE_MS);
    expect(alerts.map(({ title }) => title)).toEqual(['Mumbai cannot be seen']);
    const back = await viewAt('sources', blind.toMs + 1_000);
    expect(back.sources.every(({ state }) => state === 'live')).toBe(true);
    expect(back.sources.find(({ id }) => id === 'prometheus-mumbai')?.lastError).toMatch(
      /did not answer within 3 s\.$/,
    );
  });

  it('remembers outages of long ago by their alerts and what people did', async () => {
    await seeding().begin(journal);
    const outage = fleet
      .alertsIn(T0 - 30 * 86_400_000, T0 - 86_400_000)
      .find(({ name }) => name === 'RequestsFailing')!;
    const during = await journal.alertHistory(outage.fromMs, outage.toMs, 100);
    expect(during.length).toBeGreaterThan(5);
    for (const { state, startsAtMs, resolvedAtMs } of during.filter(
      ({ startsAtMs }) => startsAtMs === outage.fromMs,
    ))
      expect([state, startsAtMs, resolvedAtMs]).toEqual(['resolved', outage.fromMs, outage.toMs]);
    const pending = await viewAt('alerts', outage.fromMs + 5_000);
    expect(pending.alerts.filter(({ state }) => state === 'pending').length).toBeGreaterThan(5);
    const open = await journal.annotations(outage.fromMs, outage.toMs, 100, outage.toMs - 1_000);
    const closed = await journal.annotations(outage.fromMs, outage.toMs, 100);
    const endOf = (list: typeof open): number | null | undefined =>
      list.find(({ kind }) => kind === 'incident')?.endMs;
    expect([endOf(open), endOf(closed)]).toEqual([null, outage.toMs]);
  });

  it('leaves a journal alone that has recorded something', async () => {
    const seeded = seeding();
    expect((await seeded.begin(journal)).length).toBeGreaterThan(0);
    const before = await journal.stats();
    const again = seeding();
    expect(await again.begin(journal)).toEqual([]);
    await again.fill();
    expect(await journal.stats()).toEqual(before);
  });

  it('tells the journal at once up to when it is complete, and ends when it is stopped', async () => {
    const seeded = seeding({
      turns: { isSpent: () => true, next: () => new Promise((resolve) => setImmediate(resolve)) },
    });
    await seeded.begin(journal);
    const { sampleCount } = await journal.stats();
    expect(sampleCount).toBeGreaterThan(1_500);
    expect(sampleCount).toBeLessThan(2_000);
    const filling = seeded.fill();
    await seeded.stop();
    await filling;
    expect((await journal.stats()).sampleCount).toBe(sampleCount);
  });
});
