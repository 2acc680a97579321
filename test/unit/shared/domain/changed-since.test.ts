import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Catalogue, emptyCatalogue } from '../../../../shared/domain/catalogue.ts';
import {
  cellName,
  lookNow,
  lookText,
  MAX_LOOK_CELLS,
  markChanged,
  parseLook,
  seenCodes,
} from '../../../../shared/domain/changed-since.ts';
import {
  codeOfHealthState,
  type HealthState,
  healthStates,
  needsAttention,
} from '../../../../shared/domain/health-state.ts';
import { lookupRegion } from '../../../../shared/domain/known-regions.ts';

const LOOKED_AT_MS = 1_000_000;

function catalogueOf(services: readonly string[], regions: readonly string[]): Catalogue {
  return {
    ...emptyCatalogue,
    services: services.map((id) => ({ id, name: id, owner: null, runbookUrl: null })),
    regions: regions.map(lookupRegion),
    cells: services.flatMap((_, service) => regions.map((_r, region): [number, number] => [service, region])),
  };
}

const catalogue = catalogueOf(['checkout', 'cart'], ['eu-west-1', 'us-east-1']);
const codesOf = (...states: readonly HealthState[]): Uint8Array => Uint8Array.from(states, codeOfHealthState);

function marksAfter(
  before: readonly HealthState[],
  now: readonly HealthState[],
  sinceMs = 0,
): readonly number[] {
  const marks = new Uint8Array(now.length);
  const seen = seenCodes(catalogue, lookNow(catalogue, codesOf(...before), LOOKED_AT_MS));
  markChanged(
    seen,
    LOOKED_AT_MS,
    codesOf(...now),
    Float64Array.from(now, () => sinceMs),
    marks,
  );
  return [...marks];
}

describe('what changed since somebody looked', () => {
  it('is what is in another state, for better or worse', () => {
    expect(marksAfter(['ok', 'down', 'ok', 'stale'], ['down', 'ok', 'ok', 'unreachable'])).toEqual([
      1, 1, 0, 1,
    ]);
  });

  it('is what is bad again, and not what is well again', () => {
    expect(
      marksAfter(['down', 'ok', 'degraded', 'stale'], ['down', 'ok', 'degraded', 'stale'], LOOKED_AT_MS + 1),
    ).toEqual([1, 0, 1, 0]);
    expect(
      marksAfter(['down', 'ok', 'degraded', 'stale'], ['down', 'ok', 'degraded', 'stale'], LOOKED_AT_MS),
    ).toEqual([0, 0, 0, 0]);
  });

  it('is what is new and bad', () => {
    const look = lookNow(catalogueOf(['checkout'], ['eu-west-1']), codesOf('ok'), LOOKED_AT_MS);
    const marks = new Uint8Array(4);
    const count = markChanged(
      seenCodes(catalogue, look),
      LOOKED_AT_MS,
      codesOf('ok', 'ok', 'down', 'no_data'),
      new Float64Array(4),
      marks,
    );
    expect([count, ...marks]).toEqual([1, 0, 0, 1, 0]);
  });

  it('is nothing right after looking, whatever is on screen', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...healthStates), { minLength: 4, maxLength: 4 }), (states) => {
        expect(marksAfter(states, states, LOOKED_AT_MS - 1)).toEqual([0, 0, 0, 0]);
      }),
    );
  });

  it('never leaves out a cell that turned bad', () => {
    const state = fc.constantFrom(...healthStates);
    const four = fc.array(state, { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(four, four, (before, now) => {
        const marks = marksAfter(before, now);
        now.forEach((one, cell) => {
          if (needsAttention(one) && before[cell] !== one) expect(marks[cell]).toBe(1);
        });
      }),
    );
  });

  it('is told by names: rows may stand elsewhere after a restart', () => {
    const turned = catalogueOf(['cart', 'checkout'], ['us-east-1', 'eu-west-1']);
    const look = lookNow(catalogue, codesOf('down', 'ok', 'stale', 'degraded'), LOOKED_AT_MS);
    const marks = new Uint8Array(4);
    expect(
      markChanged(
        seenCodes(turned, look),
        LOOKED_AT_MS,
        codesOf('degraded', 'stale', 'ok', 'down'),
        new Float64Array(4),
        marks,
      ),
    ).toBe(0);
  });
});

describe('a look', () => {
  it('is read as it was kept', () => {
    const look = lookNow(catalogue, codesOf('down', 'ok', 'stale', 'conflict'), LOOKED_AT_MS);
    expect(parseLook(lookText(look))).toEqual(look);
    expect(look.states.get(cellName('cart', 'us-east-1'))).toBe('conflict');
  });

  it('is bounded', () => {
    const wide = catalogueOf(
      ['a'],
      Array.from({ length: MAX_LOOK_CELLS + 5 }, (_, index) => `r${index}`),
    );
    expect(lookNow(wide, new Uint8Array(wide.cells.length), 0).states.size).toBe(MAX_LOOK_CELLS);
  });

  it('is null for anything else, and nothing throws', () => {
    for (const text of [
      '',
      '{',
      'null',
      '[]',
      '{"atMs":1}',
      '{"atMs":1,"states":[["a",9]]}',
      '{"atMs":null,"states":[]}',
    ])
      expect(parseLook(text)).toBeNull();
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void parseLook(text)));
  });
});
