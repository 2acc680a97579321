import { describe, expect, it } from 'vitest';
import { parseCli } from '../../../../../electron/core/config/cli.ts';

const rules = (line: string) => parseCli(['rules', ...line.split(' ').filter(Boolean)], {}, 'serve');

describe('vigil rules', () => {
  it.each([
    ['preview a.yaml', { file: 'a.yaml', rule: null, of: { kind: 'folder', dataDir: null } }],
    [
      'preview a.yaml --rule slow --data-dir /d',
      { file: 'a.yaml', rule: 'slow', of: { kind: 'folder', dataDir: '/d' } },
    ],
    [
      'preview a.yaml --url http://h:1 --token-file t',
      { file: 'a.yaml', rule: null, of: { kind: 'running', url: 'http://h:1', tokenFile: 't' } },
    ],
  ])('understands %s', (line, expected) => {
    expect(rules(line)).toEqual({ ok: true, value: { action: 'rules-preview', ...expected } });
  });

  it.each([
    ['', 'rules needs to know what to do'],
    ['previw a.yaml', "did you mean 'preview'"],
    ['preview', 'rules preview needs a file'],
    ['preview a b', "there is also 'b'"],
    ['preview a --port 1', 'rules preview takes no --port'],
    ['preview a --demo', 'rules takes no --demo'],
    ['preview a --token-file t', '--token-file goes with --url'],
    ['preview a --url http://h --data-dir /d', '--url and --data-dir exclude each other'],
    ['preview a --url ftp://h', '--url is the address of a running Vigil'],
  ])('says what is wrong with %s', (line, words) => {
    const parsed = rules(line);
    expect(parsed.ok ? '' : parsed.error).toContain(words);
  });
});
