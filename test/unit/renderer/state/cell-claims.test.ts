import { describe, expect, it } from 'vitest';
import { cellDisputes } from '../../../../renderer/state/cell-claims.ts';
import type { Picture } from '../../../../shared/contract/picture.ts';
import { CACHED_AT_MS, cachedMoment, STORY_MS, storyPicture } from '../../../builders/story.ts';

/** The cell of the story about which two sources disagree. */
function disputedCell({ sections: { catalogue } }: Picture): number {
  const nameOf = ([service, region]: readonly [number, number]): string =>
    `${catalogue.services[service]?.id} ${catalogue.regions[region]?.id}`;
  return catalogue.cells.findIndex((cell) => nameOf(cell) === 'auth ap-northeast-1');
}

function said(picture: Picture, nowMs: number): readonly string[] {
  return cellDisputes(picture, disputedCell(picture), nowMs).flatMap(({ signal, claims }) =>
    claims.map(({ reading, verdict }) => `${signal} ${reading.sourceId} ${verdict} ${reading.freshness}`),
  );
}

describe('what sources claim of a cell in conflict', () => {
  it('is told by every source of the disputed signal, and of no other', () => {
    expect(said(storyPicture(), STORY_MS)).toEqual([
      'error_ratio probes down fresh',
      'error_ratio prometheus-apac ok fresh',
    ]);
  });

  it('is what they claimed then, and old, in a cached picture', () => {
    expect(said(storyPicture({ moment: cachedMoment }, CACHED_AT_MS), CACHED_AT_MS)).toEqual([
      'error_ratio probes down stale',
      'error_ratio prometheus-apac ok stale',
    ]);
  });

  it('is still told by both while the newest values agree and that has not held yet', () => {
    const picture = storyPicture();
    const { series, sources } = picture.sections.catalogue;
    const probes = series.findIndex(
      (one) => one.kind === 'cell' && one.cell === disputedCell(picture) && sources[one.source] === 'probes',
    );
    picture.series.value[probes] = 0.001;
    expect(said(picture, STORY_MS)).toEqual([
      'error_ratio probes ok fresh',
      'error_ratio prometheus-apac ok fresh',
    ]);
  });
});
