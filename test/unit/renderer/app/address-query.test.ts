import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { queryOf, withQuery } from '../../../../renderer/app/address-query.ts';
import { parseRoute } from '../../../../renderer/app/routes.ts';

const text = fc.string({ maxLength: 20, unit: 'grapheme' });

describe('the query of the address', () => {
  it('keeps what it is not asked to change as it is written', () => {
    expect(withQuery('#/map?at=2026-09-22T14:06:30Z&signal=p50', { signal: ['p95'] })).toBe(
      '#/map?signal=p95&at=2026-09-22T14:06:30Z',
    );
    expect(withQuery('#/map?signal=p50', { signal: [] })).toBe('#/map');
    expect(withQuery('', { region: ['a b'] })).toBe('?region=a%20b');
  });

  it('gives back every value in its order, and leaves the view alone', () => {
    fc.assert(
      fc.property(fc.dictionary(text, fc.array(text, { maxLength: 4 })), (changes) => {
        const hash = withQuery('#/services/check%3Fout', changes);
        const read = new URLSearchParams(queryOf(hash));
        for (const [name, values] of Object.entries(changes)) expect(read.getAll(name)).toEqual(values);
        expect(parseRoute(hash)).toEqual({ name: 'service', id: 'check?out' });
      }),
    );
  });

  it('can be written over and over', () => {
    fc.assert(
      fc.property(fc.dictionary(text, fc.array(text, { maxLength: 3 })), (changes) => {
        const once = withQuery('#/map?a=1', changes);
        expect(new URLSearchParams(queryOf(withQuery(once, changes))).toString()).toBe(
          new URLSearchParams(queryOf(once)).toString(),
        );
      }),
    );
  });
});
