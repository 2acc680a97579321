import { describe, expect, it, vi } from 'vitest';
import type { ConfigFile } from '../../../../../electron/core/config/config-file.ts';
import type { ConfigDesk } from '../../../../../electron/core/config/edit-file.ts';
import { parseConfig } from '../../../../../electron/core/config/parse-config.ts';
import { createSourceDesk } from '../../../../../electron/core/sources/source-desk.ts';
import { ok } from '../../../../../shared/domain/result.ts';

const PATH = '/home/somebody/private/vigil.yaml';
const START = `sources:
  - id: first
    type: prometheus
    url: http://one
  - id: second
    type: prometheus
    url: http://two
    tls: &safe { insecureSkipVerify: false }
  - id: third
    type: prometheus
    url: http://three
    tls: *safe
`;

function deskOn(start: string, editable: boolean) {
  let text = start;
  const file: ConfigFile = {
    path: PATH,
    text: async () => text,
    revision: async () => 'now',
    errors: () => [{ file: PATH, line: 1, column: 1, path: 'sources', message: 'expected something else' }],
    look: async () => undefined,
    async write(next) {
      text = next;
      return ok(null);
    },
    close: () => undefined,
  };
  const parsed = parseConfig(start, 'vigil.yaml');
  if (!parsed.ok) throw new Error(parsed.error[0]?.message);
  const config = parsed.value;
  const outward = vi.fn(() => {
    throw new Error('this must not be reached');
  });
  const desk: ConfigDesk = editable ? { editable, file } : { editable, whyNot: 'Only look.', file };
  const commands = createSourceDesk({
    desk,
    config: () => config,
    keychain: null,
    find: () => ({
      id: 'first',
      start: outward,
      stop: outward,
      status: outward,
      peek: () => [],
      guesses: outward,
    }),
    tryOut: outward,
  });
  return { commands, outward, text: () => text };
}

const SOURCE = 'id: fresh\ntype: prometheus\nurl: http://elsewhere';

describe('a seat that only looks', () => {
  it('is refused everything that changes, reads or asks for something', async () => {
    const { commands, outward, text } = deskOn(START, false);
    const refusal = { ok: false, error: { kind: 'unauthorized' } };
    const asked = { yaml: SOURCE, replaces: null, revision: 'now' };
    expect(await commands.checkSource(asked)).toMatchObject(refusal);
    expect(await commands.testSource(asked)).toMatchObject(refusal);
    expect(await commands.saveSource(asked)).toMatchObject(refusal);
    expect(await commands.saveSource({ ...asked, yaml: 'id: [' })).toMatchObject(refusal);
    expect(await commands.removeSource({ id: 'first', revision: 'now' })).toMatchObject(refusal);
    expect(await commands.pauseSource({ id: 'first', paused: true })).toMatchObject(refusal);
    expect(await commands.discoverSource({ id: 'first' })).toMatchObject(refusal);
    expect(await commands.acceptGuesses({ id: 'first', guesses: [], revision: 'now' })).toMatchObject(
      refusal,
    );
    expect(outward).not.toHaveBeenCalled();
    expect(text()).toBe(START);
  });

  it('is not told where the file lies, not even by its errors', async () => {
    const { commands } = deskOn(START, false);
    expect(JSON.stringify(await commands.readSources({}))).not.toContain('somebody');
  });
});

describe('saving a source', () => {
  const save = (yaml: string, replaces: string | null) => {
    const { commands, text } = deskOn(START, true);
    return Promise.resolve(commands.saveSource({ yaml, replaces, revision: 'now' })).then((reply) => ({
      reply,
      text: text(),
    }));
  };

  it('adds one that stands for itself', async () => {
    const { reply, text } = await save(SOURCE, null);
    expect(reply).toEqual({ ok: true, value: { errors: [] } });
    expect(text).toContain('http://elsewhere');
  });

  it('refuses an anchor that would change what another source means', async () => {
    const yaml = 'id: second\ntype: prometheus\nurl: http://two\ntls: &safe { insecureSkipVerify: true }';
    const { reply, text } = await save(yaml, 'second');
    expect(reply).toMatchObject({ ok: false, error: { kind: 'bad_request' } });
    expect(text).toBe(START);
  });

  it.each([
    ['a second source', `${SOURCE}\n- id: more\n  type: prometheus\n  url: http://more`],
    ['the end of the document', `${SOURCE}\n...\n---\nsignals: {}`],
    ['a carriage return', `${SOURCE}\rsignals:\r  availability: up`],
    ['a byte order mark', `\uFEFF${SOURCE}\n\uFEFFsignals: {}`],
    ['a tab', `${SOURCE}\n\tsignals: {}`],
    ['a tag', `!!js/function ${SOURCE}`],
    ['an alias bomb', `${SOURCE}\nheaders: &a { a: &b { b: *a, c: *a } }`],
    ['great depth', `${SOURCE}\nheaders: ${'['.repeat(20_000)}`],
  ])('is not broken out of by %s', async (_name, yaml) => {
    const { reply, text } = await save(yaml, null);
    const isRefused = !reply.ok || reply.value.errors.length > 0;
    expect(isRefused || parseConfig(text, '').ok).toBe(true);
    const after = parseConfig(text, '');
    expect(after.ok && after.value.signals).toEqual({});
    expect(after.ok && after.value.sources.slice(0, 3).map(({ id }) => id)).toEqual([
      'first',
      'second',
      'third',
    ]);
    expect(after.ok && after.value.sources.length).toBeLessThanOrEqual(4);
  });
});
