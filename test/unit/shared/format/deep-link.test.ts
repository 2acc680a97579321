import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashOf, parseMomentOf, parseRoute, type Route } from '../../../../renderer/app/routes.ts';
import {
  deepLinkAmong,
  deepLinkOfHash,
  hashOfDeepLink,
  MAX_DEEP_LINK_CHARS,
} from '../../../../shared/format/deep-link.ts';

describe('a link from outside', () => {
  it.each([
    ['vigil://overview', '#/overview'],
    ['vigil://overview/', '#/overview'],
    ['VIGIL://Map', '#/map'],
    ['vigil://service/checkout', '#/services/checkout'],
    [
      'vigil://service/checkout?at=2026-09-22T14:06:30Z&region=eu-west-1',
      '#/services/checkout?at=2026-09-22T14:06:30Z&region=eu-west-1',
    ],
    ['vigil://service/a%2Fb', '#/services/a%2Fb'],
    ['vigil://source/new', '#/sources/%6Eew'],
    ['vigil://alert/4f2a?at=1769868000000', '#/alerts?alert=4f2a&at=1769868000000'],
    ['vigil://region/eu-west-1', '#/overview?region=eu-west-1'],
    ['vigil://overview?tier=1#ignored', '#/overview?tier=1'],
  ])('%s means %s', (link, hash) => expect(hashOfDeepLink(link)).toBe(hash));

  it.each([
    'https://example.com/',
    'vigil:overview',
    'vigil://',
    'vigil://nowhere',
    'vigil://first-run',
    'vigil://service',
    'vigil://overview/x',
    'vigil://user@service/x',
    'vigil://service:80/x',
    'vigil://service/%E0%A4%A',
    'vigil://overview?at=%E0',
    'vigil://service/a b',
    'javascript:alert(1)',
    `vigil://service/${'x'.repeat(MAX_DEEP_LINK_CHARS)}`,
  ])('%s means nothing', (link) => expect(hashOfDeepLink(link)).toBeNull());

  it('is found among the words of a command line', () => {
    expect(deepLinkAmong(['--demo', '.', 'vigil://alerts', 'vigil://map'])).toBe('#/alerts');
    expect(deepLinkAmong(['--config', 'vigil.yaml'])).toBeNull();
  });
});

const route: fc.Arbitrary<Route> = fc.oneof(
  fc.constantFrom<Route>(
    { name: 'overview' },
    { name: 'map' },
    { name: 'alerts' },
    { name: 'services' },
    { name: 'sla' },
    { name: 'sources' },
    { name: 'wall' },
  ),
  fc.record({
    name: fc.constantFrom('service', 'source'),
    id: fc.oneof(fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }), fc.constant('new')),
  }) as fc.Arbitrary<Route>,
);

describe('links and addresses', () => {
  it('are each other’s inverse, moment included', () => {
    fc.assert(
      fc.property(
        route,
        fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }),
        (view, at) => {
          const hash = `${hashOf(view)}?at=${at.toISOString()}`;
          const link = deepLinkOfHash(hash);
          expect(link).toMatch(/^vigil:\/\//);
          const back = hashOfDeepLink(link ?? '') ?? '';
          expect(parseRoute(back)).toEqual(view);
          expect(parseMomentOf(back)?.atMs).toBe(at.getTime());
        },
      ),
    );
  });

  it('never throw, whatever they are given, and never lead out of the page', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `vigil://${text}`),
          fc.webUrl(),
        ),
        (text) => {
          const hash = hashOfDeepLink(text);
          expect(hash === null || /^#\/[a-z]+/.test(hash)).toBe(true);
          expect(deepLinkOfHash(text) === null || typeof deepLinkOfHash(text) === 'string').toBe(true);
        },
      ),
    );
  });
});
