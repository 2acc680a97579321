import type { AddressInfo } from 'node:net';
import { assertNever } from '../../shared/domain/assert-never.ts';
import type { Clock } from '../core/clock.ts';
import { chooseConfig } from '../core/config/choose-config.ts';
import { helpText, isLoopback, parseCli, type RunOptions } from '../core/config/cli.ts';
import { formatConfigErrors } from '../core/config/config-error.ts';
import { printedConfig } from '../core/config/describe.ts';
import { loadConfig } from '../core/config/load-config.ts';
import { defaultPaths, type Surroundings } from '../core/config/paths.ts';
import { launch } from '../core/launch.ts';
import type { Log } from '../core/log.ts';
import type { Vigil } from '../core/vigil.ts';
import { createAccess } from './access.ts';
import { createHttpBinding } from './http.ts';
import { attachSocketBinding } from './socket.ts';

export interface ServeDeps {
  readonly argv: readonly string[];
  readonly surroundings: Surroundings;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly print: (line: string) => void;
  readonly printError: (line: string) => void;
  readonly readTokenFile: (path: string) => Promise<string>;
  readonly rendererDirectory: string;
  readonly workerUrl: URL;
  readonly appVersion: string;
  /** Registers what to do when the process is told to read its configuration again (SIGHUP). */
  readonly onReload: (look: () => void) => void;
  /** Registers what to do when the process is asked to end. */
  readonly onceStopped: (stop: () => void) => void;
}

const NO_EDITING =
  'Views on other machines only look. Change vigil.yaml itself, or start Vigil with --allow-edit.';
const EXIT_OK = 0;
const EXIT_FAILED = 1;
const EXIT_BAD_USAGE = 2;
/** A token shorter than this can be guessed. */
const MIN_TOKEN_CHARS = 20;

/** Runs Vigil from a terminal: serves until stopped, or does the one thing asked. Returns the exit code. */
export async function serveCli(deps: ServeDeps): Promise<number> {
  const parsed = parseCli(deps.argv, deps.surroundings.env, 'serve');
  if (!parsed.ok) return badUsage(deps, parsed.error);
  const options = parsed.value;
  switch (options.action) {
    case 'help':
      deps.print(helpText);
      return EXIT_OK;
    case 'version':
      deps.print(`Vigil ${deps.appVersion}`);
      return EXIT_OK;
    case 'check': {
      const loaded = await loadConfig(options.file);
      if (!loaded.ok) return badUsage(deps, formatConfigErrors(loaded.error));
      deps.print(`${options.file} is valid.`);
      return EXIT_OK;
    }
    case 'print-config': {
      const chosen = await chooseConfig(options, deps.surroundings);
      if (!chosen.ok) return badUsage(deps, chosen.error);
      deps.print(
        chosen.value === null
          ? '# The demo fleet: there is no configuration file.'
          : printedConfig(chosen.value.config),
      );
      return EXIT_OK;
    }
    case 'run':
      return run(deps, options);
    default:
      return assertNever(options);
  }
}

function badUsage(deps: ServeDeps, text: string): number {
  deps.printError(text);
  return EXIT_BAD_USAGE;
}

async function run(deps: ServeDeps, options: RunOptions): Promise<number> {
  const token = options.tokenFile === null ? null : await readToken(deps, options.tokenFile);
  if (token !== null && token.length < MIN_TOKEN_CHARS)
    return badUsage(
      deps,
      `${options.tokenFile} must hold a token of at least ${MIN_TOKEN_CHARS} characters.`,
    );
  const launched = await launch(options, {
    ...deps,
    dataDirectory: defaultPaths(deps.surroundings).dataDir,
    capabilities: ['served'],
    editing:
      isLoopback(options.host) || options.allowEdit
        ? { allowed: true }
        : { allowed: false, whyNot: NO_EDITING },
  });
  if (!launched.ok) {
    deps.printError(launched.error.text);
    return launched.error.kind === 'in_use' ? EXIT_FAILED : EXIT_BAD_USAGE;
  }
  return listen(deps, options, launched.value, token);
}

async function readToken(deps: ServeDeps, file: string): Promise<string> {
  try {
    return (await deps.readTokenFile(file)).trim();
  } catch {
    return '';
  }
}

/** Serves until asked to stop; resolves with the exit code after everything is flushed. */
async function listen(
  deps: ServeDeps,
  options: RunOptions,
  vigil: Vigil,
  token: string | null,
): Promise<number> {
  const access = createAccess({ loopback: isLoopback(options.host), token });
  const http = createHttpBinding({ vigil, access, rendererDirectory: deps.rendererDirectory });
  const sockets = attachSocketBinding(http, vigil, access);
  try {
    await new Promise<void>((resolve, reject) => {
      http.once('error', reject);
      http.listen(options.port, options.host, resolve);
    });
  } catch (thrown) {
    const taken = thrown instanceof Error && 'code' in thrown && thrown.code === 'EADDRINUSE';
    deps.printError(
      taken
        ? `Port ${options.port} is already in use. Choose another with --port, or 0 for any free one.`
        : `Vigil cannot listen on ${options.host}:${options.port}: ${String(thrown)}`,
    );
    await vigil.close();
    return EXIT_FAILED;
  }
  const { port } = http.address() as AddressInfo;
  deps.print(
    `Vigil is listening on http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`,
  );
  await new Promise<void>((resolve) => deps.onceStopped(resolve));
  await sockets.close();
  await vigil.close();
  return EXIT_OK;
}
