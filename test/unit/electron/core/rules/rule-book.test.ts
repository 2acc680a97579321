import { describe, expect, it } from 'vitest';
import { LivePicture } from '../../../../../electron/core/live-picture.ts';
import type { Alert } from '../../../../../shared/domain/alert.ts';
import type { SourceStatus } from '../../../../../shared/domain/source.ts';
import { linkSample, STORY_MS, sample, sourceStatus, testConfig } from '../../../../builders/core.ts';

const MINUTE_MS = 60_000;

/** A picture with rules, and the alerts they raise. */
class Rules {
  readonly picture: LivePicture;
  nowMs = STORY_MS;

  constructor(...rules: readonly Record<string, unknown>[]) {
    this.picture = new LivePicture(testConfig({ rules }), false, STORY_MS);
    this.status('a', { sinceMs: STORY_MS - 3_600_000 });
    this.status('b', { sinceMs: STORY_MS - 3_600_000 });
  }

  status(id: string, status: Partial<SourceStatus>): void {
    this.picture.setSource(sourceStatus(id, status));
  }

  measure(service: string, signal: string, value: number, region = 'eu-west-1'): void {
    const samples = [sample(service, region, signal, value, this.nowMs)];
    this.picture.observe({ kind: 'samples', sourceId: 'a', receivedAtMs: this.nowMs, samples });
  }

  /** Time passes in seconds; `each` is called in every one of them. */
  wait(ms: number, each: () => void = () => undefined): void {
    for (const endMs = this.nowMs + ms; this.nowMs < endMs; ) {
      this.nowMs += 1_000;
      each();
      this.picture.beat(this.nowMs);
    }
  }

  all(): readonly Alert[] {
    return this.picture.alerts.all().filter(({ kind }) => kind === 'rule');
  }
}

const slow = {
  id: 'checkout-slow',
  signal: 'latency_p95',
  services: ['checkout'],
  above: 0.25,
  for: '2m',
  severity: 'critical',
  labels: { team: 'payments' },
  summary: 'Checkout is slow',
};

describe('a rule with a limit and a wait', () => {
  it('is pending, fires after its wait with value and limit in words, and is over when it is within', () => {
    const rules = new Rules(slow);
    rules.wait(5_000, () => rules.measure('checkout', 'latency_p95', 0.2));
    rules.measure('search', 'latency_p95', 9);
    expect(rules.all()).toEqual([]);
    rules.wait(1_000, () => rules.measure('checkout', 'latency_p95', 0.412));
    expect(rules.all()).toMatchObject([
      {
        state: 'pending',
        summary: 'P95 latency 412\u00a0ms, above the limit of 250\u00a0ms; fires after 2\u00a0min of it.',
      },
    ]);
    rules.wait(2 * MINUTE_MS, () => rules.measure('checkout', 'latency_p95', 0.5));
    expect(rules.all()).toMatchObject([
      {
        id: 'rule:checkout-slow:cell checkout eu-west-1',
        name: 'checkout-slow',
        state: 'firing',
        severity: 'critical',
        title: 'Checkout is slow',
        summary: 'P95 latency 500\u00a0ms, above the limit of 250\u00a0ms for 2\u00a0min.',
        startsAtMs: STORY_MS + 6_000,
        unconfirmed: false,
        sourceIds: ['vigil'],
        labels: {
          alertname: 'checkout-slow',
          severity: 'critical',
          service: 'checkout',
          region: 'eu-west-1',
          team: 'payments',
        },
      },
    ]);
    rules.wait(1_000, () => rules.measure('checkout', 'latency_p95', 0.25));
    expect(rules.all()).toMatchObject([{ state: 'resolved', resolvedAtMs: rules.nowMs }]);
  });

  it('tells the journal of each change and not of each second', () => {
    const rules = new Rules({ ...slow, for: '0s' });
    let told = 0;
    for (let second = 0; second < 60; second += 1) {
      rules.nowMs += 1_000;
      rules.measure('checkout', 'latency_p95', 0.5 + second / 100);
      told += rules.picture.beat(rules.nowMs).alerts.filter(({ kind }) => kind === 'rule').length;
    }
    expect(told).toBe(1);
  });

  it('begins nothing and ends nothing on data that is not fresh, and says so', () => {
    const rules = new Rules({ ...slow, for: '10s' });
    rules.measure('checkout', 'latency_p95', 0.5);
    rules.wait(MINUTE_MS);
    // Fresh for 15 s: it was pending, fired, and nobody knows since.
    expect(rules.all()).toMatchObject([
      { state: 'firing', unconfirmed: true, lastSeenAtMs: STORY_MS + 15_000 },
    ]);
    rules.wait(1_000, () => rules.measure('checkout', 'latency_p95', 0.5));
    expect(rules.all()).toMatchObject([{ state: 'firing', unconfirmed: false }]);
    const slower = new Rules({ ...slow, for: '30s' });
    slower.measure('checkout', 'latency_p95', 0.5);
    slower.wait(MINUTE_MS);
    expect(slower.all().filter(({ state }) => state === 'firing')).toEqual([]);
  });

  it('goes on unconfirmed over a restart, and is over when data says so', () => {
    const rules = new Rules({ ...slow, for: '10s' });
    rules.wait(MINUTE_MS, () => rules.measure('checkout', 'latency_p95', 0.5));
    const next = new Rules({ ...slow, for: '10s' });
    next.nowMs = rules.nowMs;
    next.measure('checkout', 'latency_p95', 0.5);
    next.status('a', { state: 'connecting' });
    next.picture.rules.restore(rules.all());
    next.wait(1_000);
    expect(next.all()).toMatchObject([
      { state: 'firing', startsAtMs: STORY_MS + 1_000, unconfirmed: true, lastSeenAtMs: STORY_MS + 11_000 },
    ]);
    next.status('a', {});
    next.wait(1_000, () => next.measure('checkout', 'latency_p95', 0.6));
    expect(next.all()).toMatchObject([{ unconfirmed: false, summary: expect.stringContaining('600') }]);
    next.wait(1_000, () => next.measure('checkout', 'latency_p95', 0.1));
    expect(next.all()).toMatchObject([{ state: 'resolved' }]);
  });

  it('is over when its rule is taken away, and begins anew when it is changed; others go on', () => {
    const other = { id: 'other', signal: 'latency_p95', above: 0.1 };
    const rules = new Rules({ ...slow, for: '10s' }, other);
    const step = (...next: readonly Record<string, unknown>[]): readonly Alert[] => {
      rules.picture.reconfigure(testConfig({ rules: next }), () => true, rules.nowMs);
      rules.wait(1_000, () => rules.measure('checkout', 'latency_p95', 0.5));
      return rules.all().filter(({ state }) => state !== 'resolved');
    };
    rules.wait(MINUTE_MS, () => rules.measure('checkout', 'latency_p95', 0.5));
    expect(step({ ...slow, for: '20s' }, other)).toMatchObject([
      { name: 'other', state: 'firing', startsAtMs: STORY_MS + 1_000 },
      { name: 'checkout-slow', state: 'pending' },
    ]);
    expect(step(other)).toMatchObject([{ name: 'other' }]);
  });

  it('judges links by either end, and gives a link of its own to each pair', () => {
    const rules = new Rules({ id: 'far', signal: 'link_rtt', regions: ['b'], above: 0.1 });
    const samples = [
      linkSample('a', 'b', 0.2, STORY_MS + 1_000),
      linkSample('c', 'd', 0.2, STORY_MS + 1_000),
    ];
    rules.picture.observe({ kind: 'samples', sourceId: 'a', receivedAtMs: STORY_MS + 1_000, samples });
    rules.wait(1_000);
    expect(rules.all()).toMatchObject([{ service: null, labels: { from: 'a', to: 'b' } }]);
  });
});

