import { describe, expect, it } from 'vitest';
import {
  faultAt,
  fileFaultWords,
  missingWords,
  obstacleWords,
  triedWords,
} from '../../../../renderer/features/sources/draft-model.ts';
import { readForm, startText, withLogin } from '../../../../renderer/source-setup/form-model.ts';
import { silentTrial } from '../../../builders/memory-desk.ts';
import { goodTrial } from '../../../builders/story-desk.ts';

const error = (path: string, message: string) => ({ line: 1, column: 1, path, message });

describe('what nobody has come to yet', () => {
  const login = { kind: 'bearer', username: '', place: 'file', name: '' } as const;
  it.each([
    [startText('prometheus', []), 'It needs an address first.'],
    ['id: a\ntype: prometheus\nurl: http://a:1\n', null],
    [startText('webhook', []), null],
    ['id: [', null],
    [
      withLogin('id: a\ntype: prometheus\nurl: http://a:1\n', 'prometheus', login),
      'Name the file that holds the token first.',
    ],
    [
      withLogin('id: a\ntype: prometheus\nurl: http://a:1\n', 'prometheus', {
        ...login,
        kind: 'basic',
        place: 'env',
      }),
      'Name the variable that holds the password first.',
    ],
  ])('is asked for, not scolded about: %j', (text, words) =>
    expect(missingWords(readForm(text))).toBe(words),
  );
});

it('finds the fault of a field by where it stands', () => {
  const errors = [error('auth.bearer', 'expected where'), error('url', 'expected an address')];
  expect(faultAt(errors, 'url')).toBe('expected an address');
  expect(faultAt(errors, 'auth', 'token')).toBe('expected where');
  expect(faultAt(errors, 'ur')).toBeUndefined();
});

it('tells a fault of the whole file from one of the source', () => {
  expect(fileFaultWords([error('url', 'expected an address')])).toBeNull();
  expect(fileFaultWords([error('region', 'expected text')])).toBeNull();
  expect(fileFaultWords([error('signals.latency_p95.sources[0]', "there is no source 'prod'")])).toBe(
    "Nothing was saved: the file would not be valid any more. signals.latency_p95.sources[0]: there is no source 'prod'.",
  );
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
  const fine = { errors: [], missing: null, connected: true };
  expect(obstacleWords(fine)).toBeNull();
  expect(obstacleWords({ ...fine, errors: [error('url', 'x'), error('id', 'y')] })).toBe(
    '2 places to mend first.',
  );
  expect(obstacleWords({ ...fine, missing: 'It needs an address first.' })).toBe(
    'It needs an address first.',
  );
  expect(obstacleWords({ ...fine, missing: 'x', connected: false })).toMatch(/^Vigil does not answer/);
});
