import {
  isCollection,
  isMap,
  isScalar,
  type Node,
  type Pair,
  parseDocument,
  stringify,
  type YAMLMap,
} from 'yaml';

/** A value the form writes: text, or a small map such as `{ env: NAME }`. */
export type YamlValue = string | number | boolean | { readonly [key: string]: YamlValue };

/** The text as plain values; null while it cannot be read or is not a map. */
export function readYamlMap(text: string): Readonly<Record<string, unknown>> | null {
  if (text.trim() === '') return {};
  const document = parseDocument(text, { uniqueKeys: true });
  if (document.errors.length > 0 || !isMap(document.contents)) return null;
  try {
    const value: unknown = document.toJS({ maxAliasCount: 20 });
    return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : null;
  } catch {
    return null; // Aliases that multiply.
  }
}

/**
 * Sets one key and touches nothing else: comments, order, quotes and spacing of the rest stay letter by letter.
 * Maps on the way are made when missing. A text that cannot be read is returned as it is. Pure.
 */
export function setYaml(text: string, path: readonly string[], value: YamlValue): string {
  const [first, ...rest] = path;
  if (first === undefined) return text;
  if (text.trim() === '') return `${text}${first}: ${rendered(nested(rest, value))}\n`;
  const contents = readMap(text);
  return contents === null ? text : setIn(text, contents, first, rest, value);
}

/** Takes one key out, and the map around it when it was the only one. Everything else stays as it is. Pure. */
export function deleteYaml(text: string, path: readonly string[]): string {
  const contents = readMap(text);
  if (contents === null) return text;
  let map = contents;
  let doomed: { readonly map: YAMLMap; readonly pair: Pair } | null = null;
  for (const [index, key] of path.entries()) {
    const pair = pairOf(map, key);
    if (pair === null) return text;
    // The outermost map that would be empty afterwards goes with it.
    if (doomed === null || map.items.length > 1) doomed = { map, pair };
    if (index === path.length - 1) break;
    if (!isMap(pair.value)) return text;
    map = pair.value;
  }
  return doomed === null ? text : without(text, doomed.map, doomed.pair);
}

function readMap(text: string): YAMLMap | null {
  const document = parseDocument(text);
  return document.errors.length === 0 && isMap(document.contents) ? document.contents : null;
}

function pairOf(map: YAMLMap, key: string): Pair | null {
  return map.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === key) ?? null;
}

/** Where a node's own text begins and ends, and where its line does. */
function rangeOf(node: unknown): readonly [start: number, end: number, nodeEnd: number] {
  const range = (node as Node | null)?.range;
  if (range === undefined || range === null) throw new Error('A parsed node has a place in its text.');
  return range;
}

function setIn(text: string, map: YAMLMap, key: string, rest: readonly string[], value: YamlValue): string {
  const pair = pairOf(map, key);
  if (pair === null) return withPair(text, map, `${key}: ${rendered(nested(rest, value))}`);
  const [next, ...others] = rest;
  if (next !== undefined && isMap(pair.value) && pair.value.items.length > 0)
    return setIn(text, pair.value, next, others, value);
  const colonEnd = colonEndOf(text, pair);
  const place = rendered(nested(rest, value));
  if (colonEnd === null) {
    const keyEnd = rangeOf(pair.key)[1];
    return `${text.slice(0, keyEnd)}: ${place}${text.slice(keyEnd)}`;
  }
  const [start, valueEnd] = rangeOf(pair.value);
  // A value left out: its place is right behind the colon, before any comment.
  const end = start === valueEnd ? colonEnd : Math.max(colonEnd, valueEnd);
  const old = text.slice(colonEnd, end);
  const lineEnds =
    isCollection(pair.value) && pair.value.flow !== true ? (/[ \t\r\n]*$/.exec(old)?.[0] ?? '') : '';
  return `${text.slice(0, colonEnd)} ${place}${lineEnds}${text.slice(end)}`;
}

/** Where the colon behind a key ends; null for a key alone, as in `{ a, b: 1 }`. */
function colonEndOf(text: string, pair: Pair): number | null {
  const keyEnd = rangeOf(pair.key)[1];
  const colon = /^\s*:/.exec(text.slice(keyEnd))?.[0];
  return pair.value === null || colon === undefined ? null : keyEnd + colon.length;
}

/** Appends a pair to a map: on a line of its own, or behind the last one within braces. */
function withPair(text: string, map: YAMLMap, pair: string): string {
  const last = map.items.at(-1);
  if (last === undefined) {
    const [start, end] = rangeOf(map);
    return `${text.slice(0, start)}{ ${pair} }${text.slice(end)}`;
  }
  const end = pairEnd(text, last);
  if (map.flow === true) return `${text.slice(0, end)}, ${pair}${text.slice(end)}`;
  const lineEnd = text.indexOf('\n', Math.max(end - 1, 0));
  const at = lineEnd === -1 ? text.length : lineEnd;
  const first = rangeOf(map.items[0]?.key)[0];
  const indent = ' '.repeat(first - (text.lastIndexOf('\n', first - 1) + 1));
  return `${text.slice(0, at)}\n${indent}${pair}${text.slice(at)}`;
}

/** Where the text of a pair ends, without the comment and the line break behind it. */
function pairEnd(text: string, pair: Pair): number {
  const colonEnd = colonEndOf(text, pair);
  const end = colonEnd === null ? rangeOf(pair.key)[1] : Math.max(colonEnd, rangeOf(pair.value)[1]);
  return text.slice(0, end).replace(/[ \t\r\n]+$/, '').length;
}

function without(text: string, map: YAMLMap, pair: Pair): string {
  const index = map.items.indexOf(pair);
  if (map.flow === true) {
    const next = map.items[index + 1];
    const previous = map.items[index - 1];
    if (next !== undefined) return text.slice(0, rangeOf(pair.key)[0]) + text.slice(rangeOf(next.key)[0]);
    const start = previous === undefined ? rangeOf(pair.key)[0] : pairEnd(text, previous);
    return text.slice(0, start) + text.slice(pairEnd(text, pair));
  }
  const lineStart = text.lastIndexOf('\n', rangeOf(pair.key)[0] - 1) + 1;
  const lineEnd = text.indexOf('\n', pairEnd(text, pair));
  return text.slice(0, lineStart) + (lineEnd === -1 ? '' : text.slice(lineEnd + 1));
}

function nested(path: readonly string[], value: YamlValue): YamlValue {
  return path.reduceRight<YamlValue>((inner, key) => ({ [key]: inner }), value);
}

/** Whitespace that people do not see: in quotes it survives every reader, and never ends a line. */
const unseen = /[^\S ]|\p{C}/u;

function rendered(value: YamlValue): string {
  // A JSON string is a YAML string in double quotes.
  if (typeof value === 'string' && unseen.test(value)) return JSON.stringify(value);
  const style = { collectionStyle: 'flow', lineWidth: 0, defaultStringType: 'PLAIN' } as const;
  return stringify(value, style).replace(/\n$/, '');
}
