import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import type { ExpositionFormat } from './exposition-format.ts';
import { isMetricType, type MetricType } from './metric-family.ts';

/** What a line that begins with `#` says. `flaw`: what the format forbids although the line can be understood. */
export type CommentLine =
  | { readonly kind: 'type'; readonly name: string; readonly type: MetricType; readonly flaw: string | null }
  | { readonly kind: 'help'; readonly name: string; readonly flaw: string | null }
  | { readonly kind: 'unit'; readonly name: string; readonly unit: string }
  | { readonly kind: 'eof' }
  | { readonly kind: 'other' };

const plainName = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const quotedName = '"(?:[^"\\\\\\n]|\\\\.)*"';
const anyName = `(${plainName}|${quotedName})`;
const openMetricsLine = new RegExp(`^# (TYPE|HELP|UNIT) ${anyName} (.*)$`, 's');
const textKeyword = /^#[ \t]*(HELP|TYPE)[ \t]+(.*)$/s;
const textRest = new RegExp(`^${anyName}(?:[ \\t]+(.*))?$`, 's');

const nameOf = (text: string): string =>
  text.startsWith('"') ? text.slice(1, -1).replaceAll(/\\(.)/g, '$1') : text;

/**
 * Reads one comment line. Pure; never throws.
 * @param line the line without its newline; begins with `#`, after blanks in the text format
 * @returns the error is half a sentence that may follow "line 7: "
 */
export function parseCommentLine(line: string, format: ExpositionFormat): Result<CommentLine, string> {
  return format === 'openmetrics' ? openMetricsComment(line) : textComment(line);
}

function openMetricsComment(line: string): Result<CommentLine, string> {
  if (line === '# EOF') return ok({ kind: 'eof' });
  const match = openMetricsLine.exec(line);
  if (match === null) return err('OpenMetrics allows only TYPE, HELP, UNIT and EOF after "#"');
  const [, keyword, rawName, rest] = match as unknown as readonly [string, string, string, string];
  const name = nameOf(rawName);
  if (keyword === 'HELP') return ok({ kind: 'help', name, flaw: null });
  if (keyword === 'UNIT') return ok({ kind: 'unit', name, unit: rest });
  if (!isMetricType(rest)) return err(`"${rest.slice(0, 40)}" is not a type of metric`);
  return ok({ kind: 'type', name, type: rest, flaw: null });
}

function textComment(line: string): Result<CommentLine, string> {
  const keyword = textKeyword.exec(line.replace(/^[ \t]+/, ''));
  if (keyword === null) return ok({ kind: 'other' });
  const [, word, afterKeyword] = keyword as unknown as readonly [string, string, string];
  if (afterKeyword === '') return ok({ kind: 'other' });
  const match = textRest.exec(afterKeyword);
  if (match === null) return err(`${word} is not followed by a metric name`);
  const [, rawName, rest] = match as unknown as readonly [string, string, string | undefined];
  // A name alone says nothing, and is no mistake.
  if (rest === undefined || rest === '') return ok({ kind: 'other' });
  const name = nameOf(rawName);
  if (word === 'HELP') return ok({ kind: 'help', name, flaw: escapeFlaw(rest) });
  const type = rest.trim().toLowerCase();
  if (type === 'untyped') return ok({ kind: 'type', name, type: 'unknown', flaw: blankFlaw(rest) });
  if (!isMetricType(type)) return err(`"${rest.slice(0, 40)}" is not a type of metric`);
  const flaw = textTypes.has(type) ? blankFlaw(rest) : `the type ${type} does not exist in the text format`;
  return ok({ kind: 'type', name, type, flaw });
}

const textTypes: ReadonlySet<MetricType> = new Set<MetricType>(['counter', 'gauge', 'summary', 'histogram']);

const blankFlaw = (rest: string): string | null =>
  rest === rest.trim() ? null : 'there are blanks at the end';

/** `\\` and `\n` are the only escapes of a HELP text. */
function escapeFlaw(text: string): string | null {
  const wrong = /^(?:[^\\]|\\[\\n])*/s.exec(text)![0].length;
  return wrong === text.length ? null : `"${text.slice(wrong, wrong + 2)}" is not an escape sequence`;
}
