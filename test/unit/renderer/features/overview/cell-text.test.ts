import { describe, expect, it } from 'vitest';
import { cellReading, cellState, cellText } from '../../../../../renderer/features/overview/cell-text.ts';
import { describeCell } from '../../../../../renderer/features/overview/describe-cell.ts';
import { rowWords } from '../../../../../renderer/features/overview/row-words.ts';
import {
  scaleTop,
  sparkY,
  traceSpark,
  usualOf,
} from '../../../../../renderer/features/overview/spark-path.ts';
import { STORY_MS, storyPicture } from '../../../../builders/story.ts';

const picture = storyPicture();
const { catalogue } = picture.sections;

function place(service: string, region: string): { service: number; region: number; cell: number } {
  const at = {
    service: catalogue.services.findIndex(({ id }) => id === service),
    region: catalogue.regions.findIndex(({ id }) => id === region),
  };
  return { ...at, cell: catalogue.cells.findIndex(([s, r]) => s === at.service && r === at.region) };
}

function said(service: string, region: string): string {
  const { cell } = place(service, region);
  const text = cellText(picture, cell, cellState(picture.cells.state, cell), STORY_MS);
  const claim = text.claim === null ? '' : ` ${text.claim}`;
  return (text.words ?? `${text.number} ${text.unit}${claim}`).replaceAll('\u00a0', ' ');
}

describe('cell text', () => {
  it.each([
    ['checkout', 'eu-west-1', '38.2 %'],
    ['checkout', 'eu-west-2', '4.61 %'],
    ['payments', 'eu-west-1', '1.84 s'],
    ['search', 'ap-southeast-1', '642 ms'],
    ['auth', 'ap-northeast-1', '62 ms or failing'],
    ['media', 'us-west-2', 'planned'],
    ['analytics', 'eu-north-1', '4 min old'],
    ['recommendations', 'af-south-1', 'no data'],
    ['checkout', 'ap-south-1', '216 ms'],
    ['sessions', 'us-west-2', '20 ms'],
  ])('of %s in %s is %s', (service, region, text) => expect(said(service, region)).toBe(text));

  it('says a reported level as a word, in the place of words', () => {
    const own = storyPicture();
    const { cell } = place('sessions', 'us-west-2');
    const row = own.cells.keySeries[cell]!;
    const series = own.sections.catalogue.series.with(row, {
      ...own.sections.catalogue.series[row]!,
      signal: 'reported_status',
      unit: 'status_level',
    });
    own.sections = { ...own.sections, catalogue: { ...own.sections.catalogue, series } };
    own.series.value[row] = 2;
    expect(cellText(own, cell, 'degraded', STORY_MS)).toEqual({
      number: '',
      unit: '',
      words: 'partial outage',
      claim: null,
    });
  });

  it('shows a state as its word when there is no number', () => {
    const { cell } = place('sessions', 'us-west-2');
    const without = storyPicture();
    without.cells.keySeries[cell] = -1;
    expect(cellText(without, cell, 'down', STORY_MS)).toMatchObject({ words: 'down', number: '' });
    expect(cellReading(without, cell, STORY_MS)).toBeNull();
  });
});

describe('cells in words', () => {
  const words = (service: string, region: string): string => {
    const at = place(service, region);
    return describeCell(picture, at.service, at.region, at.cell, STORY_MS, 'UTC').replaceAll('\u00a0', ' ');
  };

  it('names place, state, number, source, clock and age', () => {
    expect(words('checkout', 'eu-west-1')).toBe(
      'checkout in eu-west-1, Dublin: down since 14:02\n' +
        'failing requests 38.2 % · prometheus-eu · at 14:13:35 UTC · 0 s old',
    );
    expect(words('checkout', 'ap-south-1')).toContain(
      'unreachable since 14:07\nlast value p95 latency 216 ms',
    );
    expect(words('checkout', 'ap-south-1')).toContain('6 min old, stale');
    expect(words('ledger', 'us-west-2')).toBe('ledger in us-west-2, Oregon: not deployed here');
  });

  it('tells a row: what is abnormal by name, the rest as a count', () => {
    const { service } = place('checkout', 'eu-west-1');
    const cells = picture.sections.catalogue.cells.flatMap(([of], cell) => (of === service ? [cell] : []));
    expect(rowWords(picture, cells, STORY_MS, new Map())).toBe(
      ': eu-west-1 down, 38.2 %; eu-west-2 degraded, 4.61 %; ap-south-1 unreachable, 216 ms; 11 regions ok.',
    );
  });
});

