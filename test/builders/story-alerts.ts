import type { Alert } from '../../shared/domain/alert.ts';
import { compareAlerts } from '../../shared/domain/alert.ts';
import { STORY_MS, storyTime } from './story-estate.ts';

type Varying = Pick<Alert, 'id' | 'title' | 'summary' | 'severity' | 'service' | 'region' | 'startsAtMs'>;

/** One alert of the story; everything not given is the same in all. */
export function buildAlert(varying: Varying & Partial<Alert>): Alert {
  return {
    name: varying.id,
    state: 'firing',
    kind: 'reported',
    labels: {
      alertname: varying.id,
      ...(varying.service === null ? {} : { service: varying.service }),
      ...(varying.region === null ? {} : { region: varying.region }),
      environment: 'production',
    },
    resolvedAtMs: null,
    lastSeenAtMs: STORY_MS - 1_200,
    sourceIds: ['prometheus-eu'],
    unconfirmed: false,
    suppression: null,
    runbookUrl: varying.service === null ? null : `https://runbooks.example/${varying.service}`,
    ...varying,
  };
}

export const storyAlerts: Alert[] = [
  buildAlert({
    id: 'CheckoutFailing',
    title: 'Checkout is failing',
    summary: '38.2 % of requests fail, limit 2 %.',
    severity: 'critical',
    service: 'checkout',
    region: 'eu-west-1',
    startsAtMs: storyTime('14:02:10'),
    sourceIds: ['prometheus-eu', 'pager'],
    labels: { alertname: 'CheckoutFailing', service: 'checkout', region: 'eu-west-1', cluster: 'pay-eu-b' },
  }),
  buildAlert({
    id: 'LedgerCannotWrite',
    title: 'Ledger cannot write to its database',
    summary: '24.6 % of writes fail, limit 1 %. Primary read-only since 14:01:50.',
    severity: 'critical',
    service: 'ledger',
    region: 'eu-west-1',
    startsAtMs: storyTime('14:01:50'),
    labels: { alertname: 'LedgerCannotWrite', service: 'ledger', region: 'eu-west-1', cluster: 'pay-eu-b' },
  }),
  buildAlert({
    id: 'CheckoutErrorsRising',
    title: 'Checkout errors are rising',
    summary: '4.61 % of requests fail, limit 2 %. Started after eu-west-1 shed load.',
    severity: 'warning',
    service: 'checkout',
    region: 'eu-west-2',
    startsAtMs: storyTime('14:09:20'),
  }),
  buildAlert({
    id: 'PaymentsSlow',
    title: 'Payments is slow',
    summary: 'p95 1.84 s, limit 800 ms.',
    severity: 'warning',
    service: 'payments',
    region: 'eu-west-1',
    startsAtMs: storyTime('14:04:30'),
  }),
  buildAlert({
    id: 'PaymentsSlowLondon',
    name: 'PaymentsSlow',
    title: 'Payments is slow',
    summary: 'p95 912 ms, limit 800 ms.',
    severity: 'warning',
    service: 'payments',
    region: 'eu-west-2',
    startsAtMs: storyTime('14:07:10'),
  }),
  buildAlert({
    id: 'LedgerSlow',
    title: 'Ledger answers slowly',
    summary: 'p95 2.31 s, limit 600 ms. Usual here at this hour: 142 ms.',
    severity: 'warning',
    service: 'ledger',
    region: 'eu-west-1',
    startsAtMs: storyTime('14:02:30'),
  }),
  buildAlert({
    id: 'SearchLatency',
    title: 'Search keeps crossing its limit',
    summary: 'p95 642 ms, limit 250 ms.',
    severity: 'warning',
    service: 'search',
    region: 'ap-southeast-1',
    startsAtMs: storyTime('13:42:20'),
    sourceIds: ['prometheus-apac'],
  }),
  buildAlert({
    id: 'SearchIndexBehind',
    title: 'Search index is behind',
    summary: '1 240 documents wait, limit 1 000. Falling by 60 a minute.',
    severity: 'warning',
    service: 'search',
    region: 'ap-southeast-1',
    startsAtMs: storyTime('13:47:10'),
    sourceIds: ['prometheus-apac'],
  }),
  buildAlert({
    id: 'source-prometheus-mumbai',
    kind: 'unreachable',
    title: 'Mumbai cannot be seen',
    summary: 'prometheus-mumbai has not answered for 6 min 12 s: connection timed out.',
    severity: 'warning',
    service: null,
    region: 'ap-south-1',
    startsAtMs: storyTime('14:07:24'),
    sourceIds: ['vigil'],
  }),
  buildAlert({
    id: 'conflict-auth-ap-northeast-1',
    kind: 'conflict',
    title: 'Two sources disagree about auth',
    summary: 'prometheus-apac: fine, 62 ms. probes: timed out, 3 of 3.',
    severity: 'warning',
    service: 'auth',
    region: 'ap-northeast-1',
    startsAtMs: storyTime('14:05:30'),
    sourceIds: ['vigil'],
  }),
].toSorted(compareAlerts);

/** What the history of the last day adds: alerts that are over. */
export const storyResolvedAlerts: Alert[] = [
  buildAlert({
    id: 'OrdersSlow',
    state: 'resolved',
    title: 'Orders is slow',
    summary: 'p95 1.1 s, limit 800 ms.',
    severity: 'warning',
    service: 'orders',
    region: 'us-east-1',
    startsAtMs: storyTime('12:16:20'),
    resolvedAtMs: storyTime('12:30:40'),
    lastSeenAtMs: storyTime('12:30:40'),
    sourceIds: ['prometheus-us'],
  }),
  buildAlert({
    id: 'WebhooksFailing',
    state: 'resolved',
    title: 'Webhooks fail',
    summary: '3.1 % of deliveries fail, limit 2 %.',
    severity: 'warning',
    service: 'webhooks',
    region: 'eu-central-1',
    startsAtMs: storyTime('09:06:10'),
    resolvedAtMs: storyTime('09:14:30'),
    lastSeenAtMs: storyTime('09:14:30'),
  }),
];
