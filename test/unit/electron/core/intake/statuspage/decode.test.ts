import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSeriesKeys } from '../../../../../../electron/core/intake/policy/series-keys.ts';
import { decodeFeed, OPEN_WITHIN_MS } from '../../../../../../electron/core/intake/statuspage/decode-feed.ts';
import { decodeSummary } from '../../../../../../electron/core/intake/statuspage/decode-summary.ts';
import { decodeText } from '../../../../../../electron/core/intake/statuspage/decode-text.ts';
import { findFeed } from '../../../../../../electron/core/intake/statuspage/find-feed.ts';
import {
  type PageOptions,
  pageObservations,
} from '../../../../../../electron/core/intake/statuspage/page-observations.ts';
import type { PageReport } from '../../../../../../electron/core/intake/statuspage/page-report.ts';
import { pageTimeMs } from '../../../../../../electron/core/intake/statuspage/page-time.ts';
import { plainText } from '../../../../../../electron/core/intake/statuspage/plain-text.ts';
import type { Result } from '../../../../../../shared/domain/result.ts';

const recorded = (name: string): string =>
  readFileSync(new URL(`../../../../../fixtures/recorded/statuspage/${name}`, import.meta.url), 'utf8');
const outage = recorded('summary-outage.json');
const rss = recorded('history.rss');
const atom = recorded('history.atom');
/** Some minutes after the newest update of the recorded pages. */
const NOW_MS = Date.UTC(2026, 8, 22, 14, 0, 0);

function valueOf<T>(result: Result<T, string>): T {
  if (!result.ok) throw new Error(result.error);
  return result.value;
}
const errorOf = (result: Result<unknown, string>): string => (result.ok ? 'was accepted' : result.error);
type Loose = Record<string, unknown> & { components: Record<string, unknown>[]; status?: unknown };
const changed = (change: (summary: Loose) => void): PageReport => {
  const summary = JSON.parse(outage) as Loose;
  change(summary);
  return valueOf(decodeSummary(JSON.stringify(summary)));
};
const options: PageOptions = { id: 'p', service: undefined, region: 'third party', components: undefined };
const observe = (report: PageReport, parts: Partial<PageOptions> = {}) =>
  pageObservations(report, { ...options, ...parts }, createSeriesKeys(), NOW_MS);
const levels = (report: PageReport, parts: Partial<PageOptions> = {}) =>
  observe(report, parts).samples.map(({ key: { subject }, value }) => [
    subject.kind === 'cell' ? subject.service : '',
    value,
  ]);

