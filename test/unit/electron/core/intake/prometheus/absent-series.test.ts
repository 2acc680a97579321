import { describe, expect, it } from 'vitest';
import { absentFrom } from '../../../../../../electron/core/intake/prometheus/absent-series.ts';
import { sample } from '../../../../../builders/core.ts';

const found = (generation: number, ...services: readonly string[]) => ({
  generation,
  keys: new Set(services.map((service) => sample(service, 'r', 'availability', 1).key)),
});

describe('absentFrom', () => {
  it('names what a reply lacks, and nothing before there was one', () => {
    const before = found(0, 'a', 'b');
    const [a] = before.keys;
    expect(absentFrom({ generation: 0, keys: new Set([a!]) }, before)).toMatchObject([
      { subject: { service: 'b' } },
    ]);
    expect(absentFrom(before, undefined)).toStrictEqual([]);
  });

  it('does not take every series for absent when the key cache started over', () => {
    expect(absentFrom(found(1, 'a', 'b'), found(0, 'a', 'b', 'c'))).toMatchObject([
      { subject: { service: 'c' } },
    ]);
  });
});
