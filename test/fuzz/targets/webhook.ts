import { createAnnotationDecoder } from '../../../electron/core/intake/webhook/decode-annotations.ts';
import { decodeHook } from '../../../electron/core/intake/webhook/hook-payload.ts';
import type { Annotation } from '../../../shared/domain/annotation.ts';
import { jsonMutator } from '../mutate.ts';
import { type FuzzTarget, must, mustBeTime, NOW_MS, recorded } from '../target.ts';
import { mustBeReports } from './alertmanager.ts';

/** As docs/webhook.md describes them. */
const posted = [
  { kind: 'deploy', title: 'checkout 2.14.0', service: 'checkout', at: '2026-09-22T13:59:00Z' },
  [
    { kind: 'note', title: 'On call: Ada', text: 'until eight' },
    {
      kind: 'maintenance',
      title: 'New switches',
      region: 'eu-central',
      at: 1_790_085_600,
      end: '2026-09-22T16:00:00+02:00',
      id: 'chg-17',
      url: 'https://changes.example/17',
    },
  ],
].map((body) => Buffer.from(JSON.stringify(body)));
const options = { labels: { service: ['service'], region: ['region'] }, repeatEvery: 14_400_000 };

/** What an annotation from outside must be. */
export function mustBeAnnotations(annotations: readonly Annotation[]): void {
  for (const { atMs, endMs, url, title } of annotations) {
    mustBeTime(atMs, 'the time of an annotation');
    if (endMs !== null) mustBeTime(endMs, 'the end of an annotation');
    must(endMs === null || endMs >= atMs, 'an annotation ends before it begins');
    must(url === null || /^https?:/.test(url), 'a link leads out of the web');
    must(typeof title === 'string' && title.length <= 300, 'a title is no title');
  }
}

export const webhookTargets: readonly FuzzTarget[] = [
  {
    name: 'webhook',
    kind: 'json',
    mutate: jsonMutator([...recorded('webhook', /\.json$/), ...posted]),
    open() {
      const annotationsOf = createAnnotationDecoder('hook');
      return {
        take(input) {
          const decoded = decodeHook(input.toString('utf8'), options, annotationsOf, NOW_MS);
          if (!decoded.ok) return false;
          const { alerts, annotations, rejectedCount, lastRejection } = decoded.value;
          must(rejectedCount === 0 || lastRejection !== null, 'refused without a reason');
          mustBeReports(alerts);
          mustBeAnnotations(annotations);
          return alerts.length + annotations.length > 0;
        },
      };
    },
  },
];
