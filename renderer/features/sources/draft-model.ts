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

/** True once there is enough to be judged: nobody is scolded for a field they have not come to yet. */
export function isWorthChecking(form: SourceForm | null, isNew: boolean): boolean {
  if (!isNew || form === null) return true;
  return guideOf(form.type).addressExample === null || form.texts.url !== '';
}

/** What is wrong with one field, by where it stands in the text. */
export function faultAt(errors: readonly ConfigMark[], ...paths: readonly string[]): string | undefined {
  return errors.find(({ path }) => paths.some((known) => path === known || path.startsWith(`${known}.`)))
    ?.message;
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
  readonly complete: boolean;
  readonly connected: boolean;
}): string | null {
  if (!input.connected) return 'Vigil does not answer: nothing can be saved now. What stands here stays.';
  if (!input.complete) return 'It needs an address first.';
  if (input.errors.length > 0) return `${countOf(input.errors.length, 'place')} to mend first.`;
  return null;
}
