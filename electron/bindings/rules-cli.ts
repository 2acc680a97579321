import { z } from 'zod';
import { type RulePreview, ruleCommands } from '../../shared/contract/rule-commands.ts';
import { isRecord } from '../../shared/domain/is-record.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import { formatClockMinutes, formatDate } from '../../shared/format/clock.ts';
import { formatDuration } from '../../shared/format/duration.ts';
import { ruleWords } from '../../shared/format/rule-words.ts';
import { formatConfigErrors } from '../core/config/config-error.ts';
import { printedRule } from '../core/config/describe.ts';
import { loadConfig } from '../core/config/load-config.ts';
import { defaultPaths } from '../core/config/paths.ts';
import type { RulesCliOptions } from '../core/config/rules-cli.ts';
import type { RuleConfig } from '../core/config/rules-schema.ts';
import { compileRule } from '../core/rules/compile-rule.ts';
import { openFolderPreview } from '../core/rules/preview-folder.ts';
import { thrownWords } from '../core/thrown-words.ts';
import { RULE_PREVIEW_PATH } from './rule-preview-api.ts';
import type { ServeDeps } from './serve-cli.ts';

type Preview = (yaml: string) => Promise<Result<RulePreview, string>>;

/** Times of one rule that are listed in a terminal, the newest; all are counted. */
const MAX_LISTED = 20;

/** Tries the rules of a file over a log. @returns whether all could be tried; what came of it is printed */
export async function previewRules(
  deps: ServeDeps,
  { file, rule: wanted, of }: RulesCliOptions,
): Promise<boolean> {
  const loaded = await loadConfig(file);
  if (!loaded.ok) return fail(deps, formatConfigErrors(loaded.error));
  const { config } = loaded.value;
  const rules = config.rules.filter(({ id }) => wanted === null || id === wanted);
  if (rules.length === 0)
    return fail(deps, wanted === null ? `${file} has no rules.` : `${file} has no rule ${wanted}.`);
  if (of.kind === 'running') return tell(deps, rules, await remotePreview(deps, of));
  const directory = of.dataDir ?? defaultPaths(deps.surroundings).dataDir;
  const opened = await openFolderPreview(directory, config, deps);
  if (!opened.ok) return fail(deps, opened.error);
  try {
    return await tell(deps, rules, async (yaml) => {
      const answer = await opened.value.preview({ yaml });
      return answer.ok ? previewOf(answer.value) : err(answer.error.message);
    });
  } finally {
    await opened.value.close();
  }
}

async function tell(deps: ServeDeps, rules: readonly RuleConfig[], preview: Preview): Promise<boolean> {
  let wasTried = true;
  for (const rule of rules) {
    const tried = await preview(printedRule(rule));
    const head = `${rule.id}: ${ruleWords(compileRule(rule))}`;
    if (tried.ok) deps.print([head, ...previewLines(tried.value)].join('\n'));
    else wasTried = fail(deps, `${head}\n  ${tried.error}`);
  }
  return wasTried;
}

/** What a preview came to, as lines for a terminal. Moments are in UTC. */
export function previewLines({ sentence, firings, count, toMs }: RulePreview): readonly string[] {
  const listed = firings.slice(0, MAX_LISTED).map(({ fromMs, toMs: endMs, service, region, toRegion }) => {
    const lasted = `${formatDuration((endMs ?? toMs) - fromMs)}${endMs === null ? ', still' : ''}`;
    const place =
      service === null ? `${region} to ${toRegion}` : [service, region].filter(Boolean).join(' in ');
    return `    ${formatDate(fromMs, 'UTC')} ${formatClockMinutes(fromMs, 'UTC')} UTC  for ${lasted}  ${place}`;
  });
  const more = count - listed.length;
  return [`  ${sentence}`, ...listed, ...(more > 0 ? [`    and ${more} more`] : [])];
}

async function remotePreview(
  deps: Pick<ServeDeps, 'readTokenFile'>,
  { url, tokenFile }: Extract<RulesCliOptions['of'], { readonly kind: 'running' }>,
): Promise<Preview> {
  const token = tokenFile === null ? null : (await deps.readTokenFile(tokenFile)).trim();
  const address = new URL(`${url.replace(/\/$/, '')}${RULE_PREVIEW_PATH}`);
  const headers = token === null ? {} : { authorization: `Bearer ${token}` };
  return async (yaml) => {
    try {
      const reply = await fetch(address, { method: 'POST', headers, body: yaml });
      const body: unknown = await reply.json();
      const parsed = ruleCommands.previewRule.reply.safeParse(body);
      if (parsed.success) return previewOf(parsed.data);
      const refused = refusalSchema.safeParse(body);
      return err(refused.success ? refused.data.error.message : `${url} is no Vigil that can try rules.`);
    } catch (error) {
      const cause = error instanceof Error && isRecord(error.cause) ? `: ${thrownWords(error.cause)}` : '';
      return err(`${url} did not answer (${thrownWords(error)}${cause}).`);
    }
  };
}

const refusalSchema = z.object({ error: z.object({ message: z.string() }) });

function previewOf({
  problems,
  preview,
}: z.infer<typeof ruleCommands.previewRule.reply>): Result<RulePreview, string> {
  if (preview !== null) return ok(preview);
  return err(`It cannot be tried: ${problems.map(({ message }) => message).join('; ')}.`);
}

function fail(deps: ServeDeps, text: string): false {
  deps.printError(text);
  return false;
}
