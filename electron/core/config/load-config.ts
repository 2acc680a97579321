import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import type { ConfigError } from './config-error.ts';
import { parseConfig } from './parse-config.ts';
import type { VigilConfig } from './schema.ts';

/** No configuration written by people is larger; a log or a database given by mistake is. */
const MAX_CONFIG_BYTES = 4 * 1024 * 1024;

export interface LoadedConfig {
  readonly config: VigilConfig;
  /** Absolute path of the file. */
  readonly path: string;
  /** Its folder: relative paths of secret files start here. */
  readonly directory: string;
}

const codeSentences: Readonly<Record<string, string>> = {
  ENOENT: 'expected a configuration file, but there is none at this path',
  ENOTDIR: 'expected a configuration file, but a part of this path is not a folder',
  EACCES: 'expected a readable file, but reading it is not permitted',
  EPERM: 'expected a readable file, but reading it is not permitted',
  EISDIR: 'expected a configuration file, but this is a folder',
};

/**
 * Reads and validates a configuration file. Everything that can be wrong comes back as errors with a place;
 * what is wrong with the file as a whole is placed at 1:1.
 */
export async function loadConfig(path: string): Promise<Result<LoadedConfig, readonly ConfigError[]>> {
  const absolute = resolve(path);
  const fail = (message: string): Result<never, readonly ConfigError[]> =>
    err([{ file: path, line: 1, column: 1, path: '', message }]);
  let bytes: Buffer;
  try {
    const facts = await stat(absolute);
    if (facts.isDirectory())
      return fail(
        `${codeSentences['EISDIR']}; name the file in it, such as ${basename(absolute)}/vigil.yaml`,
      );
    if (!facts.isFile()) return fail('expected a configuration file, but this is a device or a pipe');
    if (facts.size > MAX_CONFIG_BYTES)
      return fail(
        `expected a file of at most ${MAX_CONFIG_BYTES / 1_048_576} MB, found ${Math.ceil(facts.size / 1_048_576)} MB`,
      );
    bytes = await readFile(absolute);
  } catch (cause) {
    const code = String((cause as NodeJS.ErrnoException).code);
    return fail(codeSentences[code] ?? `expected a readable file, but reading it failed (${code})`);
  }
  const text = decodeText(bytes);
  if (text === null) return fail('expected UTF-8 text, but this is something else');
  const parsed = parseConfig(text, path);
  return parsed.ok ? ok({ config: parsed.value, path: absolute, directory: dirname(absolute) }) : parsed;
}

function decodeText(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
