import { expect, it } from 'vitest';
import { webLink } from '../../../../renderer/ui/web-link.ts';

it('opens the web and nothing else', () => {
  expect(webLink('https://wiki.example:8443/run?x=1')).toEqual({
    href: 'https://wiki.example:8443/run?x=1',
    host: 'wiki.example:8443',
  });
  for (const bad of [
    'javascript:alert(1)',
    'data:text/html,x',
    '/relative',
    `https://wiki.example/${'a'.repeat(2_048)}`,
    'file:///etc/passwd',
    '',
    ' ',
    null,
  ])
    expect(webLink(bad)).toBeNull();
});
