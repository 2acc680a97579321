import type { SourceStatus } from '../../shared/domain/source.ts';
import { MUMBAI_LOST_MS } from './story-cells.ts';
import { STORY_MS } from './story-estate.ts';

/** One source that answers; everything not given is the same in all. */
export function buildSourceStatus(varying: Pick<SourceStatus, 'id'> & Partial<SourceStatus>): SourceStatus {
  return {
    type: 'prometheus',
    address: `https://${varying.id}.example`,
    state: 'live',
    sinceMs: STORY_MS - 9 * 3_600_000,
    lastSuccessAtMs: STORY_MS - 700,
    lastAttemptAtMs: STORY_MS - 700,
    lastError: null,
    lastErrorAtMs: null,
    nextAttemptAtMs: null,
    warnings: [],
    group: null,
    software: null,
    faults: [],
    errorCount: 0,
    missingSeriesCount: 0,
    missedMessageCount: 0,
    samplesPerSecond: 96.4,
    seriesCount: 482,
    rejectedCount: 0,
    lastRejection: null,
    lagMs: 340,
    staleAfterMs: 15_000,
    ...varying,
  };
}

export const storySourceStatuses: SourceStatus[] = [
  buildSourceStatus({ id: 'prometheus-us', seriesCount: 431, samplesPerSecond: 86.2 }),
  buildSourceStatus({
    id: 'prometheus-eu',
    seriesCount: 604,
    samplesPerSecond: 120.8,
    warnings: [
      'PromQL info: metric might not be a counter, name does not end in _total: "checkout_failures"',
    ],
  }),
  buildSourceStatus({ id: 'prometheus-apac', seriesCount: 377, samplesPerSecond: 75.4 }),
  buildSourceStatus({
    id: 'prometheus-mumbai',
    state: 'unreachable',
    sinceMs: MUMBAI_LOST_MS + 10_000,
    lastSuccessAtMs: MUMBAI_LOST_MS,
    lastAttemptAtMs: STORY_MS - 4_000,
    lastError: 'prometheus-mumbai.example did not answer within 3 s (connection timed out).',
    lastErrorAtMs: STORY_MS - 1_000,
    nextAttemptAtMs: STORY_MS + 8_000,
    samplesPerSecond: 0,
    seriesCount: 146,
    lagMs: null,
  }),
  buildSourceStatus({
    id: 'probes',
    type: 'socketio',
    address: 'https://probes.example/socket.io',
    samplesPerSecond: 28,
    seriesCount: 1,
    rejectedCount: 3,
    lastRejection: 'probe.result: $.ms is "timeout", expected a number.',
    lagMs: 42,
  }),
  buildSourceStatus({
    id: 'pager',
    type: 'socketio',
    address: 'https://pager.example/socket.io',
    samplesPerSecond: 0,
    seriesCount: 0,
    lagMs: 12,
  }),
];

/** Two sources that have not answered yet: the first seconds of a new installation. */
export const connectingSources: SourceStatus[] = ['prom-a', 'edge'].map((id, index) =>
  buildSourceStatus({
    id,
    type: index === 0 ? 'prometheus' : 'socketio',
    address: index === 0 ? 'http://127.0.0.1:9090' : 'http://127.0.0.1:3400/socket.io',
    state: 'connecting',
    sinceMs: STORY_MS - 2_000,
    lastSuccessAtMs: null,
    lastAttemptAtMs: STORY_MS - 2_000,
    lastError:
      index === 0 ? 'http://127.0.0.1:9090 refused the connection. Is Prometheus running there?' : null,
    lastErrorAtMs: index === 0 ? STORY_MS - 1_500 : null,
    samplesPerSecond: 0,
    seriesCount: 0,
    lagMs: null,
  }),
);
