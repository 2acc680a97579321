/** What stands in the place of a secret. */
export const MASK = '••••';

/** Anything shorter would take ordinary words out of texts, and is no secret worth the name. */
const MIN_MASKED_CHARS = 4;

/** The oldest are forgotten beyond this: rotation, not configuration, makes so many. */
const MAX_FORMS = 1_024;

/** Takes known secrets out of texts. Bounded in what it remembers. */
export interface SecretMask {
  /** Remembers a secret in every form it may travel in; one shorter than four characters is not taken out. */
  learn(secret: string): void;
  mask(text: string): string;
}

/** @returns a mask that knows nothing yet */
export function createSecretMask(): SecretMask {
  const forms = new Set<string>();
  let pattern: RegExp | null = null;

  return {
    learn(secret) {
      for (const form of formsOf(secret)) {
        // Named anew, it moves to the end: the set forgets what was not used for longest.
        const known = forms.delete(form);
        forms.add(form);
        if (!known) pattern = null;
      }
      for (const oldest of forms) {
        if (forms.size <= MAX_FORMS) break;
        forms.delete(oldest);
      }
    },
    mask(text) {
      if (forms.size === 0) return text;
      // The longest first, so that a secret that begins like another one is taken out whole.
      pattern ??= new RegExp([...forms].toSorted((a, b) => b.length - a.length).join('|'), 'g');
      return text.replaceAll(pattern, MASK);
    },
  };
}

/** Characters that no encoding of text changes. */
const unchanged = /^[A-Za-z0-9]$/;

const entityNames: ReadonlyMap<string, string> = new Map([
  ['&', 'amp'],
  ['<', 'lt'],
  ['>', 'gt'],
  ['"', 'quot'],
  ["'", 'apos'],
]);

/** One character as addresses, forms, JSON, HTML and XML write it; encoders differ on which ones they touch. */
function characterPattern(character: string): string {
  if (unchanged.test(character)) return character;
  const bytes = [...Buffer.from(character, 'utf8')];
  const units = [...Array(character.length).keys()].map((index) => character.charCodeAt(index));
  const name = entityNames.get(character);
  const ways = [
    // JSON and most programming languages put a backslash before a quote, a backslash or a slash;
    // text within text within text has seven. Unbounded, a text of backslashes would take for ever.
    `${'"\'\\/'.includes(character) ? '\\\\{0,7}' : ''}${escaped(character)}`,
    bytes.map((byte) => `%${hexPattern(byte, 2)}`).join(''),
    units.map((unit) => `\\\\u${hexPattern(unit, 4)}`).join(''),
    `&#0*${character.codePointAt(0)};`,
    `&#[xX]0*${hexPattern(character.codePointAt(0) ?? 0, 1)};`,
    ...(character === ' ' ? ['\\+'] : []),
    ...(name === undefined ? [] : [`&${name};`]),
  ];
  return `(?:${ways.join('|')})`;
}

/** A number in hexadecimal, in capitals or not. */
function hexPattern(value: number, digits: number): string {
  return value
    .toString(16)
    .padStart(digits, '0')
    .replaceAll(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);

/** Patterns for a secret as text in any encoding, and as base64, also within a longer base64 text. */
function formsOf(secret: string): readonly string[] {
  if (secret.length < MIN_MASKED_CHARS) return [];
  return [[...secret].map(characterPattern).join(''), ...base64Cores(Buffer.from(secret, 'utf8'))];
}

/**
 * Base64 of a secret that stands anywhere in a longer text, such as the password in `user:password`: three
 * bytes become four characters, so the same secret is written in three ways, depending on where it begins.
 * Only the characters that its bytes alone decide are taken; both alphabets (RFC 4648, 4 and 5).
 */
function base64Cores(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const firstOwn = Math.ceil((before * 8) / 6);
    const endOwn = Math.floor(((before + bytes.byteLength) * 8) / 6);
    const core = encoded.slice(firstOwn, endOwn);
    if (core.length < MIN_MASKED_CHARS) return [];
    return [core.replaceAll('+', '[+-]').replaceAll('/', '[/_]')];
  });
}
