import { expect, it } from 'vitest';
import { themeFor } from '../../../../renderer/ui/theme.ts';

it.each([
  [null, null, 'dark'],
  ['light', null, 'light'],
  ['something else', null, 'dark'],
  // Where the system forces its colours, its ground decides.
  ['dark', true, 'light'],
  ['light', false, 'dark'],
] as const)('remembered %s, forced light %s: %s', (remembered, forcedLight, theme) => {
  expect(themeFor(remembered, forcedLight)).toBe(theme);
});