describe('a summary', () => {
  it.each([
    ['none', 0],
    ['minor', 1],
    ['major', 2],
    ['critical', 3],
    ['maintenance', 0],
  ])('whose indicator is %s is at level %i', (indicator, level) => {
    const report = changed((summary) => {
      summary.status = { indicator };
      for (const component of summary.components) component['status'] = 'operational';
    });
    expect(levels(report)).toEqual([['Parcelry', level]]);
  });

  it('is never green while one of its own components is not', () => {
    const report = changed((summary) => {
      summary.status = { indicator: 'none' };
    });
    expect(report.level).toBe(1);
  });

  it('without a word for the whole is as bad as its worst component, and unknown without any', () => {
    expect(changed((summary) => delete summary.status).level).toBe(3);
    const empty = changed((summary) => {
      delete summary.status;
      summary.components = [];
    });
    expect(levels(empty)).toEqual([]);
  });

  it('with a word that is not known is refused there, not taken for good', () => {
    const report = changed((summary) => {
      summary.status = { indicator: 'splendid' };
      summary.components = [{ id: 'a', name: 'A', status: 'splendid' }];
    });
    expect(levels(report)).toEqual([]);
    expect(report).toMatchObject({
      rejectedCount: 2,
      lastRejection: 'status.indicator: "splendid" is not known',
    });
  });

  it('has one service per listed component, and says which is not there', () => {
    const report = valueOf(decodeSummary(outage));
    const parts = { components: ['label api', 'brv1bkgrwx7q', 'Invoices', 'Webhooks'] };
    const found = observe(report, parts);
    expect(levels(report, parts)).toEqual([
      ['Parcelry Label API', 3],
      ['Parcelry Tracking', 1],
      ['Parcelry Webhooks', 0],
    ]);
    expect(found.missing).toEqual(['Invoices']);
    expect(found.warnings).toEqual([
      'Parcelry Webhooks is under maintenance, as its page says.',
      'The page has no component called "Invoices".',
    ]);
    expect(found.alerts.map(({ service }) => service)).toEqual(['Parcelry Label API']);
  });

  it('leaves out incidents of components that are not listed, and is called as configured', () => {
    const report = valueOf(decodeSummary(outage));
    const found = observe(report, { components: ['Tracking'], service: 'Parcels' });
    expect(found.alerts).toEqual([]);
    expect(found.samples[0]?.key.subject).toMatchObject({ service: 'Parcels Tracking' });
  });

  it('gives an incident an identity that does not change with what is written about it', () => {
    const worse = changed((summary) => {
      const [incident] = summary['incidents'] as Record<string, unknown>[];
      Object.assign(incident!, { impact: 'minor', status: 'monitoring', name: 'Labels are back' });
    });
    const [before, after] = [valueOf(decodeSummary(outage)), worse].map(
      (report) => observe(report).alerts[0],
    );
    expect(after?.labels).toEqual(before?.labels);
    expect([before?.severity, after?.severity]).toEqual(['critical', 'warning']);
  });

  it('makes an annotation of a resolved incident, from its start to its end', () => {
    const report = changed((summary) => {
      const [incident] = summary['incidents'] as Record<string, unknown>[];
      Object.assign(incident!, { status: 'postmortem', resolved_at: '2026-09-22T13:58:00Z' });
    });
    const found = observe(report);
    expect(found.alerts).toEqual([]);
    expect(found.annotations[0]).toMatchObject({
      kind: 'incident',
      atMs: Date.UTC(2026, 8, 22, 13, 31),
      endMs: Date.UTC(2026, 8, 22, 13, 58),
    });
  });

  it.each([
    ['{', 'cut off or damaged'],
    ['[]', 'not a status summary'],
    ['{"page":{"name":"x"}}', 'not a status summary'],
    ['{"status":{"indicator":"none"}}', 'not a status summary'],
    ['null', 'not a status summary'],
  ])('%s is none, in words', (body, words) => {
    expect(errorOf(decodeSummary(body))).toContain(words);
  });
});

