import { describe, expect, it } from 'vitest';
import { LivePicture } from '../../../../../electron/core/live-picture.ts';
import { PastDesk } from '../../../../../electron/core/past/past-desk.ts';
import { buildFrame } from '../../../../../electron/core/publish/frame-builder.ts';
import { decodeFrame, encodeFrame } from '../../../../../shared/contract/frame-codec.ts';
import { applyFrame, type Picture } from '../../../../../shared/contract/picture.ts';
import { seriesKeyAt } from '../../../../../shared/domain/catalogue.ts';
import { healthStateFromCode } from '../../../../../shared/domain/health-state.ts';
import { type Observation, type Sample, seriesKeyText } from '../../../../../shared/domain/observation.ts';
import type { SourceStatus } from '../../../../../shared/domain/source.ts';
import { readSpark, SPARK_BINS } from '../../../../../shared/domain/spark.ts';
import { mayBeFresh } from '../../../../../shared/domain/standing.ts';
import {
  alertReport,
  linkSample,
  STORY_MS,
  sample,
  sourceStatus,
  testConfig,
} from '../../../../builders/core.ts';
import { createMemoryLog, type MemoryLog } from '../../../../builders/memory-log.ts';
import { seeded } from '../../../../builders/seeded.ts';

const SECOND_MS = 1_000;

interface Told {
  readonly log: MemoryLog;
  /** The full frame of every second, as a client of then received it. */
  readonly frames: ReadonlyMap<number, Uint8Array<ArrayBuffer>>;
  readonly endMs: number;
}

/** A moment of the configuration, in seconds of the story. */
const planned = (second: number): string => new Date(STORY_MS + second * SECOND_MS).toISOString();

/**
 * A live picture through a random stretch of time, and the log of it.
 * @param hasLateSamples some arrive after younger ones
 */
