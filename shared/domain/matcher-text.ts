import { compileMatchers, type Matcher } from './matchers.ts';
import { err, ok, type Result } from './result.ts';

/** Longest text of matchers that is read. */
export const MAX_MATCHERS_CHARS = 8_000;

/** What is wrong with a text of matchers, and where in it. */
export interface MatcherTextFault {
  readonly message: string;
  readonly at: number;
}

/** Characters that end an unquoted name, as in Alertmanager's UTF-8 matchers. */
const RESERVED = '{}!=~,\\"\'`';

/** True when a text means to be matchers, right or wrong, and not words to look for. */
export function meansMatchers(text: string): boolean {
  return /^\s*(?:\{|(?:"(?:[^"\\]|\\.)*"|[^\s{}!=~,\\"'`]+)\s*(?:=~?|!=|!~))/.test(text);
}

/**
 * Reads matchers as Alertmanager and amtool write them: `severity="critical", region=~eu-.*`, in braces or not, values
 * quoted or not. Expressions are checked as well.
 */
export function parseMatchers(text: string): Result<readonly Matcher[], MatcherTextFault> {
  if (text.length > MAX_MATCHERS_CHARS)
    return err({
      message: `The filter is longer than ${MAX_MATCHERS_CHARS} characters.`,
      at: MAX_MATCHERS_CHARS,
    });
  const reader = new Reader(text);
  const matchers: Matcher[] = [];
  const valueStarts: number[] = [];
  reader.skipSpace();
  const isBraced = reader.take('{');
  for (;;) {
    reader.skipSpace();
    if (reader.isAtEnd(isBraced)) break;
    const found = reader.matcher(isBraced);
    if (!found.ok) return found;
    matchers.push(found.value.matcher);
    valueStarts.push(found.value.valueAt);
    reader.skipSpace();
    if (reader.take(',')) continue;
    if (!reader.isAtEnd(isBraced))
      return err({ message: 'Write a comma between two conditions.', at: reader.at });
    break;
  }
  if (isBraced && !reader.take('}')) return err({ message: 'The { is not closed.', at: text.length });
  reader.skipSpace();
  if (!reader.isAtEnd(false))
    return err({ message: 'There is something after the last condition.', at: reader.at });
  const checked = compileMatchers(matchers);
  if (checked.ok) return ok(matchers);
  const { message, at, index } = checked.error;
  return err({ message, at: Math.min(text.length, valueStarts[index]! + at) });
}

class Reader {
  readonly #text: string;
  at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  skipSpace(): void {
    while (/\s/.test(this.#text[this.at] ?? '')) this.at += 1;
  }

  take(char: string): boolean {
    if (!this.#text.startsWith(char, this.at)) return false;
    this.at += char.length;
    return true;
  }

  isAtEnd(isBraced: boolean): boolean {
    return this.at >= this.#text.length || (isBraced && this.#text[this.at] === '}');
  }

  matcher(
    isBraced: boolean,
  ): Result<{ readonly matcher: Matcher; readonly valueAt: number }, MatcherTextFault> {
    const begun = this.at;
    const name = this.#text[this.at] === '"' ? this.#quoted() : ok(this.#bareName());
    if (!name.ok) return name;
    if (name.value === '') return err({ message: 'A condition begins with the name of a label.', at: begun });
    this.skipSpace();
    const operator = (['=~', '!~', '!=', '='] as const).find((one) => this.take(one));
    if (operator === undefined)
      return err({ message: `Write =, !=, =~ or !~ after ${name.value}.`, at: this.at });
    this.skipSpace();
    const isQuoted = this.#text[this.at] === '"';
    const valueAt = this.at + (isQuoted ? 1 : 0);
    const value = isQuoted ? this.#quoted() : this.#bareValue(isBraced);
    if (!value.ok) return value;
    return ok({ matcher: { name: name.value, operator, value: value.value }, valueAt });
  }

  #bareName(): string {
    const begun = this.at;
    while (
      this.at < this.#text.length &&
      !/\s/.test(this.#text[this.at]!) &&
      !RESERVED.includes(this.#text[this.at]!)
    )
      this.at += 1;
    return this.#text.slice(begun, this.at);
  }

  /** Goes on to the next comma; spaces around it do not belong to it. */
  #bareValue(isBraced: boolean): Result<string, MatcherTextFault> {
    const begun = this.at;
    const rest = this.#text.slice(begun);
    const comma = rest.indexOf(',');
    let value = comma < 0 ? rest : rest.slice(0, comma);
    if (isBraced && comma < 0 && value.trimEnd().endsWith('}'))
      value = value.slice(0, value.lastIndexOf('}'));
    const quote = value.search(/(?<!\\)"/);
    if (quote >= 0) return err({ message: 'A value that holds " must be put in quotes.', at: begun + quote });
    this.at = begun + value.length;
    return unescaped(value.trim(), begun);
  }

  #quoted(): Result<string, MatcherTextFault> {
    const begun = this.at;
    this.at += 1;
    const from = this.at;
    for (; this.at < this.#text.length; this.at += 1) {
      const char = this.#text[this.at];
      if (char === '\\') this.at += 1;
      else if (char === '"') {
        this.at += 1;
        return unescaped(this.#text.slice(from, this.at - 1), from);
      }
    }
    return err({ message: 'The quotes are not closed.', at: begun });
  }
}

/** A backslash before anything but n, " and \ stays, so that expressions need not write it twice. */
function unescaped(text: string, at: number): Result<string, MatcherTextFault> {
  if (/(?:^|[^\\])(?:\\\\)*\\$/.test(text))
    return err({ message: 'The backslash at the end has nothing to escape.', at: at + text.length - 1 });
  return ok(text.replace(/\\([n"\\])/g, (_, char: string) => (char === 'n' ? '\n' : char)));
}

/** A matcher as text that Alertmanager, amtool and parseMatchers read back as the same. */
export function formatMatcher({ name, operator, value }: Matcher): string {
  return `${/^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(name) ? name : quoted(name)}${operator}${quoted(value)}`;
}

function quoted(text: string): string {
  return `"${text.replace(/["\\\n]/g, (char) => (char === '\n' ? '\\n' : `\\${char}`))}"`;
}
