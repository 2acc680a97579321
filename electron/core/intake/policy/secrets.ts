import { readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import type { SecretReference } from '../../config/fields.ts';
import type { Keychain } from './keychain.ts';
import { createSecretMask } from './secret-mask.ts';

/**
 * Reads a secret at the moment it is needed, so that a rotated token works without a restart.
 * The error is a sentence that names the variable or file, never its content. The value must not be logged.
 */
export type SecretResolver = (reference: SecretReference) => Promise<Result<string, string>>;

/** A secret longer than this is a wrong file, not a token. */
const MAX_SECRET_CHARS = 16_384;

/** Secrets of one Vigil, and the means to keep them off every screen and out of every log. */
export interface SecretStore {
  readonly resolve: SecretResolver;
  /** Takes every secret that was resolved so far out of a text, in whatever encoding it appears. */
  readonly mask: (text: string) => string;
}

/**
 * Resolves secrets and remembers how to mask them.
 * @param env the process environment
 * @param folder where relative file names start: the folder of vigil.yaml
 * @param keychain of the desktop app; null where there is none
 */
export function createSecretStore(
  env: Readonly<Record<string, string | undefined>>,
  folder: string,
  keychain: Pick<Keychain, 'read'> | null = null,
): SecretStore {
  const masks = createSecretMask();
  const resolver = createSecretResolver(env, folder, keychain);
  return {
    async resolve(reference) {
      const secret = await resolver(reference);
      if (secret.ok) masks.learn(secret.value);
      return secret;
    },
    mask: masks.mask,
  };
}

/** Resolves secrets from environment variables, files and the keychain; the parameters are those above. */
export function createSecretResolver(
  env: Readonly<Record<string, string | undefined>>,
  folder: string,
  keychain: Pick<Keychain, 'read'> | null = null,
): SecretResolver {
  return async (reference) => {
    if ('env' in reference) {
      return usable(env[reference.env], `The environment variable ${reference.env}`);
    }
    if ('keychain' in reference) {
      if (keychain === null) {
        return err(`The keychain entry ${reference.keychain} can only be read by the desktop app.`);
      }
      const kept = await keychain.read(reference.keychain);
      return kept.ok ? usable(kept.value, `The keychain entry ${reference.keychain}`) : kept;
    }
    const path = isAbsolute(reference.file) ? reference.file : join(folder, reference.file);
    try {
      return usable(await readFile(path, 'utf8'), `The secret file ${reference.file}`);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      return err(`The secret file ${reference.file} cannot be read (${code}).`);
    }
  };
}

function usable(text: string | undefined, name: string): Result<string, string> {
  if (text === undefined) return err(`${name} is not set.`);
  // Editors end files with a newline; no token contains one.
  const secret = text.trim();
  if (secret === '') return err(`${name} is empty.`);
  if (secret.length > MAX_SECRET_CHARS) return err(`${name} is longer than ${MAX_SECRET_CHARS} characters.`);
  // oxlint-disable-next-line no-control-regex -- a control character would break out of the header
  if (/[\u0000-\u001f\u007f]/.test(secret)) return err(`${name} holds more than one line.`);
  return ok(secret);
}
