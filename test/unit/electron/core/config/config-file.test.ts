import {
  chmodSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type ConfigFile, openConfigFile } from '../../../../../electron/core/config/config-file.ts';
import { manualClock } from '../../../../builders/core.ts';
import { temporaryFolder } from '../../../../fixtures/machine.ts';

let file: ConfigFile;
afterEach(() => file.close());

function open(path: string) {
  const names: string[] = [];
  const problems: number[] = [];
  file = openConfigFile(path, manualClock(), {
    changed: ({ config }) => names.push(config.name),
    problems: (errors) => problems.push(errors.length),
  });
  return { names, problems };
}

describe('the configuration file in use', () => {
  it('is followed: good edits count, bad ones are told once and leave the last good one', async () => {
    const path = join(temporaryFolder('config'), 'vigil.yaml');
    writeFileSync(path, 'name: one\n');
    const { names, problems } = open(path);
    await file.look();
    expect(names).toEqual([]);
    writeFileSync(path, 'name: second\n');
    await file.look();
    await file.look();
    writeFileSync(path, 'nam: third\n');
    await file.look();
    expect([names, problems, file.errors()]).toMatchObject([['second'], [1], [{ line: 1, path: 'nam' }]]);
    unlinkSync(path);
    await file.look();
    expect(file.errors()).toMatchObject([{ message: expect.stringContaining('there is none') }]);
    writeFileSync(path, 'name: four\n');
    await file.look();
    expect([names, problems, file.errors()]).toEqual([['second', 'four'], [1, 1, 0], []]);
  });

  it('is written in one step, with its rights, through a link', async () => {
    const folder = temporaryFolder('config');
    const real = join(folder, 'real.yaml');
    writeFileSync(real, 'name: one\n');
    chmodSync(real, 0o640);
    const link = join(folder, 'vigil.yaml');
    symlinkSync(real, link);
    const { names } = open(link);
    await file.look();
    expect(await file.write('name: two\n', await file.revision())).toEqual({ ok: true, value: null });
    expect([readFileSync(real, 'utf8'), statSync(real).mode & 0o777, names]).toEqual([
      'name: two\n',
      0o640,
      ['two'],
    ]);
  });

  it('is made with its folder where there was none, readable by its owner only', async () => {
    const path = join(temporaryFolder('config'), 'deep', 'er', 'vigil.yaml');
    const { names } = open(path);
    await file.look();
    expect(await file.write('name: new\n', await file.revision())).toMatchObject({ ok: true });
    expect([names, statSync(path).mode & 0o777]).toEqual([['new'], 0o600]);
  });

  it('refuses what is not valid, what is not based on the newest text, and says when it cannot be written', async () => {
    const folder = temporaryFolder('config');
    const path = join(folder, 'vigil.yaml');
    writeFileSync(path, 'name: one\n');
    open(path);
    const revision = await file.revision();
    expect(await file.write('nam: x\n', revision)).toMatchObject({
      error: { kind: 'invalid', errors: [{ line: 1 }] },
    });
    writeFileSync(path, 'name: by hand\n');
    expect(await file.write('name: x\n', revision)).toMatchObject({ error: { kind: 'changed' } });
    expect(readFileSync(path, 'utf8')).toBe('name: by hand\n');
    file.close();
    const blocked = join(folder, 'vigil.yaml', 'below-a-file.yaml');
    open(blocked);
    expect(await file.write('name: x\n', await file.revision())).toMatchObject({
      error: { kind: 'unwritable' },
    });
    mkdirSync(join(folder, 'afolder'));
    file.close();
    open(join(folder, 'afolder'));
    expect(await file.write('name: x\n', await file.revision())).toMatchObject({
      error: { kind: 'unwritable' },
    });
  });
});
