import {
  type Document,
  type DocumentOptions,
  isScalar,
  type ParseOptions,
  parseDocument,
  type SchemaOptions,
  visit,
  YAMLParseError,
} from 'yaml';
import { withoutStacks } from '../without-stacks.ts';

/**
 * Parses YAML in time that grows with its length; throws where the text is nested deeper than the stack. The parser
 * by itself compares every key of a map with every other one, and writes down a stack for each error it finds.
 */
export function readDocument(
  text: string,
  options: ParseOptions & DocumentOptions & SchemaOptions,
): Document.Parsed {
  return withoutStacks(() => {
    const document = parseDocument(text, { ...options, uniqueKeys: false });
    refuseRepeatedKeys(document);
    return document;
  });
}

function refuseRepeatedKeys(document: Document.Parsed): void {
  visit(document, {
    Map(_, map) {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (!seen.has(key.value)) {
          seen.add(key.value);
          continue;
        }
        const [start, end] = key.range ?? [0, 0];
        document.errors.push(new YAMLParseError([start, end], 'DUPLICATE_KEY', 'Map keys must be unique'));
      }
    },
  });
}
