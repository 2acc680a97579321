import { err, ok, type Result } from '../../../shared/domain/result.ts';
import { type CapsuleCliOptions, capsuleValueOptions, parseCapsuleCli } from './capsule-cli.ts';
import { parseRulesCli, type RulesCliOptions, rulesValueOptions } from './rules-cli.ts';
import { didYouMean } from './suggest.ts';

/** Vigil serves on this port unless told otherwise. */
export const DEFAULT_PORT = 8460;
/** Loopback: nobody else can connect unless somebody says so. */
export const DEFAULT_HOST = '127.0.0.1';

/** What the command line asks for. Paths are as given; null means the platform's default. */
export type CliOptions =
  | { readonly action: 'help' }
  | { readonly action: 'version' }
  /** Validate a file and end. */
  | { readonly action: 'check'; readonly file: string }
  /** Print the effective configuration with secrets masked, and end. */
  | { readonly action: 'print-config'; readonly configFile: string | null; readonly demo: boolean }
  | Exclude<CapsuleCliOptions, { readonly action: 'capsule-open' }>
  /** Serve a capsule. */
  | (Extract<CapsuleCliOptions, { readonly action: 'capsule-open' }> & ListenOptions)
  | RulesCliOptions
  | RunOptions;

/** Where Vigil listens, and who may connect. */
export interface ListenOptions {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly tokenFile: string | null;
}

export interface RunOptions extends ListenOptions {
  readonly action: 'run';
  readonly configFile: string | null;
  /** The built-in demo fleet was asked for, whatever configuration exists. */
  readonly demo: boolean;
  readonly dataDir: string | null;
  /** Let every view that may look also change the configuration. */
  readonly allowEdit: boolean;
}

const valueOptions = ['--config', '--port', '--data-dir', '--host', '--token-file'] as const;
const flagOptions = ['--demo', '--allow-edit', '--help', '--version', '--print-config'] as const;
const shortOptions: Readonly<Record<string, string>> = {
  '-h': '--help',
  '-v': '--version',
  '-c': '--config',
  '-p': '--port',
};

export const helpText = `Vigil: a live status dashboard for network operations centres

Usage: vigil [options]
       vigil check FILE         validate a configuration; exit code 0 or 2
       vigil rules preview FILE [--rule ID] [--data-dir DIR | --url ADDRESS [--token-file F]]
                                say how often the rules of a configuration would have fired in the
                                last 7 days: by the log of a folder no Vigil is using, or of the
                                Vigil at that address. Nothing is changed
       vigil capsule export FILE --from T --to T [--data-dir DIR | --url ADDRESS [--token-file F]]
                                write that time of the journal into one file: of a folder no Vigil
                                is using, or of the Vigil at that address.
                                T: epoch milliseconds, or RFC 3339 as 2026-11-22T10:00:00Z
       vigil capsule verify FILE
                                say what a capsule holds; exit code 0, or 1 when it cannot be trusted
       vigil capsule open FILE [--port N] [--host H --token-file F]
                                serve a capsule: offline, and read-only

  --config FILE       configuration (VIGIL_CONFIG; else the platform's config folder; else the demo fleet)
  --port N            port to serve on, 0 for any free one (VIGIL_PORT; ${DEFAULT_PORT})
  --data-dir DIR      where the journal is kept (VIGIL_DATA_DIR; else the platform's data folder)
  --host H            address to serve on (${DEFAULT_HOST}); other than loopback needs --token-file
  --token-file F      file with the token that clients must present
  --allow-edit        let views on other machines change sources as well; on loopback they may anyway.
                      Whoever has the token can then make Vigil read files and open connections as you can
  --demo              run on the built-in demo fleet
  --print-config      print the effective configuration with secrets masked, and end
  --version, --help   print and end
`;

/**
 * Reads the command line. Pure.
 * @param argv what follows the program's name
 * @param env fallbacks: VIGIL_CONFIG, VIGIL_PORT, VIGIL_DATA_DIR; empty counts as unset
 * @param mode the desktop passes over what it does not know, because Chromium's switches share its command line
 * @returns the options, or a sentence about what is wrong
 */
