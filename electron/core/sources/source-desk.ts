import type { SourceTrial, sourceCommands } from '../../../shared/contract/source-commands.ts';
import { type Failure, failure } from '../../../shared/domain/failure.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import type { ConfigError } from '../config/config-error.ts';
import { printableConfig, printedSource } from '../config/describe.ts';
import { withGuesses, withoutEntry, withPaused, writtenSources } from '../config/edit-config.ts';
import {
  type ConfigDesk,
  editEntry,
  editFile,
  firstError,
  idLine,
  withoutPath,
} from '../config/edit-file.ts';
import { parseSource } from '../config/parse-source.ts';
import type { SourceConfig, VigilConfig } from '../config/schema.ts';
import type { Keychain } from '../intake/policy/keychain.ts';
import type { Source } from '../intake/source.ts';
import type { CommandHandlers } from '../sessions.ts';

export interface SourceDeskDeps {
  readonly desk: ConfigDesk;
  /** The configuration in effect. */
  readonly config: () => VigilConfig;
  readonly keychain: Keychain | null;
  readonly find: (id: string) => Source | null;
  readonly tryOut: (config: SourceConfig) => Promise<SourceTrial>;
}

const noKeychain = err(
  failure(
    'unsupported',
    'Only the desktop app has a keychain; keep the secret in an environment variable or a file.',
  ),
);

/** Trials that may run together: each opens real connections. */
const MAX_TRIALS_AT_ONCE = 4;

/** Answers the commands about the configuration of sources. */
export function createSourceDesk({
  desk,
  keychain,
  config,
  find,
  tryOut,
}: SourceDeskDeps): Pick<CommandHandlers, keyof typeof sourceCommands> {
  let trials = 0;
  const refusal = (): Result<never, Failure> | null =>
    desk.editable ? null : err(failure('unauthorized', desk.whyNot));
  const noSource = (id: string) => err(failure('not_found', `There is no source ${id}.`));

  function check(yaml: string, replaces: string | null): Result<SourceConfig, readonly ConfigError[]> {
    const parsed = parseSource(yaml);
    if (!parsed.ok) return parsed;
    const { id } = parsed.value;
    const taken = id !== replaces && config().sources.some((source) => source.id === id);
    if (!taken) return parsed;
    const message = `expected an id of its own, but another source is called '${id}' already`;
    return err([{ file: 'source', line: idLine(yaml), column: 1, path: 'id', message }]);
  }

  return {
    async readSources() {
      if (!desk.editable) {
        const sources = printableConfig(config()).sources ?? [];
        return ok({
          editable: false,
          whyNot: desk.whyNot,
          path: null,
          revision: '',
          sources: sources.map((source) => ({
            id: source.id,
            type: source.type,
            paused: source.paused === true,
            yaml: printedSource(source),
          })),
          errors: (desk.file?.errors() ?? []).map(withoutPath),
        });
      }
      const types = new Map(config().sources.map((source) => [source.id, source.type]));
      return ok({
        editable: true,
        whyNot: null,
        path: desk.file.path,
        revision: await desk.file.revision(),
        // What stands in a file that is bad at the moment may not be a source at all.
        sources: writtenSources(await desk.file.text()).flatMap((source) => {
          const type = types.get(source.id);
          return type === undefined ? [] : [{ ...source, type }];
        }),
        errors: [...desk.file.errors()],
      });
    },
    checkSource({ yaml, replaces }) {
      const refused = refusal();
      if (refused !== null) return refused;
      const checked = check(yaml, replaces);
      return ok({ errors: checked.ok ? [] : [...checked.error] });
    },
    async testSource({ yaml }) {
      const refused = refusal();
      if (refused !== null) return refused;
      const parsed = parseSource(yaml);
      if (!parsed.ok) return ok({ errors: [...parsed.error], trial: null });
      if (trials >= MAX_TRIALS_AT_ONCE)
        return err(
          failure('unsupported', 'Other sources are being tested. Wait for them and try again.', true),
        );
      trials += 1;
      try {
        return ok({ errors: [], trial: await tryOut({ ...parsed.value, paused: false }) });
      } finally {
        trials -= 1;
      }
    },
    async saveSource({ yaml, replaces, revision }) {
      const refused = refusal();
      if (refused !== null) return refused;
      const checked = check(yaml, replaces);
      if (!checked.ok) return ok({ errors: [...checked.error] });
      return editEntry(
        desk,
        { list: 'sources', word: 'source' },
        { yaml, replaces, revision },
        checked.value,
      );
    },
    async removeSource({ id, revision }) {
      const edited = await editFile(desk, (text) => withoutEntry(text, 'sources', id), revision);
      return edited.ok ? firstError(edited.value.errors) : edited;
    },
    async pauseSource({ id, paused }) {
      const edited = await editFile(desk, (text) => withPaused(text, id, paused), null);
      return edited.ok ? firstError(edited.value.errors) : edited;
    },
    peekSource({ id }) {
      const source = find(id);
      return source === null ? noSource(id) : ok({ payloads: [...source.peek()] });
    },
    async discoverSource({ id }) {
      // It asks the server.
      const refused = refusal();
      if (refused !== null) return refused;
      const source = find(id);
      if (source === null) return noSource(id);
      return ok({ guesses: [...((await source.guesses?.()) ?? [])] });
    },
    async secretNames() {
      if (keychain === null) return noKeychain;
      const names = await keychain.names();
      return names.ok ? ok({ names: [...names.value] }) : err(failure('unsupported', names.error));
    },
    async storeSecret({ name, secret }) {
      if (keychain === null) return noKeychain;
      if (!desk.editable) return err(failure('unauthorized', desk.whyNot));
      const stored = await (secret === null ? keychain.remove(name) : keychain.write(name, secret));
      return stored.ok ? ok({}) : err(failure('unsupported', stored.error));
    },
    acceptGuesses: ({ id, guesses, revision }) =>
      editFile(desk, (text) => withGuesses(text, id, guesses), revision),
  };
}
