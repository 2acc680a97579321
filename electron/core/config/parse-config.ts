import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node } from 'yaml';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import { thrownWords } from '../thrown-words.ts';
import type { ConfigError } from './config-error.ts';
import { crossCheck } from './cross-checks.ts';
import { explainIssue, type Finding } from './explain-issue.ts';
import { readDocument } from './read-document.ts';
import { configSchema, type VigilConfig } from './schema.ts';

/** More errors than this help nobody; the rest is counted. */
const MAX_ERRORS = 50;
/** Guard against alias bombs. */
const MAX_ALIAS_COUNT = 100;

interface Place {
  readonly line: number;
  readonly column: number;
}

/**
 * Parses the text of a vigil.yaml. Pure, and never throws.
 * @param fileName as it should appear in errors
 * @returns the validated configuration, or every error found, each with its place in the text
 */
export function parseConfig(text: string, fileName: string): Result<VigilConfig, readonly ConfigError[]> {
  const lineCounter = new LineCounter();
  const placeOf = (offset: number): Place => {
    const { line, col } = lineCounter.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const fail = (place: Place, path: string, message: string): ConfigError => ({
    file: fileName,
    ...place,
    path,
    message,
  });
  const start: Place = { line: 1, column: 1 };

  let document: Document.Parsed;
  try {
    document = readDocument(text, {
      lineCounter,
      merge: false,
      stringKeys: true,
      prettyErrors: false,
      logLevel: 'error',
    });
  } catch (cause) {
    // Deeply nested text can exhaust the parser's stack.
    return err([fail(start, '', `expected YAML, but it cannot be read (${thrownWords(cause)})`)]);
  }
  // An unknown tag is only a warning to the parser; here it means that something would not be read as written.
  const syntax = [...document.errors, ...document.warnings];
  if (syntax.length > 0)
    return err(
      capped(
        syntax.map((error) => fail(placeOf(error.pos[0]), '', `expected YAML: ${error.message}`)),
        fileName,
      ),
    );

  let value: unknown;
  let parsed: ReturnType<typeof configSchema.safeParse>;
  try {
    value = document.toJS({ maxAliasCount: MAX_ALIAS_COUNT });
    if (value === null || value === undefined)
      return err([fail(start, '', 'expected a configuration, but the file is empty')]);
    parsed = configSchema.safeParse(value);
  } catch (cause) {
    return err([fail(start, '', `expected YAML that can be expanded (${thrownWords(cause)})`)]);
  }
  const findings = parsed.success
    ? crossCheck(parsed.data)
    : parsed.error.issues.flatMap((issue) => explainIssue(issue, value));
  if (parsed.success && findings.length === 0) return ok(parsed.data);
  const errors = findings.map((finding) =>
    fail(placeOf(offsetOf(document, finding)), pathText(finding.path), finding.message),
  );
  return err(
    capped(
      errors.toSorted((a, b) => a.line - b.line || a.column - b.column),
      fileName,
    ),
  );
}

function capped(errors: readonly ConfigError[], file: string): readonly ConfigError[] {
  if (errors.length <= MAX_ERRORS) return errors;
  const more = errors.length - MAX_ERRORS;
  const last = errors[MAX_ERRORS - 1]!;
  return [
    ...errors.slice(0, MAX_ERRORS),
    {
      file,
      line: last.line,
      column: last.column,
      path: '',
      message: `and ${more} more errors after this one`,
    },
  ];
}

/** `sources[0].every`. */
function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? String(step) : `${text}.${String(step)}`;
  }, '');
}

/** Where in the text a finding belongs: its value, its key, or the nearest thing that exists around it. */
function offsetOf(document: Document.Parsed, { path, atKey }: Finding): number {
  let node: Node | null = resolved(document, document.contents);
  let offset = node?.range?.[0] ?? 0;
  for (const [depth, step] of path.entries()) {
    const isLast = depth === path.length - 1;
    let child: unknown;
    // One query may stand where a list of them is meant: then there is no list to step into.
    if (isMap(node) && typeof step === 'number') continue;
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (pair === undefined) return offset;
      const key = pair.key as Node | null;
      offset = key?.range?.[0] ?? offset;
      if (isLast && atKey) return offset;
      child = pair.value;
    } else if (isSeq(node)) {
      child = node.items[Number(step)];
    } else {
      return offset;
    }
    // The place of an alias is where it is used, not where its anchor stands.
    offset = rangeStart(child) ?? offset;
    node = resolved(document, child);
  }
  return offset;
}

function rangeStart(node: unknown): number | undefined {
  const range = (node as Node | null | undefined)?.range;
  // A key without a value has an empty range behind the colon; the key is the better place then.
  return range === undefined || range === null || range[0] === range[1] ? undefined : range[0];
}

function resolved(document: Document.Parsed, node: unknown): Node | null {
  if (isAlias(node)) return (node.resolve(document) as Node | undefined) ?? null;
  return (node as Node | null | undefined) ?? null;
}
