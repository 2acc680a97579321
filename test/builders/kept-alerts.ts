import { type Alert, compareAlerts, type Suppression } from '../../shared/domain/alert.ts';
import { buildAlert, storyAlerts } from './story-alerts.ts';
import { STORY_MS, storyTime } from './story-estate.ts';

const nothing: Suppression = { silencedBy: [], inhibitedBy: [], mutedBy: [] };

/** Alerts that fire and notify nobody, for each of the reasons there are. */
export const onlyKeptAlerts: Alert[] = [
  buildAlert({
    id: 'DiskFilling',
    title: 'A disk is filling',
    summary: '93 % of /var/lib/search is used.',
    severity: 'critical',
    service: 'search',
    region: 'us-east-1',
    startsAtMs: storyTime('13:20:00'),
    sourceIds: ['prometheus-eu', 'pager'],
    suppression: {
      ...nothing,
      silencedBy: [
        {
          id: '5b1c2f30-0c7e-4a57-9f2e-1d2b7a1e9f00',
          createdBy: 'mira',
          comment: 'the disk is being replaced',
          endsAtMs: STORY_MS + 2 * 3_600_000,
        },
      ],
    },
  }),
  buildAlert({
    id: 'CheckoutSlow',
    title: 'Checkout is slow',
    summary: 'p95 is 2.4 s, limit 0.8 s.',
    severity: 'warning',
    service: 'checkout',
    region: 'eu-west-1',
    startsAtMs: storyTime('14:03:00'),
    sourceIds: ['pager'],
    suppression: { ...nothing, inhibitedBy: ['CheckoutFailing'] },
  }),
  buildAlert({
    id: 'NightlyBatchLate',
    title: 'The nightly batch is late',
    summary: 'Last success 26 h ago.',
    severity: 'warning',
    service: 'batch',
    region: null,
    startsAtMs: storyTime('12:00:00'),
    sourceIds: ['pager'],
    suppression: { ...nothing, mutedBy: ['outside business hours'] },
  }),
];

/** The story with alerts that are kept quiet, a heartbeat, and what is wrong with the monitoring itself. */
export const keptAlerts: Alert[] = [
  ...storyAlerts,
  ...onlyKeptAlerts,
  buildAlert({
    id: 'Watchdog',
    title: 'Watchdog',
    summary: 'Always fires.',
    severity: 'info',
    kind: 'heartbeat',
    service: null,
    region: null,
    startsAtMs: storyTime('08:00:00'),
  }),
  buildAlert({
    id: 'vigil:watchdog:prometheus-us:Watchdog',
    name: 'WatchdogSilent',
    title: 'Watchdog of prometheus-us has fallen silent',
    summary: 'It should always fire: alerts from there may not reach anybody.',
    severity: 'critical',
    kind: 'monitoring',
    service: null,
    region: null,
    startsAtMs: storyTime('14:10:20'),
    sourceIds: ['vigil'],
  }),
  buildAlert({
    id: 'vigil:peers:pager',
    name: 'PeersDisagree',
    title: 'The Alertmanagers of pager do not agree',
    summary: 'pager-b does not know 3 alerts that pager-a reports, among them CheckoutFailing.',
    severity: 'warning',
    kind: 'monitoring',
    service: null,
    region: null,
    startsAtMs: storyTime('14:08:00'),
    sourceIds: ['vigil'],
  }),
].toSorted(compareAlerts);
