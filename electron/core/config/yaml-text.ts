import {
  type Document,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { readDocument } from './read-document.ts';

/** A text and its nodes: edits are made in the text, so that everything outside them stays as people wrote it. */
export interface YamlText {
  readonly text: string;
  readonly document: Document.Parsed;
}

/** Reads a text for editing; null when it is not YAML. */
export function readYaml(text: string): YamlText | null {
  try {
    const document = readDocument(text, { keepSourceTokens: true, logLevel: 'error' });
    return document.errors.length > 0 ? null : { text, document };
  } catch {
    return null;
  }
}

/** The pair of a key of the document's top level. */
export function topPair({ document }: YamlText, key: string): Pair<Node, Node | null> | null {
  if (!isMap(document.contents)) return null;
  const pair = document.contents.items.find((item) => isScalar(item.key) && item.key.value === key);
  return (pair as Pair<Node, Node | null> | undefined) ?? null;
}

/** The list under a key of the top level; null when there is none. */
export function topList(yaml: YamlText, key: string): YAMLSeq<Node> | null {
  const value = topPair(yaml, key)?.value;
  return isSeq(value) ? (value as YAMLSeq<Node>) : null;
}

export function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}

/** Where the value ends, without what follows it: comments, which the parser counts to a block before them, and empty lines. */
export function endOf(node: Node): number {
  const whole = node.range?.[1] ?? 0;
  if (!(isMap(node) || isSeq(node)) || node.flow === true) return whole;
  const last = node.items.at(-1);
  const inner = isPair(last) ? ((last.value ?? last.key) as Node) : (last as Node | undefined);
  if (inner?.range == null) return whole;
  // A key without a value ends with its colon, which belongs to no node.
  return isPair(last) && last.value === null ? Math.min(whole, endOf(inner) + 1) : endOf(inner);
}

/** How far a place is from the beginning of its line. */
export function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

/** Every line but the first moved to the right; empty lines stay empty. */
export function indented(block: string, columns: number): string {
  return block
    .trimEnd()
    .split('\n')
    .map((line, index) => (index === 0 || line.trim() === '' ? line : `${' '.repeat(columns)}${line}`))
    .join('\n');
}

/** The text of a node as it would stand at the left margin. */
export function textOf({ text }: YamlText, node: Node): string {
  const start = startOf(node);
  const column = columnOf(text, start);
  const end = trailingComment(text, endOf(node));
  const lines = text.slice(start, end).trimEnd().split('\n');
  return lines
    .map((line, index) => (index === 0 || line.slice(0, column).trim() !== '' ? line : line.slice(column)))
    .join('\n');
}

/** A comment on the line a value ends on belongs to it. */
function trailingComment(text: string, end: number): number {
  const rest = /^[ \t]+#[^\n]*/.exec(
    text.slice(end, text.indexOf('\n', end) === -1 ? undefined : text.indexOf('\n', end)),
  );
  return end + (rest?.[0].length ?? 0);
}

export function splice(text: string, start: number, end: number, replacement: string): string {
  return text.slice(0, start) + replacement + text.slice(end);
}

/** The scalar under a key of a map, as text; null when there is none. */
export function scalarText(node: unknown, key: string): string | null {
  if (!isMap(node)) return null;
  const value = (node as YAMLMap).get(key, true);
  return isScalar(value) ? String(value.value) : null;
}
