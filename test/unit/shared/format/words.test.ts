import { describe, expect, it } from 'vitest';
import { severities } from '../../../../shared/domain/alert.ts';
import { isMeasured } from '../../../../shared/domain/health-state.ts';
import { alertWord, listOf, markOfAlert, markOfSeverity } from '../../../../shared/format/words.ts';

describe('marks of alerts', () => {
  it('says with its shape how bad an alert is', () => {
    expect(severities.map(markOfSeverity).toSorted()).toEqual(['degraded', 'down', 'info']);
  });

  it('never lets an information look like something that was measured as ok', () => {
    const mark = markOfSeverity('info');
    expect(mark).toBe('info');
    expect(mark !== 'info' && isMeasured(mark)).toBe(false);
  });

  it("gives Vigil's own findings the state they found, whatever their severity", () => {
    expect(markOfAlert({ kind: 'unreachable', severity: 'warning' })).toBe('unreachable');
    expect(alertWord({ kind: 'conflict', severity: 'info' })).toBe('conflict');
    expect(alertWord({ kind: 'reported', severity: 'info' })).toBe('info');
  });
});

it('lists names as people say them', () => {
  expect(listOf([])).toBe('');
  expect(listOf(['a'])).toBe('a');
  expect(listOf(['a', 'b', 'c'])).toBe('a, b and c');
});
