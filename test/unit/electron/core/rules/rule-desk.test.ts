import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openConfigFile } from '../../../../../electron/core/config/config-file.ts';
import type { ConfigDesk } from '../../../../../electron/core/config/edit-file.ts';
import { parseConfig } from '../../../../../electron/core/config/parse-config.ts';
import { createRuleDesk } from '../../../../../electron/core/rules/rule-desk.ts';
import { manualClock } from '../../../../builders/core.ts';

const FILE = `name: Shop # ours
rules:
  # The till
  - id: slow
    signal: latency_p95
    above: 0.25 # seconds
  - { id: down, signal: availability, below: 0.9 }
`;

let directory = '';
let path = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vigil-rules-'));
  path = join(directory, 'vigil.yaml');
  await writeFile(path, FILE);
});
afterEach(() => rm(directory, { recursive: true }));

function desk(editable = true) {
  const file = openConfigFile(path, manualClock(), { changed: () => undefined, problems: () => undefined });
  const configDesk: ConfigDesk = editable ? { editable, file } : { editable, whyNot: 'Only look.', file };
  const parsed = parseConfig(FILE, 'vigil.yaml');
  if (!parsed.ok) throw new Error('the file is valid');
  const commands = createRuleDesk({
    desk: configDesk,
    rules: () => parsed.value.rules,
    book: { standings: () => [] },
  });
  return { ...commands, revision: () => file.revision(), close: () => file.close() };
}

describe('the desk of the rules', () => {
  it('reads every rule as it stands in the file, with its comments', async () => {
    const one = desk();
    expect(await one.readRules({})).toMatchObject({
      ok: true,
      value: {
        editable: true,
        path,
        rules: [
          { id: 'slow', yaml: 'id: slow\nsignal: latency_p95\nabove: 0.25 # seconds' },
          { id: 'down', yaml: '{ id: down, signal: availability, below: 0.9 }' },
        ],
      },
    });
    one.close();
  });

  it('replaces, adds and removes one rule; every other line stays', async () => {
    const one = desk();
    const save = async (yaml: string, replaces: string | null) =>
      one.saveRule({ yaml, replaces, revision: await one.revision() });
    expect(await save('id: slow\nsignal: latency_p95\nabove: 0.5', 'slow')).toEqual({
      ok: true,
      value: { errors: [] },
    });
    expect(await readFile(path, 'utf8')).toBe(FILE.replace('0.25 # seconds', '0.5'));
    expect(await save('id: lag\nown: loop_lag\nabove: 1', null)).toMatchObject({ ok: true });
    expect(await readFile(path, 'utf8')).toContain('  - id: lag\n    own: loop_lag\n    above: 1\n');
    expect(await one.removeRule({ id: 'slow', revision: await one.revision() })).toMatchObject({ ok: true });
    const left = await readFile(path, 'utf8');
    expect(left).not.toContain('slow');
    expect(left).toContain('name: Shop # ours');
    expect(left).toContain('{ id: down, signal: availability, below: 0.9 }');
    one.close();
  });

  it('writes nothing of a bad rule, one that has a taken id, or for a file that was changed meanwhile', async () => {
    const one = desk();
    const revision = await one.revision();
    expect(
      await one.saveRule({ yaml: 'id: slow\nsignal: latency_p95', replaces: 'slow', revision }),
    ).toMatchObject({ ok: true, value: { errors: [{ line: 1 }] } });
    expect(
      await one.saveRule({ yaml: '\nid: down\nsignal: s\nabove: 1', replaces: 'slow', revision }),
    ).toMatchObject({ ok: true, value: { errors: [{ line: 2, path: 'id' }] } });
    expect(
      await one.saveRule({ yaml: 'id: slow\nsignal: s\nabove: 1', replaces: 'slow', revision: 'old' }),
    ).toMatchObject({ ok: false, error: { retryable: true } });
    expect(await readFile(path, 'utf8')).toBe(FILE);
    one.close();
  });

  it('only shows on a seat that only looks, and not where the file lies', async () => {
    const one = desk(false);
    const read = await one.readRules({});
    expect(read).toMatchObject({
      ok: true,
      value: { editable: false, whyNot: 'Only look.', path: null, rules: [{ id: 'slow' }, { id: 'down' }] },
    });
    expect(JSON.stringify(read)).not.toContain(directory);
    const refused = { ok: false, error: { kind: 'unauthorized', message: 'Only look.' } };
    const revision = await one.revision();
    expect(
      await one.saveRule({ yaml: 'id: a\nsignal: s\nabove: 1', replaces: null, revision }),
    ).toMatchObject(refused);
    expect(await one.removeRule({ id: 'slow', revision })).toMatchObject(refused);
    expect(await readFile(path, 'utf8')).toBe(FILE);
    one.close();
  });
});
