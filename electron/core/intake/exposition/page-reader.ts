import { isUtf8 } from 'node:buffer';
import { ByteNumber } from './byte-number.ts';
import { parseCommentLine } from './comment-line.ts';
import type { ExpositionFormat } from './exposition-format.ts';
import { LineMemory } from './line-memory.ts';
import { FamilyTypes } from './metric-family.ts';
import { MAX_ISSUES, type PageIssue, type PageSink, type PageSummary } from './page.ts';
import { createPageAudit, type PageAudit } from './page-audit.ts';
import { parseSampleLine, type SampleLine } from './sample-line.ts';
import { MAX_LINE_BYTES, UnfinishedLine } from './unfinished-line.ts';

const TOO_LONG = `the line is longer than ${MAX_LINE_BYTES} bytes`;

/** So few remembered lines are not worth tidying up. */
const FEW_LINES = 1_000;

/** Remembered lines that are no samples, and samples nobody wants. */
const COMMENT = -2;
const UNWANTED = -1;

const NEWLINE = 10;
const SPACE = 32;
const TAB = 9;
const HASH = 35;
const BRACE_END = 125;
const QUOTE = 34;
const BACKSLASH = 92;
const NONE = -1;

/**
 * Reads one page after the other, each in pieces cut anywhere. The first page is read word by word and audited; of
 * later ones only the values are, as long as the lines are the known ones.
 *
 * A broken line is reported and skipped, those around it count.
 */
export class PageReader {
  readonly #sink: PageSink;
  readonly #memory: LineMemory;
  readonly #number = new ByteNumber();
  readonly #types = new FamilyTypes();
  #format: ExpositionFormat = 'text';
  #audit: PageAudit | null = null;
  #round = 0;
  #metLines = 0;
  #typesChanged = false;
  /** No line was known before this page. */
  #isFirst = true;
  #line = 0;
  #samples = 0;
  #brokenLines = 0;
  #issues: PageIssue[] = [];
  #errorCount = 0;
  #ended = false;
  #afterEnd = false;
  /** The entry of the line before, and the one that should come next. */
  #previous = NONE;
  #expected = NONE;
  /** The entry the last page began with. */
  #first = NONE;
  readonly #unfinished = new UnfinishedLine();

  /** @param random 0 to 1, once: for the order of an inner table */
  constructor(sink: PageSink, random: () => number) {
    this.#sink = sink;
    this.#memory = new LineMemory(random);
  }

  /** Lines remembered at present. */
  get rememberedLines(): number {
    return this.#memory.size;
  }

  /** Begins anew: every line is unknown again. */
  forget(): void {
    this.#memory.keepOnly(NONE, this.#forget);
    this.#types.clear();
    this.#typesChanged = false;
    this.#first = NONE;
  }

