import type { ruleCommands } from '../../../shared/contract/rule-commands.ts';
import { failure } from '../../../shared/domain/failure.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import type { ConfigError } from '../config/config-error.ts';
import { printedRule } from '../config/describe.ts';
import { withoutEntry, writtenRules } from '../config/edit-config.ts';
import {
  type ConfigDesk,
  editEntry,
  editFile,
  firstError,
  idLine,
  withoutPath,
} from '../config/edit-file.ts';
import { parseRule } from '../config/parse-rule.ts';
import type { RuleConfig } from '../config/rules-schema.ts';
import type { CommandHandlers } from '../sessions.ts';
import type { RuleBook } from './rule-book.ts';

export interface RuleDeskDeps {
  readonly desk: ConfigDesk;
  /** The rules in effect. */
  readonly rules: () => readonly RuleConfig[];
  readonly book: Pick<RuleBook, 'standings'>;
}

/** Answers the commands about the rules as they are written, and how they stand. */
export function createRuleDesk({
  desk,
  rules,
  book,
}: RuleDeskDeps): Omit<Pick<CommandHandlers, keyof typeof ruleCommands>, 'previewRule'> {
  function check(yaml: string, replaces: string | null): Result<RuleConfig, readonly ConfigError[]> {
    const parsed = parseRule(yaml);
    if (!parsed.ok) return parsed;
    const { id } = parsed.value;
    if (id === replaces || !rules().some((rule) => rule.id === id)) return parsed;
    const message = `expected an id of its own, but another rule is called '${id}' already`;
    return err([{ file: 'rule', line: idLine(yaml), column: 1, path: 'id', message }]);
  }

  return {
    async readRules() {
      if (!desk.editable)
        return ok({
          editable: false,
          whyNot: desk.whyNot,
          path: null,
          revision: '',
          rules: rules().map((rule) => ({ id: rule.id, yaml: printedRule(rule) })),
          errors: (desk.file?.errors() ?? []).map(withoutPath),
        });
      const { file } = desk;
      return ok({
        editable: true,
        whyNot: null,
        path: file.path,
        revision: await file.revision(),
        rules: [...writtenRules(await file.text())],
        errors: [...file.errors()],
      });
    },
    ruleStandings: () => ok({ standings: [...book.standings()] }),
    async saveRule({ yaml, replaces, revision }) {
      if (!desk.editable) return err(failure('unauthorized', desk.whyNot));
      const checked = check(yaml, replaces);
      if (!checked.ok) return ok({ errors: [...checked.error] });
      return editEntry(desk, { list: 'rules', word: 'rule' }, { yaml, replaces, revision }, checked.value);
    },
    async removeRule({ id, revision }) {
      const edited = await editFile(desk, (text) => withoutEntry(text, 'rules', id), revision);
      return edited.ok ? firstError(edited.value.errors) : edited;
    },
  };
}
