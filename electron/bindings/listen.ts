import type { AddressInfo } from 'node:net';
import { isLoopback, type ListenOptions } from '../core/config/cli.ts';
import type { Vigil } from '../core/vigil.ts';
import { createAccess } from './access.ts';
import { createHttpBinding } from './http.ts';
import { attachSocketBinding } from './socket.ts';

/** A token shorter than this can be guessed. */
const MIN_TOKEN_CHARS = 20;

export interface ListenDeps {
  readonly print: (line: string) => void;
  readonly printError: (line: string) => void;
  readonly readTokenFile: (path: string) => Promise<string>;
  readonly rendererDirectory: string;
  /** Registers what to do when the process is asked to end. */
  readonly onceStopped: (stop: () => void) => void;
}

/** The token of a file, or none where no file is named; null: the file holds no good one, which was printed. */
export async function tokenOf(
  { readTokenFile, printError }: Pick<ListenDeps, 'readTokenFile' | 'printError'>,
  file: string | null,
): Promise<{ readonly token: string | null } | null> {
  if (file === null) return { token: null };
  const token = await readTokenFile(file).then(
    (text) => text.trim(),
    () => '',
  );
  if (token.length >= MIN_TOKEN_CHARS) return { token };
  printError(`${file} must hold a token of at least ${MIN_TOKEN_CHARS} characters.`);
  return null;
}

/** Serves until asked to stop; resolves after everything is flushed. False: it cannot listen there, which was printed. */
export async function listen(
  deps: ListenDeps,
  { host, port: wanted }: Pick<ListenOptions, 'host' | 'port'>,
  vigil: Vigil,
  token: string | null,
): Promise<boolean> {
  const access = createAccess({ loopback: isLoopback(host), token });
  const http = createHttpBinding({ vigil, access, rendererDirectory: deps.rendererDirectory });
  const sockets = attachSocketBinding(http, vigil, access);
  try {
    await new Promise<void>((resolve, reject) => {
      http.once('error', reject);
      http.listen(wanted, host, resolve);
    });
  } catch (thrown) {
    const taken = thrown instanceof Error && 'code' in thrown && thrown.code === 'EADDRINUSE';
    deps.printError(
      taken
        ? `Port ${wanted} is already in use. Choose another with --port, or 0 for any free one.`
        : `Vigil cannot listen on ${host}:${wanted}: ${String(thrown)}`,
    );
    await vigil.close();
    return false;
  }
  const { port } = http.address() as AddressInfo;
  deps.print(`Vigil is listening on http://${host.includes(':') ? `[${host}]` : host}:${port}`);
  await new Promise<void>((resolve) => deps.onceStopped(resolve));
  await sockets.close();
  await vigil.close();
  return true;
}
