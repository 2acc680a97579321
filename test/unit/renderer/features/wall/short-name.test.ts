import { expect, it } from 'vitest';
import { shortName } from '../../../../../renderer/features/wall/wall-map-marks.ts';
import { isolatedText } from '../../../../../shared/format/visible-text.ts';

it('cuts a long name at a word, and a name from right to left never loses the end of its isolate', () => {
  expect(shortName('Frankfurt am Main am Ufer')).toBe('Frankfurt am');
  const name = isolatedText('eu-west-1 שלום עולם שלום');
  expect(name).toMatch(/^\u2068.+\u2069$/);
  expect(shortName(name)).toMatch(/^\u2068eu-west-1 [^\u2068\u2069]*\u2069$/);
  expect(shortName(isolatedText('שלום'))).toBe(isolatedText('שלום'));
});
