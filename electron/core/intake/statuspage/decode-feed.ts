import { ok, type Result } from '../../../../shared/domain/result.ts';
import { safeLink } from '../policy/safe-link.ts';
import {
  MAX_PAGE_ITEMS,
  MAX_TEXT_CHARS,
  MAX_TITLE_CHARS,
  type PageIncident,
  type PageMaintenance,
  type PageReport,
} from './page-report.ts';
import { pageTimeMs } from './page-time.ts';
import { type FeedItem, parseFeed } from './parse-feed.ts';
import { plainText } from './plain-text.ts';

/** An item about which nothing was written for longer is not taken for an open incident. */
export const OPEN_WITHIN_MS = 86_400_000;
/** A date may lie ahead by this much: clocks differ. */
const AHEAD_MS = 3_600_000;
/** The latest update stands first; further down are the older ones. */
const LATEST_CHARS = 400;

const FEED_NOTE =
  'A feed has no structured state: an item of the last 24 h that does not say that it is over counts as an open incident, and without one nothing is known.';

/** What the latest text of an item says about where things stand. */
type Standing = 'over' | 'planned' | 'running' | 'open';

/**
 * Reads an RSS or Atom feed of incidents; never throws. Error: the reason in words, to stand behind the host.
 * The level is 1 while an incident is open, otherwise null: that nothing is announced is no measurement.
 */
export function decodeFeed(body: string, nowMs: number): Result<PageReport, string> {
  const feed = parseFeed(body);
  if (!feed.ok) return feed;
  const incidents: PageIncident[] = [];
  const maintenances: PageMaintenance[] = [];
  let rejectedCount = 0;
  let lastRejection: string | null = null;
  for (const item of feed.value.items) {
    const read = readItem(item, nowMs);
    if (typeof read === 'string') {
      rejectedCount += 1;
      lastRejection = `item "${item.title.slice(0, 60)}": ${read}`;
    } else if ('isRunning' in read) maintenances.push(read);
    else incidents.push(read);
  }
  const cut = feed.value.isCut ? [`Only the first ${MAX_PAGE_ITEMS} items of the feed are read.`] : [];
  return ok({
    kind: 'feed',
    name: feedName(feed.value.title),
    level: incidents.some(({ endsAtMs }) => endsAtMs === null) ? 1 : null,
    isUnderMaintenance: maintenances.some(({ isRunning }) => isRunning),
    components: [],
    incidents,
    maintenances,
    rejectedCount,
    lastRejection,
    notes: [FEED_NOTE, ...cut],
  });
}

/** Feeds are called "Acme Status - Incident History": the third party is Acme. */
function feedName(title: string): string | null {
  const name = plainText(title, MAX_TITLE_CHARS)
    .replace(/\s*[-–—:|]\s*(incident|status)( (history|updates|feed))?$/i, '')
    .replace(/\s+(service )?status( page| feed| updates)?$/i, '');
  return name === '' ? null : name;
}

function readItem(item: FeedItem, nowMs: number): PageIncident | PageMaintenance | string {
  const title = plainText(item.title, MAX_TITLE_CHARS);
  const id = (item.id || item.link).slice(0, 500);
  if (title === '') return 'it has no title';
  if (id === '') return 'it has neither a guid nor a link to know it by';
  const publishedMs = pageTimeMs(item.published);
  const updatedMs = pageTimeMs(item.updated) ?? publishedMs;
  if (updatedMs === null) return 'it has no date that can be read';
  const text = plainText(item.body, MAX_TEXT_CHARS);
  const parts = {
    id,
    title,
    text,
    url: safeLink(item.link) ?? safeLink(item.id),
    components: [],
    startsAtMs: Math.min(publishedMs ?? updatedMs, updatedMs),
  };
  const standing = standingOf(title, item.body, text);
  if (standing === 'planned' || standing === 'running') {
    const isFresh = nowMs - updatedMs <= OPEN_WITHIN_MS;
    return { ...parts, endsAtMs: isFresh ? null : updatedMs, isRunning: standing === 'running' && isFresh };
  }
  if (updatedMs > nowMs + AHEAD_MS) return 'its date lies ahead';
  const isOpen = standing === 'open' && nowMs - updatedMs <= OPEN_WITHIN_MS;
  return { ...parts, impact: null, endsAtMs: isOpen ? null : updatedMs };
}

const statusWords: ReadonlyMap<string, Standing> = new Map<string, Standing>([
  ['resolved', 'over'],
  ['completed', 'over'],
  ['postmortem', 'over'],
  ['scheduled', 'planned'],
  ['in progress', 'running'],
  ['verifying', 'running'],
  ['investigating', 'open'],
  ['identified', 'open'],
  ['monitoring', 'open'],
]);

/** "Has not been resolved", "once this is resolved", "to be resolved": the word alone proves nothing. */
const notYet =
  /\b(not|n't|never|un|partially|being|once|until|when|if|will be|to be|expect\w*|estimat\w*|before)\b[^.!]{0,40}\b(resolved|completed|recovered|restored|fixed)\b/i;
const isOverPhrase =
  /\b(has|have|had|is|was|were|been|now|fully) (fully |now |been )*(resolved|completed|recovered|restored|fixed)\b|\boperating normally\b/i;

/**
 * Statuspage writes the state of each update in bold, the newest first; others write it at the start of the title or
 * of the text, or in a sentence. What says nothing is open: silence about the end is not the end.
 */
function standingOf(title: string, html: string, text: string): Standing {
  const bold = /<strong>([^<>]{1,40})<\/strong>/i.exec(html.slice(0, 2_000))?.[1]?.trim().toLowerCase();
  const marked = bold === undefined ? undefined : statusWords.get(bold);
  if (marked !== undefined) return marked;
  for (const start of [title, text]) {
    const word =
      /^[[(]?\s*(resolved|completed|postmortem|scheduled|in progress|verifying|investigating|identified|monitoring)\s*([\])]|[:–—-]|$)/i.exec(
        start,
      )?.[1];
    const standing = word === undefined ? undefined : statusWords.get(word.toLowerCase());
    if (standing !== undefined) return standing;
  }
  if (/\[resolved\]|\(resolved\)/i.test(title)) return 'over';
  const latest = `${title}. ${text.slice(0, LATEST_CHARS)}`;
  return isOverPhrase.test(latest) && !notYet.test(latest) ? 'over' : 'open';
}
