/** One series as a target writes it: metric, labels, and whether it counts up. */
export interface WrittenSeries {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly kind: 'counter' | 'gauge';
  /** Of a gauge its value, of a counter how much it grows in a second. */
  readonly amount: number;
}

/** What a target of one convention writes, and the queries that must come of it. */
export interface Estate {
  readonly name: string;
  readonly series: readonly WrittenSeries[];
  /** Query and unit by guess id, as proposed when nothing else is there and the interval is 15 s. */
  readonly expected: Readonly<Record<string, readonly [query: string, unit: string | null]>>;
  readonly services: readonly string[];
  readonly regions: readonly string[];
}

type Labels = Readonly<Record<string, string>>;

const counter = (metric: string, labels: Labels, amount = 10): WrittenSeries => ({
  metric,
  labels,
  kind: 'counter',
  amount,
});
const gauge = (metric: string, labels: Labels, amount: number): WrittenSeries => ({
  metric,
  labels,
  kind: 'gauge',
  amount,
});

/** The three kinds of series of a classic histogram whose observations lie between the bounds. */
function histogram(base: string, labels: Labels, bounds: readonly number[]): readonly WrittenSeries[] {
  const les = [...bounds.map(String), '+Inf'];
  return [
    ...les.map((le, index) => counter(`${base}_bucket`, { ...labels, le }, (10 * (index + 1)) / les.length)),
    counter(`${base}_count`, labels),
    counter(`${base}_sum`, labels, 5),
  ];
}

/** The queries of latency, traffic and errors that one classic histogram gives. */
function histogramQueries(
  base: string,
  [first, second]: readonly [string, string],
  unit: 'ms' | null,
  failure: string | null,
  only = '',
): Estate['expected'] {
  const group = `${first}, ${second}`;
  const all = only === '' ? '' : `{${only}}`;
  const failed = [only, failure].filter((part) => part !== '').join(', ');
  const sum = (matchers: string) => `sum by (${group}) (rate(${base}_count${matchers}[2m]))`;
  const quantile = (of: number) =>
    `histogram_quantile(${of}, sum by (le, ${group}) (rate(${base}_bucket${all}[2m]))) >= 0`;
  return {
    [`${base}/latency_p50`]: [quantile(0.5), unit],
    [`${base}/latency_p95`]: [quantile(0.95), unit],
    [`${base}/latency_p99`]: [quantile(0.99), unit],
    ...(failure === null
      ? {}
      : {
          [`${base}/error_ratio`]: [`(${sum(`{${failed}}`)} or ${sum(all)} * 0) / (${sum(all)} > 0)`, null],
        }),
    [`${base}/request_rate`]: [sum(all), null],
  };
}

function counterQueries(
  metric: string,
  [first, second]: readonly [string, string],
  failure: string,
  only = '',
): Estate['expected'] {
  const all = only === '' ? '' : `{${only}}`;
  const failed = [only, failure].filter((part) => part !== '').join(', ');
  const sum = (matchers: string) => `sum by (${first}, ${second}) (rate(${metric}${matchers}[2m]))`;
  return {
    [`${metric}/error_ratio`]: [`(${sum(`{${failed}}`)} or ${sum(all)} * 0) / (${sum(all)} > 0)`, null],
    [`${metric}/request_rate`]: [sum(all), null],
  };
}

const grpcFaults =
  'grpc_code=~"UNKNOWN|DEADLINE_EXCEEDED|UNIMPLEMENTED|INTERNAL|UNAVAILABLE|DATA_LOSS|Unknown|DeadlineExceeded|Unimplemented|Internal|Unavailable|DataLoss"';

