import { describe, expect, it } from 'vitest';
import {
  createDeviationScale,
  deviationPosition,
  deviationStops,
} from '../../../../renderer/map/deviation-scale.ts';
import { localTimeWords } from '../../../../renderer/map/local-time.ts';
import { createLossScale, lossDash } from '../../../../renderer/map/loss-scale.ts';
import { metricText, shareText } from '../../../../renderer/map/metric.ts';
import { buildNetworkIndex } from '../../../../renderer/map/network-index.ts';
import { buildNetworkModel, losingMost, routesToDraw } from '../../../../renderer/map/network-model.ts';
import { clusterLines, clusterName } from '../../../../renderer/map/network-words.ts';
import { vantagesOf } from '../../../../renderer/map/vantage.ts';
import { applyFrame } from '../../../../shared/contract/picture.ts';
import { STORY_MS } from '../../../builders/story.ts';
import { networkFrame } from '../../../builders/wall-trials.ts';

const applied = applyFrame(null, networkFrame(12, 100));
if (!applied.ok) throw new Error(applied.error.message);
const picture = applied.value;
const index = buildNetworkIndex(picture.sections.catalogue);
const build = (service: number | null = null) =>
  buildNetworkModel({
    index,
    picture,
    atMs: STORY_MS,
    signal: 'latency_p95',
    service,
    isCached: false,
    baselineOf: () => ({ kind: 'known', median: 0.1, low: 0.09, high: 0.11, basis: 'week', occurrences: 4 }),
  });
const model = build();
const saying = { atMs: STORY_MS, nowMs: STORY_MS, timeZone: 'UTC', isCached: false, isLive: true };
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('the scales', () => {
  it('deviation has a neutral middle and a side for each direction', () => {
    const color = createDeviationScale();
    expect(deviationStops.map(deviationPosition)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(color(0)).toBe('#43484e');
    expect(color(-3)).toBe(color(-0.5));
    expect(color(9)).toBe(color(1));
    expect(color(Number.NaN)).toBe(color(-0.5));
  });

  it('loss is a dash that opens with the share, and a whole line below what matters', () => {
    expect(lossDash(0)).toEqual([]);
    expect(lossDash(Number.NaN)).toEqual([]);
    const [few, many] = [lossDash(0.002), lossDash(0.08)];
    expect(many[1]).toBeGreaterThan(few[1] ?? 0);
    expect(many[0]).toBeLessThan(few[0] ?? 0);
    expect(lossDash(1)).toEqual(lossDash(0.1));
    expect(createLossScale()(0)).toBe(createLossScale()(0.0005));
  });

  it('numbers are said as what they are', () => {
    expect(plain(metricText(0.318, 'latency'))).toBe('318 ms');
    expect(plain(metricText(0.021, 'loss'))).toBe('2.10 % lost');
    expect([shareText(0.81), shareText(-0.12), shareText(0.004)].map(plain)).toEqual([
      '+81 %',
      '−12 %',
      'as usual',
    ]);
  });
});

describe('what is drawn', () => {
  const choice = { all: false, target: null, isAboutLoss: false };

  it('can be all routes, those that lose packets, or those of one place', () => {
    expect(routesToDraw(model, { ...choice, all: true })).toHaveLength(100);
    const lossy = routesToDraw(model, { ...choice, isAboutLoss: true });
    expect(lossy).toEqual(expect.arrayContaining([...losingMost(model, 5)]));
    const ofOne = routesToDraw(model, { ...choice, target: 3 });
    expect(ofOne.length).toBeGreaterThan(5);
    expect(ofOne.every(({ from, to }) => from === 3 || to === 3)).toBe(true);
  });

  it('ranks by what is lost', () => {
    const worst = losingMost(model, 5).map(({ loss }) => loss?.value ?? 0);
    expect(worst).toHaveLength(5);
    expect(worst).toEqual(worst.toSorted((a, b) => b - a));
    expect(worst[0]).toBeGreaterThan(0.01);
  });
});

describe('one place from everywhere', () => {
  it('lists every place that measures the way there, the furthest first, with the way back', () => {
    const list = vantagesOf(3, index, model, 'latency');
    const measured = model.routes.filter(({ to }) => to === 3);
    expect(list.map(({ from }) => from).toSorted((a, b) => a - b)).toEqual(
      measured.map(({ from }) => from).toSorted((a, b) => a - b),
    );
    const values = list.map(({ there }) => there.measured?.value ?? 0);
    expect(values).toEqual(values.toSorted((a, b) => b - a));
    for (const { from, back } of list) if (back !== null) expect([back.from, back.to]).toEqual([3, from]);
  });

  it('circles can be of one service only', () => {
    const one = build(2);
    for (const region of one.regions) {
      expect(region.measuredServices).toBe(1);
      expect(region.slowest?.service).toBe(2);
      expect(region.latencySeconds).toBe(region.slowest?.measured.value);
    }
  });
});

describe('words', () => {
  it('a cluster says its span and who is in trouble', () => {
    const members = model.regions.slice(0, 4).map((region, at) => ({
      ...region,
      state: at === 2 ? ('degraded' as const) : ('ok' as const),
      latencySeconds: 0.05 + at / 100,
    }));
    const regions = picture.sections.catalogue.regions;
    expect(clusterName(members, regions)).toBe('4 regions');
    expect(clusterLines(members, regions, saying, 'latency').map(plain)).toEqual([
      '50 ms to 80 ms',
      `${regions[members[2]?.index ?? 0]?.shortCode} degraded`,
    ]);
  });

  it('the time at a place, and whether the sun is up', () => {
    const noonUtc = Date.UTC(2026, 8, 22, 12);
    const mumbai = { timeZone: 'Asia/Kolkata', latitude: 19.1, longitude: 72.9 };
    expect(localTimeWords(mumbai, noonUtc)).toBe('17:30 Tue there, day');
    expect(localTimeWords({ timeZone: null, latitude: 37.8, longitude: -122.4 }, noonUtc)).toBe('night');
    expect(localTimeWords({ timeZone: null, latitude: null, longitude: null }, noonUtc)).toBe('');
  });
});
