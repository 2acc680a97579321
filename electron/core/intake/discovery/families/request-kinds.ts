/** One convention of counting and timing requests. Names are spelt with underscores. */
export interface RequestKind {
  readonly words: string;
  /** Ends the clause that begins with the metric. */
  readonly because: string;
  /** The counter of requests; null when only histograms count them. */
  readonly counter: RegExp | null;
  readonly histograms: readonly { readonly base: RegExp; readonly unit: 's' | 'ms' }[];
  /** Labels that name the service in this convention, before the usual ones. */
  readonly services: readonly string[];
  /** Label that says which end of a connection reported, where both do. */
  readonly reporter: string | null;
}

/** Metrics monitoring systems write about themselves, and those of clients, are not requests to the estate. */
const notOwn =
  '(?!(?:prometheus|promhttp|alertmanager|grafana|loki|tempo|thanos|cortex|mimir|net_conntrack|vm|otelcol|traefik|nginx_ingress|kubelet|rest_client)_)(?!.*client)';
const prefix = '(?:[a-z0-9]+_){0,4}?';

/**
 * The conventions, the closest to the service itself first: where several measure one service, the first counts.
 * Names as written by the Prometheus client libraries' examples and middlewares, Micrometer, the semantic
 * conventions of OpenTelemetry (HTTP and RPC, old and stable) in the Prometheus translations, go-grpc-prometheus,
 * gRPC's own OpenTelemetry plugin, and the documentation of Istio, Traefik, ingress-nginx and Envoy.
 */
export const requestKinds: readonly RequestKind[] = [
  {
    words: 'HTTP requests (Prometheus clients)',
    because: 'is how services that use a Prometheus client library usually count and time HTTP requests',
    counter: new RegExp(`^${notOwn}${prefix}http_(?:server_)?requests?(?:_count)?_total$`),
    histograms: [
      {
        base: new RegExp(
          `${notOwn}(?!http_server_request_duration)${prefix}(?:http_)(?:server_)?(?:requests?|response)_(?:duration|latency|processing_time|time)_seconds|http_server_requests_seconds|request_duration_seconds`,
        ),
        unit: 's',
      },
      {
        base: new RegExp(
          `${notOwn}${prefix}http_(?:server_)?(?:requests?|response)_(?:duration|latency|time)_(?:milliseconds|ms)`,
        ),
        unit: 'ms',
      },
    ],
    services: [],
    reporter: null,
  },
  {
    words: 'HTTP requests (OpenTelemetry)',
    because: 'is what OpenTelemetry writes for HTTP servers',
    counter: null,
    histograms: [
      { base: /http_server_request_duration(?:_seconds)?/, unit: 's' },
      { base: /http_server_duration(?:_milliseconds)?/, unit: 'ms' },
    ],
    services: [],
    reporter: null,
  },
  {
    words: 'gRPC requests',
    because: 'is what gRPC servers write',
    counter: /^grpc_server_handled_total$/,
    histograms: [
      { base: /grpc_server_handling_seconds/, unit: 's' },
      { base: /grpc_server_call_duration(?:_seconds)?/, unit: 's' },
    ],
    services: [],
    reporter: null,
  },
  {
    words: 'RPC requests (OpenTelemetry)',
    because: 'is what OpenTelemetry writes for RPC servers',
    counter: null,
    histograms: [
      { base: /rpc_server_call_duration(?:_seconds)?|rpc_server_duration_seconds/, unit: 's' },
      { base: /rpc_server_duration(?:_milliseconds)?/, unit: 'ms' },
    ],
    services: [],
    reporter: null,
  },
  {
    words: 'Istio mesh',
    because: 'is what the proxies of Istio write',
    counter: /^istio_requests_total$/,
    histograms: [{ base: /istio_request_duration_milliseconds/, unit: 'ms' }],
    services: ['destination_service_name', 'destination_canonical_service', 'destination_workload'],
    reporter: 'reporter',
  },
  {
    words: 'Traefik',
    because: 'is what Traefik writes for the services behind it',
    counter: /^traefik_service_requests_total$/,
    histograms: [{ base: /traefik_service_request_duration_seconds/, unit: 's' }],
    services: ['exported_service'],
    reporter: null,
  },
  {
    words: 'nginx ingress',
    because: 'is what the nginx ingress controller writes for the services behind it',
    counter: /^nginx_ingress_controller_requests$/,
    histograms: [{ base: /nginx_ingress_controller_request_duration_seconds/, unit: 's' }],
    // With Prometheus' own Service label on the target, the one of the ingress is renamed.
    services: ['exported_service', 'service', 'ingress'],
    reporter: null,
  },
  {
    words: 'Envoy clusters',
    because: 'is what Envoy writes for the clusters behind it',
    counter: /^envoy_cluster_upstream_rq_xx$/,
    histograms: [{ base: /envoy_cluster_upstream_rq_time/, unit: 'ms' }],
    services: ['envoy_cluster_name', 'cluster_name'],
    reporter: null,
  },
];
