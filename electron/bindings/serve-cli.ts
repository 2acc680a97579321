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
import { exportCapsule, openCapsule, tellCapsule } from './capsule-cli.ts';
import { type ListenDeps, listen, tokenOf } from './listen.ts';
import { previewRules } from './rules-cli.ts';

export interface ServeDeps extends ListenDeps {
  readonly argv: readonly string[];
  readonly surroundings: Surroundings;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly workerUrl: URL;
  readonly appVersion: string;
  /** Registers what to do when the process is told to read its configuration again (SIGHUP). */
  readonly onReload: (look: () => void) => void;
}

const NO_EDITING =
  'Views on other machines only look. Change vigil.yaml itself, or start Vigil with --allow-edit.';
const EXIT_OK = 0;
const EXIT_FAILED = 1;
const EXIT_BAD_USAGE = 2;

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
    case 'capsule-export':
      return (await exportCapsule(deps, options)) ? EXIT_OK : EXIT_FAILED;
    case 'capsule-verify':
      return tellCapsule(deps, options.file) ? EXIT_OK : EXIT_FAILED;
    case 'capsule-open':
      return (await openCapsule(deps, options)) ? EXIT_OK : EXIT_FAILED;
    case 'rules-preview':
      return (await previewRules(deps, options)) ? EXIT_OK : EXIT_FAILED;
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
  const found = await tokenOf(deps, options.tokenFile);
  if (found === null) return EXIT_BAD_USAGE;
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
  return (await listen(deps, options, launched.value, found.token)) ? EXIT_OK : EXIT_FAILED;
}
