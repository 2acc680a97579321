import { describe, expect, it } from 'vitest';
import {
  faultAt,
  isWorthChecking,
  obstacleWords,
  triedWords,
} from '../../../../renderer/features/sources/draft-model.ts';
import { readForm, startText } from '../../../../renderer/source-setup/form-model.ts';
import { silentTrial } from '../../../builders/memory-desk.ts';
import { goodTrial } from '../../../builders/story-desk.ts';

const error = (path: string, message: string) => ({ line: 1, column: 1, path, message });

it('does not scold for an address that nobody has typed yet', () => {
  const form = readForm(startText('prometheus', []));
  expect(isWorthChecking(form, true)).toBe(false);
  expect(isWorthChecking(form, false)).toBe(true);
  expect(isWorthChecking(readForm(startText('webhook', [])), true)).toBe(true);
  expect(isWorthChecking(null, true)).toBe(true);
});

it('finds the fault of a field by where it stands', () => {
  const errors = [error('auth.bearer', 'expected where'), error('url', 'expected an address')];
  expect(faultAt(errors, 'url')).toBe('expected an address');
  expect(faultAt(errors, 'auth', 'token')).toBe('expected where');
  expect(faultAt(errors, 'ur')).toBeUndefined();
});

describe('what is known about the text', () => {
  it.each([
    [null, /^Not tried yet/],
    [{ yaml: 'b', trial: goodTrial }, /^Changed since it was tried/],
    [{ yaml: 'a', trial: goodTrial }, /it answers\.$/],
    [{ yaml: 'a', trial: silentTrial }, /does not answer\. It can be saved/],
  ] as const)('is said', (tried, words) => expect(triedWords(tried, 'a', 'prometheus')).toMatch(words));
  it('is different for what only listens', () => {
    expect(triedWords(null, 'a', 'webhook')).toMatch(/nothing to try/);
  });
});

it('says what keeps it from being saved, the nearest first', () => {
  const fine = { errors: [], complete: true, connected: true };
  expect(obstacleWords(fine)).toBeNull();
  expect(obstacleWords({ ...fine, errors: [error('url', 'x'), error('id', 'y')] })).toBe(
    '2 places to mend first.',
  );
  expect(obstacleWords({ ...fine, complete: false })).toBe('It needs an address first.');
  expect(obstacleWords({ ...fine, complete: false, connected: false })).toMatch(/^Vigil does not answer/);
});
