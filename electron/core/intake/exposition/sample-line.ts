import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import type { ExpositionFormat } from './exposition-format.ts';
import { finiteNumber, sampleNumber } from './number-text.ts';

/** One sample as its line says it. */
export interface SampleLine {
  readonly name: string;
  /** A Map: label names are a stranger's. */
  readonly labels: ReadonlyMap<string, string>;
  /** Where the value begins, in characters: what stands before it names the series. */
  readonly valueStart: number;
  readonly value: number;
  /** The line's own time, epoch milliseconds; null when it has none. */
  readonly atMs: number | null;
  readonly exemplar: Exemplar | null;
  /** What the format forbids although the line can be understood. */
  readonly flaw: string | null;
}

/** An example of what was counted. Read to check the line; Vigil has no use for it otherwise. */
export interface Exemplar {
  readonly value: number;
  /** Code points of all label names and values together. */
  readonly labelChars: number;
}

/**
 * Text that cannot be read further; caught in this file only. No Error: writing down the stack for every line of a page
 * that is no exposition would take ten times as long as reading it.
 */
class Unreadable {
  readonly sentence: string;

  constructor(sentence: string) {
    this.sentence = sentence;
  }
}

const fail = (sentence: string): never => {
  throw new Unreadable(sentence);
};

/** Longest part of a line repeated in a sentence. */
const MAX_QUOTED_CHARS = 60;
const quoted = (text: string): string =>
  `"${text.length > MAX_QUOTED_CHARS ? `${text.slice(0, MAX_QUOTED_CHARS)}…` : text}"`;

const isNameStart = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const MAX_INT64 = 2 ** 63 - 1;
const SPACE = 32;
const TAB = 9;
const QUOTE = 34;
const BACKSLASH = 92;

/** Reads one line from left to right. */
class Cursor {
  readonly text: string;
  readonly format: ExpositionFormat;
  at = 0;

  constructor(text: string, format: ExpositionFormat) {
    this.text = text;
    this.format = format;
  }

  peek(): string {
    return this.text.charAt(this.at);
  }

  /** Blanks and tabs where the text format allows any number of them; OpenMetrics allows none there. */
  skipBlanks(): void {
    if (this.format === 'openmetrics') return;
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== SPACE && code !== TAB) return;
      this.at += 1;
    }
  }

  /** The separator between two parts of a sample. */
  gap(what: string): void {
    if (this.format === 'text') return this.skipBlanks();
    if (this.peek() !== ' ') fail(`expected one space before ${what}`);
    this.at += 1;
  }

  word(): string {
    const from = this.at;
    for (; this.at < this.text.length; this.at += 1) {
      const code = this.text.charCodeAt(this.at);
      if (code === SPACE || (code === TAB && this.format === 'text')) break;
    }
    return this.text.slice(from, this.at);
  }

  name(withColons: boolean): string {
    const from = this.at;
    for (; this.at < this.text.length; this.at += 1) {
      const code = this.text.charCodeAt(this.at);
      if (isNameStart(code) || (withColons && code === 58) || (this.at > from && isDigit(code))) continue;
      break;
    }
    return this.text.slice(from, this.at);
  }

  quotedText(): string {
    const { text } = this;
    this.at += 1;
    let from = this.at;
    let value = '';
    for (;;) {
      if (this.at >= text.length) fail('a quoted text is not closed');
      const code = text.charCodeAt(this.at);
      if (code === QUOTE) break;
      if (code !== BACKSLASH) {
        this.at += 1;
        continue;
      }
      const escaped = text.charAt(this.at + 1);
      if (escaped === '') fail('a quoted text is not closed');
      value += text.slice(from, this.at);
      if (escaped === 'n') value += '\n';
      else if (escaped === '"' || escaped === '\\') value += escaped;
      // OpenMetrics keeps what it does not know; the text format refuses it.
      else if (this.format === 'openmetrics') value += `\\${escaped}`;
      else fail(`"\\${escaped}" is not an escape sequence`);
      this.at += 2;
      from = this.at;
    }
    value += text.slice(from, this.at);
    this.at += 1;
    return value;
  }
}

