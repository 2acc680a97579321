import { type Alert, compareAlerts } from '../../shared/domain/alert.ts';
import type { HeldSilence } from '../../shared/domain/silence.ts';
import { keptAlerts } from './kept-alerts.ts';
import { buildAlert } from './story-alerts.ts';
import { STORY_MS, storyTime } from './story-estate.ts';

/** One more alert for the story, beginning at a moment. */
export function arrivingAlert(startsAtMs: number): Alert {
  return buildAlert({
    id: 'CartFailing',
    title: 'Cart is failing',
    summary: '12.4 % of requests fail, limit 2 %.',
    severity: 'critical',
    service: 'cart',
    region: 'eu-west-1',
    startsAtMs,
    lastSeenAtMs: startsAtMs,
  });
}

/** The story at the change of shifts: one alert is in hand, one flaps, one is silenced. */
export const handoverAlerts: Alert[] = keptAlerts
  .map((alert): Alert => {
    if (alert.id === 'LedgerCannotWrite')
      return {
        ...alert,
        acknowledgement: {
          by: 'mira',
          why: 'promoting the replica',
          atMs: storyTime('14:06:00'),
          untilMs: null,
          sourceIds: ['pager'],
        },
      };
    if (alert.id === 'SearchLatency')
      return {
        ...alert,
        flapping: { changes: 9, windowMs: 30 * 60_000, sinceMs: storyTime('13:44:00') },
      };
    return alert;
  })
  .toSorted(compareAlerts);

/** One silence that ends in twelve minutes, and one that began lately and holds for long. */
export const handoverSilences: HeldSilence[] = [
  {
    id: '0f7c2d11-6d1e-4f0e-8a51-0b6f5f3a7c01',
    state: 'active',
    matchers: [
      { name: 'alertname', operator: '=', value: 'SearchIndexBehind' },
      { name: 'region', operator: '=~', value: 'ap-.*' },
    ],
    startsAtMs: STORY_MS - 2 * 3_600_000,
    endsAtMs: STORY_MS + 12 * 60_000,
    createdBy: 'jonas',
    comment: 'reindexing, ticket 4711',
    sourceIds: ['pager'],
  },
  {
    id: '5b1c2f30-0c7e-4a57-9f2e-1d2b7a1e9f00',
    state: 'active',
    matchers: [{ name: 'alertname', operator: '=', value: 'DiskFilling' }],
    startsAtMs: STORY_MS - 40 * 60_000,
    endsAtMs: STORY_MS + 30 * 3_600_000,
    createdBy: 'mira',
    comment: 'the disk is being replaced',
    sourceIds: ['pager'],
  },
];