export function parseCli(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  mode: 'serve' | 'desktop',
): Result<CliOptions, string> {
  const isCapsule = mode === 'serve' && argv[0] === 'capsule';
  const isRules = mode === 'serve' && argv[0] === 'rules';
  const own = isCapsule ? capsuleValueOptions : isRules ? rulesValueOptions : [];
  const known = [...valueOptions, ...own];
  const read = readArguments(argv, mode === 'desktop', known);
  if (!read.ok) return read;
  const { values, flags, words } = read.value;
  if (flags.has('--help')) return ok({ action: 'help' });
  if (flags.has('--version')) return ok({ action: 'version' });
  if (isCapsule) {
    const [flag] = flags;
    if (flag !== undefined) return err(`capsule takes no ${flag}.`);
    const parsed = parseCapsuleCli(words.slice(1), values);
    if (!parsed.ok) return parsed;
    const { value: capsule } = parsed;
    if (capsule.action !== 'capsule-open') return ok(capsule);
    const listen = readListen(values, env);
    return listen.ok ? ok({ ...capsule, ...listen.value }) : listen;
  }
  if (isRules) {
    const [flag] = flags;
    return flag === undefined ? parseRulesCli(words.slice(1), values) : err(`rules takes no ${flag}.`);
  }
  if (words[0] === 'check') {
    const file = words[1] ?? values.get('--config');
    if (file === undefined) return err('check needs a file, for example: vigil check vigil.yaml');
    return words.length > 2
      ? err(`check takes one file, but there is also '${words[2]}'.`)
      : ok({ action: 'check', file });
  }
  if (words[0] !== undefined && mode === 'serve')
    return err(unknown('command', words[0], ['check', 'capsule', 'rules']));
  const demo = flags.has('--demo');
  if (demo && values.has('--config')) return err('--demo and --config exclude each other.');
  const configFile = demo ? null : (values.get('--config') ?? filled(env['VIGIL_CONFIG']));
  if (flags.has('--print-config')) return ok({ action: 'print-config', configFile, demo });
  return readRun(values, env, { configFile, demo, allowEdit: flags.has('--allow-edit') });
}

function readListen(
  values: ReadonlyMap<string, string>,
  env: Readonly<Record<string, string | undefined>>,
): Result<ListenOptions, string> {
  const portText = values.get('--port') ?? filled(env['VIGIL_PORT']);
  const port = portText === null ? DEFAULT_PORT : Number(portText);
  if ((portText !== null && !/^\d{1,5}$/.test(portText)) || port > 65_535)
    return err(
      `${values.has('--port') ? '--port' : 'VIGIL_PORT'} must be a number from 0 to 65535, not '${portText}'.`,
    );
  const host = values.get('--host') ?? DEFAULT_HOST;
  const tokenFile = values.get('--token-file') ?? null;
  if (!isLoopback(host) && tokenFile === null)
    return err(
      `--host ${host} lets other machines connect: give --token-file as well, or keep to ${DEFAULT_HOST}.`,
    );
  return ok({ host, port, tokenFile });
}

function readRun(
  values: ReadonlyMap<string, string>,
  env: Readonly<Record<string, string | undefined>>,
  chosen: Pick<RunOptions, 'configFile' | 'demo' | 'allowEdit'>,
): Result<CliOptions, string> {
  const listen = readListen(values, env);
  if (!listen.ok) return listen;
  const dataDir = values.get('--data-dir') ?? filled(env['VIGIL_DATA_DIR']);
  return ok({ action: 'run', ...chosen, ...listen.value, dataDir });
}

interface Arguments {
  readonly values: ReadonlyMap<string, string>;
  readonly flags: ReadonlySet<string>;
  readonly words: readonly string[];
}

function readArguments(
  argv: readonly string[],
  tolerant: boolean,
  valueNames: readonly string[],
): Result<Arguments, string> {
  const values = new Map<string, string>();
  const flags = new Set<string>();
  const words: string[] = [];
  for (let index = 0; index < argv.length; index++) {
    const argument = argv[index]!;
    if (!argument.startsWith('-') || argument === '-') {
      words.push(argument);
      continue;
    }
    const equals = argument.indexOf('=');
    const written = equals === -1 ? argument : argument.slice(0, equals);
    const name = shortOptions[written] ?? written;
    if ((flagOptions as readonly string[]).includes(name)) {
      if (equals !== -1) return err(`${written} takes no value.`);
      flags.add(name);
    } else if (valueNames.includes(name)) {
      const value = equals === -1 ? argv[++index] : argument.slice(equals + 1);
      if (value === undefined || value === '' || (equals === -1 && value.startsWith('--')))
        return err(`${written} needs a value.`);
      if (values.has(name)) return err(`${written} is given twice.`);
      values.set(name, value);
    } else if (!tolerant) {
      return err(unknown('option', written, [...valueNames, ...flagOptions]));
    }
  }
  return ok({ values, flags, words });
}

function unknown(noun: string, word: string, knownWords: readonly string[]): string {
  const guess = didYouMean(word, knownWords);
  return `There is no ${noun} '${word}'${guess === '' ? '.' : guess} Try --help.`;
}

function filled(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text;
}

/** Whether an address can only be reached from this machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
