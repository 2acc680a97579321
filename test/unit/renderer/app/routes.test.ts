import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashOf, parseRoute, type Route } from '../../../../renderer/app/routes.ts';

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
