import type { SourceTrial } from '../../../shared/contract/source-commands.ts';
import type { SourceType } from '../../../shared/domain/source.ts';
import { countOf } from '../../../shared/format/words.ts';
import type { SourceForm } from '../../source-setup/form-model.ts';
import { guideOf } from '../../source-setup/source-types.ts';
import type { ConfigMark } from '../../source-setup/use-source-check.ts';

/** A trial and the text it was about. */
export interface TriedText {
  readonly yaml: string;
  readonly trial: SourceTrial;
}

/** What is still to be filled in, as a sentence: nobody is scolded for a field they have not come to yet. Null when nothing is. */
export function missingWords(form: SourceForm | null): string | null {
  if (form === null) return null;
  if (guideOf(form.type).addressExample !== null && form.texts.url === '')
    return 'It needs an address first.';
  const { kind, place, name } = form.login;
  if (kind === 'none' || name !== '') return null;
  const secret = kind === 'basic' ? 'password' : 'token';
  const keeper = { env: 'variable', file: 'file', keychain: 'keychain entry' }[place];
  return `Name the ${keeper} that holds the ${secret} first.`;
}

/** What is wrong with one field, by where it stands in the text. */
export function faultAt(errors: readonly ConfigMark[], ...paths: readonly string[]): string | undefined {
  return errors.find(({ path }) => paths.some((known) => path === known || path.startsWith(`${known}.`)))
    ?.message;
}

/** Parts of the whole file. What is wrong with one of them stands on no line of the one source. */
const partsOfTheFile =
  /^(?:sources\[|(?:signals|limits|services|regions|objectives|watchdogs|wall|retention|timeZones)(?:[.[]|$))/;

/** Saving would leave the file invalid, such as under a name that a query refers to: a sentence; null when it is the source itself. */
export function fileFaultWords(errors: readonly ConfigMark[]): string | null {
  const fault = errors.find(({ path }) => partsOfTheFile.test(path));
  return fault === undefined
    ? null
    : `Nothing was saved: the file would not be valid any more. ${fault.path}: ${fault.message}.`;
}

/** What is known about the text that would be saved. */
export function triedWords(tried: TriedText | null, yaml: string, type: SourceType | null): string {
  if (type === 'webhook') return 'It waits for what others post: there is nothing to try before it is saved.';
  if (tried === null) return 'Not tried yet: nobody knows whether it answers.';
  if (tried.yaml !== yaml) return 'Changed since it was tried: nobody knows whether it still answers.';
  return tried.trial.ok
    ? 'Tried as it stands: it answers.'
    : 'Tried as it stands: it does not answer. It can be saved all the same.';
}

/** Why it cannot be saved now; null when it can. */
export function obstacleWords(input: {
  readonly errors: readonly ConfigMark[];
  readonly missing: string | null;
  readonly connected: boolean;
}): string | null {
  if (!input.connected) return 'Vigil does not answer: nothing can be saved now. What stands here stays.';
  if (input.missing !== null) return input.missing;
  if (input.errors.length > 0) return `${countOf(input.errors.length, 'place')} to mend first.`;
  return null;
}
