import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { importEdges, readSourceTree } from '../fixtures/layers/import-graph.ts';
import { importCycles, layerRules, layerViolations } from '../fixtures/layers/rules.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const tree = readSourceTree(root, ['shared', 'electron', 'renderer']);
const edges = importEdges(tree);

describe('the house plan', () => {
  it('reads the whole tree, so that an empty walk cannot pass', () => {
    for (const folder of ['shared/domain', 'shared/contract', 'electron/core', 'renderer/state'])
      expect([...tree.keys()].filter((path) => path.startsWith(folder)).length).toBeGreaterThan(2);
    expect(edges.length).toBeGreaterThan(tree.size);
  });

  it('has no import against its directions', () => {
    expect(layerViolations(edges)).toEqual([]);
  });

  it('imports only files that exist', () => {
    const missing = edges
      .filter((edge) => edge.kind === 'file' && /\.tsx?$/.test(edge.to) && !tree.has(edge.to))
      .map((edge) => `${edge.from} → ${edge.to}`);
    expect(missing).toEqual([]);
  });

  it('has no circle of run-time imports', () => {
    expect(importCycles(edges)).toEqual([]);
  });

  it('ships only packages that package.json declares as dependencies', () => {
    const { dependencies } = z
      .object({ dependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readFileSync(`${root}package.json`, 'utf8')));
    const undeclared = edges
      .filter((edge) => edge.kind === 'package' && !edge.typeOnly && !edge.to.startsWith('node:'))
      .map((edge) => ({ ...edge, name: packageName(edge.to) }))
      // Electron is the host, present at run time without being bundled.
      .filter(({ name }) => name !== 'electron' && !Object.hasOwn(dependencies, name))
      .map(({ from, to }) => `${from} → ${to}`);
    expect(undeclared).toEqual([]);
  });
});

describe.each(layerRules)('rule "$id"', (rule) => {
  it.each(rule.planted)('catches a planted import in %s: %s', (path, source) => {
    const planted = [...edges, ...importEdges(new Map([[path, source]]))];
    const caught = layerViolations(planted).filter((line) => line.includes(`[${rule.id}]`));
    expect(caught).toHaveLength(1);
    expect(caught[0]).toContain(`${path} → `);
  });

  it.each(rule.allowed)('lets a rightful import in %s pass: %s', (path, source) => {
    expect(layerViolations(importEdges(new Map([[path, source]])))).toEqual([]);
  });
});

describe('import cycles', () => {
  const circle = new Map([
    ['shared/a.ts', "import { b } from './b.ts';"],
    ['shared/b.ts', "export { c } from './c.ts';"],
    ['shared/c.ts', "import { a } from './a.ts';"],
  ]);

  it('finds a planted circle', () => {
    expect(importCycles(importEdges(circle))).toEqual([
      'shared/a.ts → shared/b.ts → shared/c.ts → shared/a.ts',
    ]);
  });

  it('forgives a circle that only types close', () => {
    circle.set('shared/c.ts', "import type { a } from './a.ts';");
    expect(importCycles(importEdges(circle))).toEqual([]);
  });
});

describe('the reader of imports', () => {
  it('sees every way of importing, and no comment or string', () => {
    const source = [
      "import a from './a.ts';",
      "import './b.css';",
      "export { c } from './c.ts';",
      "const d = await import('./d.ts');",
      "type E = typeof import('electron/main');",
      "new Worker(new URL('./f.ts', import.meta.url));",
      "// import './no.ts'",
      'const text = "import \'./no.ts\'";',
    ].join('\n');
    expect(importEdges(new Map([['renderer/x/y.ts', source]])).map((edge) => edge.to)).toEqual([
      'renderer/x/a.ts',
      'renderer/x/b.css',
      'renderer/x/c.ts',
      'renderer/x/d.ts',
      'electron/main',
      'renderer/x/f.ts',
    ]);
  });

  it('refuses a file it cannot parse', () => {
    expect(() => importEdges(new Map([['shared/x.ts', 'import {']]))).toThrow('shared/x.ts does not parse');
  });
});

function packageName(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0]!;
}
