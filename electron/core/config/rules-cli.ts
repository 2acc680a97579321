import { err, ok, type Result } from '../../../shared/domain/result.ts';
import { didYouMean } from './suggest.ts';

/** What `vigil rules …` asks for. */
export interface RulesCliOptions {
  readonly action: 'rules-preview';
  /** The configuration whose rules are tried. */
  readonly file: string;
  /** Only the rule of this id; null for all of them. */
  readonly rule: string | null;
  /** Over which log: that of a folder (null: the platform's), or that of a running Vigil. */
  readonly of:
    | { readonly kind: 'folder'; readonly dataDir: string | null }
    | { readonly kind: 'running'; readonly url: string; readonly tokenFile: string | null };
}

export const rulesValueOptions = ['--rule', '--url'] as const;
const optionsOfPreview: readonly string[] = ['--rule', '--url', '--token-file', '--data-dir'];

/**
 * Reads what follows `vigil rules`. Pure.
 * @returns the options, or a sentence about what is wrong
 */
export function parseRulesCli(
  words: readonly string[],
  values: ReadonlyMap<string, string>,
): Result<RulesCliOptions, string> {
  const [verb, file, surplus] = words;
  if (verb !== 'preview')
    return err(
      verb === undefined
        ? 'rules needs to know what to do: preview.'
        : `There is no command 'rules ${verb}'${didYouMean(verb, ['preview']) || '.'} Try --help.`,
    );
  if (file === undefined)
    return err('rules preview needs a file, for example: vigil rules preview vigil.yaml');
  if (surplus !== undefined) return err(`rules preview takes one file, but there is also '${surplus}'.`);
  const foreign = [...values.keys()].find((name) => !optionsOfPreview.includes(name));
  if (foreign !== undefined) return err(`rules preview takes no ${foreign}.`);
  const rule = values.get('--rule') ?? null;
  const url = values.get('--url');
  const dataDir = values.get('--data-dir') ?? null;
  const tokenFile = values.get('--token-file') ?? null;
  const action = 'rules-preview';
  if (url === undefined)
    return tokenFile === null
      ? ok({ action, file, rule, of: { kind: 'folder', dataDir } })
      : err('--token-file goes with --url.');
  if (dataDir !== null) return err('--url and --data-dir exclude each other.');
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    return err(`--url is the address of a running Vigil, for example http://127.0.0.1:8460, not '${url}'.`);
  return ok({ action, file, rule, of: { kind: 'running', url, tokenFile } });
}
