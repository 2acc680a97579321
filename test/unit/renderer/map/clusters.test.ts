import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_ZOOM } from '../../../../renderer/map/camera.ts';
import { clusterSites, JOIN_PX, stateShares } from '../../../../renderer/map/clusters.ts';

const sites = fc
  .array(fc.record({ x: fc.integer({ min: 0, max: 300 }), y: fc.integer({ min: 0, max: 300 }) }), {
    maxLength: 40,
  })
  .map((spots) => spots.map((spot, id) => ({ id, ...spot })));

describe('clusters', () => {
  it('hold every site once, and no two are so near that they hide one another', () => {
    fc.assert(
      fc.property(sites, (all) => {
        const clusters = clusterSites(all, 1);
        expect(clusters.flatMap(({ members }) => members).toSorted((a, b) => a - b)).toEqual(
          all.map(({ id }) => id),
        );
        for (const [i, a] of clusters.entries())
          for (const b of clusters.slice(i + 1))
            expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThanOrEqual(JOIN_PX);
      }),
    );
  });

  it('leave places apart that can be told apart, and split closest up', () => {
    const [dublin, london] = [
      { id: 0, x: 100, y: 100 },
      { id: 1, x: 124, y: 107 },
    ];
    expect(clusterSites([dublin, london], 1)).toHaveLength(2);
    const far = clusterSites([dublin, { ...london, x: 106, y: 102 }], 1);
    expect(far).toEqual([{ members: [0, 1], x: 103, y: 101 }]);
    expect(clusterSites([dublin, { ...dublin, id: 1 }], MAX_ZOOM)).toHaveLength(2);
  });

  it('say how many are in which state, worst first, none lost', () => {
    expect(stateShares(['ok', 'down', 'ok', 'unreachable', 'ok'])).toEqual([
      { state: 'down', count: 1 },
      { state: 'unreachable', count: 1 },
      { state: 'ok', count: 3 },
    ]);
  });
});
