import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type ImportEdge, importEdges, readSourceTree } from '../../../fixtures/layers/import-graph.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const edges = importEdges(readSourceTree(root, ['shared', 'renderer']));
const TABLE = 'shared/domain/known-region-places.ts';

/** Files that end up in the page when these imports are followed from the renderer. */
function reachable(from: readonly ImportEdge[]): ReadonlySet<string> {
  const targets = Map.groupBy(
    from.filter((edge) => edge.kind === 'file' && !edge.typeOnly),
    (edge) => edge.from,
  );
  const seen = new Set([...targets.keys()].filter((path) => path.startsWith('renderer/')));
  // A Set hands out what is added while it is walked.
  for (const path of seen) for (const edge of targets.get(path) ?? []) seen.add(edge.to);
  return seen;
}

describe('the table of places', () => {
  it('stays out of the page: the hub looks places up', () => {
    const files = reachable(edges);
    expect(files).toContain('shared/domain/known-region-order.ts');
    expect(files).not.toContain(TABLE);
  });

  it('would be noticed there', () => {
    const planted = importEdges(
      new Map([
        ['renderer/planted.ts', "import { lookupRegion } from '../shared/domain/known-regions.ts';\n"],
      ]),
    );
    expect(reachable([...edges, ...planted])).toContain(TABLE);
  });
});
