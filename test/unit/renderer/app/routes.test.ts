import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  hashOf,
  parseMomentOf,
  parseRoute,
  type Route,
  withMoment,
} from '../../../../renderer/app/routes.ts';

describe('routes', () => {
  it.each([
    ['', { name: 'overview' }],
    ['#/map', { name: 'map' }],
    ['#/services', { name: 'services' }],
    ['#/services/', { name: 'services' }],
    ['#/services/checkout', { name: 'service', id: 'checkout' }],
    ['#/alerts?id=7', { name: 'alerts' }],
    ['#/sources/', { name: 'sources' }],
    ['#/sources/prom-eu', { name: 'source', id: 'prom-eu' }],
    ['#/sources/prom-eu/edit', { name: 'edit-source', id: 'prom-eu' }],
    ['#/sources/new', { name: 'new-source' }],
    ['#/sources/%E0%A4%A', { name: 'sources' }],
    ['#/first-run', { name: 'first-run' }],
    ['#/nowhere', { name: 'overview' }],
    ['#/services/%E0%A4%A', { name: 'services' }],
  ] as const)('reads %s', (hash, route) => expect(parseRoute(hash)).toEqual(route));

  it('comes back from the address as it went in', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (id) => {
        for (const name of ['service', 'source', 'edit-source'] as const) {
          const route: Route = { name, id };
          expect(parseRoute(hashOf(route))).toEqual(route);
        }
      }),
      { examples: [['new'], ['edit'], ['a/edit'], ['%6Eew']] },
    );
  });
});

describe('the moment in an address', () => {
  const atMs = Date.UTC(2026, 8, 22, 14, 6, 30);

  it.each([
    ['#/services/checkout?at=2026-09-22T14:06:30Z', { atMs, knowledge: 'then' }],
    ['#/services/checkout?at=2026-09-22T16:06:30%2B02:00&known=now', { atMs, knowledge: 'now' }],
    [`#/?at=${atMs}`, { atMs, knowledge: 'then' }],
    ['#/overview', null],
    ['#/overview?at=', null],
    ['#/overview?at=yesterday', null],
    ['#/overview?at=2026-99-22T14:06:30Z', null],
    ['', null],
  ] as const)('is read from %s', (hash, moment) => expect(parseMomentOf(hash)).toEqual(moment));

  it('is written short, and taken away again without a trace', () => {
    const then = withMoment('#/services/checkout', { atMs, knowledge: 'then' });
    expect(then).toBe('#/services/checkout?at=2026-09-22T14:06:30Z');
    expect(withMoment(then, { atMs: atMs + 1_000, knowledge: 'now' })).toBe(
      '#/services/checkout?at=2026-09-22T14:06:31Z&known=now',
    );
    expect(withMoment(then, null)).toBe('#/services/checkout');
    expect(withMoment('#/alerts?id=7&at=1&known=now', null)).toBe('#/alerts?id=7');
  });

  it('comes back as it went in, and leaves the route alone', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: 'grapheme' }),
        fc.integer({ min: 0, max: 4_000_000_000 }),
        fc.constantFrom('then' as const, 'now' as const),
        (id, seconds, knowledge) => {
          const moment = { atMs: seconds * 1_000, knowledge };
          const hash = withMoment(hashOf({ name: 'service', id }), moment);
          expect(parseMomentOf(hash)).toEqual(moment);
          expect(parseRoute(hash)).toEqual({ name: 'service', id });
          expect(withMoment(hash, null)).toBe(hashOf({ name: 'service', id }));
        },
      ),
    );
  });
});
