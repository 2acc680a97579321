import { describe, expect, it } from 'vitest';
import { parseSource } from '../../../../../electron/core/config/parse-source.ts';

const errorsOf = (text: string): readonly string[] => {
  const parsed = parseSource(text);
  return parsed.ok
    ? []
    : parsed.error.map(({ line, column, path, message }) => `${line}:${column} ${path}: ${message}`);
};

describe('the YAML of one source', () => {
  it('is read on its own', () => {
    expect(parseSource('id: a\ntype: statuspage\nurl: http://a\n')).toMatchObject({
      ok: true,
      value: { id: 'a', every: 60_000 },
    });
    expect(parseSource('{ id: a, type: statuspage, url: http://a } # one line')).toMatchObject({ ok: true });
  });

  it.each([
    ['', ['1:1 : expected a source: id, type and url, each on a line of its own']],
    [
      'id: a\ntype: prometheus\nurl: http://a\nevry: 5s',
      ["4:1 evry: unknown key 'evry'; did you mean 'every'?"],
    ],
    ['id: a\ntype: prometheus\nurl: ftp://a', ['3:6 url: expected an http:// or https:// address']],
    ['id: a\ntype: statuspage\nurl: "http://a" x', ['3:17 : expected YAML']],
    ['just text', ['1:1 : expected keys and values']],
  ])('%j is refused at its own place', (text, expected) => {
    const found = errorsOf(text);
    expect(found).toHaveLength(expected.length);
    for (const [index, start] of expected.entries()) expect(found[index]?.slice(0, start.length)).toBe(start);
  });

  it('cannot bring anything else along', () => {
    for (const text of [
      'id: a\ntype: statuspage\nurl: http://a\n- id: b\n  type: statuspage\n  url: http://b',
      'x: 1\nsignals: {}',
    ])
      expect(parseSource(text).ok).toBe(false);
  });
});
