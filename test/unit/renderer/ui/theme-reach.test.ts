/** What lets axe look at everything in one theme, and at colours in the others: a theme changes nothing else. */
import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const renderer = new URL('../../../../renderer/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, renderer), 'utf8');
const colour = /^(?:#[\da-f]{6}|rgba\([\d., ]+\)|repeating-linear-gradient\([^;]+\))$/;

it('is spoken of by the tokens alone', () => {
  const sheets = globSync('**/*.css', { cwd: renderer }).map((name) => name.replaceAll('\\', '/'));
  expect(sheets.length).toBeGreaterThan(50);
  expect(sheets.filter((name) => read(name).includes('data-theme'))).toEqual(['ui/tokens.css']);
});

it('sets colours and nothing else', () => {
  const blocks = Array.from(
    read('ui/tokens.css').matchAll(/^ *\[data-theme="\w+"\] \{([^}]*)\}/gm),
    ([, block = '']) => block,
  );
  const declarations = blocks
    .flatMap((block) => block.split(';'))
    .map((line) => line.trim())
    .filter((line) => line !== '');
  expect(declarations.length).toBeGreaterThan(80);
  for (const declaration of declarations) {
    const [, name = '', value = ''] = /^([\w-]+):\s*([^]+)$/.exec(declaration) ?? [];
    if (name === 'color-scheme') expect(['light', 'dark']).toContain(value);
    else {
      expect(name).toMatch(/^--/);
      expect(value, name).toMatch(colour);
    }
  }
});
