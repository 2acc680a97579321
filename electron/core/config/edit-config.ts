import { isMap, isScalar, isSeq, type Node, parseDocument, stringify } from 'yaml';
import type { Guess } from '../../../shared/domain/guess.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import {
  columnOf,
  endOf,
  indented,
  readYaml,
  scalarText,
  splice,
  startOf,
  textOf,
  topList,
  topPair,
  type YamlText,
} from './yaml-text.ts';

/** A source as it stands in the file. */
export interface WrittenSource {
  readonly id: string;
  readonly type: string;
  readonly paused: boolean;
  /** Its map at the left margin, comments included. */
  readonly yaml: string;
}

/** A rule as it stands in the file. */
export interface WrittenRule {
  readonly id: string;
  /** Its map at the left margin, comments included. */
  readonly yaml: string;
}

/** A list of the file whose entries are written one at a time, each under an id. */
export type EntryList = 'sources' | 'rules';
const entryWords: Readonly<Record<EntryList, string>> = { sources: 'source', rules: 'rule' };

const NOT_YAML = 'The file is not valid YAML at the moment: mend it in an editor first.';
const yamlStyle = { lineWidth: 0, flowCollectionPadding: true } as const;

/** The sources of a configuration text, in its order; none for a text that is no YAML. */
export function writtenSources(text: string): readonly WrittenSource[] {
  const yaml = readYaml(text);
  if (yaml === null) return [];
  return (topList(yaml, 'sources')?.items ?? []).map((node) => ({
    id: scalarText(node, 'id') ?? '',
    type: scalarText(node, 'type') ?? '',
    paused: scalarText(node, 'paused') === 'true',
    yaml: textOf(yaml, node),
  }));
}

/** The rules of a configuration text, in its order; none for a text that is no YAML. */
export function writtenRules(text: string): readonly WrittenRule[] {
  const yaml = readYaml(text);
  if (yaml === null) return [];
  return (topList(yaml, 'rules')?.items ?? []).map((node) => ({
    id: scalarText(node, 'id') ?? '',
    yaml: textOf(yaml, node),
  }));
}

/**
 * Puts one source or rule into a configuration text: in the place of `replaces`, else at the end of the list. All other
 * lines stay as they are. Errors: a sentence.
 */
export function withEntry(
  text: string,
  listName: EntryList,
  entryYaml: string,
  replaces: string | null,
): Result<string, string> {
  const yaml = readYaml(text);
  if (yaml === null) return err(NOT_YAML);
  const block = entryYaml.trim();
  const list = topList(yaml, listName);
  if (replaces !== null) {
    const node = list?.items.find((item) => scalarText(item, 'id') === replaces);
    if (node === undefined)
      return err(`There is no ${entryWords[listName]} ${replaces} in the file any more.`);
    return ok(replaced(yaml, node, block));
  }
  return ok(appended(yaml, listName, list, block));
}

/** Takes one source or rule out, with the comment lines directly above it. Errors: a sentence. */
export function withoutEntry(text: string, listName: EntryList, id: string): Result<string, string> {
  const yaml = readYaml(text);
  if (yaml === null) return err(NOT_YAML);
  const list = topList(yaml, listName);
  const index = list?.items.findIndex((item) => scalarText(item, 'id') === id) ?? -1;
  const node = list?.items[index];
  if (list === null || node === undefined)
    return err(`There is no ${entryWords[listName]} ${id} in the file any more.`);
  if (list.items.length === 1) {
    const pair = topPair(yaml, listName);
    const from = pair === null ? startOf(list) : colonEnd(text, pair.key);
    const { to } = wholeLines(text, startOf(list), endOf(list));
    return ok(
      splice(text, from, list.flow === true ? endOf(list) : to, list.flow === true ? ' []' : ' []\n'),
    );
  }
  if (list.flow === true) {
    const next = list.items[index + 1];
    const before = list.items[index - 1];
    const [from, to] =
      next === undefined ? [endOf(before ?? node), endOf(node)] : [startOf(node), startOf(next)];
    return ok(splice(text, from, to, ''));
  }
  const lines = wholeLines(text, startOf(node), endOf(node));
  return ok(splice(text, commentsAbove(text, lines.from), lines.to, ''));
}

/** Sets or clears `paused` of one source. Errors: a sentence. */
export function withPaused(text: string, id: string, paused: boolean): Result<string, string> {
  const yaml = readYaml(text);
  if (yaml === null) return err(NOT_YAML);
  const node = topList(yaml, 'sources')?.items.find((item) => scalarText(item, 'id') === id);
  if (!isMap(node)) return err(`There is no source ${id} in the file any more.`);
  if (node.flow === true) {
    const document = parseDocument(textOf(yaml, node));
    if (paused) document.set('paused', true);
    else document.delete('paused');
    return ok(replaced(yaml, node, document.toString(yamlStyle).trimEnd()));
  }
  const own = node.items.find(({ key }) => isScalar(key) && key.value === 'paused');
  if (own !== undefined) {
    const key = own.key as Node;
    const value = own.value as Node | null;
    if (paused)
      return ok(
        splice(text, value === null ? colonEnd(text, key) : startOf(value), endOf(value ?? key), 'true'),
      );
    const { from, to } = wholeLines(text, startOf(key), endOf(value ?? key));
    return ok(splice(text, from, to, ''));
  }
  if (!paused) return ok(text);
  const last = node.items.at(-1)?.value as Node | null | undefined;
  const { to } = wholeLines(text, startOf(node), endOf(last ?? node));
  const before = withNewline(text.slice(0, to));
  return ok(`${before}${' '.repeat(columnOf(text, startOf(node)))}paused: true\n${text.slice(to)}`);
}