describe('a rule about what is not reported', () => {
  const absent = { id: 'no-traffic', signal: 'request_rate', absentFor: '1m', services: ['checkout'] };
  const both = (rules: Rules) => (): void => rules.measure('search', 'latency_p95', 0.1);

  it('fires while the source answers, and not while it does not', () => {
    const rules = new Rules(absent);
    rules.measure('checkout', 'request_rate', 12);
    rules.wait(59_000, both(rules));
    expect(rules.all()).toEqual([]);
    rules.wait(2_000, both(rules));
    expect(rules.all()).toMatchObject([{ state: 'firing', unconfirmed: false, service: 'checkout' }]);
    rules.status('a', { state: 'unreachable', sinceMs: rules.nowMs });
    rules.wait(1_000);
    expect(rules.all()).toMatchObject([{ state: 'firing', unconfirmed: true }]);

    const silent = new Rules(absent);
    silent.measure('checkout', 'request_rate', 12);
    silent.status('a', { state: 'unreachable' });
    silent.wait(3 * MINUTE_MS);
    expect(silent.all()).toEqual([]);
    // It is back: what it does not report is missed only after the time.
    silent.status('a', { sinceMs: silent.nowMs });
    silent.wait(59_000);
    expect(silent.all()).toEqual([]);
    silent.wait(2_000);
    expect(silent.all()).toMatchObject([{ state: 'firing' }]);
  });

  it('misses a service that nothing ever measured, when every source answers', () => {
    const rules = new Rules(absent);
    rules.wait(2 * MINUTE_MS);
    expect(rules.all()).toMatchObject([{ state: 'firing', service: 'checkout', region: null }]);
    const blind = new Rules(absent);
    blind.status('b', { state: 'connecting' });
    blind.wait(2 * MINUTE_MS);
    expect(blind.all()).toEqual([]);
  });

  it('misses nothing that could not be heard while the machine slept', () => {
    const rules = new Rules(absent);
    rules.wait(1_000, () => rules.measure('checkout', 'request_rate', 12));
    rules.nowMs += 8 * 3_600_000;
    rules.wait(50_000);
    expect(rules.all()).toEqual([]);
  });
});

