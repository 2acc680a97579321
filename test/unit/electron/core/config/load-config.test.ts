import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../../../../electron/core/config/load-config.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigil-config-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function fileWith(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('loadConfig', () => {
  it('reads a file and tells where it was', async () => {
    const path = await fileWith('good.yaml', 'name: Acme\n');
    expect(await loadConfig(path)).toMatchObject({
      ok: true,
      value: { config: { name: 'Acme' }, path, directory: folder },
    });
  });

  it('places errors in the file as it was named', async () => {
    const path = await fileWith('bad.yaml', 'name: Acme\nsorces: []\n');
    expect(await loadConfig(path)).toEqual({
      ok: false,
      error: [
        {
          file: path,
          line: 2,
          column: 1,
          path: 'sorces',
          message: "unknown key 'sorces'; did you mean 'sources'?",
        },
      ],
    });
  });

  it('says what is wrong with a folder, a missing file and garbage', async () => {
    const garbage = await fileWith('image.yaml', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]));
    const latin1 = await fileWith('latin1.yaml', Uint8Array.from([0x6e, 0x3a, 0x20, 0xfc]));
    const messages: string[] = [];
    for (const path of [folder, join(folder, 'none.yaml'), join(garbage, 'x'), garbage, latin1]) {
      const loaded = await loadConfig(path);
      messages.push(loaded.ok ? 'ok' : loaded.error.map((e) => `${e.line}:${e.column} ${e.message}`).join());
    }
    expect(messages).toEqual([
      expect.stringMatching(/^1:1 expected a configuration file, but this is a folder; name the file in it/),
      '1:1 expected a configuration file, but there is none at this path',
      '1:1 expected a configuration file, but a part of this path is not a folder',
      '1:1 expected UTF-8 text, but this is something else',
      '1:1 expected UTF-8 text, but this is something else',
    ]);
  });
});
