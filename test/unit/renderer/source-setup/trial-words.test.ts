import { expect, it } from 'vitest';
import { answeredWords, sizeWords, trialCounts } from '../../../../renderer/source-setup/trial-words.ts';
import { silentTrial } from '../../../builders/memory-desk.ts';
import { goodTrial } from '../../../builders/story-desk.ts';

it.each([
  [null, null],
  [0.2, '1\u00a0ms'],
  [42, '42\u00a0ms'],
  [1_290, '1.3\u00a0s'],
])('says that an answer took %s', (ms, words) => expect(answeredWords(ms)).toBe(words));

it.each([
  [1, '1\u00a0byte'],
  [812, '812\u00a0bytes'],
  [1_240, '1.2\u00a0kB'],
  [999_999, '1.0\u00a0MB'],
  [14_200_000, '14.2\u00a0MB'],
  [512_000_000, '512\u00a0MB'],
])('says the size of %s bytes', (bytes, words) => expect(sizeWords(bytes)).toBe(words));

it('counts what was found and leaves out what was not', () => {
  expect(trialCounts(goodTrial)).toEqual([
    '10 services',
    '5 regions',
    '6 signals',
    '604 series',
    '10 alerts firing',
  ]);
  expect(trialCounts(silentTrial)).toEqual([]);
});
