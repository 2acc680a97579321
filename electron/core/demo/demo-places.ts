/** A service of the demo fleet. Levels are typical; regions and the time of day vary them. */
export interface DemoService {
  readonly id: string;
  readonly owner: string;
  readonly p95Seconds: number;
  /** Requests per second over the whole world. */
  readonly requestsPerSecond: number;
  readonly absentFrom: readonly string[];
}

export interface DemoRegion {
  readonly id: string;
  /** Its share of the world's traffic, in relation to the others. */
  readonly traffic: number;
  /** Latency here compared with the typical level. */
  readonly latencyFactor: number;
  /** The Prometheus server that watches it. */
  readonly sourceId: string;
}

export const AMERICAS = 'prometheus-americas';
export const EMEA = 'prometheus-emea';
export const APAC = 'prometheus-apac';
export const MUMBAI = 'prometheus-mumbai';
export const PROBES = 'probes';
export const EDGE = 'edge';

export const demoRegions: readonly DemoRegion[] = [
  { id: 'us-west-2', traffic: 9, latencyFactor: 1.02, sourceId: AMERICAS },
  { id: 'us-east-1', traffic: 14, latencyFactor: 0.86, sourceId: AMERICAS },
  { id: 'ca-central-1', traffic: 4, latencyFactor: 1, sourceId: AMERICAS },
  { id: 'sa-east-1', traffic: 5, latencyFactor: 1.2, sourceId: AMERICAS },
  { id: 'eu-west-1', traffic: 11, latencyFactor: 0.9, sourceId: EMEA },
  { id: 'eu-west-2', traffic: 8, latencyFactor: 0.95, sourceId: EMEA },
  { id: 'eu-central-1', traffic: 10, latencyFactor: 0.93, sourceId: EMEA },
  { id: 'eu-north-1', traffic: 4, latencyFactor: 0.92, sourceId: EMEA },
  { id: 'me-central-1', traffic: 3, latencyFactor: 1.12, sourceId: EMEA },
  { id: 'af-south-1', traffic: 2, latencyFactor: 1.2, sourceId: EMEA },
  { id: 'ap-south-1', traffic: 8, latencyFactor: 1.05, sourceId: MUMBAI },
  { id: 'ap-southeast-1', traffic: 7, latencyFactor: 1, sourceId: APAC },
  { id: 'ap-northeast-1', traffic: 9, latencyFactor: 0.94, sourceId: APAC },
  { id: 'ap-southeast-2', traffic: 4, latencyFactor: 1.02, sourceId: APAC },
];

const service = (
  id: string,
  owner: string,
  p95Ms: number,
  requestsPerSecond: number,
  absentFrom: readonly string[] = [],
): DemoService => ({ id, owner, p95Seconds: p95Ms / 1_000, requestsPerSecond, absentFrom });

export const demoServices: readonly DemoService[] = [
  service('checkout', 'Payments platform', 195, 9_000),
  service('ledger', 'Payments platform', 150, 6_500, [
    'us-west-2',
    'ca-central-1',
    'eu-north-1',
    'af-south-1',
    'ap-southeast-2',
  ]),
  service('payments', 'Payments platform', 240, 7_000, ['eu-north-1']),
  service('search', 'Discovery', 104, 31_000),
  service('auth', 'Identity', 61, 42_000),
  service('media', 'Content', 178, 26_000),
  service('analytics', 'Data', 248, 12_000),
  service('recommendations', 'Discovery', 124, 18_000),
  service('exports', 'Data', 410, 400, [
    'ca-central-1',
    'eu-west-2',
    'eu-north-1',
    'me-central-1',
    'af-south-1',
    'ap-southeast-2',
  ]),
  service('billing', 'Payments platform', 166, 1_900, ['eu-north-1', 'af-south-1']),
  service('shipping', 'Fulfilment', 134, 2_600),
  service('webhooks', 'Integrations', 148, 3_800, ['ca-central-1', 'me-central-1', 'af-south-1']),
  service('orders', 'Fulfilment', 126, 5_200),
  service('notifications', 'Messaging', 112, 8_800),
  service('messaging', 'Messaging', 98, 14_000, ['me-central-1']),
  service('cart', 'Storefront', 95, 16_000),
  service('inventory', 'Fulfilment', 86, 11_000, ['af-south-1']),
  service('fraud', 'Payments platform', 80, 7_400, ['ca-central-1', 'eu-north-1']),
  service('catalog', 'Storefront', 76, 33_000),
  service('reviews', 'Storefront', 69, 9_500),
  service('profile', 'Identity', 54, 15_000),
  service('pricing', 'Storefront', 51, 24_000),
  service('gateway', 'Edge', 34, 120_000),
  service('sessions', 'Identity', 22, 60_000),
];

/** Services that the outside probes ask too, besides their own metrics. */
export const probedServices: readonly string[] = ['auth', 'gateway', 'sessions'];
