import { err, ok, type Result } from './result.ts';

/** Longest expression that is read; nothing a person types comes near it. */
export const MAX_REGEX_CHARS = 4_000;
/** Groups within groups; RE2 refuses at 1000, nobody needs ten. */
const MAX_DEPTH = 100;
/** As in RE2: `{n,m}` may repeat at most this often. */
const MAX_REPEAT = 1_000;

export type Assertion = 'start' | 'end' | 'lineStart' | 'lineEnd' | 'word' | 'notWord';

/** An expression as a tree. */
export type RegexNode =
  | { readonly kind: 'empty' }
  | { readonly kind: 'one'; readonly accepts: (codePoint: number) => boolean }
  | { readonly kind: 'assert'; readonly assertion: Assertion }
  | { readonly kind: 'concat'; readonly parts: readonly RegexNode[] }
  | { readonly kind: 'either'; readonly parts: readonly RegexNode[] }
  | { readonly kind: 'repeat'; readonly part: RegexNode; readonly min: number; readonly max: number | null };

/** What is wrong with an expression, and where: `at` counts characters from its beginning. */
export interface RegexFault {
  readonly message: string;
  readonly at: number;
}

interface Flags {
  readonly ignoreCase: boolean;
  readonly dotAll: boolean;
  readonly multiLine: boolean;
}

/** Thrown inside the parser only. */
class Refused extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

/**
 * Reads an expression in the syntax of RE2, which Prometheus and Alertmanager use: no back references and no look
 * around, so that it can be matched in linear time.
 * https://github.com/google/re2/wiki/Syntax
 */
export function parseRegex(source: string): Result<RegexNode, RegexFault> {
  if (source.length > MAX_REGEX_CHARS)
    return err({
      message: `The expression is longer than ${MAX_REGEX_CHARS} characters.`,
      at: MAX_REGEX_CHARS,
    });
  try {
    return ok(new Parser(source).parse());
  } catch (error) {
    if (error instanceof Refused) return err({ message: error.message, at: error.at });
    throw error;
  }
}

class Parser {
  readonly #source: string;
  #at = 0;
  #depth = 0;
  #flags: Flags = { ignoreCase: false, dotAll: false, multiLine: false };

  constructor(source: string) {
    this.#source = source;
  }

