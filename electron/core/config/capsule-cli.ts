import { err, ok, type Result } from '../../../shared/domain/result.ts';
import { parseTime, TIME_WORDS } from './parse-time.ts';
import { didYouMean } from './suggest.ts';

/** What `vigil capsule …` asks for. */
export type CapsuleCliOptions =
  | {
      readonly action: 'capsule-export';
      /** The file to write. */
      readonly out: string;
      readonly fromMs: number;
      readonly toMs: number;
      /** Which journal: the one in a folder (null: the platform's), or that of a running Vigil. */
      readonly of:
        | { readonly kind: 'folder'; readonly dataDir: string | null }
        | { readonly kind: 'running'; readonly url: string; readonly tokenFile: string | null };
    }
  | { readonly action: 'capsule-verify'; readonly file: string }
  /** Serve a capsule. */
  | { readonly action: 'capsule-open'; readonly file: string };

export const capsuleValueOptions = ['--from', '--to', '--url'] as const;

const verbs = ['export', 'open', 'verify'] as const;
type Verb = (typeof verbs)[number];

/** The options that each of them understands. */
const optionsOf: Readonly<Record<Verb, readonly string[]>> = {
  export: ['--from', '--to', '--url', '--data-dir', '--token-file'],
  open: ['--port', '--host', '--token-file'],
  verify: [],
};

/**
 * Reads what follows `vigil capsule`. Pure.
 * @returns the options, or a sentence about what is wrong
 */
export function parseCapsuleCli(
  words: readonly string[],
  values: ReadonlyMap<string, string>,
): Result<CapsuleCliOptions, string> {
  const [verb, file, surplus] = words;
  if (!isVerb(verb))
    return err(
      verb === undefined
        ? 'capsule needs to know what to do: export, verify or open.'
        : `There is no command 'capsule ${verb}'${didYouMean(verb, verbs) || '.'} Try --help.`,
    );
  if (file === undefined)
    return err(`capsule ${verb} needs a file, for example: vigil capsule ${examples[verb]}`);
  if (surplus !== undefined) return err(`capsule ${verb} takes one file, but there is also '${surplus}'.`);
  const foreign = [...values.keys()].find((name) => !optionsOf[verb].includes(name));
  if (foreign !== undefined) return err(`capsule ${verb} takes no ${foreign}.`);
  if (verb === 'verify') return ok({ action: 'capsule-verify', file });
  return verb === 'open' ? ok({ action: 'capsule-open', file }) : readExport(file, values);
}

const examples: Readonly<Record<Verb, string>> = {
  export: 'export outage.vigil-capsule --from 2026-11-22T10:00:00Z --to 2026-11-22T11:00:00Z',
  open: 'open outage.vigil-capsule',
  verify: 'verify outage.vigil-capsule',
};

function isVerb(word: string | undefined): word is Verb {
  return verbs.some((verb) => verb === word);
}

function readExport(out: string, values: ReadonlyMap<string, string>): Result<CapsuleCliOptions, string> {
  const times: Record<string, number> = {};
  for (const name of ['--from', '--to']) {
    const text = values.get(name);
    if (text === undefined) return err(`capsule export needs ${name}: ${TIME_WORDS}.`);
    const atMs = parseTime(text);
    if (atMs === null) return err(`${name} is a time: ${TIME_WORDS}, not '${text}'.`);
    times[name] = atMs;
  }
  const window = { fromMs: times['--from'] ?? 0, toMs: times['--to'] ?? 0 };
  const url = values.get('--url');
  const dataDir = values.get('--data-dir') ?? null;
  const tokenFile = values.get('--token-file') ?? null;
  if (url === undefined)
    return tokenFile === null
      ? ok({ action: 'capsule-export', out, ...window, of: { kind: 'folder', dataDir } })
      : err('--token-file goes with --url.');
  if (dataDir !== null) return err('--url and --data-dir exclude each other.');
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    return err(`--url is the address of a running Vigil, for example http://127.0.0.1:8460, not '${url}'.`);
  return ok({ action: 'capsule-export', out, ...window, of: { kind: 'running', url, tokenFile } });
}
