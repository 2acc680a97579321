import { describe, expect, it } from 'vitest';
import { parseCli } from '../../../../../electron/core/config/cli.ts';

const parse = (line: string) => parseCli(line.split(' '), {}, 'serve');
const refusal = (line: string): string => {
  const parsed = parse(line);
  return parsed.ok ? 'understood' : parsed.error;
};
const times = '--from 2026-11-22T10:00:00Z --to 1795345200000';

describe('vigil capsule', () => {
  it('exports from a folder or from a Vigil that runs', () => {
    const window = { fromMs: Date.UTC(2026, 10, 22, 10), toMs: 1_795_345_200_000 };
    expect(parse(`capsule export a.vigil-capsule ${times}`)).toEqual({
      ok: true,
      value: {
        action: 'capsule-export',
        out: 'a.vigil-capsule',
        ...window,
        of: { kind: 'folder', dataDir: null },
      },
    });
    expect(parse(`capsule export a ${times} --data-dir /var/vigil`)).toMatchObject({
      value: { of: { kind: 'folder', dataDir: '/var/vigil' } },
    });
    expect(parse(`capsule export a ${times} --url http://127.0.0.1:8460 --token-file t`)).toMatchObject({
      value: { of: { kind: 'running', url: 'http://127.0.0.1:8460', tokenFile: 't' } },
    });
  });

  it('verifies and opens', () => {
    expect(parse('capsule verify a')).toEqual({ ok: true, value: { action: 'capsule-verify', file: 'a' } });
    expect(parse('capsule open a -p 0')).toEqual({
      ok: true,
      value: { action: 'capsule-open', file: 'a', host: '127.0.0.1', port: 0, tokenFile: null },
    });
    expect(refusal('capsule open a --host 0.0.0.0')).toContain('--token-file');
  });

  it.each([
    ['capsule', 'export, verify or open'],
    ['capsule exprot a', "did you mean 'export'?"],
    ['capsule verify', 'needs a file'],
    ['capsule verify a b', "there is also 'b'"],
    ['capsule verify a --port 1', 'takes no --port'],
    ['capsule verify a --demo', 'takes no --demo'],
    ['capsule export a --from 1', 'needs --to'],
    ['capsule export a --from noon --to 1', "not 'noon'"],
    [`capsule export a ${times} --url 127.0.0.1`, 'address of a running Vigil'],
    [`capsule export a ${times} --url http://x --data-dir y`, 'exclude each other'],
    [`capsule export a ${times} --token-file t`, 'goes with --url'],
    ['--from 1', "There is no option '--from'"],
    ['capsul verify a', "did you mean 'capsule'?"],
  ])('refuses "%s"', (line, words) => {
    expect(refusal(line)).toContain(words);
  });

  it('is nothing the desktop app understands', () => {
    expect(parseCli(['capsule', 'verify', 'a'], {}, 'desktop')).toMatchObject({ value: { action: 'run' } });
  });
});
