import { RE2JS, RE2JSSyntaxException } from 're2js';
import { err, ok, type Result } from './result.ts';

/** Longest expression that is read; nothing a person types comes near it. */
export const MAX_REGEX_CHARS = 4_000;
/** Answers kept per expression: labels have few values, and ten thousand alerts ask for the same ones. */
const MAX_REMEMBERED = 2_000;

/** What is wrong with an expression, and where: `at` counts characters from its beginning. */
export interface RegexFault {
  readonly message: string;
  readonly at: number;
}

/**
 * Compiles an expression to a test of whole texts, anchored at both ends as Alertmanager does it. RE2 is what Prometheus
 * and Alertmanager read expressions with: the same syntax, and time in proportion to the text whatever the expression.
 */
export function compileRegex(source: string): Result<(text: string) => boolean, RegexFault> {
  if (source.length > MAX_REGEX_CHARS)
    return err({ message: `An expression can have ${MAX_REGEX_CHARS} characters.`, at: MAX_REGEX_CHARS });
  let regex: RE2JS;
  try {
    regex = RE2JS.compile(source);
  } catch (error) {
    if (error instanceof RE2JSSyntaxException) return err(faultOf(error, source));
    throw error;
  }
  const remembered = new Map<string, boolean>();
  return ok((text) => {
    const known = remembered.get(text);
    if (known !== undefined) return known;
    const answer = regex.testExact(text);
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(text, answer);
    return answer;
  });
}

/** RE2's errors in words a person can act on. */
const words: Readonly<Record<string, string>> = {
  'missing closing )': 'A ( is not closed.',
  'unexpected )': 'There is a ) without its (.',
  'missing closing ]': 'The [ is not closed.',
  'missing argument to repetition operator': 'There is nothing before the repetition that it could repeat.',
  'invalid nested repetition operator': 'A repetition cannot be repeated without brackets.',
  'invalid or unsupported Perl syntax': 'Look around and the like are not possible here.',
  'invalid escape sequence': 'This has no meaning after a backslash.',
  'trailing backslash at end of expression': 'The backslash has nothing to escape.',
  'invalid character class range': 'This is not a known kind or range of characters.',
  'invalid repeat count': 'A repetition goes from less to more, and to 1000 at most.',
  'duplicate capture group name': 'Two groups have the same name.',
};

function faultOf(error: RE2JSSyntaxException, source: string): RegexFault {
  const part = error.getPattern();
  const at = part === null ? source.length - 1 : source.indexOf(part);
  return {
    message: words[error.getDescription()] ?? `This cannot be read: ${error.getDescription()}.`,
    at: Math.max(0, at),
  };
}
