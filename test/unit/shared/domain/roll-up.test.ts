import { describe, expect, it } from 'vitest';
import { rollUpSince } from '../../../../shared/domain/roll-up.ts';

describe('rollUpSince', () => {
  it('begins trouble with its first part, and health with the last one that recovered', () => {
    expect(rollUpSince('down', [300, 100, Number.NaN])).toBe(100);
    expect(rollUpSince('ok', [300, 100, Number.NaN])).toBe(300);
    expect(rollUpSince('ok', [Number.NaN])).toBeNull();
  });
});
