import { isDeepStrictEqual } from 'node:util';
import { type Failure, failure } from '../../../shared/domain/failure.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import type { ConfigError } from './config-error.ts';
import type { ConfigFile, WriteProblem } from './config-file.ts';
import { type EntryList, withEntry } from './edit-config.ts';
import { parseConfig } from './parse-config.ts';
import type { VigilConfig } from './schema.ts';

/** Who may change the configuration, and where it is written. */
export type ConfigDesk =
  | { readonly editable: true; readonly file: ConfigFile }
  | { readonly editable: false; readonly whyNot: string; readonly file: ConfigFile | null };

/**
 * Applies one edit to the file as it stands, on a seat that may.
 * @param revision the text the edit was made for; null for whatever stands there
 */
export async function editFile(
  desk: ConfigDesk,
  change: (text: string) => Result<string, string>,
  revision: string | null,
): Promise<Result<{ errors: ConfigError[] }, Failure>> {
  if (!desk.editable) return err(failure('unauthorized', desk.whyNot));
  const changed = change(await desk.file.text());
  if (!changed.ok) return err(failure('bad_request', changed.error));
  const written = await desk.file.write(changed.value, revision ?? (await desk.file.revision()));
  return written.ok ? ok({ errors: [] }) : refused(written.error);
}

/**
 * Whether two texts mean the same but for one entry of a list. Text that is put into a file can reach beyond its place: an
 * anchor of the same name changes what is meant further down. A text that was not valid before cannot be compared.
 */
function changesOnly<List extends EntryList>(
  list: List,
  before: string,
  after: string,
  replaces: string | null,
  entry: VigilConfig[List][number],
): boolean {
  const [was, is] = [parseConfig(before, ''), parseConfig(after, '')];
  // What is not valid afterwards is refused with its errors when it is written.
  if (!is.ok) return true;
  const written = is.value[list].find(({ id }) => id === entry.id);
  if (!isDeepStrictEqual(written, entry)) return false;
  if (!was.ok) return true;
  const others = (config: VigilConfig, id: string | null): object => ({
    ...config,
    [list]: config[list].filter((other) => other.id !== id),
  });
  return isDeepStrictEqual(others(was.value, replaces), others(is.value, entry.id));
}

/**
 * Writes the text of one checked entry of a list into the file, in the place of the one it replaces or after the others.
 * @param word what people call such an entry
 * @param revision the text the edit was made for
 */
export function editEntry<List extends EntryList>(
  desk: ConfigDesk,
  { list, word }: { readonly list: List; readonly word: string },
  {
    yaml,
    replaces,
    revision,
  }: { readonly yaml: string; readonly replaces: string | null; readonly revision: string },
  entry: VigilConfig[List][number],
): Promise<Result<{ errors: ConfigError[] }, Failure>> {
  return editFile(
    desk,
    (text) => {
      const changed = withEntry(text, list, yaml, replaces);
      return changed.ok && !changesOnly(list, text, changed.value, replaces, entry)
        ? err(`This text would change more than its own ${word}, such as by an anchor; write it out instead.`)
        : changed;
    },
    revision,
  );
}

/** The first line of a text that gives an id, from 1; 1 when none does. */
export function idLine(yaml: string): number {
  return (
    Math.max(
      0,
      yaml.split('\n').findIndex((text) => /(^|[{,]\s*)id\s*:/.test(text)),
    ) + 1
  );
}

/** On a seat that only looks, where the file lies is nobody's business. */
export function withoutPath(error: ConfigError): ConfigError {
  return { ...error, file: 'vigil.yaml' };
}

/** An edit that leaves the file invalid, such as removing a source that a query names. */
export function firstError(errors: readonly ConfigError[]): Result<Record<string, never>, Failure> {
  const [first] = errors;
  return first === undefined
    ? ok({})
    : err(failure('bad_request', `The file would not be valid any more: ${first.path}: ${first.message}.`));
}

function refused(problem: WriteProblem): Result<{ errors: ConfigError[] }, Failure> {
  if (problem.kind === 'invalid') return ok({ errors: [...problem.errors] });
  return err(failure('bad_request', problem.sentence, problem.kind === 'changed'));
}
