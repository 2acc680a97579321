import { SaxesParser } from 'saxes';
import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import { thrownWords } from '../../thrown-words.ts';
import { MAX_PAGE_ITEMS } from './page-report.ts';

/** Larger feeds are refused: incident feeds of busy pages have some hundred kilobytes. */
export const MAX_FEED_CHARS = 4_000_000;
/** Elements within elements; RSS needs 4. */
const MAX_DEPTH = 64;
/** Longest text of one element. */
const MAX_FIELD_CHARS = 20_000;
/** The parser is fed in pieces, so that a feed that goes wrong early ends early. */
const PIECE_CHARS = 65_536;

/** One item of an RSS feed, or one entry of an Atom feed, as it stands there. Texts may hold HTML. */
export interface FeedItem {
  readonly id: string;
  readonly title: string;
  readonly link: string;
  readonly published: string;
  readonly updated: string;
  readonly body: string;
}

export interface Feed {
  readonly title: string;
  readonly items: readonly FeedItem[];
  /** There were more items than are read. */
  readonly isCut: boolean;
}

/** Which field an element of an item fills; the first of two with the same field wins, the longer body wins. */
const fields: Readonly<Record<string, keyof FeedItem>> = {
  guid: 'id',
  id: 'id',
  title: 'title',
  link: 'link',
  pubDate: 'published',
  published: 'published',
  'dc:date': 'published',
  updated: 'updated',
  'atom:updated': 'updated',
  description: 'body',
  summary: 'body',
  content: 'body',
  'content:encoded': 'body',
};

type Draft = { -readonly [Field in keyof FeedItem]: FeedItem[Field] };

/** Ends the parsing with a sentence of ours. */
class FeedRefused extends Error {}

/**
 * Reads an RSS 2.0 or Atom feed; never throws. Nothing is ever fetched or expanded: a document type, and with it
 * every entity but the five of XML itself, is refused. Error: the reason in words, to stand behind the host.
 */
export function parseFeed(text: string): Result<Feed, string> {
  if (text.length > MAX_FEED_CHARS)
    return err(`sent a feed of more than ${MAX_FEED_CHARS / 1_000_000} million characters`);
  const parser = new SaxesParser();
  const path: string[] = [];
  const items: FeedItem[] = [];
  let root = '';
  let feedTitle = '';
  let isCut = false;
  let draft: Draft | null = null;
  /** Depth of the item, and of the element whose text is being gathered. */
  let itemDepth = 0;
  let fieldDepth = 0;
  let gathered = '';

  const gather = (piece: string): void => {
    if (fieldDepth > 0 && gathered.length < MAX_FIELD_CHARS) gathered += piece.slice(0, MAX_FIELD_CHARS);
  };
  parser.on('doctype', () => {
    throw new FeedRefused('sent a feed that declares a document type, which is refused for safety');
  });
  parser.on('opentag', ({ name, attributes }) => {
    path.push(name);
    if (path.length > MAX_DEPTH) throw new FeedRefused('sent a feed that is nested too deeply');
    if (path.length === 1) root = name;
    const parent = path.at(-2);
    if (draft === null && (name === 'item' || name === 'entry')) {
      itemDepth = path.length;
      if (items.length >= MAX_PAGE_ITEMS) isCut = true;
      draft = { id: '', title: '', link: '', published: '', updated: '', body: '' };
    } else if (fieldDepth > 0) {
      gathered += ' ';
    } else if (draft !== null && path.length === itemDepth + 1 && Object.hasOwn(fields, name)) {
      fieldDepth = path.length;
      gathered = '';
      // Atom says it in an attribute.
      if (name === 'link' && (attributes['rel'] ?? 'alternate') === 'alternate')
        gathered = (attributes['href'] ?? '').slice(0, MAX_FIELD_CHARS);
    } else if (draft === null && name === 'title' && (parent === 'channel' || parent === 'feed')) {
      fieldDepth = path.length;
      gathered = '';
    }
  });
  parser.on('text', gather);
  parser.on('cdata', gather);
  parser.on('closetag', ({ name }) => {
    const depth = path.length;
    path.pop();
    if (fieldDepth === depth) {
      fieldDepth = 0;
      const value = gathered.trim();
      const field = fields[name];
      if (draft === null) feedTitle ||= value;
      else if (
        field !== undefined &&
        (draft[field] === '' || (field === 'body' && value.length > draft.body.length))
      )
        draft[field] = value;
    }
    if (draft !== null && depth === itemDepth) {
      if (items.length < MAX_PAGE_ITEMS) items.push(draft);
      draft = null;
    }
  });
  try {
    for (let from = 0; from < text.length; from += PIECE_CHARS) {
      parser.write(text.slice(from, from + PIECE_CHARS));
      if (root !== '' && !['rss', 'feed', 'rdf:RDF'].includes(root))
        throw new FeedRefused(`sent XML that is no RSS or Atom feed (its root is "${root.slice(0, 40)}")`);
    }
    parser.close();
  } catch (error) {
    if (error instanceof FeedRefused) return err(error.message);
    const words = thrownWords(error);
    return err(`sent a feed that is not well-formed XML (${words.slice(0, 200)})`);
  }
  return ok({ title: feedTitle, items, isCut });
}
