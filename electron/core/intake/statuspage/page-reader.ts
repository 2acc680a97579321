import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import type { StatuspageSourceConfig } from '../../config/source-schemas/statuspage.ts';
import { decodeFeed } from './decode-feed.ts';
import { decodeSummary } from './decode-summary.ts';
import { findFeed } from './find-feed.ts';
import { type Fetched, type PageClient, type PageProblem, pageProblem } from './page-client.ts';
import type { PageReport } from './page-report.ts';

/** Where Statuspage, and what imitates it, keeps the summary of a page. */
const SUMMARY_PATH = 'api/v2/summary.json';

type Format = 'summary' | 'feed';

/** Where the data of a page was found. */
interface Way {
  readonly url: URL;
  readonly format: Format;
}

/** One reading: what the page says, and when it said so. */
export interface Reading {
  readonly report: PageReport;
  readonly receivedAtMs: number;
  readonly checkedAtMs: number;
}

/** Reads a page, whichever way its address leads to its data; remembers the way until it fails. */
export interface PageReader {
  read(): Promise<Result<Reading, PageProblem>>;
}

/** @param keep told of every document that arrived, by its address */
export function createPageReader(
  { format }: Pick<StatuspageSourceConfig, 'format'>,
  address: URL,
  client: PageClient,
  keep: (document: Fetched & { readonly text: string }) => void,
): PageReader {
  let way: Way | null = null;
  /** What the last whole answer came to: an unchanged page is the same again. */
  let last: { readonly href: string; readonly text: string; readonly report: PageReport } | null = null;

  async function read(): Promise<Result<Reading, PageProblem>> {
    const known = way;
    const reading = known === null ? await readAddress() : await readAs(known);
    // A way that leads nowhere any more is looked for anew: pages move to another provider.
    if (!reading.ok && reading.error.scope === 'question') {
      if (known !== null) client.forget(known.url);
      client.forget(address);
      way = null;
    }
    return reading;
  }

  async function readAs(next: Way): Promise<Result<Reading, PageProblem>> {
    const fetched = await client.get(next.url);
    return fetched.ok ? take(next, fetched.value) : fetched;
  }

  async function readAddress(): Promise<Result<Reading, PageProblem>> {
    const fetched = await client.get(address);
    if (!fetched.ok) return fetched;
    switch (kindOf(fetched.value)) {
      case 'json':
        return wanted('summary')
          ? take({ url: address, format: 'summary' }, fetched.value)
          : unwanted('JSON');
      case 'xml':
        return wanted('feed') ? take({ url: address, format: 'feed' }, fetched.value) : unwanted('a feed');
      case 'html':
        client.forget(address);
        return readBehind(fetched.value.text ?? '');
      case 'other':
        return err(
          pageProblem('question', `${address.host} answered with something that is neither JSON nor a feed.`),
        );
    }
  }

  const wanted = (one: Format): boolean => format === 'auto' || format === one;
  const unwanted = (what: string): Result<never, PageProblem> =>
    err(pageProblem('question', `${address.host} sent ${what}, but the format is set to ${format}.`));

  /** The address is the page for people: its data is at a known path, or announced in its head. */
  async function readBehind(html: string): Promise<Result<Reading, PageProblem>> {
    if (wanted('summary')) {
      for (const url of summaryAddresses(address)) {
        const found = await readAs({ url, format: 'summary' });
        if (found.ok || found.error.scope === 'source') return found;
      }
    }
    const feed = wanted('feed') ? findFeed(html, address) : null;
    if (feed !== null) return readAs({ url: feed, format: 'feed' });
    return err(
      pageProblem(
        'question',
        `${address.host} answered with a web page behind which no status data was found; give the address of its summary.json or of its feed.`,
      ),
    );
  }

  function take(next: Way, fetched: Fetched): Result<Reading, PageProblem> {
    const { receivedAtMs, checkedAtMs } = fetched;
    const isSame = last !== null && last.href === next.url.href;
    if (fetched.text === null && isSame && last !== null && next.format === 'summary')
      return ok({ report: last.report, receivedAtMs, checkedAtMs });
    // A feed is read against the clock: the same text says something else a day later.
    const text = fetched.text ?? (isSame ? last?.text : undefined);
    if (text === undefined) {
      client.forget(next.url);
      return err(pageProblem('question', `${next.url.host} says that nothing has changed since nothing.`));
    }
    if (fetched.text !== null) keep({ ...fetched, text });
    const { host } = next.url;
    if (kindOf({ ...fetched, text }) === 'html')
      return err(
        pageProblem(
          'question',
          `${host} answered with a web page instead of ${formatWords(next.format)}; perhaps a bot protection or a login stands before it.`,
        ),
      );
    const report = next.format === 'summary' ? decodeSummary(text) : decodeFeed(text, receivedAtMs);
    if (!report.ok) return err(pageProblem('question', `${host} ${report.error}.`));
    way = next;
    last = { href: next.url.href, text: next.format === 'feed' ? text : '', report: report.value };
    return ok({ report: report.value, receivedAtMs, checkedAtMs });
  }

  return { read };
}

function formatWords(format: Format): string {
  return format === 'summary' ? 'JSON' : 'a feed';
}

function summaryAddresses(page: URL): readonly URL[] {
  const here = new URL(page);
  here.search = '';
  if (!here.pathname.endsWith('/')) here.pathname += '/';
  const candidates = [new URL(SUMMARY_PATH, here), new URL(`/${SUMMARY_PATH}`, page)];
  return candidates[0]?.href === candidates[1]?.href ? candidates.slice(1) : candidates;
}

function kindOf({ text, contentType }: Fetched): 'json' | 'xml' | 'html' | 'other' {
  const start = (text ?? '').slice(0, 2_000).trimStart().toLowerCase();
  if (start.startsWith('<!doctype html') || start.startsWith('<html')) return 'html';
  if (start.startsWith('{') || start.startsWith('[')) return 'json';
  if (start.startsWith('<?xml') || start.startsWith('<rss') || start.startsWith('<feed')) return 'xml';
  if (!start.startsWith('<')) return 'other';
  return /[/+]xml\b/i.test(contentType) && !/xhtml/i.test(contentType) ? 'xml' : 'html';
}