describe('a feed', () => {
  it.each([
    ['RSS', rss],
    ['Atom', atom],
  ])('(%s) has an open incident, and a resolved one is past', (_, body) => {
    const report = valueOf(decodeFeed(body, NOW_MS));
    expect(report).toMatchObject({ name: 'Parcelry', level: 1, rejectedCount: 0 });
    const found = observe(report);
    expect(found.alerts).toMatchObject([
      { severity: 'warning', annotations: { title: 'Labels cannot be created' }, service: 'Parcelry' },
    ]);
    expect(found.annotations.filter(({ kind }) => kind === 'incident')).toMatchObject([
      { title: 'Delayed tracking events', endMs: Date.UTC(2026, 8, 21, 20, 14) },
    ]);
    expect(found.warnings[0]).toMatch(/no structured state/);
  });

  it('claims nothing, above all no green, once no incident is open', () => {
    const later = valueOf(decodeFeed(rss, NOW_MS + OPEN_WITHIN_MS));
    expect(later.level).toBeNull();
    const found = observe(later);
    expect([found.samples, found.alerts]).toEqual([[], []]);
  });

  const item = (title: string, description: string, date = 'Tue, 22 Sep 2026 13:00:00 GMT'): string =>
    `<rss version="2.0"><channel><title>T</title><item><title>${title}</title><guid>g</guid><pubDate>${date}</pubDate><description><![CDATA[${description}]]></description></item></channel></rss>`;
  const isOpen = (title: string, description: string): boolean =>
    valueOf(decodeFeed(item(title, description), NOW_MS)).level === 1;

  it.each([
    ['[RESOLVED] Service disruption', ''],
    ['Resolved: slow logins', ''],
    ['Slow logins', 'Resolved - all is well'],
    ['Slow logins', 'The issue has been resolved.'],
    ['Slow logins', 'This issue is now fully resolved and the service is operating normally.'],
    ['Slow logins', '<p><strong>Resolved</strong> - done</p><p><strong>Investigating</strong> - broken</p>'],
  ])('takes "%s", "%s" for over', (title, text) => {
    expect(isOpen(title, text)).toBe(false);
  });

  it.each([
    ['Slow logins', ''],
    ['Slow logins', 'The issue has not been resolved.'],
    ['Slow logins', 'We will post again once it has been resolved.'],
    ['Slow logins', '<p><strong>Investigating</strong> - the fix of last week was resolved</p>'],
    ['Slow logins', 'We expect this to be resolved within the hour.'],
  ])('takes "%s", "%s" for open', (title, text) => {
    expect(isOpen(title, text)).toBe(true);
  });

  it.each([
    ['yesterday', 'no date'],
    ['Tue, 22 Sep 2026 13:00:00', 'no date'],
    ['Tue, 22 Sep 2036 13:00:00 GMT', 'lies ahead'],
  ])('refuses an item dated %s', (date, words) => {
    const report = valueOf(decodeFeed(item('A', '', date), NOW_MS));
    expect(report).toMatchObject({ level: null, rejectedCount: 1 });
    expect(report.lastRejection).toContain(words);
  });

  const laughs = `<!DOCTYPE lolz [<!ENTITY a "ha">${Array.from({ length: 9 }, (_, i) => `<!ENTITY ${'bcdefghij'[i]} "${`&${'abcdefghi'[i]};`.repeat(10)}">`).join('')}]><rss><channel><title>&j;</title></channel></rss>`;
  it.each([
    ['a billion laughs', laughs, 'document type'],
    [
      'an external entity',
      '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><title>&x;</title></channel></rss>',
      'document type',
    ],
    ['an external document type', '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd"><rss/>', 'document type'],
    ['an entity of its own', '<rss><channel><title>&nbsp;</title></channel></rss>', 'not well-formed'],
    ['deep nesting', `<rss>${'<a>'.repeat(100_000)}`, 'nested too deeply'],
    ['another language', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'no RSS or Atom'],
    ['a cut feed', rss.slice(0, -30), 'not well-formed'],
    ['too much', `<rss>${' '.repeat(4_000_001)}</rss>`, 'million characters'],
    ['nothing', '', 'not well-formed'],
    ['text', 'hello', 'not well-formed'],
  ])('refuses %s', (_, body, words) => {
    expect(errorOf(decodeFeed(body, NOW_MS))).toContain(words);
  });

  it('reads at most so many items, and says that it does', () => {
    const many = `<rss><channel><title>T</title>${'<item><title>x</title><guid>1</guid><pubDate>Tue, 22 Sep 2020 13:00:00 GMT</pubDate></item>'.repeat(1_200)}</channel></rss>`;
    const report = valueOf(decodeFeed(many, NOW_MS));
    expect(report.incidents).toHaveLength(1_000);
    expect(report.notes.at(-1)).toMatch(/first 1000 items/);
  });
});