  parse(): RegexNode {
    const node = this.#alternatives();
    if (this.#at < this.#source.length) throw new Refused('There is a ) without its (.', this.#at);
    return node;
  }

  #alternatives(): RegexNode {
    const parts = [this.#sequence()];
    while (this.#take('|')) parts.push(this.#sequence());
    return parts.length === 1 ? parts[0]! : { kind: 'either', parts };
  }

  #sequence(): RegexNode {
    const parts: RegexNode[] = [];
    while (this.#at < this.#source.length && !'|)'.includes(this.#source[this.#at]!)) {
      if (this.#take('\\Q')) {
        const end = this.#source.indexOf('\\E', this.#at);
        const text = this.#source.slice(this.#at, end < 0 ? undefined : end);
        this.#at = end < 0 ? this.#source.length : end + 2;
        for (const char of text) parts.push(this.#literal(char.codePointAt(0)!));
        continue;
      }
      parts.push(this.#repeated(this.#atom()));
    }
    return parts.length === 1
      ? parts[0]!
      : parts.length === 0
        ? { kind: 'empty' }
        : { kind: 'concat', parts };
  }

  #repeated(part: RegexNode): RegexNode {
    const bounds = this.#quantifier();
    if (bounds === null) return part;
    // A lazy repetition matches the same texts: only which part of a text it takes would differ.
    this.#take('?');
    const again = this.#at;
    if (this.#quantifier() !== null)
      throw new Refused('A repetition cannot be repeated without brackets.', again);
    return { kind: 'repeat', part, ...bounds };
  }

  #quantifier(): { min: number; max: number | null } | null {
    if (this.#take('*')) return { min: 0, max: null };
    if (this.#take('+')) return { min: 1, max: null };
    if (this.#take('?')) return { min: 0, max: 1 };
    const found = /^\{(\d+)(,(\d*))?\}/.exec(this.#source.slice(this.#at, this.#at + 24));
    if (found === null) return null;
    const min = Number(found[1]);
    const max = found[2] === undefined ? min : found[3] === '' ? null : Number(found[3]);
    if (min > MAX_REPEAT || (max ?? 0) > MAX_REPEAT)
      throw new Refused(`A repetition can go up to ${MAX_REPEAT}.`, this.#at);
    if (max !== null && max < min) throw new Refused('The repetition ends below its start.', this.#at);
    this.#at += found[0].length;
    return { min, max };
  }

  #atom(): RegexNode {
    const begun = this.#at;
    const codePoint = this.#next();
    switch (String.fromCodePoint(codePoint)) {
      case '(':
        return this.#group(begun);
      case '[':
        return { kind: 'one', accepts: this.#class(begun) };
      case '.': {
        const { dotAll } = this.#flags;
        return { kind: 'one', accepts: (code) => dotAll || code !== NEW_LINE };
      }
      case '^':
        return { kind: 'assert', assertion: this.#flags.multiLine ? 'lineStart' : 'start' };
      case '$':
        return { kind: 'assert', assertion: this.#flags.multiLine ? 'lineEnd' : 'end' };
      case '\\':
        return this.#escape(begun);
      case '*':
      case '+':
      case '?':
        throw new Refused('There is nothing before the repetition that it could repeat.', begun);
      default:
        return this.#literal(codePoint);
    }
  }

  #group(begun: number): RegexNode {
    if (++this.#depth > MAX_DEPTH) throw new Refused('The brackets are nested too deeply.', begun);
    const outer = this.#flags;
    if (this.#source[this.#at] === '?') {
      const name = /^\?P?<[A-Za-z0-9_]+>/.exec(this.#source.slice(this.#at, this.#at + 80));
      const flags = /^\?([ismU]*)(-[ismU]+)?([:)])/.exec(this.#source.slice(this.#at, this.#at + 16));
      if (name !== null) this.#at += name[0].length;
      else if (flags !== null) {
        this.#at += flags[0].length;
        this.#flags = flagsWith(outer, flags[1]!, flags[2] ?? '');
        if (flags[3] === ')') {
          this.#depth -= 1;
          return { kind: 'empty' };
        }
      } else throw new Refused('Look around and the like are not possible here.', begun);
    }
    const node = this.#alternatives();
    if (!this.#take(')')) throw new Refused('The ( is not closed.', begun);
    this.#flags = outer;
    this.#depth -= 1;
    return node;
  }

  #escape(begun: number): RegexNode {
    const assertion = assertions[this.#source[this.#at] ?? ''];
    if (assertion !== undefined) {
      this.#at += 1;
      return { kind: 'assert', assertion };
    }
    const set = this.#escapedSet(begun);
    if (set !== null) return { kind: 'one', accepts: set };
    return this.#literal(this.#escapedCharacter(begun));
  }

  /** `\d`, `\pL` and the like, after the backslash; null for anything else. */
  #escapedSet(begun: number): ((codePoint: number) => boolean) | null {
    const letter = this.#source[this.#at] ?? '';
    const known = sets[letter.toLowerCase()];
    if (known !== undefined) {
      this.#at += 1;
      return letter === letter.toLowerCase() ? known : (code) => !known(code);
    }
    const property = /^[pP](?:\{(\^?)([A-Za-z_]+)\}|([A-Z]))/.exec(
      this.#source.slice(this.#at, this.#at + 48),
    );
    if (property === null) return null;
    this.#at += property[0].length;
    const test = unicodeTest(property[2] ?? property[3]!);
    if (test === null) throw new Refused(`\\${property[0]} is not a known kind of character.`, begun);
    const isNegated = (letter === 'P') !== (property[1] === '^');
    return isNegated ? (code) => !test(code) : test;
  }

  /** One character that was written with a backslash. */
  #escapedCharacter(begun: number): number {
    if (this.#at >= this.#source.length) throw new Refused('The backslash has nothing to escape.', begun);
    const hex = /^x(?:([0-9A-Fa-f]{2})|\{([0-9A-Fa-f]{1,6})\})/.exec(
      this.#source.slice(this.#at, this.#at + 10),
    );
    const code = hex === null ? 0 : Number.parseInt(hex[1] ?? hex[2]!, 16);
    if (hex !== null && code <= 0x10_ff_ff) {
      this.#at += hex[0].length;
      return code;
    }
    const octal = /^(0[0-7]{0,2}|[1-7][0-7]{1,2})/.exec(this.#source.slice(this.#at, this.#at + 3));
    if (octal !== null) {
      this.#at += octal[0].length;
      return Number.parseInt(octal[0], 8);
    }
    const char = String.fromCodePoint(this.#next());
    const control = controls[char];
    if (control !== undefined) return control;
    if (/[A-Za-z0-9]/.test(char) || char.codePointAt(0)! > 0x7f)
      throw new Refused(
        /[1-9]/.test(char) ? 'Back references are not possible here.' : `\\${char} has no meaning.`,
        begun,
      );
    return char.codePointAt(0)!;
  }

  /** `[a-z]`, after its bracket. */
  #class(begun: number): (codePoint: number) => boolean {
    const isNegated = this.#take('^');
    const tests: ((codePoint: number) => boolean)[] = [];
    let isFirst = true;
    while (isFirst || this.#source[this.#at] !== ']') {
      if (this.#at >= this.#source.length) throw new Refused('The [ is not closed.', begun);
      isFirst = false;
      const posix = /^\[:(\^?)([a-z]+):\]/.exec(this.#source.slice(this.#at, this.#at + 16));
      if (posix !== null) {
        const test = posixClasses[posix[2]!];
        if (test === undefined) throw new Refused(`${posix[0]} is not a known kind of character.`, this.#at);
        this.#at += posix[0].length;
        tests.push(posix[1] === '^' ? (code) => !test(code) : test);
        continue;
      }
      tests.push(this.#classItem());
    }
    this.#at += 1;
    const { ignoreCase } = this.#flags;
    const any = (code: number): boolean => tests.some((test) => test(code));
    const accepts = ignoreCase ? (code: number): boolean => caseVariants(code).some(any) : any;
    return isNegated ? (code) => !accepts(code) : accepts;
  }

  #classItem(): (codePoint: number) => boolean {
    const begun = this.#at;
    const set = this.#take('\\') ? this.#escapedSet(begun) : null;
    if (set !== null) return set;
    const low = this.#at > begun ? this.#escapedCharacter(begun) : this.#next();
    if (this.#source[this.#at] !== '-' || [']', undefined].includes(this.#source[this.#at + 1]))
      return (code) => code === low;
    this.#at += 1;
    const high = this.#take('\\') ? this.#escapedCharacter(this.#at - 1) : this.#next();
    if (high < low) throw new Refused('The range of characters ends before it starts.', begun);
    return (code) => code >= low && code <= high;
  }

  #literal(wanted: number): RegexNode {
    if (!this.#flags.ignoreCase) return { kind: 'one', accepts: (code) => code === wanted };
    const variants = caseVariants(wanted);
    return { kind: 'one', accepts: (code) => variants.includes(code) };
  }

  #take(text: string): boolean {
    if (!this.#source.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #next(): number {
    const codePoint = this.#source.codePointAt(this.#at);
    if (codePoint === undefined) throw new Refused('The expression ends too early.', this.#at);
    this.#at += codePoint > 0xff_ff ? 2 : 1;
    return codePoint;
  }
}

const NEW_LINE = 0x0a;

const assertions: Readonly<Record<string, Assertion>> = { A: 'start', z: 'end', b: 'word', B: 'notWord' };

const controls: Readonly<Record<string, number>> = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 };

const isBetween = (code: number, from: string, to: string): boolean =>
  code >= from.charCodeAt(0) && code <= to.charCodeAt(0);
const isDigit = (code: number): boolean => isBetween(code, '0', '9');
const isLower = (code: number): boolean => isBetween(code, 'a', 'z');
const isUpper = (code: number): boolean => isBetween(code, 'A', 'Z');
const isAlpha = (code: number): boolean => isLower(code) || isUpper(code);

/** A character of a word, in RE2 ASCII only. */
export const isWordCharacter = (code: number): boolean => isAlpha(code) || isDigit(code) || code === 0x5f;
const isSpace = (code: number): boolean =>
  code === 9 || code === 10 || code === 12 || code === 13 || code === 32;

const sets: Readonly<Record<string, (codePoint: number) => boolean>> = {
  d: isDigit,
  s: isSpace,
  w: isWordCharacter,
};

const posixClasses: Readonly<Record<string, (codePoint: number) => boolean>> = {
  alnum: (code) => isAlpha(code) || isDigit(code),
  alpha: isAlpha,
  ascii: (code) => code <= 0x7f,
  blank: (code) => code === 9 || code === 32,
  cntrl: (code) => code <= 0x1f || code === 0x7f,
  digit: isDigit,
  graph: (code) => code > 0x20 && code < 0x7f,
  lower: isLower,
  print: (code) => code >= 0x20 && code < 0x7f,
  punct: (code) => code > 0x20 && code < 0x7f && !isAlpha(code) && !isDigit(code),
  space: (code) => isSpace(code) || code === 11,
  upper: isUpper,
  word: isWordCharacter,
  xdigit: (code) => isDigit(code) || isBetween(code, 'a', 'f') || isBetween(code, 'A', 'F'),
};

/** A test for one of Unicode's categories or scripts; null when there is none of that name. */
function unicodeTest(name: string): ((codePoint: number) => boolean) | null {
  for (const property of [name, `Script=${name}`])
    try {
      const one = new RegExp(`^\\p{${property}}$`, 'u');
      return (code) => one.test(String.fromCodePoint(code));
    } catch {
      // Not a property of that kind.
    }
  return null;
}

/** The character itself, and as it is in the other case. */
function caseVariants(code: number): readonly number[] {
  const char = String.fromCodePoint(code);
  return [code, char.toLowerCase().codePointAt(0)!, char.toUpperCase().codePointAt(0)!];
}

function flagsWith(flags: Flags, on: string, off: string): Flags {
  const value = (letter: string, before: boolean): boolean =>
    off.includes(letter) ? false : on.includes(letter) || before;
  return {
    ignoreCase: value('i', flags.ignoreCase),
    dotAll: value('s', flags.dotAll),
    multiLine: value('m', flags.multiLine),
  };
}