describe('rules about what is usual, and about Vigil itself', () => {
  it('fires outside what is usual, and says what that is', () => {
    const rules = new Rules({ id: 'odd', signal: 'request_rate', deviates: 'below' });
    rules.measure('checkout', 'request_rate', 3);
    rules.wait(1_000);
    expect(rules.all()).toEqual([]);
    rules.picture.rules.noteUsual(() => ({ low: 10, high: 20 }));
    rules.wait(1_000);
    expect(rules.all()).toMatchObject([
      { state: 'firing', summary: 'Traffic 3\u00a0/s, usually not below 10\u00a0/s in this hour.' },
    ]);
  });

  it('judges its own measurements while they are young', () => {
    const rules = new Rules({ id: 'lags', own: 'loop_lag', above: 0.2 });
    rules.picture.rules.noteOwn('loop_lag', { value: 0.5, atMs: STORY_MS });
    rules.wait(1_000);
    expect(rules.all()).toMatchObject([{ state: 'firing', service: null, unconfirmed: false }]);
    rules.wait(MINUTE_MS);
    expect(rules.all()).toMatchObject([{ state: 'firing', unconfirmed: true }]);
  });
});

describe('what was not over when Vigil stopped', () => {
  const firing = (): readonly Alert[] => {
    const rules = new Rules({ ...slow, for: '10s' });
    rules.wait(20_000, () => rules.measure('checkout', 'latency_p95', 0.5));
    return rules.all();
  };

  it('ends in words when its rule is gone, and is not called resolved by anybody', () => {
    const [alert] = firing();
    const next = new Rules();
    next.picture.rules.restore([alert!]);
    next.wait(1_000);
    const told = next.picture.alerts.all().find(({ id }) => id === alert!.id);
    expect(told).toMatchObject({ state: 'resolved', resolvedAtMs: next.nowMs, lapsed: true });
    expect(told?.summary).toContain('Closed: checkout-slow is no longer a rule of this Vigil. It may go on.');
    // Once, and not again with every look.
    expect(next.picture.rules.findings(next.picture.board, next.nowMs + 1_000)).toEqual([]);
  });

  it('ends in words when nothing measures its place any more', () => {
    const next = new Rules({ ...slow, for: '10s' });
    next.picture.rules.restore(firing());
    next.wait(1_000);
    expect(next.all()).toMatchObject([
      { state: 'resolved', lapsed: true, summary: expect.stringContaining('nothing measures this place') },
    ]);
  });

  it('is simply over when fresh data says so at once', () => {
    const next = new Rules({ ...slow, for: '10s' });
    next.measure('checkout', 'latency_p95', 0.1);
    next.picture.rules.restore(firing());
    next.wait(1_000, () => next.measure('checkout', 'latency_p95', 0.1));
    const [alert] = next.all();
    expect(alert).toMatchObject({ state: 'resolved' });
    expect(alert?.lapsed).toBeUndefined();
  });

  it('ends in words as well when its rule is taken away while Vigil runs', () => {
    const rules = new Rules({ ...slow, for: '10s' });
    rules.wait(20_000, () => rules.measure('checkout', 'latency_p95', 0.5));
    rules.picture.reconfigure(testConfig({ rules: [] }), () => true, rules.nowMs);
    rules.wait(1_000);
    expect(rules.all()).toMatchObject([
      { state: 'resolved', summary: expect.stringContaining('no longer a rule of this Vigil') },
    ]);
  });
});

describe('how a rule stands', () => {
  it('is no data, quiet, pending or firing, with since when, and in how many places', () => {
    const rules = new Rules({ ...slow, for: '10s' });
    const standing = () => rules.picture.rules.standings()[0];
    rules.wait(1_000);
    expect(standing()).toMatchObject({
      id: 'checkout-slow',
      severity: 'critical',
      title: 'Checkout is slow',
      words: 'p95 latency above 250\u00a0ms for 10\u00a0s, of checkout',
      state: 'no_data',
      placeCount: 0,
      isAtLeast: true,
    });
    rules.wait(3_000, () => rules.measure('checkout', 'latency_p95', 0.1));
    expect(standing()).toMatchObject({
      state: 'quiet',
      sinceMs: STORY_MS + 2_000,
      isAtLeast: false,
      placeCount: 1,
    });
    rules.wait(5_000, () => rules.measure('checkout', 'latency_p95', 0.5));
    expect(standing()).toMatchObject({ state: 'pending', pendingCount: 1, sinceMs: STORY_MS + 5_000 });
    rules.wait(10_000, () => rules.measure('checkout', 'latency_p95', 0.5));
    expect(standing()).toMatchObject({ state: 'firing', firingCount: 1, sinceMs: STORY_MS + 5_000 });
    rules.wait(5 * MINUTE_MS);
    expect(standing()).toMatchObject({ state: 'firing', blindCount: 1 });
    rules.picture.reconfigure(testConfig({ rules: [] }), () => true, rules.nowMs);
    expect(standing()).toBeUndefined();
  });
});