describe('whatever a page sends', () => {
  /** Cuts, insertions and repetitions of what real pages send. */
  const mutated = (body: string) =>
    fc
      .tuple(
        fc.nat(body.length),
        fc.nat(60),
        fc.oneof(
          fc.string({ maxLength: 8 }),
          fc.constantFrom('"', '<', '&', '\u0000', '1e999', '{}', '</item>'),
        ),
      )
      .map(([at, drop, insert]) => body.slice(0, at) + insert + body.slice(at + drop));
  const check = (result: Result<PageReport, string>): void => {
    if (!result.ok) {
      expect(result.error).toMatch(/\S/);
      return;
    }
    const report = result.value;
    expect([null, 0, 1, 2, 3]).toContain(report.level);
    const found = observe(report);
    for (const { value, sampledAtMs } of found.samples) {
      expect([0, 1, 2, 3]).toContain(value);
      expect(sampledAtMs).toBe(NOW_MS);
    }
    for (const { startsAtMs, annotations, labels } of found.alerts) {
      expect(Number.isFinite(startsAtMs)).toBe(true);
      expect(annotations['title']).toMatch(/\S/);
      expect(Object.values(labels).every((value) => typeof value === 'string')).toBe(true);
    }
    for (const { atMs, endMs, url } of found.annotations) {
      expect(Number.isFinite(atMs)).toBe(true);
      expect(endMs === null || endMs >= atMs).toBe(true);
      expect(url === null || /^https?:\/\//.test(url)).toBe(true);
    }
  };

  it('as a summary is read or refused, never believed halfway', () => {
    fc.assert(
      fc.property(fc.oneof(mutated(outage), fc.json()), (body) => check(decodeSummary(body))),
      { numRuns: 400 },
    );
  });

  it('as any other JSON in its place is read or refused', () => {
    const keys = ['page', 'status', 'components', 'incidents', 'scheduled_maintenances'] as const;
    fc.assert(
      fc.property(fc.constantFrom(...keys), fc.jsonValue(), (key, value) =>
        check(decodeSummary(JSON.stringify({ ...JSON.parse(outage), [key]: value }))),
      ),
      { numRuns: 300 },
    );
  });

  it('as a feed is read or refused', () => {
    fc.assert(
      fc.property(fc.oneof(mutated(rss), mutated(atom)), (body) => check(decodeFeed(body, NOW_MS))),
      { numRuns: 400 },
    );
  });

  it('is read in time proportional to its length', () => {
    const hostile = [
      '<'.repeat(200_000),
      '&'.repeat(200_000),
      `${'<a '.repeat(60_000)}`,
      `&#${'9'.repeat(200_000)};`,
    ];
    for (const text of hostile) expect(plainText(text, 100).length).toBeLessThanOrEqual(100);
    for (const text of hostile) expect(findFeed(`<link ${text}`, new URL('http://a.example'))).toBeNull();
  });
});

describe('plain text', () => {
  it.each([
    ['<p>A &amp; B</p><p>C&nbsp;&#39;D&#x27;</p>', "A & B C 'D'"],
    ['a < b', 'a < b'],
    ['&lt;script&gt;', '<script>'],
    ['&bogus; &#xD800; &#0;', '&bogus;'],
    ['x'.repeat(20), 'xxxxxxxxx…'],
  ])('%s is %s', (html, text) => {
    expect(plainText(html, 10).slice(0, 12)).toBe(
      text.length > 10 && !text.endsWith('…') ? plainText(text, 10) : text,
    );
  });
});

describe('a date', () => {
  it('is one of the two formats of the web, with a zone, in this century', () => {
    expect(pageTimeMs('2026-09-22T13:31:00.000-08:00')).toBe(Date.UTC(2026, 8, 22, 21, 31));
    expect(pageTimeMs('Tue, 22 Sep 2026 13:31:00 +0200')).toBe(Date.UTC(2026, 8, 22, 11, 31));
    expect(pageTimeMs('22 Sep 2026 13:31 PST')).toBe(Date.UTC(2026, 8, 22, 21, 31));
    for (const text of ['1', 'foo 5', '2026-09-22', '2026-13-45T00:00:00Z', '1970-01-01T00:00:00Z', 5, null])
      expect(pageTimeMs(text)).toBeNull();
  });
});

describe('an encoding', () => {
  const declared = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?><a>Störung</a>`;
  it.each([
    ['the XML declaration', Buffer.from(declared('ISO-8859-1'), 'latin1'), 'application/xml'],
    ['the header', Buffer.from('Störung', 'latin1'), 'application/rss+xml; charset=ISO-8859-1'],
    ['a byte order mark', Buffer.from('\ufeffStörung', 'utf16le'), 'application/xml'],
    ['nothing, as UTF-8', Buffer.from('Störung'), 'application/xml'],
  ])('is told by %s', (_, bytes, contentType) => {
    expect(valueOf(decodeText(bytes, contentType))).toContain('Störung');
  });
  it('that nobody knows is said to be so', () => {
    expect(errorOf(decodeText(Buffer.from(declared('klingon')), ''))).toContain('"klingon"');
  });
});

describe('the feed a page announces', () => {
  const page = new URL('https://status.example/');
  it.each([
    [
      '<link rel="alternate" type="application/rss+xml" href="/history.rss">',
      'https://status.example/history.rss',
    ],
    [
      "<LINK type='application/atom+xml' href='https://status.example/a?b&amp;c' rel=alternate>",
      'https://status.example/a?b&c',
    ],
    ['<link rel="alternate" type="application/rss+xml" href="https://evil.example/x.rss">', null],
    ['<link rel="stylesheet" type="text/css" href="/x.css">', null],
    ['<link rel="alternate" type="application/rss+xml">', null],
  ])('%s', (html, url) => {
    expect(findFeed(`<html><head>${html}</head>`, page)?.href ?? null).toBe(url);
  });
});
