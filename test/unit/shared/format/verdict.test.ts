import { describe, expect, it } from 'vitest';
import type { Frame } from '../../../../shared/contract/frame.ts';
import { applyFrame, emptySections, type Picture } from '../../../../shared/contract/picture.ts';
import { codeOfHealthState, type HealthState } from '../../../../shared/domain/health-state.ts';
import { orderServices, summariseEstate } from '../../../../shared/format/estate-summary.ts';
import { headlineOf, signalSentence, verdictOf } from '../../../../shared/format/verdict.ts';
import { estateFrame } from '../../../builders/estate.ts';
import { FrameBuilder } from '../../../builders/frame-builder.ts';
import { CACHED_AT_MS, cachedMoment, STORY_MS, storyPicture } from '../../../builders/story.ts';
import { pastStoryFrame } from '../../../builders/story-past.ts';

const plain = (text: string | null): string | null => text?.replaceAll('\u00a0', ' ') ?? null;

function pictureOf(frame: Frame): Picture {
  const applied = applyFrame(null, frame);
  if (!applied.ok) throw new Error(applied.error.message);
  return applied.value;
}

/** An estate in which every cell is in one state. */
function allIn(state: HealthState, services = 24): ReturnType<typeof summariseEstate> {
  const picture = pictureOf(estateFrame(services, 3));
  return summariseEstate(picture, picture.cells.state.slice().fill(codeOfHealthState(state)));
}

describe('the verdict on the story', () => {
  const picture = storyPicture();
  const summary = summariseEstate(picture);

  it('counts services once, by their worst state', () => {
    expect(summary.tally).toEqual({
      ok: 18,
      degraded: 2,
      down: 2,
      no_data: 0,
      unreachable: 0,
      stale: 0,
      maintenance: 1,
      conflict: 1,
    });
    expect(summary.blindRegions.map(({ region }) => picture.sections.catalogue.regions[region]?.id)).toEqual([
      'ap-south-1',
    ]);
  });

  it('says what the picture says', () => {
    const verdict = verdictOf(picture, summary, STORY_MS, 'UTC');
    expect(verdict.headline).toBe('2 of 24 services are down, 2 are degraded');
    expect(verdict.worst).toBe('Worst: checkout in eu-west-1.');
    expect(plain(verdict.fact)).toBe('38.2 % of requests fail since 14:02:10 (11 min).');
    expect(plain(verdict.blind)).toBe('ap-south-1 cannot be seen for 6 min 12 s.');
    expect(verdict.state).toBe('down');
  });

  it('speaks in the past tense of a past picture, of what could not be seen as well', () => {
    const pastAt = (atMs: number) => {
      const applied = applyFrame(null, pastStoryFrame(atMs, 'then'));
      if (!applied.ok) throw new Error(applied.error.message);
      return verdictOf(applied.value, summariseEstate(applied.value), atMs, 'UTC');
    };
    const at = (clock: string): number => Date.parse(`2026-09-22T${clock}Z`);
    expect(pastAt(at('14:06:30'))).toMatchObject({
      headline: '2 of 24 services were down, 2 were degraded',
      fact: expect.stringMatching(/of requests failed since 14:0\d:\d\d \(4\u00a0min\)\.$/),
      blind: null,
    });
    expect(pastAt(at('14:10:00')).blind).toBe('ap-south-1 could not be seen for 2\u00a0min 36\u00a0s.');
    expect(pastAt(at('13:00:00'))).toMatchObject({
      headline: 'All 24 services were ok',
      fact: 'Nothing needed attention.',
    });
    // Nothing is claimed of what nobody saw.
    expect(pastAt(at('13:32:00'))).toMatchObject({
      headline: 'None of 24 services could be seen',
      fact: '',
    });
  });

  it('speaks in the past tense of a cached picture, from what was last measured', () => {
    const cached = storyPicture({ moment: cachedMoment }, CACHED_AT_MS);
    const verdict = verdictOf(cached, summariseEstate(cached), CACHED_AT_MS, 'UTC');
    expect(verdict.headline).toBe('2 of 24 services were down, 2 were degraded');
    expect(plain(verdict.fact)).toBe('38.2 % of requests failed since 14:02:10 (11 min).');
    expect(verdict.blind).toBe('Nothing has been seen since 14:13:36.');
  });
});

describe('calm is only claimed for what is seen', () => {
  const picture = pictureOf(estateFrame(3, 3));
  const wordsOf = (...states: readonly HealthState[]): string => {
    picture.sections.catalogue.cells.forEach(([service], cell) => {
      picture.cells.state[cell] = codeOfHealthState(states[service] ?? 'ok');
    });
    const { headline, fact } = verdictOf(picture, summariseEstate(picture), STORY_MS, 'UTC');
    return `${headline}. ${fact}`.trim();
  };
  it.each([
    [['ok', 'ok', 'ok'], 'All 3 services are ok. Nothing needs attention.'],
    [
      ['ok', 'ok', 'unreachable'],
      'The 2 services that can be seen are ok, 1 cannot be seen. Nothing that can be seen needs attention.',
    ],
    [
      ['ok', 'stale', 'unreachable'],
      'The one service that can be seen is ok, 2 cannot be seen. Nothing that can be seen needs attention.',
    ],
    [['stale', 'no_data', 'unreachable'], 'None of 3 services can be seen.'],
  ] as const)('%j: %s', (states, words) => {
    expect(wordsOf(...states)).toBe(words);
  });
});

