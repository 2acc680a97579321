import type { Clock } from '../../electron/core/clock.ts';
import { configSchema, type VigilConfig } from '../../electron/core/config/schema.ts';
import type { AlertReport, Sample } from '../../shared/domain/observation.ts';
import { signalDefinition } from '../../shared/domain/signal.ts';
import type { SourceStatus } from '../../shared/domain/source.ts';

/** Tue 22 Sep 2026 14:00:00 UTC: the hour of the design's outage. */
export const STORY_MS = Date.UTC(2026, 8, 22, 14, 0, 0);

/** A clock that only moves when told; timers fire in order as it passes them. */
export interface ManualClock extends Clock {
  advance(ms: number): void;
}

export function manualClock(startMs = STORY_MS): ManualClock {
  let nowMs = startMs;
  let timers: { readonly dueMs: number; readonly callback: () => void }[] = [];
  return {
    nowMs: () => nowMs,
    monotonicMs: () => nowMs - startMs,
    setTimeout(callback, delayMs) {
      const timer = { dueMs: nowMs + delayMs, callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    advance(ms) {
      const endMs = nowMs + ms;
      for (;;) {
        const next = timers.filter((timer) => timer.dueMs <= endMs).toSorted((a, b) => a.dueMs - b.dueMs)[0];
        if (next === undefined) break;
        timers = timers.filter((timer) => timer !== next);
        nowMs = Math.max(nowMs, next.dueMs);
        next.callback();
      }
      nowMs = endMs;
    },
  };
}

/** A configuration with two Prometheus sources, `a` and `b`. */
export function testConfig(overrides: Record<string, unknown> = {}): VigilConfig {
  return configSchema.parse({
    sources: ['a', 'b'].map((id) => ({ id, type: 'prometheus', url: `http://127.0.0.1:9/${id}` })),
    ...overrides,
  });
}

export function sample(
  service: string,
  region: string,
  signal: string,
  value: number,
  sampledAtMs = STORY_MS,
): Sample {
  return {
    key: { subject: { kind: 'cell', service, region }, signal, unit: signalDefinition(signal).unit },
    value,
    sampledAtMs,
  };
}

export function linkSample(from: string, to: string, value: number, sampledAtMs = STORY_MS): Sample {
  return {
    key: { subject: { kind: 'link', from, to }, signal: 'link_rtt', unit: 'seconds' },
    value,
    sampledAtMs,
  };
}

export function sourceStatus(id: string, overrides: Partial<SourceStatus> = {}): SourceStatus {
  return {
    id,
    type: 'prometheus',
    address: `http://127.0.0.1:9/${id}`,
    state: 'live',
    sinceMs: STORY_MS - 60_000,
    lastSuccessAtMs: STORY_MS,
    lastAttemptAtMs: STORY_MS,
    lastError: null,
    lastErrorAtMs: null,
    nextAttemptAtMs: null,
    group: null,
    software: null,
    faults: [],
    errorCount: 0,
    missingSeriesCount: 0,
    missedMessageCount: 0,
    warnings: [],
    samplesPerSecond: 0,
    seriesCount: 0,
    rejectedCount: 0,
    lastRejection: null,
    lagMs: null,
    staleAfterMs: 15_000,
    ...overrides,
  };
}

export function alertReport(overrides: Partial<AlertReport> = {}): AlertReport {
  return {
    name: 'CheckoutFailing',
    labels: { alertname: 'CheckoutFailing', service: 'checkout', region: 'eu-west-1' },
    annotations: {
      summary: 'Checkout is failing in Dublin',
      description: '38.2 % of requests fail, limit 2 %',
    },
    severity: 'critical',
    state: 'firing',
    startsAtMs: STORY_MS - 60_000,
    service: 'checkout',
    region: 'eu-west-1',
    ...overrides,
  };
}
