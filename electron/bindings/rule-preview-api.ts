import type { IncomingMessage } from 'node:http';
import type { CommandReply } from '../../shared/contract/commands.ts';
import { MAX_RULE_YAML_CHARS } from '../../shared/contract/rule-commands.ts';
import { type Failure, failure } from '../../shared/domain/failure.ts';
import { err, type Result } from '../../shared/domain/result.ts';
import type { Vigil } from '../core/vigil.ts';

/** Where a rule is tried over the log of a running Vigil: its YAML is posted. Nothing is changed. */
export const RULE_PREVIEW_PATH = '/api/v1/rules/preview';

/** Reads the rule that was posted, and tries it. */
export async function answerRulePreview(
  vigil: Pick<Vigil, 'previewRule'>,
  request: IncomingMessage,
): Promise<Result<CommandReply<'previewRule'>, Failure>> {
  const decoder = new TextDecoder();
  let yaml = '';
  for await (const chunk of request) {
    yaml += decoder.decode(chunk as Uint8Array, { stream: true });
    if (yaml.length > MAX_RULE_YAML_CHARS)
      return err(failure('bad_request', `A rule has at most ${MAX_RULE_YAML_CHARS} characters.`));
  }
  return vigil.previewRule({ yaml });
}
