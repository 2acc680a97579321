import { ownCopy } from './own-copy.ts';

/** Most annotations kept of one alert, by the words Vigil reads itself first, then as the source lists them. */
export const MAX_ANNOTATIONS = 32;
/** Longest text of one annotation; longer ones are cut and end in an ellipsis. */
export const MAX_ANNOTATION_CHARS = 4_096;
/** Longest name of one; an annotation called by a longer one is left out, for a cut name is another name. */
export const MAX_ANNOTATION_NAME_CHARS = 256;
/** Most characters of all annotations of one alert together: ten thousand alerts come at once. */
export const MAX_ALERT_ANNOTATION_CHARS = 16_384;

/** What a row of the feed is made of comes before everything else. */
const READ_BY_VIGIL = ['title', 'summary', 'description', 'runbook_url', 'runbook'];

/** Annotations that fit, and how many do not. */
export interface BoundedAnnotations {
  readonly annotations: Readonly<Record<string, string>>;
  readonly leftOut: number;
}

/**
 * The annotations of one alert within the limits above; the same object where it is within them, as almost all are.
 * A text that is too long ends in an ellipsis, and so does the last one that finds room.
 */
export function boundedAnnotations(told: Readonly<Record<string, string>>): BoundedAnnotations {
  const names = Object.keys(told);
  if (isWithin(told, names)) return { annotations: told, leftOut: 0 };
  const kept: [string, string][] = [];
  let room = MAX_ALERT_ANNOTATION_CHARS;
  const first = READ_BY_VIGIL.filter((name) => Object.hasOwn(told, name));
  for (const name of [...first, ...names.filter((one) => !READ_BY_VIGIL.includes(one))]) {
    if (kept.length >= MAX_ANNOTATIONS || name.length > MAX_ANNOTATION_NAME_CHARS) continue;
    const left = room - name.length;
    if (left <= 0) continue;
    const text = cut(told[name] ?? '', Math.min(MAX_ANNOTATION_CHARS, left));
    room = left - text.length;
    kept.push([name, text]);
  }
  // fromEntries defines own properties: an annotation called __proto__ is only an annotation.
  return { annotations: Object.fromEntries(kept), leftOut: names.length - kept.length };
}

function isWithin(told: Readonly<Record<string, string>>, names: readonly string[]): boolean {
  if (names.length > MAX_ANNOTATIONS) return false;
  let chars = 0;
  for (const name of names) {
    const { length } = told[name] ?? '';
    if (length > MAX_ANNOTATION_CHARS || name.length > MAX_ANNOTATION_NAME_CHARS) return false;
    chars += name.length + length;
  }
  return chars <= MAX_ALERT_ANNOTATION_CHARS;
}

/** Cut before the character that does not fit, never within one. */
function cut(text: string, chars: number): string {
  if (text.length <= chars) return text;
  const end = chars - 1;
  const isHalf = /[\uD800-\uDBFF]/.test(text.charAt(end - 1));
  return ownCopy(`${text.slice(0, isHalf ? end - 1 : end)}…`);
}