describe('sparklines', () => {
  const box = { x: 0, y: 0, width: 58, height: 8 };

  it('scale healthy values to 1.75 times the usual and abnormal ones to their worst and their limit', () => {
    expect(usualOf(Float32Array.of(1, Number.NaN, 3))).toBe(2);
    expect(scaleTop(Float32Array.of(2, 2), false, null)).toBe(3.5);
    expect(scaleTop(Float32Array.of(2, 4), true, null)).toBeCloseTo(4.6);
    expect(scaleTop(Float32Array.of(2, 4), true, 10)).toBeCloseTo(11.5);
    expect(sparkY(3.5, 3.5, box)).toBe(0);
    expect(sparkY(99, 3.5, box)).toBe(0);
    expect(sparkY(0, 3.5, box)).toBe(8);
  });

  it('break where values are missing', () => {
    const calls: string[] = [];
    const pen = { moveTo: () => calls.push('move'), lineTo: () => calls.push('line') };
    const values = Float32Array.of(1, 1, Number.NaN, 1, 1, 1);
    expect(traceSpark(pen, values, 2, box)).toBe(true);
    expect(calls).toEqual(['move', 'line', 'move', 'line', 'line']);
    expect(traceSpark(pen, Float32Array.of(Number.NaN, 1), 2, box)).toBe(false);
  });
});

describe('what explains the state of a cell', () => {
  const story = storyPicture();
  const { catalogue } = story.sections;
  const cellOf = (service: string, region: string): number =>
    catalogue.cells.findIndex(
      ([s, r]) => catalogue.services[s]?.id === service && catalogue.regions[r]?.id === region,
    );
  const say = (service: string, region: string, overrides: Partial<typeof catalogue>): string => {
    const picture = { ...story, sections: { ...story.sections, catalogue: { ...catalogue, ...overrides } } };
    const cell = cellOf(service, region);
    const [serviceIndex, regionIndex] = catalogue.cells[cell]!;
    const words = describeCell(picture, serviceIndex, regionIndex, cell, STORY_MS, 'UTC');
    return words.replaceAll('\u00a0', ' ');
  };

  it('is planned work, with who and why', () => {
    const maintenance = [
      {
        services: ['media'],
        regions: null,
        who: 'Content',
        why: 'a new store',
        when: { kind: 'once' as const, fromMs: STORY_MS - 60_000, toMs: STORY_MS + 3_600_000 },
      },
    ];
    expect(say('media', 'us-west-2', { maintenance })).toMatch(
      /^media in us-west-2, Oregon: maintenance since 14:00\nPlanned work by Content until \d\d:\d\d:\d\d UTC: a new store\n/,
    );
  });

  it('is the service it folds under', () => {
    const services = catalogue.services.map((service) =>
      service.id === 'checkout' ? { ...service, dependsOn: ['ledger'] } : service,
    );
    expect(say('checkout', 'eu-west-1', { services })).toMatch(/down since 14:02\nfolded under ledger\n/);
    expect(say('checkout', 'eu-west-2', { services })).not.toContain('folded');
  });

  it('is every claim of a dispute, with its source and its clocks', () => {
    const disputed = story.cells.state.findIndex((code) => code === 7);
    const [service, region] = catalogue.cells[disputed]!;
    const words = say(catalogue.services[service]!.id, catalogue.regions[region]!.id, {});
    expect(words).toMatch(/\nfailing: .+ · probes · .+\nfine: .+ · .+/);
  });
});
