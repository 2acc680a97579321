import { chmod, readFile, rename, writeFile } from 'node:fs/promises';
import type { SafeStorage } from 'electron/main';
import { z } from 'zod';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import type { Keychain } from '../core/intake/policy/keychain.ts';

const MAX_ENTRIES = 500;
const MAX_NAME_CHARS = 128;
const MAX_SECRET_CHARS = 16_384;

/** The part of Electron's safeStorage that is used; its deprecated synchronous calls block every window. */
export type SafeStorageApi = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>;

export interface SafeKeychainDeps {
  readonly safeStorage: SafeStorageApi;
  /** `process.platform`. */
  readonly platform: NodeJS.Platform;
  /** The one file all secrets are in, encrypted; in the user folder. */
  readonly path: string;
}

const contentSchema = z.strictObject({
  version: z.literal(1),
  secrets: z.array(z.tuple([z.string(), z.string()])),
});

type Entries = ReadonlyMap<string, string>;

/**
 * Secrets in one file that is encrypted with a key of the operating system's keychain: Keychain on macOS,
 * DPAPI on Windows, the secret service or KWallet on Linux. Only one Vigil runs per user folder, so the
 * file has one writer, and what it holds is decrypted once. Call it after Electron is ready.
 */
export function createSafeKeychain({ safeStorage, platform, path }: SafeKeychainDeps): Keychain {
  let known: Entries | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  /** One after the other: two changes at once would lose one of them. */
  function inTurn<T>(work: () => Promise<Result<T, string>>): Promise<Result<T, string>> {
    const mine = turn.then(work).catch((error: unknown) => err(`The keychain failed (${codeOf(error)}).`));
    turn = mine;
    return mine;
  }

  async function refusal(): Promise<string | null> {
    if (platform === 'linux') {
      const backend = safeStorage.getSelectedStorageBackend();
      // Chromium would encrypt with a password that is in its source code.
      if (backend === 'basic_text' || backend === 'unknown') {
        return 'This desktop has no keychain (neither a secret service nor KWallet answers); keep secrets in environment variables or files.';
      }
    }
    return (await safeStorage.isAsyncEncryptionAvailable())
      ? null
      : 'The keychain of the operating system is locked or not available.';
  }

  async function entries(): Promise<Result<Entries, string>> {
    if (known !== null) return ok(known);
    const refused = await refusal();
    if (refused !== null) return err(refused);
    const file = await readIfThere(path);
    if (!file.ok) return file;
    if (file.value === null) return ok(new Map());
    let reply: Awaited<ReturnType<SafeStorageApi['decryptStringAsync']>>;
    try {
      reply = await safeStorage.decryptStringAsync(file.value);
    } catch {
      return err(
        `The secrets in ${path} cannot be decrypted: they belong to another user or machine, or are damaged. Remove the file and enter them again.`,
      );
    }
    const content = parsed(reply.result);
    if (content === null) return err(`The secrets in ${path} cannot be read by this version of Vigil.`);
    known = content;
    // The operating system has a newer key; failing that, the older one still opens the file.
    if (reply.shouldReEncrypt) await save(content);
    return ok(content);
  }

  async function save(next: Entries): Promise<Result<null, string>> {
    const text = JSON.stringify({ version: 1, secrets: [...next] });
    try {
      const encrypted = await safeStorage.encryptStringAsync(text);
      const fresh = `${path}.new`;
      await writeFile(fresh, encrypted, { mode: 0o600 });
      // The mode above is only for a file that was not there.
      await chmod(fresh, 0o600);
      await rename(fresh, path);
    } catch (error) {
      return err(`The secret could not be saved (${codeOf(error)}).`);
    }
    known = next;
    return ok(null);
  }

  return {
    read: (name) =>
      inTurn(async () => {
        const all = await entries();
        if (!all.ok) return all;
        const secret = all.value.get(name);
        return secret === undefined ? err(`The keychain has no entry ${name}.`) : ok(secret);
      }),
    write: (name, secret) =>
      inTurn(async () => {
        if (name === '' || name.length > MAX_NAME_CHARS) {
          return err(`The name of a secret has 1 to ${MAX_NAME_CHARS} characters.`);
        }
        if (secret.length > MAX_SECRET_CHARS) {
          return err(`The secret ${name} is longer than ${MAX_SECRET_CHARS} characters.`);
        }
        const all = await entries();
        if (!all.ok) return all;
        if (!all.value.has(name) && all.value.size >= MAX_ENTRIES) {
          return err(`The keychain holds ${MAX_ENTRIES} secrets already; remove one first.`);
        }
        return save(new Map([...all.value, [name, secret]]));
      }),
    remove: (name) =>
      inTurn(async () => {
        const all = await entries();
        if (!all.ok) return all;
        return all.value.has(name)
          ? save(new Map([...all.value].filter(([kept]) => kept !== name)))
          : ok(null);
      }),
    names: () =>
      inTurn(async () => {
        const all = await entries();
        return all.ok ? ok([...all.value.keys()].toSorted()) : all;
      }),
  };
}

async function readIfThere(path: string): Promise<Result<Buffer | null, string>> {
  try {
    return ok(await readFile(path));
  } catch (error) {
    const code = codeOf(error);
    return code === 'ENOENT' ? ok(null) : err(`The secrets in ${path} cannot be read (${code}).`);
  }
}

function parsed(text: string): Entries | null {
  try {
    const content = contentSchema.safeParse(JSON.parse(text));
    return content.success ? new Map(content.data.secrets) : null;
  } catch {
    return null;
  }
}

/** Never the message: what failed had secrets in its hands. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
}