/** Label sets as the documentation of each project shows them. */
export const estates: readonly Estate[] = [
  {
    name: 'blackbox exporter',
    series: ['eu-west-1', 'us-east-1'].flatMap((region) => [
      gauge('probe_success', { service: 'shop', region, module: 'http_2xx' }, 1),
      gauge('probe_duration_seconds', { service: 'shop', region, module: 'http_2xx' }, 0.2),
      gauge('probe_http_duration_seconds', { service: 'shop', region, phase: 'connect' }, 0.1),
    ]),
    expected: {
      'blackbox/availability': ['avg by (service, region) (probe_success)', null],
      'blackbox/latency_p50': [
        'avg by (service, region) (quantile_over_time(0.5, probe_duration_seconds[2m]))',
        null,
      ],
      'blackbox/latency_p95': [
        'avg by (service, region) (quantile_over_time(0.95, probe_duration_seconds[2m]))',
        null,
      ],
    },
    services: ['shop'],
    regions: ['eu-west-1', 'us-east-1'],
  },
  {
    name: 'Prometheus client library',
    series: [
      counter('http_requests_total', { app: 'cart', datacenter: 'fra1', method: 'GET', status: '200' }),
      counter('http_requests_total', { app: 'cart', datacenter: 'fra1', method: 'GET', status: '503' }, 1),
      ...histogram(
        'http_request_duration_seconds',
        { app: 'cart', datacenter: 'fra1', status: '200' },
        [0.1, 0.5, 1],
      ),
    ],
    expected: {
      ...counterQueries('http_requests_total', ['app', 'datacenter'], 'status=~"5.."'),
      ...histogramQueries('http_request_duration_seconds', ['app', 'datacenter'], null, 'status=~"5.."'),
    },
    services: ['cart'],
    regions: ['fra1'],
  },
  {
    name: 'Micrometer',
    series: histogram(
      'http_server_requests_seconds',
      { application: 'billing', region: 'westeurope', status: '200', outcome: 'SUCCESS', uri: '/' },
      [0.1, 1],
    ),
    expected: histogramQueries(
      'http_server_requests_seconds',
      ['application', 'region'],
      null,
      'status=~"5.."',
    ),
    services: ['billing'],
    regions: ['westeurope'],
  },
  {
    name: 'OpenTelemetry, stable HTTP conventions',
    series: histogram(
      'http_server_request_duration_seconds',
      {
        service_name: 'search',
        cloud_region: 'europe-west4',
        http_response_status_code: '200',
        http_request_method: 'GET',
      },
      [0.005, 0.1, 1],
    ),
    expected: histogramQueries(
      'http_server_request_duration_seconds',
      ['service_name', 'cloud_region'],
      null,
      'http_response_status_code=~"5.."',
    ),
    services: ['search'],
    regions: ['europe-west4'],
  },
  {
    name: 'OpenTelemetry, old HTTP conventions',
    series: histogram(
      'http_server_duration_milliseconds',
      { service_name: 'profile', cloud_region: 'eu-north-1', http_status_code: '200' },
      [5, 100, 1000],
    ),
    expected: histogramQueries(
      'http_server_duration_milliseconds',
      ['service_name', 'cloud_region'],
      'ms',
      'http_status_code=~"5.."',
    ),
    services: ['profile'],
    regions: ['eu-north-1'],
  },
  {
    name: 'go-grpc-prometheus',
    series: [
      ...['OK', 'Unavailable'].map((grpc_code) =>
        counter('grpc_server_handled_total', {
          service: 'ledger',
          region: 'asia-northeast1',
          grpc_code,
          grpc_service: 'acme.Ledger',
          grpc_method: 'Post',
        }),
      ),
      ...histogram(
        'grpc_server_handling_seconds',
        { service: 'ledger', region: 'asia-northeast1', grpc_service: 'acme.Ledger' },
        [0.01, 0.1],
      ),
    ],
    expected: {
      ...counterQueries('grpc_server_handled_total', ['service', 'region'], grpcFaults),
      ...histogramQueries('grpc_server_handling_seconds', ['service', 'region'], null, null),
    },
    services: ['ledger'],
    regions: ['asia-northeast1'],
  },
  {
    name: 'OpenTelemetry RPC',
    series: histogram(
      'rpc_server_duration_milliseconds',
      { service_name: 'stock', cloud_region: 'ap-south-1', rpc_grpc_status_code: '0', rpc_system: 'grpc' },
      [5, 100],
    ),
    expected: histogramQueries(
      'rpc_server_duration_milliseconds',
      ['service_name', 'cloud_region'],
      'ms',
      'rpc_grpc_status_code=~"2|4|12|13|14|15"',
    ),
    services: ['stock'],
    regions: ['ap-south-1'],
  },
  {
    name: 'Istio',
    series: ['source', 'destination'].flatMap((reporter) => {
      const labels = {
        reporter,
        source_workload: 'web',
        destination_service_name: 'reviews',
        destination_workload: 'reviews-v1',
        topology_kubernetes_io_region: 'us-central1',
        response_code: '200',
      };
      return [
        counter('istio_requests_total', labels),
        ...histogram('istio_request_duration_milliseconds', labels, [5, 50]),
      ];
    }),
    expected: {
      ...counterQueries(
        'istio_requests_total',
        ['destination_service_name', 'topology_kubernetes_io_region'],
        'response_code=~"5.."',
        'reporter="destination"',
      ),
      ...histogramQueries(
        'istio_request_duration_milliseconds',
        ['destination_service_name', 'topology_kubernetes_io_region'],
        'ms',
        'response_code=~"5.."',
        'reporter="destination"',
      ),
    },
    services: ['reviews'],
    regions: ['us-central1'],
  },
  {
    name: 'Envoy',
    series: [
      ...['2', '5'].map((envoy_response_code_class) =>
        counter('envoy_cluster_upstream_rq_xx', {
          envoy_cluster_name: 'inventory',
          zone: 'us-east-1a',
          envoy_response_code_class,
        }),
      ),
      ...histogram(
        'envoy_cluster_upstream_rq_time',
        { envoy_cluster_name: 'inventory', zone: 'us-east-1a' },
        [5, 50],
      ),
    ],
    expected: {
      ...counterQueries(
        'envoy_cluster_upstream_rq_xx',
        ['envoy_cluster_name', 'zone'],
        'envoy_response_code_class=~"5"',
      ),
      ...histogramQueries('envoy_cluster_upstream_rq_time', ['envoy_cluster_name', 'zone'], 'ms', null),
    },
    services: ['inventory'],
    regions: ['us-east-1a'],
  },
  {
    name: 'Traefik',
    series: [
      counter('traefik_service_requests_total', {
        exported_service: 'blog@docker',
        service: 'traefik-metrics',
        dc: 'hel1',
        code: '200',
      }),
      ...histogram(
        'traefik_service_request_duration_seconds',
        { exported_service: 'blog@docker', service: 'traefik-metrics', dc: 'hel1', code: '200' },
        [0.1, 1],
      ),
    ],
    expected: {
      ...counterQueries('traefik_service_requests_total', ['exported_service', 'dc'], 'code=~"5.."'),
      ...histogramQueries(
        'traefik_service_request_duration_seconds',
        ['exported_service', 'dc'],
        null,
        'code=~"5.."',
      ),
    },
    services: ['blog@docker'],
    regions: ['hel1'],
  },
  {
    name: 'nginx ingress',
    series: [
      counter('nginx_ingress_controller_requests', {
        exported_service: 'docs',
        ingress: 'docs',
        region: 'nyc3',
        status: '200',
      }),
      ...histogram(
        'nginx_ingress_controller_request_duration_seconds',
        { exported_service: 'docs', ingress: 'docs', region: 'nyc3', status: '200' },
        [0.1, 1],
      ),
    ],
    expected: {
      ...counterQueries('nginx_ingress_controller_requests', ['exported_service', 'region'], 'status=~"5.."'),
      ...histogramQueries(
        'nginx_ingress_controller_request_duration_seconds',
        ['exported_service', 'region'],
        null,
        'status=~"5.."',
      ),
    },
    services: ['docs'],
    regions: ['nyc3'],
  },
  {
    name: 'node exporter',
    series: ['idle', 'user'].flatMap((mode) =>
      ['0', '1'].map((cpu) =>
        counter('node_cpu_seconds_total', { service: 'machines', pop: 'LHR50-C1', cpu, mode }, 0.5),
      ),
    ),
    expected: {
      'node/saturation': [
        'max by (service, pop) (1 - avg by (service, pop, instance) (rate(node_cpu_seconds_total{mode="idle"}[2m])))',
        null,
      ],
    },
    services: ['machines'],
    regions: ['LHR50-C1'],
  },
  {
    name: 'ping exporter',
    series: [
      gauge('ping_loss_ratio', { target: 'edge-1', site: 'AMS' }, 0),
      gauge('ping_rtt_mean_seconds', { target: 'edge-1', site: 'AMS' }, 0.02),
    ],
    expected: { 'ping_loss_ratio/packet_loss': ['avg by (target, site) (ping_loss_ratio)', null] },
    services: ['edge-1'],
    regions: ['AMS'],
  },
];

