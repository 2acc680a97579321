import { hasHiddenCharacters } from '../format/visible-text.ts';
import { compileMatchers, labelsOf, type Matcher } from './matchers.ts';
import { err, ok, type Result } from './result.ts';
import { MAX_AUTHOR_CHARS } from './typed-mark.ts';

/** Longest words of a silence or an acknowledgement. */
export const MAX_WHY_CHARS = 300;
/** Most conditions of one silence. */
export const MAX_SILENCE_MATCHERS = 40;
/** Longest value of a condition. */
export const MAX_MATCHER_CHARS = 2_000;
/** A silence may last this long at most: longer ones are forgotten, and belong into the routing. */
export const MAX_SILENCE_MS = 90 * 86_400_000;
/** And may begin this far ahead. */
export const MAX_SILENCE_AHEAD_MS = 90 * 86_400_000;

/** Who does it and why: asked of everything that quietens an alert. */
export interface SignedWords {
  readonly by: string;
  readonly why: string;
}

/** What a silence is to be, before it is written. */
export interface SilenceRequest extends SignedWords {
  readonly matchers: readonly Matcher[];
  readonly startsAtMs: number;
  readonly endsAtMs: number;
}

/** What is wrong, by its field, as a sentence for whoever fills it in. */
export interface SilenceFault {
  readonly field: 'matchers' | 'startsAtMs' | 'endsAtMs' | 'by' | 'why';
  readonly sentence: string;
  /** Which condition; null for all of them and for other fields. */
  readonly index: number | null;
}

const fault = (
  field: SilenceFault['field'],
  sentence: string,
  index: number | null = null,
): Result<never, SilenceFault> => err({ field, sentence, index });

/** Checks who and why. Texts come back trimmed. An acknowledgement needs no reason; a silence does. */
export function checkSigned(words: SignedWords, needsWhy: boolean): Result<SignedWords, SilenceFault> {
  const by = words.by.trim();
  const why = words.why.trim();
  if (by === '') return fault('by', 'Say who you are, so that others can ask.');
  if (by.length > MAX_AUTHOR_CHARS) return fault('by', `Use at most ${MAX_AUTHOR_CHARS} characters.`);
  if (hasHiddenCharacters(by)) return fault('by', 'Leave out line breaks and invisible characters.');
  if (needsWhy && why === '') return fault('why', 'Say why: colleagues see it, also after you have left.');
  if (why.length > MAX_WHY_CHARS)
    return fault('why', `Use at most ${MAX_WHY_CHARS} characters; there are ${why.length}.`);
  if (hasHiddenCharacters(why)) return fault('why', 'Leave out line breaks and invisible characters.');
  return ok({ by, why });
}

/** Checks the conditions alone, as Alertmanager does: at least one must ask for something. */
export function checkMatchers(matchers: readonly Matcher[]): Result<readonly Matcher[], SilenceFault> {
  if (matchers.length === 0)
    return fault('matchers', 'Add a condition: a silence without one hides nothing.');
  if (matchers.length > MAX_SILENCE_MATCHERS)
    return fault('matchers', `Use at most ${MAX_SILENCE_MATCHERS} conditions.`);
  const nameless = matchers.findIndex(({ name }) => name.trim() === '');
  if (nameless >= 0) return fault('matchers', 'Name the label that this condition is about.', nameless);
  const compiled = compileMatchers(matchers);
  if (!compiled.ok) return fault('matchers', compiled.error.message, compiled.error.index);
  const asks = matchers.some((matcher) => {
    const alone = compileMatchers([matcher]);
    return alone.ok && !alone.value(labelsOf({}));
  });
  return asks
    ? ok(matchers)
    : fault('matchers', 'These conditions also meet alerts without these labels, which is everything.');
}

/** Checks a silence: the form on screen and the core ask the same questions. Texts come back trimmed. */
export function checkSilence(request: SilenceRequest, nowMs: number): Result<SilenceRequest, SilenceFault> {
  const matchers = checkMatchers(request.matchers);
  if (!matchers.ok) return matchers;
  const times = checkTimes(request.startsAtMs, request.endsAtMs, nowMs);
  if (!times.ok) return times;
  const signed = checkSigned(request, true);
  if (!signed.ok) return signed;
  return ok({ ...request, ...signed.value });
}

/** Checks from when until when. */
export function checkTimes(startsAtMs: number, endsAtMs: number, nowMs: number): Result<null, SilenceFault> {
  if (startsAtMs > nowMs + MAX_SILENCE_AHEAD_MS) return fault('startsAtMs', 'Begin within 90 days.');
  if (endsAtMs <= Math.max(nowMs, startsAtMs)) return fault('endsAtMs', 'The end must lie ahead.');
  if (endsAtMs - Math.max(nowMs, startsAtMs) > MAX_SILENCE_MS)
    return fault('endsAtMs', 'A silence may last 90 days at most.');
  return ok(null);
}
