import { readFileSync } from 'node:fs';
import { parseHex } from '../../../../renderer/map/lab-color.ts';
import type { Theme } from '../../../../renderer/ui/theme.ts';

const css = readFileSync(new URL('../../../../renderer/ui/tokens.css', import.meta.url), 'utf8');

function declarationsOf(selector: string): ReadonlyMap<string, string> {
  const start = css.indexOf(`\n${selector} {`);
  const block = css.slice(start, css.indexOf('\n}', start));
  return new Map(
    Array.from(block.matchAll(/--([a-z0-9-]+):\s*([^;]+);/g), ([, name = '', value = '']) => [name, value]),
  );
}

const base = declarationsOf(':root');

/** The tokens of a theme as the stylesheet has them: what it does not say is that of the dark one. */
export function tokensOf(theme: Theme): (name: string) => readonly [number, number, number] {
  const own = theme === 'dark' ? base : new Map([...base, ...declarationsOf(`[data-theme="${theme}"]`)]);
  return (name) => {
    const colour = parseHex(own.get(name) ?? '');
    if (colour === null) throw new Error(`--${name} of the ${theme} theme is no plain colour.`);
    return colour;
  };
}
