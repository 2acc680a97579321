import type { Sections } from '../../shared/contract/sections.ts';
import { type Alert, compareAlerts } from '../../shared/domain/alert.ts';
import { buildAlert, storyAlerts } from './story-alerts.ts';
import { STORY_MS, storyRegions, storyServices, storyTime } from './story-estate.ts';

const STORM_FROM_MS = storyTime('14:01:50');
const STORM_BIN_MS = 10_000;
/** Alerts that began in each ten seconds of the storm: 214 in five minutes, 22 at its peak. */
const stormBins = [
  2, 3, 5, 8, 12, 17, 22, 21, 18, 16, 14, 12, 10, 9, 8, 7, 6, 5, 4, 4, 3, 2, 2, 1, 1, 0, 1, 0, 0, 1,
];
const STORM_COUNT = stormBins.reduce((sum, count) => sum + count, 0);

const hands: Readonly<Record<string, Alert['acknowledgement']>> = {
  LedgerCannotWrite: hand('Mara Okafor', 'failing back now', '14:04:10'),
  LedgerSlow: hand('Mara Okafor', 'same cause', '14:05:00'),
  CheckoutFailing: hand('Mara Okafor', '', '14:03:40'),
  SearchIndexBehind: hand('Tomás Brandão', 'scaled out, watching', '13:58:00'),
};

function hand(by: string, why: string, at: string): NonNullable<Alert['acknowledgement']> {
  return { by, why, atMs: storyTime(at), untilMs: null, sourceIds: ['pager'] };
}

const handledAlerts = storyAlerts.map((alert): Alert => {
  const acknowledgement = hands[alert.id];
  const flapping = { changes: 9, windowMs: 1_800_000, sinceMs: storyTime('13:44:00') };
  return {
    ...alert,
    ...(acknowledgement === undefined ? {} : { acknowledgement }),
    ...(alert.id === 'SearchLatency' ? { flapping } : {}),
  };
});

const silencedAlerts = Array.from(
  { length: 12 },
  (_, index): Alert =>
    buildAlert({
      id: `BatchLate-${index}`,
      name: 'BatchLate',
      title: `Batch ${index + 1} is late`,
      summary: 'Last success 26 h ago.',
      severity: 'warning',
      service: 'reports',
      region: storyRegions[index] ?? null,
      startsAtMs: storyTime('12:00:00') + index * 60_000,
      suppression: {
        silencedBy: [
          {
            id: '5b1c2f30-0c7e-4a57-9f2e-1d2b7a1e9f00',
            createdBy: 'Nadia Berg',
            comment: 'the warehouse moves tonight',
            endsAtMs: STORY_MS + 2 * 3_600_000,
          },
        ],
        inhibitedBy: [],
        mutedBy: [],
      },
    }),
);

const stormAlerts = Array.from({ length: 183 }, (_, index): Alert => {
  const service = storyServices[index % storyServices.length]!.id;
  return buildAlert({
    id: `ReplicaLag-${index}`,
    name: 'ReplicaLag',
    title: index === 0 ? 'Ledger replica lags' : `Replica ${index} of ${service} lags`,
    summary: '14 s behind its primary, limit 10 s.',
    severity: index % 9 === 0 ? 'critical' : 'warning',
    service,
    region: 'eu-west-1',
    startsAtMs: STORM_FROM_MS + index * 900,
    labels: {
      alertname: 'ReplicaLag',
      cluster: 'pay-eu-b',
      service,
      region: 'eu-west-1',
      replica: String(index),
    },
  });
});

/** The story with people in it: four alerts in hand, one that flaps, twelve silenced, and a storm folded into one. */
export const handledSections: Partial<Sections> = {
  alerts: [...handledAlerts, ...silencedAlerts, ...stormAlerts].toSorted(compareAlerts),
  silences: [
    {
      id: '5b1c2f30-0c7e-4a57-9f2e-1d2b7a1e9f00',
      state: 'active',
      matchers: [{ name: 'alertname', operator: '=', value: 'BatchLate' }],
      startsAtMs: storyTime('12:00:00'),
      endsAtMs: STORY_MS + 2 * 3_600_000,
      createdBy: 'Nadia Berg',
      comment: 'the warehouse moves tonight',
      sourceIds: ['pager'],
    },
  ],
  storm: {
    sinceMs: STORM_FROM_MS,
    count: STORM_COUNT,
    firing: stormAlerts.length,
    shared: [
      { name: 'cluster', value: 'pay-eu-b' },
      { name: 'region', value: 'eu-west-1' },
    ],
    first: { id: 'ReplicaLag-0', title: 'Ledger replica lags', atMs: STORM_FROM_MS },
    binMs: STORM_BIN_MS,
    bins: stormBins,
    alertIds: stormAlerts.map(({ id }) => id),
  },
};