/** Writes queries for signals, each asked of one source only, beside what is there. Errors: a sentence. */
export function withGuesses(
  text: string,
  sourceId: string,
  guesses: readonly Guess[],
): Result<string, string> {
  const yaml = readYaml(text);
  if (yaml === null) return err(NOT_YAML);
  const pair = topPair(yaml, 'signals');
  const existing = pair?.value == null ? '' : textOf(yaml, pair.value);
  const document = parseDocument(existing === '' ? '{}' : existing);
  if (!isMap(document.contents)) return err('signals in the file is not a list of names with queries.');
  document.contents.flow = false;
  for (const guess of guesses) {
    const known = document.get(guess.signal, true);
    const queries = known === undefined ? [] : isSeq(known) ? known.toJSON() : [(known as Node).toJSON()];
    const query = writtenQuery(guess, sourceId);
    if (queries.some((other: unknown) => JSON.stringify(other) === JSON.stringify(query))) continue;
    document.set(guess.signal, document.createNode([...queries, query]));
  }
  const block = document.toString(yamlStyle);
  if (pair === null)
    return ok(`${withNewline(text)}${text.trim() === '' ? '' : '\n'}signals:\n  ${indented(block, 2)}\n`);
  const { value } = pair;
  if (isMap(value) && value.flow !== true) {
    const { to } = wholeLines(text, startOf(value), endOf(value));
    return ok(splice(text, startOf(value), to, `${indented(block, columnOf(text, startOf(value)))}\n`));
  }
  const keyEnd = colonEnd(text, pair.key);
  const { to } = wholeLines(text, keyEnd, value === null ? keyEnd : endOf(value));
  return ok(splice(text, keyEnd, to, `\n  ${indented(block, 2)}\n`));
}

function writtenQuery(guess: Guess, sourceId: string): object {
  const { unit, labels } = guess;
  return {
    query: guess.query,
    ...(unit === null ? {} : { unit }),
    ...(Object.keys(labels).length === 0 ? {} : { labels }),
    sources: [sourceId],
  };
}

function replaced(yaml: YamlText, node: Node, block: string): string {
  const { text } = yaml;
  const start = startOf(node);
  const own = textOf(yaml, node);
  // What textOf took along, a comment at the end of the last line, is replaced as well.
  const lineEnd = text.indexOf('\n', endOf(node));
  const tail = text.slice(endOf(node), lineEnd === -1 ? undefined : lineEnd);
  const takesTail = tail.trim().startsWith('#') && own.endsWith(tail.trim());
  const end = endOf(node) + (takesTail ? tail.length : 0);
  const trimmedEnd = start + text.slice(start, end).trimEnd().length;
  return splice(text, start, trimmedEnd, indented(block, columnOf(text, start)));
}

function appended(
  yaml: YamlText,
  listName: EntryList,
  list: ReturnType<typeof topList>,
  block: string,
): string {
  const { text } = yaml;
  const last = list?.items.at(-1);
  if (list === null || last === undefined) {
    const item = `\n  - ${indented(block, 4)}\n`;
    const pair = topPair(yaml, listName);
    if (pair === null) return `${withNewline(text)}${text.trim() === '' ? '' : '\n'}${listName}:${item}`;
    const keyEnd = colonEnd(text, pair.key);
    const line = wholeLines(text, keyEnd, pair.value === null ? keyEnd : endOf(pair.value));
    return splice(text, keyEnd, line.to, item);
  }
  if (list.flow === true) return splice(text, endOf(last), endOf(last), `, ${flowText(block)}`);
  const column = columnOf(text, startOf(last));
  const dash = columnOf(text, text.lastIndexOf('-', startOf(last) - 1));
  const lines = wholeLines(text, startOf(last), endOf(last));
  const before = withNewline(text.slice(0, lines.to));
  return `${before}${' '.repeat(dash)}-${' '.repeat(Math.max(1, column - dash - 1))}${indented(block, column)}\n${text.slice(lines.to)}`;
}

function flowText(block: string): string {
  return stringify(parseDocument(block).toJSON(), { collectionStyle: 'flow', lineWidth: 0 }).trim();
}

/** Just behind the colon of a key. */
function colonEnd(text: string, key: Node): number {
  return text.indexOf(':', endOf(key)) + 1;
}

/** The lines a stretch of text lies on, the newline after them included. */
function wholeLines(
  text: string,
  start: number,
  end: number,
): { readonly from: number; readonly to: number } {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const trimmedEnd = start + text.slice(start, end).trimEnd().length;
  const newline = text.indexOf('\n', trimmedEnd);
  return { from, to: newline === -1 ? text.length : newline + 1 };
}

/** Where the comment lines that stand directly above a line begin. */
function commentsAbove(text: string, lineStart: number): number {
  let from = lineStart;
  while (from > 0) {
    const previous = text.lastIndexOf('\n', from - 2) + 1;
    if (!text.slice(previous, from).trim().startsWith('#')) break;
    from = previous;
  }
  return from;
}

function withNewline(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}
