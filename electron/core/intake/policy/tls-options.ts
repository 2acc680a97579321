import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createSecureContext } from 'node:tls';
import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import type { ConnectionConfig } from '../../config/connection-fields.ts';
import { thrownWords } from '../../thrown-words.ts';
import type { SecretResolver } from './secrets.ts';

/** A chain of certificates is a few kilobytes and a bundle of authorities a few hundred: more is a wrong file. */
const MAX_PEM_BYTES = 4 * 1024 * 1024;

/** What `tls.connect` is given for one source, and every library that hands its options on. */
export interface TlsOptions {
  readonly ca?: Buffer;
  readonly cert?: Buffer;
  readonly key?: Buffer;
  readonly passphrase?: string;
  readonly servername?: string;
  readonly rejectUnauthorized: boolean;
}

/** Certificates as they are on disk now. */
export interface TlsReading {
  readonly options: TlsOptions;
  /** The same object for as long as nothing changed: tells whether connections must be made anew. */
  readonly version: object;
  /** What a person should know although it works. */
  readonly warnings: readonly string[];
}

/** The certificates of one source; read again when a file changes, because certificates are rotated. */
export interface TlsFiles {
  /** The error is a sentence that names the file and the setting. */
  read(): Promise<Result<TlsReading, string>>;
}

const fileSettings = ['ca', 'cert', 'key'] as const;
type FileSetting = (typeof fileSettings)[number];

/** Shown for as long as it is configured so. */
export const INSECURE_WARNING =
  'Certificates are not checked (insecureSkipVerify): anybody on the way can read and change what is shown.';

/**
 * @param folder where relative file names start: the folder of vigil.yaml
 *
 * While a file is being replaced, certificate and key may not belong together for a moment: the last
 * usable ones stay in use then, with a warning.
 */
export function createTlsFiles(
  config: ConnectionConfig['tls'],
  secrets: SecretResolver,
  folder: string,
): TlsFiles {
  let stamp: string | null = null;
  let kept: TlsReading | null = null;
  const permanent = config?.insecureSkipVerify === true ? [INSECURE_WARNING] : [];

  async function stampNow(passphrase: string): Promise<string> {
    const parts = await Promise.all(
      fileSettings.map(async (setting) => {
        const path = config?.[setting];
        if (path === undefined) return '';
        try {
          const { mtimeMs, size, ino } = await stat(resolve(folder, path));
          return `${mtimeMs}/${size}/${ino}`;
        } catch {
          return 'gone';
        }
      }),
    );
    return [...parts, passphrase].join('|');
  }

  async function load(passphrase: string): Promise<Result<TlsOptions, string>> {
    const files: Partial<Record<FileSetting, Buffer>> = {};
    for (const setting of fileSettings) {
      const path = config?.[setting];
      if (path === undefined) continue;
      const pem = await readPem(setting, path, folder);
      if (!pem.ok) return pem;
      files[setting] = pem.value;
    }
    const options: TlsOptions = {
      ...files,
      ...(passphrase === '' ? {} : { passphrase }),
      ...(config?.serverName === undefined ? {} : { servername: config.serverName }),
      rejectUnauthorized: config?.insecureSkipVerify !== true,
    };
    try {
      createSecureContext(options);
    } catch (error) {
      return err(pemWords(error, config));
    }
    return ok(options);
  }

  return {
    async read() {
      const passphrase = config?.keyPassphrase === undefined ? ok('') : await secrets(config.keyPassphrase);
      if (!passphrase.ok) return passphrase;
      const now = await stampNow(passphrase.value);
      if (kept !== null && now === stamp) return ok(kept);
      const options = await load(passphrase.value);
      if (!options.ok) {
        if (kept === null) return options;
        const warning = `${options.error} The certificates read before are still in use.`;
        return ok({ ...kept, warnings: [...permanent, warning] });
      }
      stamp = now;
      kept = { options: options.value, version: {}, warnings: permanent };
      return ok(kept);
    },
  };
}

async function readPem(setting: FileSetting, path: string, folder: string): Promise<Result<Buffer, string>> {
  try {
    const content = await readFile(resolve(folder, path));
    if (content.byteLength > MAX_PEM_BYTES)
      return err(`tls.${setting}: ${path} is too large for a PEM file.`);
    if (!content.includes('-----BEGIN ')) return err(`tls.${setting}: ${path} is not a PEM file.`);
    if (setting !== 'key' && !content.includes(' CERTIFICATE-----')) {
      return err(`tls.${setting}: ${path} holds no certificate.`);
    }
    return ok(content);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return err(`tls.${setting}: ${path} cannot be read (${code}).`);
  }
}

/** OpenSSL's reasons for refusing certificates and keys, in terms of the settings. */
function pemWords(error: unknown, config: ConnectionConfig['tls']): string {
  const message = thrownWords(error);
  const key = config?.key ?? 'the key';
  if (/key values mismatch/i.test(message)) {
    return `tls.key: ${key} does not belong to the certificate ${config?.cert ?? ''}.`;
  }
  if (/bad decrypt|bad password|interrupted or cancelled|passphrase/i.test(message)) {
    return config?.keyPassphrase === undefined
      ? `tls.key: ${key} is encrypted; set keyPassphrase.`
      : `tls.key: keyPassphrase does not open ${key}.`;
  }
  const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
  return `The files under tls cannot be used${code}: one of them is damaged.`;
}
