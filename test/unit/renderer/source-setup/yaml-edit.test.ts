import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { deleteYaml, readYamlMap, setYaml } from '../../../../renderer/source-setup/yaml-edit.ts';

const written = `# The main one
id:   prod   # as in the runbook
type: prometheus

url: 'http://a:1' # behind nginx
auth:
  # rotated monthly
  bearer: { env: X }
tls: {ca: a.pem, cert: b.pem} # our own authority
headers:
    A: b
`;

describe('setYaml', () => {
  it.each([
    ['a value in place', ['url'], 'https://b:2', "url: 'http://a:1' # behind", 'url: https://b:2 # behind'],
    ['a value with a comment', ['id'], 'eu', 'id:   prod   # as', 'id: eu   # as'],
    ['a key within braces', ['tls', 'ca'], 'c.pem', '{ca: a.pem, cert', '{ca: c.pem, cert'],
    ['a new key within braces', ['tls', 'key'], 'k.pem', 'cert: b.pem}', 'cert: b.pem, key: k.pem}'],
    [
      'a new key in an inner block',
      ['headers', 'X-Scope-OrgID'],
      'team',
      '    A: b\n',
      '    A: b\n    X-Scope-OrgID: team\n',
    ],
    ['a map in place of a block', ['auth', 'bearer'], { file: '/run/t' }, '{ env: X }', '{ file: /run/t }'],
    ['a new key at the end', ['every'], '5s', '    A: b\n', '    A: b\nevery: 5s\n'],
    ['a new map at the end', ['a', 'b'], '5s', '    A: b\n', '    A: b\na: { b: 5s }\n'],
  ] as const)('writes %s and nothing else', (_what, path, value, old, now) => {
    expect(written).toContain(old);
    expect(setYaml(written, path, value)).toBe(written.replace(old, now));
  });

  it.each([
    ['', 'id: a\n'],
    ['url:', 'url:\nid: a'],
    ['id:', 'id: a'],
    ['id:\ntype: x\n', 'id: a\ntype: x\n'],
    ['id: # none yet\n', 'id: a # none yet\n'],
    ['{ type: x }', '{ type: x, id: a }'],
    ['{}', '{ id: a }'],
    ['{ id, type: x }', '{ id: a, type: x }'],
    ['{ type: x, id }', '{ type: x, id: a }'],
    ['? id\n: b\n', '? id\n: a\n'],
    ['"id": b # c\n', '"id": a # c\n'],
    ['id:\n  deep: 1\ntype: x\n', 'id: a\ntype: x\n'],
  ])('starts from %j', (text, now) => expect(setYaml(text, ['id'], 'a')).toBe(now));

  it.each(['id: [', '- a\n- b\n', 'just words', 'a: 1\na: 2\n'])('leaves %j alone', (text) =>
    expect(setYaml(text, ['id'], 'a')).toBe(text),
  );
});

describe('deleteYaml', () => {
  it.each([
    ['a line with its comment', ['id'], 'id:   prod   # as in the runbook\n', ''],
    ['the only key of a map, and the map', ['headers', 'A'], 'headers:\n    A: b\n', ''],
    ['one of two within braces', ['tls', 'ca'], 'ca: a.pem, ', ''],
    ['the last within braces', ['tls', 'cert'], ', cert: b.pem', ''],
    ['a whole block', ['auth'], 'auth:\n  # rotated monthly\n  bearer: { env: X }\n', ''],
  ] as const)('takes out %s and nothing else', (_what, path, old, now) => {
    expect(written).toContain(old);
    expect(deleteYaml(written, path)).toBe(written.replace(old, now));
  });
  it.each([
    ['{ id, type: x }', '{ type: x }'],
    ['{ type: x, id }', '{ type: x }'],
    ['id:\ntype: x\n', 'type: x\n'],
    ['type: x\nid:', 'type: x\n'],
    ['id: a\n', ''],
  ])('takes it out of %j', (text, now) => expect(deleteYaml(text, ['id'])).toBe(now));

  it('leaves what is not there', () => expect(deleteYaml(written, ['tls', 'nothing'])).toBe(written));
});

describe('whatever stands there', () => {
  const key = fc.constantFrom('id', 'url', 'every', 'auth', 'tls', 'proxy', 'X-Scope-OrgID');
  const scalar = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.integer(), fc.boolean());
  const leafOrMap = fc.oneof(scalar, fc.dictionary(key, scalar, { minKeys: 1, maxKeys: 3 }));
  const source = fc.dictionary(key, leafOrMap, { maxKeys: 5 });
  const style = fc.record({
    collectionStyle: fc.constantFrom('any' as const, 'flow' as const, 'block' as const),
    indent: fc.constantFrom(2, 4),
  });
  const path = fc.array(key, { minLength: 1, maxLength: 2 });

  it('a key that is set is read back, and the others stay', () => {
    fc.assert(
      fc.property(
        source,
        style,
        path,
        fc.string({ unit: 'grapheme', maxLength: 12 }),
        (value, how, at, next) => {
          const [first = '', second] = at;
          const text = stringify(value, how);
          const after: unknown = parse(setYaml(text, at, next));
          const inner = value[first];
          const isMap = typeof inner === 'object';
          expect(after).toEqual({
            ...value,
            [first]: second === undefined ? next : isMap ? { ...inner, [second]: next } : { [second]: next },
          });
        },
      ),
      {
        numRuns: 300,
        examples: [
          [{}, { collectionStyle: 'any', indent: 2 }, ['id'], '\u00a0'],
          [{ url: '\u00a0' }, { collectionStyle: 'any', indent: 2 }, ['id'], 'a\nb'],
        ],
      },
    );
  });

  it('a key that is taken out is gone, and the others stay', () => {
    fc.assert(
      fc.property(source, style, key, (value, how, at) => {
        const after = readYamlMap(deleteYaml(stringify(value, how), [at]));
        const { [at]: _gone, ...others } = value;
        expect(after).toEqual(others);
      }),
      { numRuns: 300 },
    );
  });

  it('text of any kind is survived', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        expect(() => {
          readYamlMap(text);
          setYaml(text, ['auth', 'bearer'], { env: 'X' });
          deleteYaml(text, ['auth', 'bearer']);
        }).not.toThrow();
      }),
      { numRuns: 300 },
    );
  });
});
