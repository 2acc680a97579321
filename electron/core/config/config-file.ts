import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import type { Clock } from '../clock.ts';
import { replaceFile } from '../replace-file.ts';
import type { ConfigError } from './config-error.ts';
import { type LoadedConfig, loadConfig } from './load-config.ts';
import { parseConfig } from './parse-config.ts';

/** How soon an edit by another program is noticed. Looked at, not watched: that works on network drives as well. */
const LOOK_EVERY_MS = 1_000;

export interface ConfigFileEvents {
  /** The file changed and is good. */
  readonly changed: (loaded: LoadedConfig) => void;
  /** What is wrong with the file as it stands; empty when it is good again. */
  readonly problems: (errors: readonly ConfigError[]) => void;
}

/** The configuration file in use: noticed when it changes, written in one step. */
export interface ConfigFile {
  readonly path: string;
  /** The text as it stands; empty when there is none yet. */
  text(): Promise<string>;
  /** A name for the text as it stands, changed by every edit. */
  revision(): Promise<string>;
  errors(): readonly ConfigError[];
  /** Looks at once, as on SIGHUP. */
  look(): Promise<void>;
  /**
   * Replaces the text when it still is the one of `revision`, and puts it into effect.
   * Errors: places in the new text, or a sentence about the file.
   */
  write(text: string, revision: string): Promise<Result<null, WriteProblem>>;
  close(): void;
}

export type WriteProblem =
  | { readonly kind: 'invalid'; readonly errors: readonly ConfigError[] }
  | { readonly kind: 'changed' | 'unwritable'; readonly sentence: string };

/** @param path absolute; the file need not exist yet */
export function openConfigFile(path: string, clock: Clock, events: ConfigFileEvents): ConfigFile {
  let errors: readonly ConfigError[] = [];
  let seen: string | null = null;
  let closed = false;
  let looking: Promise<void> = Promise.resolve();
  let cancel = (): void => undefined;

  const read = (): Promise<string> => readFile(path, 'utf8').catch(() => '');
  const stamp = async (): Promise<string> => {
    const facts = await stat(path).catch(() => null);
    return facts === null ? 'none' : `${facts.ino} ${facts.size} ${facts.mtimeMs}`;
  };

  async function lookOnce(): Promise<void> {
    const now = await stamp();
    if (now === seen || closed) return;
    const first = seen === null;
    seen = now;
    // What Vigil started on is in effect already.
    if (first) return;
    const loaded = await loadConfig(path);
    if (closed) return;
    const found = loaded.ok ? [] : loaded.error;
    if (found.length > 0 || errors.length > 0) {
      errors = found;
      events.problems(found);
    }
    if (loaded.ok) events.changed(loaded.value);
  }
  const look = (): Promise<void> => {
    looking = looking.then(lookOnce, lookOnce);
    return looking;
  };
  const lookLater = (): void => {
    cancel = clock.setTimeout(() => {
      void look().finally(() => {
        if (!closed) lookLater();
      });
    }, LOOK_EVERY_MS);
  };
  void look();
  lookLater();

  return {
    path,
    text: read,
    revision: async () => revisionOf(await read()),
    errors: () => errors,
    look,
    async write(text, revision) {
      if (revisionOf(await read()) !== revision)
        return err({
          kind: 'changed',
          sentence: 'Somebody changed the file meanwhile. Look at it again before saving.',
        });
      const parsed = parseConfig(text, path);
      if (!parsed.ok) return err({ kind: 'invalid', errors: parsed.error });
      const written = await replaceFile(path, text);
      if (!written.ok) return err({ kind: 'unwritable', sentence: written.error });
      await look();
      return ok(null);
    },
    close() {
      closed = true;
      cancel();
    },
  };
}

function revisionOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
