import type { SourceTrial } from '../../shared/contract/source-commands.ts';
import type { SourceStatus } from '../../shared/domain/source.ts';
import { buildGuess, buildPayload, type MemoryDeskOptions } from './memory-desk.ts';
import { STORY_MS } from './story-estate.ts';
import { buildSourceStatus, storySourceStatuses } from './story-sources.ts';

/** The file behind the story, with the comments people write. */
export const storyConfigText = `# The shop, as the platform team sees it.
name: Shop
sources:
  # Americas
  - id: prometheus-us
    type: prometheus
    url: https://prometheus-us.example
    every: 5s
    auth:
      bearer: { env: PROM_US_TOKEN } # rotated monthly
  - { id: prometheus-eu, type: prometheus, url: https://prometheus-eu.example, every: 5s }
  - { id: prometheus-apac, type: prometheus, url: https://prometheus-apac.example, every: 5s }
  # Behind the proxy of the Mumbai office
  - id: prometheus-mumbai
    type: prometheus
    url: https://prometheus-mumbai.example
    proxy: http://proxy.mumbai.example:3128
  - id: probes
    type: socketio
    url: https://probes.example
    events:
      probe.result:
        to: sample
        map: { service: $.service, region: $.region, signal: latency_p95, value: $.ms, unit: ms }
  - id: pager
    type: socketio
    url: https://pager.example
    events:
      alarm: { to: alert, map: { name: $.name, state: $.state } }
`;

const vector = JSON.stringify(
  {
    status: 'success',
    data: {
      resultType: 'vector',
      result: ['eu-west-1', 'eu-west-2', 'us-east-1', 'ap-south-1'].map((region, index) => ({
        metric: { service: 'checkout', region },
        value: [STORY_MS / 1_000, String(0.084 + index * 0.013)],
      })),
    },
  },
  null,
  2,
);

const guesses = [
  buildGuess({
    id: 'blackbox/availability',
    signal: 'availability',
    query: 'avg by (service, region) (probe_success)',
    seriesCount: 336,
    services: Array.from({ length: 20 }, (_, index) => `service-${index + 1}`),
    regions: ['eu-west-1', 'eu-west-2', 'us-east-1', 'ap-south-1', 'sa-east-1'],
  }),
  buildGuess({
    id: 'otel/latency_p95',
    signal: 'latency_p95',
    family: 'HTTP request histograms (OpenTelemetry)',
    query:
      'histogram_quantile(0.95, sum by (le, service_name, cloud_region) (rate(http_server_request_duration_seconds_bucket[1m])))',
    labels: { service: 'service_name', region: 'cloud_region' },
    why: 'http_server_request_duration_seconds_bucket is a histogram with the labels le, service_name and cloud_region.',
    active: false,
  }),
  buildGuess({
    id: 'node/load1',
    signal: 'load_1m',
    family: 'node exporter',
    query: 'node_load1',
    seriesCount: 0,
    services: [],
    regions: [],
    active: false,
    why: 'node_load1 was there within the last hour; no machine reports it now.',
  }),
];

/** A trial that found a good deal. */
export const goodTrial: SourceTrial = {
  ok: true,
  sentence: 'Prometheus 2.42.0 answered: 604 series of 24 services in 5 regions and 10 alerts.',
  software: 'Prometheus 2.42.0',
  answeredAfterMs: 42,
  seriesCount: 604,
  alertCount: 10,
  services: [
    'checkout',
    'ledger',
    'payments',
    'cart',
    'search',
    'auth',
    'fraud',
    'catalogue',
    'media',
    'mail',
  ],
  regions: ['eu-west-1', 'eu-west-2', 'us-east-1', 'ap-south-1', 'basement-lab'],
  placelessRegions: ['basement-lab'],
  signals: ['availability', 'latency_p50', 'latency_p95', 'latency_p99', 'error_ratio', 'request_rate'],
  warnings: ['The rule CheckoutErrors cannot be evaluated: many-to-many matching not allowed.'],
  guesses,
  payloads: [buildPayload({ name: 'latency_p95', text: vector })],
};

export const storyDesk: MemoryDeskOptions = {
  trial: goodTrial,
  guesses,
  payloads: [
    buildPayload({ name: 'latency_p95', text: vector }),
    buildPayload({ name: '/api/v1/alerts', text: '{"status":"success","data":{"alerts":[]}}' }),
    buildPayload({ name: 'error_ratio', text: vector.repeat(20), bytes: 14_200_000, truncated: true }),
  ],
};

/** Sixty sources of every type and state, some in groups, some with names nobody would choose. */
export function manySources(): SourceStatus[] {
  const types = [
    'prometheus',
    'exposition',
    'alertmanager',
    'socketio',
    'websocket',
    'statuspage',
    'webhook',
  ] as const;
  const rest = Array.from({ length: 48 }, (_, index): SourceStatus => {
    const type = types[index % types.length] ?? 'prometheus';
    return buildSourceStatus({
      id: `${type}-${String(index + 1).padStart(2, '0')}`,
      type,
      software:
        type === 'prometheus' ? 'Prometheus 2.42.0' : type === 'alertmanager' ? 'Alertmanager 0.25.0' : null,
      group: index % 6 === 0 ? 'core' : index % 11 === 0 ? 'edge' : null,
      state:
        index === 7
          ? 'starting'
          : index === 9
            ? 'connecting'
            : index % 17 === 16
              ? 'paused'
              : index === 12
                ? 'unreachable'
                : 'live',
      lastError:
        index === 12
          ? 'alertmanager-13.example refused the connection. Is Alertmanager running there?'
          : null,
      lastErrorAtMs: index === 12 ? STORY_MS - 3_000 : null,
      ...(index === 12
        ? {
            lastSuccessAtMs: STORY_MS - 400_000,
            sinceMs: STORY_MS - 390_000,
            samplesPerSecond: 0,
            lagMs: null,
          }
        : {}),
      errorCount: index === 12 ? 41 : 0,
      missingSeriesCount: index === 4 ? 12 : 0,
      missedMessageCount: index === 3 ? 7 : 0,
      faults:
        index === 0
          ? Array.from(
              { length: 6 },
              (_, rule) => `The rule Slow${rule} cannot be evaluated: found duplicate series.`,
            )
          : [],
    });
  });
  return [
    ...storySourceStatuses,
    ...rest,
    buildSourceStatus({
      id: 'a-very-long-name-that-somebody-once-gave-to-a-prometheus-in-haste',
      address: `https://${'long.'.repeat(30)}example/prefix`,
    }),
    buildSourceStatus({
      id: '\u202eevil\u202c <script>',
      address: 'https://x.example/\u202egnp.exe',
      warnings: ['\u202eright to left', '<img src=x onerror=alert(1)>'],
    }),
  ];
}