describe('headlines', () => {
  it.each([
    ['ok', 'All 24 services are ok'],
    ['conflict', '24 of 24 services are in conflict'],
    ['unreachable', 'None of 24 services can be seen'],
    ['no_data', 'None of 24 services can be seen'],
  ] as const)('of a world that is %s', (state, headline) => {
    expect(headlineOf(allIn(state))).toBe(headline);
  });

  it('of one service and of none', () => {
    expect(headlineOf(allIn('ok', 1))).toBe('The service is ok');
    expect(headlineOf(allIn('down', 1))).toBe('1 of 1 service is down');
    const nothing = pictureOf(new FrameBuilder().build(STORY_MS, emptySections));
    expect(verdictOf(nothing, summariseEstate(nothing), STORY_MS, 'UTC')).toMatchObject({
      headline: 'Nothing measured yet',
      worst: null,
      fact: '',
    });
  });
});

describe('signal sentences', () => {
  it.each([
    ['error_ratio', 0.382, 'ratio', '38.2 % of requests fail'],
    ['packet_loss', 0.04, 'ratio', '4.00 % of packets are lost'],
    ['latency_p95', 1.84, 'seconds', 'p95 latency is 1.84 s'],
    ['availability', 0.912, 'ratio', 'Availability is 91.2 %'],
    ['queue_depth', 1240, 'count', 'Queue depth is 1\u202f240'],
  ] as const)('%s %d', (signal, value, unit, sentence) => {
    expect(plain(signalSentence(signal, value, unit))).toBe(sentence);
  });
});

describe('planned work and folding in the verdict', () => {
  function estateOf(
    states: readonly HealthState[],
    dependsOn: Readonly<Record<number, readonly number[]>> = {},
  ) {
    const picture = pictureOf(estateFrame(states.length, 4));
    const { catalogue } = picture.sections;
    catalogue.cells.forEach(([service], cell) => {
      picture.cells.state[cell] = codeOfHealthState(states[service] ?? 'ok');
    });
    const services = catalogue.services.map((service, index) => ({
      ...service,
      dependsOn: (dependsOn[index] ?? []).map((parent) => catalogue.services[parent]!.id),
    }));
    picture.sections = { ...picture.sections, catalogue: { ...catalogue, services } };
    return { picture, summary: summariseEstate(picture) };
  }

  it.each([
    [['ok', 'ok', 'maintenance'], '2 of 3 services are ok, 1 is in maintenance'],
    [['ok', 'maintenance', 'unreachable'], '1 of 3 services is ok, 1 is in maintenance, 1 cannot be seen'],
    [['maintenance', 'maintenance'], '2 of 2 services are in maintenance'],
    [['down', 'maintenance'], '1 of 2 services is down'],
  ] as const)('%j: %s', (states, headline) => {
    expect(headlineOf(estateOf(states).summary)).toBe(headline);
  });

  it('counts what folds in no state, names it, and lets the cause lead', () => {
    const { picture, summary } = estateOf(['down', 'down', 'degraded', 'degraded', 'ok'], { 0: [1], 2: [1] });
    const verdict = verdictOf(picture, summary, STORY_MS, 'UTC');
    expect(verdict).toMatchObject({
      headline: '1 of 5 services is down, 1 is degraded',
      worst: expect.stringMatching(/^Worst: service-002 in /),
      folded: 'Folded under service-002: service-001 and service-003.',
    });
    expect(summary.tally).toMatchObject({ down: 1, degraded: 1, ok: 1 });
    expect(orderServices(summary.services).map(({ service }) => service)).toEqual([1, 3, 0, 2, 4]);
  });

  it('folds nothing where a service has trouble of its own as well', () => {
    const picture = pictureOf(estateFrame(2, 3));
    const { catalogue } = picture.sections;
    const services = catalogue.services.map((service, index) =>
      index === 1 ? { ...service, dependsOn: [catalogue.services[0]!.id] } : service,
    );
    picture.sections = { ...picture.sections, catalogue: { ...catalogue, services } };
    const regions = catalogue.cells.filter(([service]) => service === 1).map(([, region]) => region);
    const [folded, own] = regions.filter((region) =>
      catalogue.cells.some(([service, other]) => service === 0 && other === region),
    );
    catalogue.cells.forEach(([service, region], cell) => {
      const isDown =
        (service === 0 && region === folded) || (service === 1 && [folded, own].includes(region));
      picture.cells.state[cell] = codeOfHealthState(isDown ? 'down' : 'ok');
    });
    const summary = summariseEstate(picture);
    expect(summary.folded).toEqual([]);
    expect(summary.services[1]).toMatchObject({ state: 'down', affected: 1, foldedUnder: null });
    expect(catalogue.cells[summary.services[1]!.worstCell]).toEqual([1, own]);
    expect(summary.foldedCells.size).toBe(1);
  });

  it('lets what began the trouble lead what it took along, with trouble of its own or not', () => {
    const picture = pictureOf(estateFrame(2, 6));
    const { catalogue } = picture.sections;
    const [child, parent] = catalogue.services;
    const services = [{ ...child!, dependsOn: [parent!.id] }, parent!];
    picture.sections = { ...picture.sections, catalogue: { ...catalogue, services } };
    const shared = catalogue.cells.find(
      ([service, region]) =>
        service === 0 && catalogue.cells.some(([other, there]) => other === 1 && there === region),
    )![1];
    catalogue.cells.forEach(([service, region], cell) => {
      const state = region === shared ? 'down' : service === 0 ? 'degraded' : 'ok';
      picture.cells.state[cell] = codeOfHealthState(state);
    });
    const summary = summariseEstate(picture);
    expect(summary.tally).toMatchObject({ down: 2 });
    expect(summary.worst?.service).toBe(1);
  });

  it('says of a value within its limit only that something is wrong', () => {
    const { picture, summary } = estateOf(['down']);
    picture.series.value.fill(0.1);
    expect(verdictOf(picture, summary, STORY_MS, 'UTC').fact).toMatch(/^It is down since /);
  });
});
