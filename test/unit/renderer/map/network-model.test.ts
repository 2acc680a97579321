import { describe, expect, it } from 'vitest';
import { layoutMatrix, matrixCellAt, matrixRegions } from '../../../../renderer/map/matrix-layout.ts';
import { buildNetworkIndex } from '../../../../renderer/map/network-index.ts';
import {
  buildNetworkModel,
  furthestFromNormal,
  routesToDraw,
} from '../../../../renderer/map/network-model.ts';
import { networkVerdict, plateText, regionLines, routeName } from '../../../../renderer/map/network-words.ts';
import { standing } from '../../../../shared/domain/standing.ts';
import { frameBaselines } from '../../../builders/frame-baselines.ts';
import { STORY_MS, storyFrame, storyPicture } from '../../../builders/story.ts';

const picture = storyPicture();
const { catalogue } = picture.sections;
const index = buildNetworkIndex(catalogue);
const baselines = frameBaselines(storyFrame());
const build = (over: Partial<Parameters<typeof buildNetworkModel>[0]> = {}) =>
  buildNetworkModel({
    index,
    picture,
    atMs: STORY_MS,
    signal: 'latency_p95',
    isCached: false,
    baselineOf: (row) => baselines[row]?.baseline ?? null,
    ...over,
  });
const model = build();
const saying = { atMs: STORY_MS, nowMs: STORY_MS, timeZone: 'UTC', isCached: false, isLive: true };
const regionOf = (id: string) => {
  const found = model.regions[catalogue.regions.findIndex((region) => region.id === id)];
  if (found === undefined) throw new Error(`No region ${id}.`);
  return found;
};
const serviceAt = (id: string): number => catalogue.services.findIndex((service) => service.id === id);
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

it('shows planned work in a cached picture as every other view does', () => {
  const window = {
    services: ['media'],
    regions: ['us-west-2'],
    who: 'Content',
    why: 'a new store',
    when: { kind: 'once' as const, fromMs: STORY_MS - 60_000, toMs: STORY_MS + 3_600_000 },
  };
  const cached = storyPicture({ catalogue: { ...catalogue, maintenance: [window] } });
  const place = catalogue.regions.findIndex(({ id }) => id === 'us-west-2');
  const { regions } = build({ picture: cached, isCached: true, service: serviceAt('media') });
  expect(regions[place]?.state).toBe('maintenance');
});

