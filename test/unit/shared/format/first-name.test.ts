import { expect, it } from 'vitest';
import { firstName } from '../../../../shared/format/first-name.ts';
import { isolatedText } from '../../../../shared/format/visible-text.ts';

it.each([
  ['Mara Okafor', 'Mara'],
  ['mara.okafor@example.com', 'mara'],
  ['on_call', 'on'],
  ['Dr. Tomás Brandão', 'Tomás'],
  ['Jean-Luc', 'Jean-Luc'],
  ['  Nadia  ', 'Nadia'],
  [isolatedText('דנה לוי'), 'דנה'],
  ['', 'somebody'],
  ['@', 'somebody'],
  ['...', 'somebody'],
])('%j is called %j', (name, first) => {
  expect(firstName(name)).toBe(first);
});
