import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Service } from '../../../../shared/domain/catalogue.ts';
import { foldCells } from '../../../../shared/domain/folding.ts';
import {
  type HealthState,
  healthStates,
  needsAttention,
  worstOf,
} from '../../../../shared/domain/health-state.ts';

type Places = Readonly<Record<string, Readonly<Record<string, HealthState>>>>;

/** What folds: "checkout eu" under "ledger", by names. */
function foldsIn(places: Places, dependencies: Readonly<Record<string, readonly string[]>>) {
  const ids = Object.keys(places);
  const regions = [...new Set(ids.flatMap((id) => Object.keys(places[id]!)))];
  const services = ids.map(
    (id): Service => ({
      id,
      name: id,
      owner: null,
      runbookUrl: null,
      dependsOn: [...(dependencies[id] ?? [])],
    }),
  );
  const cells = ids.flatMap((id, service) =>
    Object.keys(places[id]!).map((region): [number, number] => [service, regions.indexOf(region)]),
  );
  const stateOfCell = (cell: number): HealthState => {
    const [service, region] = cells[cell]!;
    return places[ids[service]!]![regions[region]!]!;
  };
  const folded = foldCells({
    catalogue: { services, cells },
    stateOfCell,
    stateOfService: (service) => worstOf(Object.values(places[ids[service]!]!)),
  });
  return Object.fromEntries(
    [...folded].map(([cell, root]) => {
      const [service, region] = cells[cell]!;
      return [`${ids[service]} ${regions[region]}`, ids[root]!];
    }),
  );
}

describe('folding', () => {
  it('folds trouble under a parent that is down in the same region, and no other', () => {
    const places: Places = {
      ledger: { eu: 'down', us: 'ok', ap: 'degraded' },
      checkout: { eu: 'down', us: 'down', ap: 'down' },
      search: { eu: 'down' },
    };
    expect(foldsIn(places, { checkout: ['ledger'] })).toEqual({ 'checkout eu': 'ledger' });
  });

  it('goes up to where the trouble begins', () => {
    const chain = { checkout: ['payments'], payments: ['ledger'] };
    expect(
      foldsIn({ checkout: { eu: 'degraded' }, payments: { eu: 'degraded' }, ledger: { eu: 'down' } }, chain),
    ).toEqual({ 'checkout eu': 'ledger', 'payments eu': 'ledger' });
    expect(
      foldsIn({ checkout: { eu: 'degraded' }, payments: { eu: 'ok' }, ledger: { eu: 'down' } }, chain),
      'a parent that is fine explains nothing',
    ).toEqual({});
  });

  it('takes a parent that is not deployed in the region by its state as a whole', () => {
    expect(
      foldsIn({ shop: { eu: 'down', us: 'ok' }, database: { global: 'down' } }, { shop: ['database'] }),
    ).toEqual({ 'shop eu': 'database' });
  });

  it('folds neither disputes nor what cannot be seen, and nothing under planned work', () => {
    for (const state of ['conflict', 'unreachable', 'stale', 'no_data', 'maintenance', 'ok'] as const)
      expect(foldsIn({ shop: { eu: state }, database: { eu: 'down' } }, { shop: ['database'] })).toEqual({});
    expect(
      foldsIn({ shop: { eu: 'down' }, database: { eu: 'maintenance' } }, { shop: ['database'] }),
    ).toEqual({});
  });

  it('leaves whatever others fold under unfolded and down, in any graph without circles', () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const regions = ['eu', 'us'];
    // Only earlier ones may be depended on: no circles.
    const graph = fc.tuple(...ids.map((_, index) => fc.subarray(ids.slice(0, index))));
    const states = fc.array(fc.constantFrom(...healthStates), { minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(graph, states, (parents, drawn) => {
        const places = Object.fromEntries(
          ids.map((id, i) => [
            id,
            Object.fromEntries(regions.map((region, j) => [region, drawn[i * 2 + j]!])),
          ]),
        );
        const folds = foldsIn(places, Object.fromEntries(ids.map((id, i) => [id, parents[i]!])));
        for (const [place, root] of Object.entries(folds)) {
          const [id, region] = place.split(' ') as [string, string];
          expect(needsAttention(places[id]![region]!)).toBe(true);
          expect(places[root]![region]).toBe('down');
          expect(folds[`${root} ${region}`]).toBeUndefined();
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('ends in a circle as well', () => {
    expect(
      Object.keys(foldsIn({ a: { eu: 'down' }, b: { eu: 'down' } }, { a: ['b'], b: ['a'] })).length,
    ).toBeLessThan(3);
  });
});