/** What stands in braces. A quoted text without a value is the metric's name (UTF-8 names, Prometheus 3). */
function readBraces(cursor: Cursor, labels: Map<string, string>, outerName: string): string {
  let name = outerName;
  cursor.at += 1;
  cursor.skipBlanks();
  if (cursor.peek() === '}') {
    cursor.at += 1;
    return name;
  }
  for (;;) {
    const isQuoted = cursor.peek() === '"';
    const label = isQuoted ? cursor.quotedText() : cursor.name(false);
    if (label === '') fail(`expected a label name at ${quoted(cursor.text.slice(cursor.at))}`);
    cursor.skipBlanks();
    if (isQuoted && cursor.peek() !== '=') {
      if (name !== '') fail(`the metric has two names, ${quoted(name)} and ${quoted(label)}`);
      name = label;
    } else {
      if (cursor.peek() !== '=') fail(`expected "=" after the label ${quoted(label)}`);
      cursor.at += 1;
      cursor.skipBlanks();
      if (cursor.peek() !== '"') fail(`the value of the label ${quoted(label)} is not quoted`);
      const value = cursor.quotedText();
      if (label === '__name__') fail('the label name "__name__" is reserved');
      if (labels.has(label)) fail(`the label ${quoted(label)} occurs twice`);
      labels.set(label, value);
      cursor.skipBlanks();
    }
    const next = cursor.peek();
    cursor.at += 1;
    if (next === '}') return name;
    if (next !== ',') fail(`expected "," or "}" after the label ${quoted(label)}`);
    cursor.skipBlanks();
    // The text format allows a comma after the last label.
    if (cursor.peek() === '}' && cursor.format === 'text') {
      cursor.at += 1;
      return name;
    }
  }
}

function readTimestamp(text: string, format: ExpositionFormat): number {
  if (format === 'text') {
    const isInteger = /^[+-]?\d{1,19}$/.test(text);
    if (!isInteger || Math.abs(Number(text)) > MAX_INT64) {
      fail(`expected a time in whole milliseconds, got ${quoted(text)}`);
    }
    return Number(text);
  }
  const seconds = finiteNumber(text);
  if (seconds === null) fail(`expected a time in seconds, got ${quoted(text)}`);
  return Number(seconds) * 1_000;
}

function readExemplar(cursor: Cursor): Exemplar {
  cursor.at += 1;
  cursor.gap('the exemplar');
  if (cursor.peek() !== '{') fail('an exemplar begins with its labels in braces');
  const labels = new Map<string, string>();
  if (readBraces(cursor, labels, '') !== '') fail('an exemplar has no name');
  cursor.gap("the exemplar's value");
  const word = cursor.word();
  const value = sampleNumber(word) ?? fail(`the exemplar's value ${quoted(word)} is not a number`);
  if (cursor.at < cursor.text.length) {
    cursor.gap("the exemplar's time");
    readTimestamp(cursor.word(), 'openmetrics');
  }
  let labelChars = 0;
  for (const [label, text] of labels) labelChars += [...label].length + [...text].length;
  return { value, labelChars };
}

function readSample(text: string, format: ExpositionFormat): SampleLine {
  const cursor = new Cursor(text, format);
  cursor.skipBlanks();
  let name = cursor.name(true);
  const labels = new Map<string, string>();
  if (name === '' && cursor.peek() !== '{') fail(`no metric name at ${quoted(text)}`);
  if (name !== '') cursor.skipBlanks();
  if (cursor.peek() === '{') name = readBraces(cursor, labels, name);
  if (name === '') fail('the sample has no metric name');
  cursor.gap('the value');
  const valueStart = cursor.at;
  const word = cursor.word();
  const value = sampleNumber(word);
  if (value === null) {
    fail(word === '' ? `${quoted(name)} has no value` : `${quoted(word)} is not a number`);
  }
  let atMs: number | null = null;
  let exemplar: Exemplar | null = null;
  const tail = text.trimEnd().length;
  const flaw = format === 'text' && tail < text.length ? 'there are blanks at the end' : null;
  if (cursor.at < (flaw === null ? text.length : tail)) {
    cursor.gap('what follows the value');
    const hasExemplar = (): boolean => format === 'openmetrics' && cursor.peek() === '#';
    if (!hasExemplar()) {
      atMs = readTimestamp(cursor.word(), format);
      if (cursor.at < text.length && format === 'openmetrics') cursor.gap('the exemplar');
    }
    if (hasExemplar()) exemplar = readExemplar(cursor);
    cursor.skipBlanks();
    if (cursor.at < text.length) fail(`${quoted(text.slice(cursor.at))} does not belong there`);
  }
  return { name, labels, valueStart, value: Number(value), atMs, exemplar, flaw };
}

/**
 * Reads one sample line. Pure; never throws; linear in the length of the line.
 * Grammar: Prometheus text format 0.0.4 as Prometheus' own parser reads it, OpenMetrics 1.0 ABNF, and in both the
 * quoted names of Prometheus 3.
 * @param text the line without its newline
 * @returns the error is half a sentence that may follow "line 7: "
 */
export function parseSampleLine(text: string, format: ExpositionFormat): Result<SampleLine, string> {
  try {
    return ok(readSample(text, format));
  } catch (error) {
    if (error instanceof Unreadable) return err(error.sentence);
    throw error;
  }
}
