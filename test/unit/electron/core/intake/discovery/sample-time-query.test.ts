import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleTimeQueryOf } from '../../../../../../electron/core/intake/discovery/sample-time-query.ts';
import { estates, linkEstates } from './estates.ts';

describe('sampleTimeQueryOf', () => {
  it.each([
    ['avg by (service, region) (probe_success)', 'min by (service, region) (timestamp(probe_success))'],
    [
      'avg by (job) (up{job!~"a|b"} unless on (job, instance) probe_success) unless on (job) probe_success',
      'min by (job) (timestamp(up{job!~"a|b"}))',
    ],
    [
      'label_replace(avg by (service) (up{service!=""}), "region", "default", "region", "")',
      'label_replace(min by (service) (timestamp(up{service!=""})), "region", "default", "region", "")',
    ],
    [
      'histogram_quantile(0.5, sum by (le, "service.name") (rate({"a.b", x="}"}[2m]))) >= 0',
      'max by ("service.name") (timestamp({"a.b", x="}"}))',
    ],
    [
      '(sum by (a) (rate(n{code=~"5.."}[2m])) or sum by (a) (rate(n[2m])) * 0) / (sum by (a) (rate(n[2m])) > 0)',
      'max by (a) (timestamp(n))',
    ],
    [
      'max by (a, b) (1 - avg by (a, b, instance) (rate(cpu{mode="idle"}[2m])))',
      'max by (a, b) (timestamp(cpu{mode="idle"}))',
    ],
  ])('%s', (query, expected) => {
    expect(sampleTimeQueryOf(query)).toBe(expected);
  });

  it.each([
    'up',
    'sum(up)',
    'sum without (le) (up)',
    'sum by (a) (up offset 5m)',
    'sum by (a) (up) / sum by (b) (up)',
    'sum by (a) (up) + sum by (a) (absent(up))',
    'sum by () (up)',
    'avg by (a) (max_over_time(x[5m:1m]))',
    '',
  ])('does not pretend to understand %s', (query) => {
    expect(sampleTimeQueryOf(query)).toBeNull();
  });

  it('tells the time of everything discovery proposes', () => {
    const queries = [...estates, ...linkEstates].flatMap(({ expected }) => Object.values(expected));
    expect(queries.filter(([query]) => sampleTimeQueryOf(query) === null)).toEqual([]);
  });

  it('answers any text at once', () => {
    fc.assert(fc.property(fc.string(), (query) => typeof sampleTimeQueryOf(query) !== 'undefined'));
    expect(sampleTimeQueryOf(`sum by (${'a, '.repeat(20_000)}`)).toBeNull();
    expect(sampleTimeQueryOf('sum by (a) (x{'.repeat(2_000))).toBeNull();
  });
});
