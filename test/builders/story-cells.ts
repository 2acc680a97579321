import type { HealthState } from '../../shared/domain/health-state.ts';
import { storyTime } from './story-estate.ts';

/** What is not normal in one cell of the story. */
export interface StoryEvent {
  readonly state: HealthState;
  readonly sinceMs: number;
  /** The signal whose value stands in the cell. */
  readonly key: 'error_ratio' | 'latency_p95';
  readonly value?: number;
  /** Before the incident. */
  readonly usual?: number;
  /** Crosses its limit again and again. */
  readonly flapping?: boolean;
}

/** The last second Mumbai was heard. */
export const MUMBAI_LOST_MS = storyTime('14:07:24');

const events: Readonly<Record<string, StoryEvent>> = {
  'checkout eu-west-1': {
    state: 'down',
    sinceMs: storyTime('14:02:10'),
    key: 'error_ratio',
    value: 0.382,
    usual: 0.002,
  },
  'checkout eu-west-2': {
    state: 'degraded',
    sinceMs: storyTime('14:09:20'),
    key: 'error_ratio',
    value: 0.0461,
    usual: 0.002,
  },
  'ledger eu-west-1': {
    state: 'down',
    sinceMs: storyTime('14:01:50'),
    key: 'error_ratio',
    value: 0.246,
    usual: 0.001,
  },
  'payments eu-west-1': {
    state: 'degraded',
    sinceMs: storyTime('14:04:30'),
    key: 'latency_p95',
    value: 1.84,
    usual: 0.24,
  },
  'payments eu-west-2': {
    state: 'degraded',
    sinceMs: storyTime('14:07:10'),
    key: 'latency_p95',
    value: 0.912,
    usual: 0.22,
  },
  'search ap-southeast-1': {
    state: 'degraded',
    sinceMs: storyTime('13:42:20'),
    key: 'latency_p95',
    value: 0.642,
    usual: 0.11,
    flapping: true,
  },
  'auth ap-northeast-1': { state: 'conflict', sinceMs: storyTime('14:05:30'), key: 'latency_p95' },
  'media us-west-2': { state: 'maintenance', sinceMs: storyTime('14:00:00'), key: 'latency_p95' },
  'analytics eu-north-1': { state: 'stale', sinceMs: storyTime('14:09:24'), key: 'latency_p95' },
  'recommendations af-south-1': { state: 'no_data', sinceMs: storyTime('13:10:00'), key: 'latency_p95' },
};

/** The event of a cell; Mumbai is unreachable everywhere; null where all is well. */
export function storyEventOf(service: string, region: string): StoryEvent | null {
  const event = events[`${service} ${region}`];
  if (event !== undefined) return event;
  return region === 'ap-south-1'
    ? { state: 'unreachable', sinceMs: MUMBAI_LOST_MS, key: 'latency_p95' }
    : null;
}

/** When the last value of a cell was measured: now, but where nothing arrives any more. */
export function lastSampleMs(event: StoryEvent | null, nowMs: number): number {
  switch (event?.state) {
    case 'unreachable':
      return MUMBAI_LOST_MS;
    case 'stale':
      return storyTime('14:09:24');
    case 'no_data':
      return storyTime('13:10:00');
    default:
      return nowMs - 800;
  }
}
