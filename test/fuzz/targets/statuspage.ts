import { createSeriesKeys } from '../../../electron/core/intake/policy/series-keys.ts';
import { decodeFeed } from '../../../electron/core/intake/statuspage/decode-feed.ts';
import { decodeSummary } from '../../../electron/core/intake/statuspage/decode-summary.ts';
import { decodeText } from '../../../electron/core/intake/statuspage/decode-text.ts';
import { findFeed } from '../../../electron/core/intake/statuspage/find-feed.ts';
import { pageObservations } from '../../../electron/core/intake/statuspage/page-observations.ts';
import type { PageReport } from '../../../electron/core/intake/statuspage/page-report.ts';
import type { Result } from '../../../shared/domain/result.ts';
import { byteMutator, jsonMutator } from '../mutate.ts';
import { type Decoder, type FuzzTarget, must, mustBeTexts, mustBeTime, NOW_MS, recorded } from '../target.ts';

const options = { id: 'page', service: undefined, region: 'third party', components: undefined };
const levels = [null, 0, 1, 2, 3];

function mustBeReport(report: PageReport): boolean {
  must(levels.includes(report.level), `the level is ${report.level}`);
  must(report.rejectedCount === 0 || report.lastRejection !== null, 'refused without a reason');
  for (const { startsAtMs, endsAtMs } of [...report.incidents, ...report.maintenances]) {
    mustBeTime(startsAtMs, 'the start of an incident');
    if (endsAtMs === null) continue;
    mustBeTime(endsAtMs, 'the end of an incident');
    must(endsAtMs >= startsAtMs, 'an incident ends before it begins');
  }
  const keys = createSeriesKeys();
  const { samples, alerts } = pageObservations(report, options, keys, NOW_MS);
  for (const { value, sampledAtMs } of samples)
    must(levels.includes(value) && sampledAtMs === NOW_MS, 'a level is no level');
  for (const { labels, startsAtMs } of alerts) {
    mustBeTexts(labels, 'the labels of an incident');
    mustBeTime(startsAtMs, 'the start of an alert');
  }
  return report.level !== null || report.incidents.length > 0;
}

const decoderOf = (decode: (text: string) => Result<PageReport, string>) => (): Decoder => ({
  take(input) {
    const text = decodeText(input, 'text/xml');
    if (!text.ok) return false;
    const report = decode(text.value);
    return report.ok && mustBeReport(report.value);
  },
});

const page = new URL('https://status.example/');

export const statuspageTargets: readonly FuzzTarget[] = [
  {
    name: 'statuspage-summary',
    kind: 'json',
    mutate: jsonMutator(recorded('statuspage', /\.json$/)),
    open: decoderOf(decodeSummary),
  },
  {
    name: 'statuspage-feed',
    kind: 'other',
    mutate: byteMutator(recorded('statuspage', /\.(rss|atom)$/)),
    open: decoderOf((text) => {
      findFeed(text, page);
      return decodeFeed(text, NOW_MS);
    }),
  },
];