describe('the network of the story', () => {
  it('knows all ordered pairs and which of them cannot be measured', () => {
    expect(model.routes).toHaveLength(182);
    expect(model.unseenRoutes).toBe(26);
  });

  it('ranks by distance from normal, not by milliseconds', () => {
    expect(model.far.map((route) => plain(routeName(route, catalogue.regions)))).toEqual([
      'eu-west-1 to ap-southeast-1',
      'sa-east-1 to us-east-1',
      'eu-west-1 to us-east-1',
      'ap-southeast-2 to us-west-2',
      'me-central-1 to eu-central-1',
    ]);
    expect(furthestFromNormal(model, 5)).toEqual(model.far);
  });

  it('says so in words', () => {
    const verdict = networkVerdict(model, catalogue.regions, saying);
    expect(verdict.headline).toBe('5 of 182 routes are far from normal');
    expect(plain(verdict.worst ?? '')).toBe('Worst: eu-west-1 to ap-southeast-1,');
    expect(plain(verdict.facts.join(' '))).toMatch(
      /^318 ms where 17\d ms is usual, since 14:06\. 26 routes to and from ap-south-1 cannot be measured\.$/,
    );
    expect(plain(plateText(model.far[0] ?? model.routes[0]!))).toMatch(/^318 ms, \+8\d %$/);
  });

  it('never gives an unseen region a fresh value', () => {
    const mumbai = regionOf('ap-south-1');
    expect(mumbai).toMatchObject({ isSeen: false, latencySeconds: null });
    const lines = regionLines(mumbai, saying).map(plain);
    expect(lines[0]).toBe('not seen for 6 min 11 s');
    expect(lines[1]).toMatch(/^last \d+ ms at 14:07:2\d$/);
  });

  it('gives a region the worst state of its services and a latency between theirs', () => {
    const dublin = regionOf('eu-west-1');
    expect(dublin.state).toBe('down');
    expect(dublin.latencySeconds).toBeGreaterThan(0.02);
    expect(dublin.latencySeconds).toBeLessThanOrEqual(dublin.slowest?.measured.value ?? 0);
    expect(catalogue.services[dublin.slowest?.service ?? -1]?.id).toBe('payments');
    expect(Math.max(...model.regions.map(({ trafficShare }) => trafficShare))).toBe(1);
  });

  it('draws neighbours and whatever is far from normal, no hairball', () => {
    const drawn = routesToDraw(model, { all: false, target: null, isAboutLoss: false });
    for (const route of model.far) expect(drawn).toContain(route);
    expect(drawn.length).toBeLessThan(50);
    for (const { index: region } of model.regions)
      expect(drawn.some(({ from, to }) => from === region || to === region)).toBe(true);
  });

  it('lets everything go stale when time passes without data', () => {
    const later = build({ atMs: STORY_MS + 10 * 60_000 });
    expect(later.unseenRoutes).toBe(182);
    expect(later.far).toEqual([]);
    expect(later.regions.every(({ latencySeconds }) => latencySeconds === null)).toBe(true);
    expect(networkVerdict(later, catalogue.regions, saying).headline).toBe(
      'None of 182 routes can be measured',
    );
  });

  it('calls no route normal whose normal is not known yet', () => {
    const unknown = {
      ...model,
      far: [],
      routes: model.routes.map((route) => ({ ...route, deviation: null })),
    };
    expect(networkVerdict(unknown, catalogue.regions, saying).headline).toBe(
      '156 routes are measured, none compared yet',
    );
  });

  it('does not count values of a source that stopped answering', () => {
    const sources = picture.sections.sources.map((source) => ({ ...source, state: 'unreachable' as const }));
    const silent = build({ picture: { ...picture, sections: { ...picture.sections, sources } } });
    expect(silent.unseenRoutes).toBe(182);
  });

  it('leaves a region without coordinates out of the drawing but not out of the model', () => {
    const regions = catalogue.regions.map((region, at) =>
      at === 0 ? { ...region, latitude: null, longitude: null } : region,
    );
    const other = buildNetworkIndex({ ...catalogue, regions });
    expect(other.places[0]).toBeNull();
    expect(build({ index: other }).regions).toHaveLength(14);
  });

  it('finds nothing to say in an empty catalogue', () => {
    const none = buildNetworkIndex({ ...catalogue, regions: [], services: [], cells: [], series: [] });
    const empty = build({ index: none });
    expect(networkVerdict(empty, [], saying).headline).toBe('No routes are measured');
    expect(routesToDraw(empty, { all: false, target: null, isAboutLoss: false })).toEqual([]);
  });
});

describe('the matrix', () => {
  const frame = {
    width: 328,
    labelWidth: 76,
    labelHeight: 78,
    maxCell: { width: 18, height: 18 },
    minCell: { width: 7, height: 7 },
    gap: 1,
  };

  it('shrinks its cells to the panel', () => {
    expect(layoutMatrix(matrixRegions(index), frame)).toMatchObject({ cellWidth: 17, cellHeight: 17 });
    expect(layoutMatrix([1, 2, 3], frame)).toMatchObject({ cellWidth: 18, width: 76 + 3 * 19 });
  });

  it('finds the cell under a pointer and none beside the cells', () => {
    const layout = layoutMatrix([4, 5, 6], frame);
    expect(matrixCellAt(layout, 76 + 20, 78 + 39)).toEqual({ row: 2, column: 1 });
    expect(matrixCellAt(layout, 70, 90)).toBeNull();
    expect(matrixCellAt(layout, 76 + 60, 90)).toBeNull();
  });

  it('sees no route whose source answers without it, or that only a snapshot remembers', () => {
    for (const code of [standing.absent, standing.remembered]) {
      const series = {
        ...picture.series,
        standing: new Uint8Array(picture.series.standing.length).fill(code),
      };
      const doubted = build({ picture: { ...picture, series } });
      expect(doubted.routes.some(({ measured }) => measured !== null)).toBe(true);
      expect(doubted.routes.every(({ isSeen }) => !isSeen)).toBe(true);
    }
  });
});
