import { err, ok, type Result } from '../../../shared/domain/result.ts';
import type { ConfigError } from './config-error.ts';
import { parseConfig } from './parse-config.ts';
import type { RuleConfig } from './rules-schema.ts';
import { indented } from './yaml-text.ts';

/** How far the text of one rule is moved to stand in a list: lines down, columns right. */
const LINES = 1;
const COLUMNS = 4;

/** Validates the YAML of one rule alone. Places in errors are those in the text given. */
export function parseRule(text: string): Result<RuleConfig, readonly ConfigError[]> {
  const at = (message: string): Result<never, readonly ConfigError[]> =>
    err([{ file: 'rule', line: 1, column: 1, path: '', message }]);
  if (text.trim() === '') return at('expected a rule: id, signal and above, each on a line of its own');
  const parsed = parseConfig(`rules:\n  - ${indented(text, COLUMNS)}\n`, 'rule');
  if (!parsed.ok)
    return err(
      parsed.error.map((error) => ({
        ...error,
        line: Math.max(1, error.line - LINES),
        column: Math.max(1, error.column - COLUMNS),
        path: error.path.replace(/^rules\[0\]\.?/, ''),
      })),
    );
  const [rule, second] = parsed.value.rules;
  return rule === undefined || second !== undefined ? at('expected one rule and nothing else') : ok(rule);
}
