import { expect, it } from 'vitest';
import { themeAfter, themeFor, themes } from '../../../../renderer/ui/theme.ts';

it.each([
  [null, null, 'dark'],
  ['light', null, 'light'],
  ['contrast', null, 'contrast'],
  ['something else', null, 'dark'],
  // Where the system forces its colours, its ground decides.
  ['dark', true, 'light'],
  ['light', false, 'dark'],
  ['contrast', true, 'light'],
] as const)('remembered %s, forced light %s: %s', (remembered, forcedLight, theme) => {
  expect(themeFor(remembered, forcedLight)).toBe(theme);
});

it('goes round all themes', () => {
  const round = [...themes.slice(1), themes[0]];
  expect(themes.map(themeAfter)).toEqual(round);
});
