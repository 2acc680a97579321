import { formatRfc3339 } from '../../../shared/format/rfc3339.ts';
import { configSchema, type VigilConfig } from '../config/schema.ts';
import { limitsOf, runbookOf } from './demo-alerts.ts';
import { AMERICAS, APAC, demoRegions, demoServices, EDGE, EMEA, MUMBAI, PROBES } from './demo-places.ts';

/** The Prometheus servers of the demo, by the id of their source. */
export const prometheusSourceIds = [AMERICAS, EMEA, APAC, MUMBAI, PROBES] as const;

const fleetSources = [AMERICAS, EMEA, APAC, MUMBAI];

/** Promises of the demo, in percent over 30 days. */
const targets: Readonly<Record<string, number>> = {
  ledger: 99.95,
  checkout: 99.9,
  payments: 99.9,
  search: 99.9,
  auth: 99.95,
  gateway: 99.95,
  billing: 99.9,
  orders: 99.9,
  cart: 99.9,
  messaging: 99.9,
  notifications: 99.9,
  sessions: 99.95,
};

/** What cannot do without what. */
const dependencies: Readonly<Record<string, readonly string[]>> = {
  payments: ['ledger'],
  checkout: ['payments', 'ledger'],
  billing: ['ledger'],
  reviews: ['catalog'],
  webhooks: ['media'],
};

/** What is promised most stands first; the rest of what is promised, second. */
function tierOf(id: string): string {
  const target = targets[id];
  return target === undefined ? '3' : target > 99.9 || id === 'checkout' || id === 'payments' ? '1' : '2';
}

/** Planned work begins when the demo does, and is over after this long. */
const PLANNED_MS = 2 * 3_600_000;

/**
 * The configuration of the demo: an ordinary vigil.yaml whose addresses are on loopback.
 * @param nowMs when the demo starts
 */
export function demoConfig(urlOf: (sourceId: string) => string, nowMs: number): VigilConfig {
  return configSchema.parse({
    name: 'Demo fleet',
    timeZones: ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Singapore'],
    sources: [
      ...prometheusSourceIds.map((id) => ({
        id,
        type: 'prometheus',
        url: urlOf(id),
        every: '5s',
        timeout: '3s',
        staleAfter: '20s',
        alerts: id !== PROBES,
      })),
      {
        id: EDGE,
        type: 'socketio',
        url: urlOf(EDGE),
        staleAfter: '15s',
        events: {
          links: {
            to: 'sample',
            each: '$.items',
            map: { from: '$.from', to: '$.to', signal: 'link_rtt', value: '$.ms', unit: 'ms', at: '$.at' },
          },
          latency: {
            to: 'sample',
            each: '$.items',
            map: {
              service: '$.svc',
              region: '$.pop',
              signal: '$.signal',
              value: '$.ms',
              unit: 'ms',
              at: '$.at',
            },
          },
          changes: {
            to: 'annotation',
            each: '$.items',
            map: {
              id: '$.id',
              kind: '$.kind',
              title: '$.title',
              text: '$.text',
              service: '$.service',
              region: '$.region',
              at: '$.at',
              end: '$.end',
              url: '$.url',
            },
          },
          alerts: {
            to: 'alert',
            each: '$.items',
            map: {
              name: '$.name',
              state: '$.state',
              severity: '$.severity',
              summary: '$.summary',
              service: '$.service',
              region: '$.region',
              startsAt: '$.startsAt',
              labels: '$.labels',
            },
          },
        },
      },
    ],
    signals: {
      latency_p95: { query: 'service:latency_seconds:p95', unit: 's', sources: fleetSources },
      error_ratio: { query: 'service:error_ratio:rate1m', sources: fleetSources },
      request_rate: { query: 'service:request_rate:rate1m', sources: fleetSources },
      availability: [
        { query: 'service:success:ratio', sources: fleetSources },
        { query: 'probe:success:ratio', sources: [PROBES] },
      ],
    },
    services: demoServices.map(({ id, owner }) => ({
      id,
      owner,
      tier: tierOf(id),
      runbook: runbookOf(id),
      ...(dependencies[id] === undefined ? {} : { dependsOn: dependencies[id] }),
      ...(id === 'gateway' ? { rollUp: { traffic: 10 } } : {}),
      limits: {
        error_ratio: { degraded: limitsOf(id).errorRatio, down: 0.1 },
        latency_p95: { degraded: limitsOf(id).p95Seconds, down: 5 },
      },
    })),
    regions: demoRegions.map(({ id }) => ({ id })),
    maintenance: [
      {
        services: ['media'],
        regions: ['us-west-2'],
        from: formatRfc3339(nowMs),
        to: formatRfc3339(nowMs + PLANNED_MS),
        who: 'Content',
        why: 'pictures move to a new store',
      },
    ],
    objectives: Object.entries(targets).map(([service, target]) => ({ service, target })),
    wall: { dwell: '20s', scenes: ['map', 'matrix', 'alerts'] },
  });
}