  /** @param wantsAudit read known lines word by word as well, to check the rules between them */
  begin(format: ExpositionFormat, wantsAudit = false): void {
    const memory = this.#memory;
    if (this.#typesChanged || memory.isFull || this.#format !== format) this.forget();
    this.#isFirst = memory.size === 0;
    this.#format = format;
    this.#audit = this.#isFirst || wantsAudit ? createPageAudit(format, this.#report) : null;
    this.#round += 1;
    this.#metLines = 0;
    this.#line = 0;
    this.#samples = 0;
    this.#brokenLines = 0;
    this.#issues = [];
    this.#errorCount = 0;
    this.#ended = false;
    this.#afterEnd = false;
    this.#previous = NONE;
    this.#expected = this.#first;
    this.#unfinished.clear();
  }

  /** Takes the next piece of the page; keeps nothing of it but the beginning of an unfinished line. */
  push(piece: Uint8Array): void {
    const unfinished = this.#unfinished;
    let from = 0;
    if (unfinished.hasBegun) {
      const end = piece.indexOf(NEWLINE);
      from = end === -1 ? piece.length : end + 1;
      unfinished.append(piece.subarray(0, from));
      if (end === -1) return;
      this.#finishLine();
    }
    const last = Math.max(from, piece.lastIndexOf(NEWLINE) + 1);
    if (last > from) this.#readBlock(piece, from, last);
    if (last < piece.length) unfinished.append(piece.subarray(last));
  }

  end(): PageSummary {
    const isOpenMetrics = this.#format === 'openmetrics';
    let isCut = false;
    const unfinished = this.#unfinished;
    if (unfinished.hasBegun) {
      const rest = unfinished.isTooLong ? null : Buffer.from(unfinished.bytes).toString('latin1');
      const isBlank = !isOpenMetrics && rest !== null && /^[ \t]*$/.test(rest);
      if (isOpenMetrics && rest === '# EOF') {
        unfinished.append(Uint8Array.of(NEWLINE));
        this.#finishLine();
      } else if (!isBlank) {
        // Half a number looks like a number.
        this.#line += 1;
        this.#broken('the line is not complete: the page was cut off');
        isCut = true;
      }
    }
    if (isOpenMetrics && !this.#ended) {
      this.#report({
        line: 0,
        sentence: 'the page does not end in "# EOF": it was cut off',
        severity: 'error',
      });
      isCut = true;
    }
    this.#audit?.end();
    if (!isCut) this.#forgetVanished();
    return {
      format: this.#format,
      lines: this.#line,
      samples: this.#samples,
      brokenLines: this.#brokenLines,
      issues: this.#issues,
      errorCount: this.#errorCount,
      isComplete: !isCut && this.#brokenLines === 0,
      wasAudited: this.#audit !== null,
    };
  }

  #forget = (handle: number): void => {
    if (handle >= 0) this.#sink.forget(handle);
  };

  /** Far fewer lines met than remembered: names come and go, and must not pile up. */
  #forgetVanished(): void {
    const memory = this.#memory;
    if (memory.size < FEW_LINES || memory.size <= 2 * this.#metLines) return;
    memory.keepOnly(this.#round, this.#forget);
    this.#first = NONE;
  }

  #report = (issue: PageIssue): void => {
    if (issue.severity === 'error') this.#errorCount += 1;
    if (this.#issues.length < MAX_ISSUES) this.#issues.push(issue);
  };

  #broken(sentence: string): void {
    this.#brokenLines += 1;
    this.#flaw(sentence);
  }

  #flaw(sentence: string): void {
    this.#report({ line: this.#line, sentence, severity: 'error' });
  }

  /** The line that was unfinished is complete now, newline and all. */
  #finishLine(): void {
    const { bytes, isTooLong } = this.#unfinished;
    if (isTooLong) {
      this.#line += 1;
      this.#broken(TOO_LONG);
    } else this.#readBlock(bytes, 0, bytes.length);
    this.#unfinished.clear();
  }

  /** Reads whole lines; the byte before `to` is a newline. */
  #readBlock(bytes: Uint8Array, from: number, to: number): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const isKnownPage = this.#audit === null;
    let at = from;
    while (at < to) {
      this.#line += 1;
      if (isKnownPage && !this.#ended) {
        const expected = this.#expected;
        const end = expected === NONE ? -1 : this.#readKnown(expected, bytes, view, at, to);
        if (end !== -1) {
          at = end;
          continue;
        }
        const found = this.#findKnown(bytes, at);
        const foundEnd =
          found === NONE || found === expected ? -1 : this.#readKnown(found, bytes, view, at, to);
        if (foundEnd !== -1) {
          at = foundEnd;
          continue;
        }
      }
      const newline = bytes.indexOf(NEWLINE, at);
      this.#readUnknown(bytes, at, newline);
      at = newline + 1;
    }
  }

  /**
   * Reads the line at `at` if it is the remembered one with a plain value.
   * @returns where the next line begins, or -1
   */
  #readKnown(entry: number, bytes: Uint8Array, view: DataView, at: number, to: number): number {
    const memory = this.#memory;
    const start = memory.starts[entry]!;
    const length = memory.starts[entry + 1]! - start;
    if (at + length > to) return -1;
    const known = memory.view;
    let offset = 0;
    for (const whole = length - 3; offset < whole; offset += 4) {
      if (view.getInt32(at + offset, true) !== known.getInt32(start + offset, true)) return -1;
    }
    for (; offset < length; offset += 1) {
      if (bytes[at + offset] !== memory.bytes[start + offset]) return -1;
    }
    const handle = memory.handles[entry]!;
    if (handle === COMMENT) {
      this.#met(entry);
      return at + length;
    }
    const number = this.#number;
    const value = number.read(bytes, at + length);
    if (value !== value) return -1;
    let end = number.end;
    let atMs = Number.NaN;
    if (bytes[end] === SPACE) {
      const time = this.#format === 'text' ? number.readDigits(bytes, end + 1) : number.read(bytes, end + 1);
      if (time !== time) return -1;
      atMs = this.#format === 'text' ? time : time * 1_000;
      end = number.end;
    }
    if (bytes[end] !== NEWLINE) return -1;
    this.#sampleOf(entry, handle, value, atMs);
    return end + 1;
  }

  /** Looks a line up that did not come where it was expected. */
  #findKnown(bytes: Uint8Array, at: number): number {
    let isQuoted = false;
    let end = at;
    for (; bytes[end] !== NEWLINE; end += 1) {
      const byte = bytes[end]!;
      if (byte === QUOTE) isQuoted = !isQuoted;
      else if (byte === BACKSLASH && isQuoted && bytes[end + 1] !== NEWLINE) end += 1;
      else if (byte === SPACE && !isQuoted) break;
    }
    return this.#memory.find(bytes, at, end + 1);
  }

  #met(entry: number): void {
    const memory = this.#memory;
    memory.rounds[entry] = this.#round;
    if (this.#previous === NONE) this.#first = entry;
    else memory.followers[this.#previous] = entry;
    this.#previous = entry;
    this.#expected = memory.followers[entry]!;
    this.#metLines += 1;
  }

  #sampleOf(entry: number, handle: number, value: number, atMs: number): void {
    this.#samples += 1;
    const isDuplicate = this.#memory.rounds[entry] === this.#round;
    if (isDuplicate) this.#duplicate(handle, atMs);
    else this.#met(entry);
    if (handle !== UNWANTED && !isDuplicate) this.#sink.sample(handle, value, atMs);
  }

  #duplicate(handle: number, atMs: number): void {
    // With times of their own, several points of one series are allowed: the first stands for all.
    if (!Number.isNaN(atMs)) return;
    this.#report({ line: this.#line, sentence: 'this series stands on the page twice', severity: 'warning' });
    if (handle !== UNWANTED) this.#sink.duplicate(handle);
  }

  /** Reads a line word by word. @param to where its newline is */
  #readUnknown(bytes: Uint8Array, from: number, to: number): void {
    if (this.#ended) {
      if (!this.#afterEnd) this.#broken('nothing may follow "# EOF"');
      this.#afterEnd = true;
      return;
    }
    if (to - from > MAX_LINE_BYTES) return this.#broken(TOO_LONG);
    const text = this.#decoded(bytes, from, to);
    if (text === null) return this.#broken('the line is not valid UTF-8');
    let first = from;
    if (this.#format === 'text') while (bytes[first] === SPACE || bytes[first] === TAB) first += 1;
    if (first === to) {
      if (this.#format === 'openmetrics') this.#flaw('OpenMetrics allows no blank lines');
      return;
    }
    if (bytes[first] === HASH) return this.#comment(text, bytes, from, to);
    const sample = parseSampleLine(text, this.#format);
    if (!sample.ok) return this.#broken(sample.error);
    if (sample.value.flaw !== null) this.#flaw(sample.value.flaw);
    this.#audit?.sample(sample.value, this.#line);
    const prefix = text.slice(0, sample.value.valueStart);
    this.#sample(sample.value, bytes, from, from + Buffer.byteLength(prefix));
  }

  #sample(sample: SampleLine, bytes: Uint8Array, from: number, to: number): void {
    // `a+1` is a line; remembered as `a`, it would make `a1 5` look known.
    const last = bytes[to - 1];
    const isClear = last === SPACE || last === TAB || last === BRACE_END;
    const [source, start, end] = isClear
      ? ([bytes, from, to] as const)
      : ([Buffer.from(`${sample.name}\0`), 0, sample.name.length + 1] as const);
    let entry = this.#memory.find(source, start, end);
    if (entry === NONE) {
      const { name, labels } = sample;
      const { type } = this.#types.of(name);
      entry = this.#memory.add(source, start, end, this.#sink.series({ name, labels, type }));
    }
    const handle = this.#memory.handles[entry]!;
    this.#sampleOf(entry, handle, sample.value, sample.atMs ?? Number.NaN);
  }

  #comment(text: string, bytes: Uint8Array, from: number, to: number): void {
    const parsed = parseCommentLine(text, this.#format);
    // A type that is not known leaves its samples without one; they can be read.
    if (!parsed.ok) return this.#flaw(parsed.error);
    const comment = parsed.value;
    if (comment.kind === 'eof') {
      this.#ended = true;
      return;
    }
    this.#audit?.comment(comment, this.#line);
    if (comment.kind === 'type') {
      const known = this.#types.get(comment.name);
      if (known === undefined) this.#types.set(comment.name, comment.type);
      else if (known !== comment.type && !this.#isFirst) this.#typesChanged = true;
    }
    const flaw = 'flaw' in comment ? comment.flaw : null;
    if (flaw !== null) return this.#flaw(flaw);
    if (this.#memory.find(bytes, from, to + 1) !== NONE) return;
    this.#met(this.#memory.add(bytes, from, to + 1, COMMENT));
  }

  #decoded(bytes: Uint8Array, from: number, to: number): string | null {
    const part = bytes.subarray(from, to);
    let isAscii = true;
    for (let at = 0; at < part.length && isAscii; at += 1) isAscii = part[at]! < 128;
    if (isAscii) return Buffer.from(part.buffer, part.byteOffset, part.length).toString('latin1');
    // Asked first: a decoder that throws writes down a stack for every line of a page in another encoding.
    return isUtf8(part) ? Buffer.from(part.buffer, part.byteOffset, part.length).toString('utf8') : null;
  }
}