function liveThrough(seed: number, seconds: number, hasLateSamples: boolean): Told {
  const random = seeded(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const config = testConfig({
    limits: { latency_p95: { degraded: 1, openAfter: 3, closeAfter: 2 } },
    maintenance: [
      { services: ['ledger'], from: planned(100), to: planned(220), who: 'Data', why: 'a new disk' },
      { regions: ['y'], from: planned(200), to: planned(300), who: 'Network', why: 'a new cable' },
    ],
  });
  const picture = new LivePicture(config, false, STORY_MS);
  const log = createMemoryLog(config);
  log.recorded({ fromMs: STORY_MS, toMs: STORY_MS + seconds * SECOND_MS });
  const frames = new Map<number, Uint8Array<ArrayBuffer>>();
  const statuses = new Map<string, SourceStatus>();
  const tell = (status: SourceStatus, atMs: number): void => {
    statuses.set(status.id, status);
    picture.setSource(status);
    log.source(status, atMs);
  };
  const observe = (observation: Observation): void => {
    if (statuses.get(observation.sourceId)?.state !== 'live') return;
    picture.observe(observation);
    log.observe(observation);
    log.changed(picture.refresh(observation.receivedAtMs), observation.receivedAtMs);
  };
  for (const id of ['a', 'b']) tell(sourceStatus(id, { staleAfterMs: 5_000 }), STORY_MS);
  for (let second = 1; second <= seconds; second++) {
    const beatMs = STORY_MS + second * SECOND_MS;
    const receivedAtMs = beatMs - Math.floor(random() * 900);
    const sourceId = pick(['a', 'b']);
    const samples = Array.from({ length: 4 }, (): Sample => {
      const lagMs = Math.floor(random() * 2_500);
      const sampledAtMs = receivedAtMs - (hasLateSamples ? lagMs : Math.min(lagMs, 50));
      return random() < 0.2
        ? linkSample(pick(['x', 'y']), pick(['x', 'y']), random(), sampledAtMs)
        : sample(
            pick(['checkout', 'ledger']),
            pick(['x', 'y']),
            pick(['error_ratio', 'latency_p95']),
            random() < 0.7 ? 0.001 : random() * 3,
            sampledAtMs,
          );
    });
    const act = random();
    if (act < 0.75) observe({ kind: 'samples', sourceId, receivedAtMs, samples });
    else if (act < 0.8) observe({ kind: 'absent', sourceId, receivedAtMs, keys: [samples[0]!.key] });
    else if (act < 0.85) {
      const state = pick(['live', 'live', 'unreachable', 'paused'] as const);
      tell(sourceStatus(sourceId, { staleAfterMs: 5_000, state, sinceMs: receivedAtMs }), receivedAtMs);
    } else if (act < 0.93)
      observe({
        kind: 'alert_list',
        sourceId,
        receivedAtMs,
        alerts: [
          alertReport({ name: 'One' }),
          alertReport({ name: 'Two', region: 'x', service: 'ledger' }),
        ].filter(() => random() < 0.5),
      });
    else
      observe({
        kind: 'annotations',
        sourceId,
        receivedAtMs,
        annotations: [
          {
            id: pick(['one', 'two']),
            kind: 'deploy',
            atMs: receivedAtMs - 500,
            endMs: null,
            title: `release ${second}`,
            text: '',
            service: null,
            region: null,
            sourceId,
            url: null,
          },
        ],
      });
    log.changed(picture.beat(beatMs), beatMs);
    frames.set(
      beatMs,
      encodeFrame(buildFrame(picture.board, picture.sections, 0, { epoch: 1, seq: 0, atMs: beatMs })),
    );
  }
  return { log, frames, endMs: STORY_MS + seconds * SECOND_MS };
}

function pictureOf(bytes: Uint8Array, onto: Picture | null = null): Picture {
  const frame = decodeFrame(bytes);
  if (!frame.ok) throw new Error(frame.error);
  const picture = applyFrame(onto, frame.value);
  if (!picture.ok) throw new Error(picture.error.message);
  return picture.value;
}

/**
 * What a person sees, by names instead of rows. Received times are kept in whole seconds.
 * @param hasSparks a live sparkline leaves out what came late, the log does not: then they are not compared
 */
function visible(picture: Picture, hasSparks: boolean) {
  const { catalogue, sources, alerts, annotations } = picture.sections;
  const live = new Map(sources.map(({ id, state }) => [id, state]));
  const names = catalogue.series.map(
    (series, row) => `${catalogue.sources[series.source]} ${seriesKeyText(seriesKeyAt(catalogue, row))}`,
  );
  const spark = new Float32Array(SPARK_BINS);
  const series = names.flatMap((name, row) => {
    const value = picture.series.value[row]!;
    if (Number.isNaN(value)) return [];
    const isFresh =
      live.get(catalogue.sources[catalogue.series[row]!.source]!) === 'live' &&
      mayBeFresh(picture.series.standing[row], false);
    return [
      [
        name,
        value,
        picture.series.sampledAtMs[row],
        Math.ceil(picture.series.receivedAtMs[row]! / SECOND_MS),
        isFresh,
      ] as const,
    ];
  });
  const bins = new Map(
    names.map((name, row) => [
      name,
      [...readSpark(picture.spark, row, spark)].map((bin) => (Number.isNaN(bin) ? null : bin)),
    ]),
  );
  const seen = new Set(series.map(([name]) => name));
  const cells = catalogue.cells.flatMap(([service, region], row) => {
    const key = picture.cells.keySeries[row]!;
    const hasValue = names.some(
      (name, at) => seen.has(name) && catalogue.series[at]!.kind === 'cell' && cellOf(at) === row,
    );
    if (!hasValue) return [];
    return [
      [
        `${catalogue.services[service]!.id} ${catalogue.regions[region]!.id}`,
        healthStateFromCode(picture.cells.state[row]!),
        healthStateFromCode(picture.cells.lastMeasuredState[row]!),
        picture.cells.sinceMs[row],
        names[key] ?? null,
      ] as const,
    ];
  });
  function cellOf(row: number): number {
    const one = catalogue.series[row]!;
    return one.kind === 'cell' ? one.cell : -1;
  }
  const byName = (a: { readonly 0: string }, b: { readonly 0: string }) => (a[0] < b[0] ? -1 : 1);
  return {
    series: series.toSorted(byName),
    sparks: hasSparks ? series.map(([name]) => [name, bins.get(name)!] as const).toSorted(byName) : [],
    cells: cells.toSorted(byName),
    sources: sources.map(({ id, state, sinceMs }) => [id, state, sinceMs]),
    alerts: alerts.map(({ id, state, unconfirmed, sourceIds, resolvedAtMs }) => [
      id,
      state,
      unconfirmed,
      sourceIds,
      resolvedAtMs,
    ]),
    annotations: annotations.map(({ id, title }) => [id, title]),
  };
}

const ask = (atMs: number, nowMs: number) =>
  ({ atMs, knowledge: 'then', objectives: [], have: null, nowMs }) as const;

describe('a picture of the past', () => {
  it('is the picture of then: every number, state, since and alert', { timeout: 60_000 }, () => {
    for (let seed = 1; seed <= 6; seed++) {
      const hasLateSamples = seed % 2 === 0;
      const { log, frames, endMs } = liveThrough(seed, 500, hasLateSamples);
      const desk = new PastDesk(log, () => seed);
      for (const [atMs, frame] of frames) {
        if ((atMs / SECOND_MS) % 9 !== 0) continue;
        const past = desk.moment(ask(atMs, endMs));
        if (!past.ok) throw new Error(past.error);
        const then = visible(pictureOf(frame), !hasLateSamples);
        expect(
          visible(pictureOf(past.value), !hasLateSamples),
          `seed ${seed}, ${new Date(atMs).toISOString()}`,
        ).toEqual(then);
      }
    }
  });

  it('steps by deltas to what a full frame shows, in both directions', { timeout: 60_000 }, () => {
    const { log, endMs } = liveThrough(3, 900, true);
    const random = seeded(5);
    let epoch = 0;
    const desk = new PastDesk(log, () => ++epoch);
    let picture: Picture | null = null;
    let deltas = 0;
    for (let step = 0; step < 120; step++) {
      const atMs = STORY_MS + Math.floor(random() * 900) * SECOND_MS;
      const have: { epoch: number; seq: number } | null =
        picture === null ? null : { epoch: picture.epoch, seq: picture.seq };
      const stepped = desk.moment({ ...ask(atMs, endMs), have });
      const fresh = new PastDesk(log, () => 99).moment(ask(atMs, endMs));
      if (!stepped.ok || !fresh.ok) throw new Error('no picture');
      const frame = decodeFrame(stepped.value);
      if (frame.ok && frame.value.kind === 'delta') deltas += 1;
      picture = pictureOf(stepped.value, picture);
      const { epoch: _epoch, seq: _seq, revision: _revision, batches: _batches, ...shown } = picture;
      const { epoch: _e, seq: _s, revision: _r, batches: _b, ...expected } = pictureOf(fresh.value);
      expect(shown).toEqual(expected);
    }
    expect(deltas).toBeGreaterThan(100);
  });

  it('gives a full frame to whoever it does not know any more', () => {
    const { log, endMs } = liveThrough(4, 60, false);
    const desk = new PastDesk(log, () => 7);
    const answer = desk.moment({ ...ask(endMs, endMs), have: { epoch: 1, seq: 2 } });
    const frame = answer.ok ? decodeFrame(answer.value) : answer;
    expect(frame).toMatchObject({ ok: true, value: { kind: 'full', seq: 0, epoch: 7 } });
  });
});

describe('planned work in the past', () => {
  it('is what stood on the screen, and what was measured under it', () => {
    const { log, endMs } = liveThrough(1, 300, false);
    const seen = new Set<string>();
    for (let second = 95; second < 300; second += 5) {
      const answer = new PastDesk(log, () => 1).moment(ask(STORY_MS + second * SECOND_MS, endMs));
      if (!answer.ok) throw new Error(answer.error);
      const { sections, cells } = pictureOf(answer.value);
      for (const [cell, [service]] of sections.catalogue.cells.entries()) {
        if (sections.catalogue.services[service]!.id !== 'ledger') continue;
        const state = healthStateFromCode(cells.state[cell]!);
        if (second >= 101 && second < 220) expect(state).toBe('maintenance');
        if (state === 'maintenance') seen.add(healthStateFromCode(cells.lastMeasuredState[cell]!));
      }
    }
    expect(seen.size).toBeGreaterThan(1);
  });

  it('is planned as configured then, also where nobody looked', () => {
    const log = createMemoryLog(
      testConfig({ maintenance: [{ from: planned(100), to: planned(130), who: 'Data', why: 'a new disk' }] }),
    );
    log.recorded({ fromMs: STORY_MS, toMs: STORY_MS + 60 * SECOND_MS, ended: 'closed' });
    log.source(sourceStatus('a'), STORY_MS);
    log.observe({
      kind: 'samples',
      sourceId: 'a',
      receivedAtMs: STORY_MS + SECOND_MS,
      samples: [sample('ledger', 'x', 'error_ratio', 0, STORY_MS + SECOND_MS)],
    });
    const stateAt = (second: number, knowledge: 'then' | 'now') => {
      const asked = { ...ask(STORY_MS + second * SECOND_MS, STORY_MS + 290 * SECOND_MS), knowledge };
      const answer = new PastDesk(log, () => 1).moment(asked);
      if (!answer.ok) throw new Error(answer.error);
      return healthStateFromCode(pictureOf(answer.value).cells.state[0]!);
    };
    expect([stateAt(99, 'now'), stateAt(100, 'now'), stateAt(129, 'then'), stateAt(130, 'now')]).toEqual([
      'stale',
      'maintenance',
      'maintenance',
      'stale',
    ]);
  });
});

describe('a moment that Vigil slept through', () => {
  const sleepFromMs = STORY_MS + 60 * SECOND_MS;
  const wokeMs = STORY_MS + 240 * SECOND_MS;
  const nowMs = STORY_MS + 290 * SECOND_MS;

  function slept(): PastDesk {
    const log = createMemoryLog(testConfig());
    log.recorded({ fromMs: STORY_MS, toMs: sleepFromMs, ended: 'asleep' });
    log.recorded({ fromMs: wokeMs, toMs: nowMs });
    log.source(sourceStatus('a'), STORY_MS);
    log.changed(
      {
        transitions: [{ service: 'checkout', region: 'x', state: 'ok', atMs: STORY_MS }],
        alerts: [],
        annotations: [],
      },
      STORY_MS,
    );
    const put = (kind: 'samples' | 'backfill', second: number, receivedAtMs: number, value: number): void =>
      log.observe({
        kind,
        sourceId: 'a',
        receivedAtMs,
        samples: [sample('checkout', 'x', 'error_ratio', value, STORY_MS + second * SECOND_MS)],
      });
    put('samples', 59, sleepFromMs - SECOND_MS, 0.001);
    for (let second = 70; second < 240; second += 10) put('backfill', second, wokeMs, 0.5);
    put('samples', 241, wokeMs + SECOND_MS, 0.001);
    return new PastDesk(log, () => 1);
  }
  const at = (second: number, knowledge: 'then' | 'now'): Picture => {
    const answer = slept().moment({
      atMs: STORY_MS + second * SECOND_MS,
      knowledge,
      objectives: [],
      have: null,
      nowMs,
    });
    if (!answer.ok) throw new Error(answer.error);
    return pictureOf(answer.value);
  };
  const stateIn = ({ cells }: Picture) => healthStateFromCode(cells.state[0]!);

  it('knew nothing then, and says since when and why', () => {
    const picture = at(121, 'then');
    expect(picture.sections.moment).toEqual({
      mode: 'past',
      atMs: STORY_MS + 121 * SECOND_MS,
      knowledge: 'then',
      gap: { fromMs: sleepFromMs, toMs: wokeMs, reason: 'asleep' },
    });
    expect(stateIn(picture)).toBe('unreachable');
    expect(picture.cells.sinceMs[0]).toBe(sleepFromMs);
    expect(picture.series.value[0]).toBe(0.001);
    expect(picture.sections.sources).toMatchObject([{ id: 'a', state: 'unreachable', sinceMs: sleepFromMs }]);
  });

  it('is known today from what was brought in later, and does not claim since when', () => {
    const picture = at(121, 'now');
    expect(picture.series.value[0]).toBe(0.5);
    expect(stateIn(picture)).toBe('down');
    expect(picture.cells.sinceMs[0]).toBeNaN();
    expect(picture.sections.moment).toMatchObject({ knowledge: 'now', gap: { reason: 'asleep' } });
  });

  it('left no trace in the picture after it', () => {
    expect(at(245, 'then').series.value[0]).toBe(0.001);
    expect(at(245, 'then').sections.moment).toMatchObject({ gap: null });
  });
});