/** Paths between places. */
export const linkEstates: readonly Estate[] = [
  {
    name: 'ping exporter between regions',
    series: [
      ['eu-west-1', 'us-east-1'],
      ['us-east-1', 'eu-west-1'],
    ].flatMap(([source = '', destination = '']) => [
      gauge('ping_rtt_mean_seconds', { source, destination }, 0.07),
      gauge('ping_rtt_best_seconds', { source, destination }, 0.06),
      gauge('link_loss_percent', { source, destination }, 1),
    ]),
    expected: {
      'links/ping_rtt_mean_seconds/link_rtt': ['avg by (source, destination) (ping_rtt_mean_seconds)', null],
      'links/link_loss_percent/link_loss': ['avg by (source, destination) (link_loss_percent)', 'percent'],
    },
    services: [],
    regions: ['eu-west-1', 'us-east-1'],
  },
  {
    name: 'smokeping_prober between points of presence',
    series: [
      ['fra1', 'sin1'],
      ['sin1', 'fra1'],
    ].flatMap(([source = '', host = '']) => [
      counter('smokeping_requests_total', { source, host }),
      ...histogram('smokeping_response_duration_seconds', { source, host }, [0.1, 0.2]),
    ]),
    expected: {
      'links/smokeping/link_loss': [
        'clamp_min(1 - (sum by (source, host) (rate(smokeping_response_duration_seconds_count[2m])) or sum by (source, host) (rate(smokeping_requests_total[2m])) * 0) / (sum by (source, host) (rate(smokeping_requests_total[2m])) > 0), 0)',
        null,
      ],
      'links/smokeping/link_rtt': [
        'histogram_quantile(0.5, sum by (le, source, host) (rate(smokeping_response_duration_seconds_bucket[2m]))) >= 0',
        null,
      ],
    },
    services: [],
    regions: ['fra1', 'sin1'],
  },
  {
    name: 'blackbox probes between regions',
    series: ['ap-southeast-1', 'eu-west-1'].flatMap((vantage) =>
      ['ap-southeast-1', 'eu-west-1'].flatMap((target) => [
        gauge('probe_success', { vantage, target }, 1),
        gauge('probe_duration_seconds', { vantage, target }, 0.2),
        gauge('probe_icmp_duration_seconds', { vantage, target, phase: 'rtt' }, 0.1),
      ]),
    ),
    expected: {
      'links/blackbox/link_rtt': [
        'avg by (vantage, target) (probe_icmp_duration_seconds{phase="rtt"}) or avg by (vantage, target) (probe_duration_seconds)',
        null,
      ],
      'links/blackbox/link_loss': ['avg by (vantage, target) (1 - avg_over_time(probe_success[2m]))', null],
    },
    services: [],
    regions: ['ap-southeast-1', 'eu-west-1'],
  },
];
