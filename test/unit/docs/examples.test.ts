import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../electron/core/config/parse-config.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const pages = [
  'README.md',
  ...readdirSync(`${root}docs`)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** Every YAML block of the documentation that is a configuration. */
const examples = pages.flatMap((page) =>
  [...readFileSync(root + page, 'utf8').matchAll(/^```ya?ml\n(.*?)^```/gms)]
    .map(([, text = '']) => text)
    .filter((text) => /^sources:/m.test(text))
    .map((text, index) => ({ name: `${page} ${index + 1}`, text })),
);

describe('configurations in the documentation', () => {
  it('are found', () => expect(examples.length).toBeGreaterThanOrEqual(6));

  it.each(examples)('$name is valid as it stands', ({ name, text }) => {
    expect(parseConfig(text, name)).toMatchObject({ ok: true });
  });
});
