import { describe, expect, it } from 'vitest';
import { quoted } from '../../../../../../electron/core/intake/prometheus/reply.ts';

describe('a quoted answer', () => {
  it('that is cut never ends in half a word, which could be half a secret', () => {
    const words = quoted(`${'refused '.repeat(24)}canary-secret-that-is-cut-in-the-middle`);
    expect(words).not.toContain('canary');
    expect(words).toMatch(/refused …$/);
  });

  it('stays whole when it is short', () => {
    expect(quoted('many-to-many   matching')).toBe('many-to-many matching');
  });
});
