import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

interface SchemaValidator {
  validateSchema(schema: unknown, data: unknown): void;
}

// electron-builder brings app-builder-lib, whose validator and scheme decide at packaging time.
const fromHere = createRequire(import.meta.url);
const fromBuilder = createRequire(fromHere.resolve('electron-builder/package.json'));
const { validateSchema } = fromBuilder(
  'app-builder-lib/out/util/config/schemaValidator.js',
) as SchemaValidator;
const scheme: unknown = fromBuilder('app-builder-lib/scheme.json');

const read = (): Record<string, unknown> =>
  parse(readFileSync(new URL('../../../electron-builder.yml', import.meta.url), 'utf8')) as Record<
    string,
    unknown
  >;

describe('electron-builder.yml', () => {
  it('satisfies electron-builder’s own scheme', () => {
    expect(() => validateSchema(scheme, read())).not.toThrow();
  });

  it.each([
    ['an unknown key', { asarr: true }],
    ['a wrong type', { npmRebuild: { yes: 1 } }],
    ['an unknown target', { linux: { target: ['floppy'], nonsense: true } }],
    ['an unknown fuse', { electronFuses: { runAsNood: false } }],
  ])('would be refused with %s', (_what, broken) => {
    expect(() => validateSchema(scheme, { ...read(), ...broken })).toThrow(/Invalid configuration object/);
  });

  it('packages nothing but the build', () => {
    const { files, asar, npmRebuild, publish } = read();
    expect((files as string[]).filter((pattern) => !pattern.startsWith('!'))).toEqual([
      'dist/**',
      'package.json',
    ]);
    expect({ asar, npmRebuild, publish }).toEqual({ asar: true, npmRebuild: false, publish: null });
  });

  it('switches off every way around the app', () => {
    expect(read()['electronFuses']).toMatchObject({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      onlyLoadAppFromAsar: true,
      enableEmbeddedAsarIntegrityValidation: true,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  it('unpacks the worker that the shell starts from outside the archive', () => {
    expect(read()['asarUnpack']).toContain('dist/journal-worker.mjs');
  });

  it('keeps keys and passwords out', () => {
    const text = readFileSync(new URL('../../../electron-builder.yml', import.meta.url), 'utf8');
    expect(text).not.toMatch(/password|secret|token:|cscLink|certificateFile/i);
  });
});
