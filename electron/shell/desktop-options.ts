import { helpText, parseCli, type RunOptions } from '../core/config/cli.ts';

/** Exit code for a command line or configuration that cannot be used. */
export const EXIT_BAD_USAGE = 2;

/** Either what to run, or what to print and end with. */
export type DesktopStart =
  | { readonly action: 'run'; readonly options: RunOptions }
  | { readonly action: 'end'; readonly text: string; readonly exitCode: number };

/** Reads the desktop app's command line. Pure. */
export function desktopStart(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  appVersion: string,
): DesktopStart {
  const parsed = parseCli(argv, env, 'desktop');
  if (!parsed.ok) return { action: 'end', text: parsed.error, exitCode: EXIT_BAD_USAGE };
  switch (parsed.value.action) {
    case 'run':
      return { action: 'run', options: parsed.value };
    case 'help':
      return { action: 'end', text: helpText, exitCode: 0 };
    case 'version':
      return { action: 'end', text: `Vigil ${appVersion}`, exitCode: 0 };
    default:
      return {
        action: 'end',
        text: `The desktop app does not do "${parsed.value.action}"; use: npm run serve -- --help`,
        exitCode: EXIT_BAD_USAGE,
      };
  }
}
