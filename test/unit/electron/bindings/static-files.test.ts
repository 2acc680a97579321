import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readStaticFile } from '../../../../electron/bindings/static-files.ts';

let base = '';
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'vigil-static-'));
  await mkdir(join(base, 'root', 'assets'), { recursive: true });
  await writeFile(join(base, 'root', 'index.html'), '<p>');
  await writeFile(join(base, 'root', 'assets', 'a-1.js'), 'x');
  await writeFile(join(base, 'secret.json'), '{}');
});
afterAll(() => rm(base, { recursive: true }));

describe('readStaticFile', () => {
  it('reads what is below the root, and knows which names never change', async () => {
    expect(await readStaticFile(join(base, 'root'), '/')).toMatchObject({
      contentType: 'text/html; charset=utf-8',
      immutable: false,
    });
    expect(await readStaticFile(join(base, 'root'), '/assets/a-1.js')).toMatchObject({ immutable: true });
  });

  it.each([
    '/../secret.json',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/assets/../../secret.json',
    '/assets/%2e%2e%2f%2e%2e%2fsecret.json',
    '/..\\secret.json',
    '/%5c..%5csecret.json',
    '/index.html%00.js',
    '/%',
    '/nothing.js',
    '/assets',
    '//etc/passwd',
  ])('answers nothing for %s', async (path) => {
    expect(await readStaticFile(join(base, 'root'), path)).toBeNull();
  });
});
