import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_PORT, parseCli } from '../../../../../electron/core/config/cli.ts';

const run = {
  action: 'run',
  configFile: null,
  demo: false,
  host: '127.0.0.1',
  port: DEFAULT_PORT,
  dataDir: null,
  tokenFile: null,
  allowEdit: false,
};
const serve = (line: string, env = {}) => parseCli(line.split(' ').filter(Boolean), env, 'serve');

describe('parseCli', () => {
  it.each([
    ['', {}, run],
    ['--config a.yaml --port 0 --data-dir /d', {}, { ...run, configFile: 'a.yaml', port: 0, dataDir: '/d' }],
    ['--config=a=b.yaml --port=80', {}, { ...run, configFile: 'a=b.yaml', port: 80 }],
    ['--host 0.0.0.0 --token-file t', {}, { ...run, host: '0.0.0.0', tokenFile: 't' }],
    ['--allow-edit', {}, { ...run, allowEdit: true }],
    ['--demo', { VIGIL_CONFIG: 'x.yaml' }, { ...run, demo: true }],
    [
      '',
      { VIGIL_CONFIG: 'e.yaml', VIGIL_PORT: '81', VIGIL_DATA_DIR: '/e' },
      { ...run, configFile: 'e.yaml', port: 81, dataDir: '/e' },
    ],
    ['--port 82', { VIGIL_PORT: '81', VIGIL_CONFIG: '' }, { ...run, port: 82 }],
    ['check vigil.yaml', {}, { action: 'check', file: 'vigil.yaml' }],
    ['--print-config -c a.yaml', {}, { action: 'print-config', configFile: 'a.yaml', demo: false }],
    ['--port nonsense --help', {}, { action: 'help' }],
    ['-v', {}, { action: 'version' }],
  ])('%j with %j', (line, env, value) => {
    expect(serve(line, env)).toEqual({ ok: true, value });
  });

  it.each([
    ['--prot 80', "There is no option '--prot'; did you mean '--port'? Try --help."],
    ['--port', '--port needs a value.'],
    ['--config --port 1', '--config needs a value.'],
    ['--port 70000', "--port must be a number from 0 to 65535, not '70000'."],
    ['--port 8e1', "--port must be a number from 0 to 65535, not '8e1'."],
    ['--port 1 --port 2', '--port is given twice.'],
    ['--demo=yes', '--demo takes no value.'],
    ['--demo --config a', '--demo and --config exclude each other.'],
    ['chek a', "There is no command 'chek'; did you mean 'check'? Try --help."],
    ['check', 'check needs a file, for example: vigil check vigil.yaml'],
    ['check a b', "check takes one file, but there is also 'b'."],
    [
      '--host 0.0.0.0',
      '--host 0.0.0.0 lets other machines connect: give --token-file as well, or keep to 127.0.0.1.',
    ],
  ])('refuses %j', (line, error) => {
    expect(serve(line)).toEqual({ ok: false, error });
  });

  it("passes over Chromium's switches and deep links on the desktop", () => {
    const argv = ['--no-sandbox', '--remote-debugging-port=1', 'vigil://service/checkout', '--demo'];
    expect(parseCli(argv, {}, 'desktop')).toEqual({ ok: true, value: { ...run, demo: true } });
  });

  it('answers any line without throwing', () => {
    const words = fc.constantFrom('--config', '--port', '--demo', '--host', 'check', '=', '--', '-', '');
    fc.assert(
      fc.property(
        fc.array(fc.oneof(words, fc.string())),
        fc.constantFrom('serve' as const, 'desktop' as const),
        (argv, mode) => {
          const parsed = parseCli(argv, {}, mode);
          if (!parsed.ok) expect(parsed.error).not.toBe('');
        },
      ),
    );
  });
});
