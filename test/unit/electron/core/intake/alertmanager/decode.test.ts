import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeAlerts,
  reportsOf,
} from '../../../../../../electron/core/intake/alertmanager/decode-alerts.ts';
import {
  decodeSilences,
  MAX_SILENCES,
} from '../../../../../../electron/core/intake/alertmanager/decode-silences.ts';
import {
  clusterWarnings,
  decodeStatus,
  withoutConfig,
} from '../../../../../../electron/core/intake/alertmanager/decode-status.ts';
import { MAX_ALERTS } from '../../../../../../electron/core/intake/prometheus/decode-alerts.ts';
import { ackComment } from '../../../../../../shared/domain/acknowledgement.ts';
import type { AlertReport } from '../../../../../../shared/domain/observation.ts';
import type { Result } from '../../../../../../shared/domain/result.ts';
import { newerAlerts, newerSilences, recorded } from './recorded.ts';

const RECEIVED_MS = Date.UTC(2026, 10, 22, 22, 0, 0);
const labelNames = { service: ['service', 'job'], region: ['region'] };

function valueOf<T>(result: Result<T, string>): T {
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

function reports(alerts: string, silences = recorded('silences')): ReadonlyMap<string, AlertReport> {
  const byId = new Map(valueOf(decodeSilences(silences)).silences.map((silence) => [silence.id, silence]));
  const list = reportsOf(valueOf(decodeAlerts(alerts)).alerts, byId, labelNames, RECEIVED_MS);
  return new Map(list.map((report) => [report.name, report]));
}

const oneAlert = (fields: object): string =>
  JSON.stringify([{ labels: { alertname: 'X' }, status: { state: 'active' }, ...fields }]);

describe('alerts of a real Alertmanager', () => {
  it('are firing, with place, start, severity and where the rule can be looked at', () => {
    expect(reports(recorded('alerts')).get('CheckoutFailing')).toEqual({
      name: 'CheckoutFailing',
      labels: {
        alertname: 'CheckoutFailing',
        cluster: 'prod-eu',
        region: 'eu-west-1',
        service: 'checkout',
        severity: 'critical',
      },
      annotations: {
        description: '38.2 % of requests fail',
        runbook_url: 'https://runbooks.example/checkout',
        summary: 'Checkout is failing in Dublin',
      },
      severity: 'critical',
      state: 'firing',
      startsAtMs: Date.UTC(2026, 10, 22, 21, 52, 18, 649),
      service: 'checkout',
      region: 'eu-west-1',
      generatorUrl: 'http://prom.example:9090/graph?g0.expr=up',
    });
  });

  it('say who silenced them, why and until when, and by what they are inhibited', () => {
    const byName = reports(recorded('alerts'));
    expect(byName.get('DiskFilling')?.suppression).toMatchObject({
      silencedBy: [
        {
          createdBy: 'mira',
          comment: 'disk is being replaced',
          endsAtMs: Date.UTC(2026, 10, 22, 23, 52, 18, 718),
        },
      ],
      inhibitedBy: [],
    });
    expect(byName.get('CheckoutSlow')?.suppression).toEqual({
      silencedBy: [],
      inhibitedBy: ['CheckoutFailing'],
      mutedBy: [],
    });
    expect(byName.get('CheckoutFailing')).not.toHaveProperty('suppression');
  });

  it('of newer versions name mute intervals; what Vigil does not know is ignored', () => {
    const newer = reports(newerAlerts(), newerSilences());
    expect(newer.get('NightlyBatch')?.suppression).toEqual({
      silencedBy: [],
      inhibitedBy: [],
      mutedBy: ['weekends'],
    });
    const older = reports(recorded('alerts'));
    for (const [name, report] of newer) if (name !== 'NightlyBatch') expect(older.get(name)).toEqual(report);
  });

  it('keep an id for a silence that is not known yet, and a fingerprint for an alert that is not listed', () => {
    const status = { state: 'suppressed', silencedBy: ['s-1'], inhibitedBy: ['f00'] };
    expect(reports(oneAlert({ status }), '[]').get('X')?.suppression).toEqual({
      silencedBy: [{ id: 's-1', createdBy: '', comment: '', endsAtMs: null }],
      inhibitedBy: ['f00'],
      mutedBy: [],
    });
  });

  it('that somebody has in hand are not hidden by that, but by whatever else', () => {
    const marker = { seat: 'a', atMs: 0, untilMs: null, spareMs: 1_000 };
    const silence = (id: string, comment: string) => ({
      id,
      comment,
      status: { state: 'active' },
      matchers: [],
      startsAt: '2026-09-22T14:00:00Z',
      endsAt: '2026-09-22T15:00:00Z',
      createdBy: 'mira',
    });
    const silences = JSON.stringify([silence('ack', ackComment('on it', marker)), silence('s', 'disk swap')]);
    const suppression = (status: object) => reports(oneAlert({ status }), silences).get('X')?.suppression;
    const state = 'suppressed';
    expect(suppression({ state, silencedBy: ['ack'] })).toBeUndefined();
    expect(suppression({ state, silencedBy: ['ack', 's'] })?.silencedBy.map(({ id }) => id)).toEqual(['s']);
    expect(suppression({ state, silencedBy: ['ack'], inhibitedBy: ['f00'] })).toMatchObject({
      silencedBy: [],
      inhibitedBy: ['f00'],
    });
  });

  it('are quiet when the server says so without a reason, and loud when it says nothing readable', () => {
    expect(reports(oneAlert({ status: { state: 'suppressed' } })).get('X')?.suppression).toBeDefined();
    expect(reports(oneAlert({ status: 'suppressed' })).get('X')).not.toHaveProperty('suppression');
    expect(reports(oneAlert({ status: null })).get('X')).not.toHaveProperty('suppression');
  });

  it.each([['0001-01-01T00:00:00.000Z'], ['2999-01-01T00:00:00Z'], ['yesterday'], [null], [17]])(
    'start when they were received if the start cannot be true: %s',
    (startsAt) => {
      expect(reports(oneAlert({ startsAt })).get('X')?.startsAtMs).toBe(RECEIVED_MS);
    },
  );

  it('that are no alerts are refused and described, the others stay', () => {
    const decoded = valueOf(
      decodeAlerts('[{"labels":{"alertname":"A"}},{"labels":{"n":1}},null,7,{"annotations":{}}]'),
    );
    expect(decoded).toMatchObject({
      rejectedCount: 4,
      lastRejection: 'an alert was refused: its labels are not texts',
    });
    expect(decoded.alerts).toHaveLength(1);
  });

  it('are bounded: the most severe of a flood are kept, and the list is called cut', () => {
    const flood = Array.from({ length: MAX_ALERTS }, (_, i) => ({
      labels: { alertname: 'Noise', i: String(i), severity: 'info' },
    }));
    const body = JSON.stringify([...flood, { labels: { alertname: 'Real', severity: 'critical' } }]);
    const decoded = valueOf(decodeAlerts(body));
    expect(decoded.alerts).toHaveLength(MAX_ALERTS);
    expect(decoded.alerts.some(({ labels }) => labels['alertname'] === 'Real')).toBe(true);
    expect(decoded).toMatchObject({ isCut: true, rejectedCount: 1 });
  });

  it('take a label called __proto__ as any other', () => {
    const decoded = valueOf(decodeAlerts('[{"labels":{"alertname":"X","__proto__":"polluted"}}]'));
    expect(decoded.alerts.length + decoded.rejectedCount).toBe(1);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('silences', () => {
  it('are read with all four operators and their states', () => {
    const { silences, rejectedCount } = valueOf(decodeSilences(recorded('silences')));
    expect(rejectedCount).toBe(0);
    expect(silences.map(({ state }) => state).toSorted()).toEqual(['active', 'expired', 'pending']);
    expect(silences.find(({ state }) => state === 'pending')).toMatchObject({
      matchers: [
        { name: 'service', operator: '=~', value: 'cart|search-.*' },
        { name: 'region', operator: '!=', value: 'us-east-1' },
      ],
      createdBy: 'tom',
      comment: 'load test',
    });
  });

  it('match when isEqual is absent, as before version 0.22', () => {
    const old = recorded('silences').replaceAll('"isEqual":true,', '');
    expect(decodeSilences(old)).toEqual(decodeSilences(recorded('silences')));
  });

  it('keep those in force when there are too many', () => {
    const [active, , expired] = JSON.parse(recorded('silences')) as object[];
    const many = [...Array.from({ length: MAX_SILENCES }, () => expired), active];
    const decoded = valueOf(decodeSilences(JSON.stringify(many)));
    expect(decoded.silences).toHaveLength(MAX_SILENCES);
    expect(decoded.silences[0]).toMatchObject({ state: 'active' });
    expect(decoded.rejectedCount).toBe(1);
  });
});

describe('status', () => {
  it('tells the version, the start and the cluster', () => {
    expect(valueOf(decodeStatus(recorded('status')))).toEqual({
      version: '0.25.0',
      startedAtMs: Date.UTC(2026, 10, 22, 21, 52, 15, 659),
      cluster: {
        status: 'ready',
        peerCount: 2,
        peers: ['01M82KXQ9356MGZBJEJAQ60FMY', '01M82KXQ9AM6XBA4VS89KN0MZ1'],
      },
    });
  });

  it('is shown without the configuration, which may hold secrets', () => {
    expect(recorded('status')).toContain('receiver');
    expect(withoutConfig(recorded('status'))).not.toContain('receiver');
    // Deeper than the engine can write.
    expect(withoutConfig(`{"uptime":${'['.repeat(20_000)}${']'.repeat(20_000)}}`)).toBe('(cannot be shown)');
  });

  it.each([
    [{ status: 'ready', peerCount: 2 }, 2, []],
    [{ status: 'ready', peerCount: 1 }, 2, ['Its cluster has 1 member, 2 are configured.']],
    [
      { status: 'settling', peerCount: 2 },
      2,
      ['Its cluster is not ready (settling): silences may be missing.'],
    ],
    [{ status: 'disabled', peerCount: 0 }, 1, []],
    [
      { status: 'disabled', peerCount: 0 },
      2,
      ['It runs without a cluster, though 2 share its group: silences are not passed on.'],
    ],
    [null, 2, []],
  ] as const)('warns about a cluster that is not whole: %o of %i', (cluster, groupSize, warnings) => {
    expect(clusterWarnings(cluster, groupSize)).toEqual(warnings);
  });
});

interface Mutation {
  readonly path: readonly number[];
  readonly value: unknown;
  readonly cutAt: number | null;
}

/** Replaces one place somewhere in a JSON value by something else, or cuts the text. */
const mutation: fc.Arbitrary<Mutation> = fc.record({
  path: fc.array(fc.nat(), { minLength: 1, maxLength: 6 }),
  value: fc.oneof(
    fc.constantFrom<unknown>(null, -1, 1e308, '', [], {}, true, '__proto__', '0001-01-01T00:00:00Z'),
    fc.jsonValue(),
    fc.string({ maxLength: 50 }),
  ),
  cutAt: fc.option(fc.nat()),
});

function mutated(body: string, { path, value, cutAt }: Mutation): string {
  const root: unknown = JSON.parse(body);
  let place: unknown = root;
  for (const [depth, step] of path.entries()) {
    if (typeof place !== 'object' || place === null) break;
    const keys = Object.keys(place);
    const key = keys[step % Math.max(1, keys.length)];
    if (key === undefined) break;
    const parent = place as Record<string, unknown>;
    if (depth === path.length - 1 || typeof parent[key] !== 'object') {
      parent[key] = value;
      break;
    }
    place = parent[key];
  }
  const text = JSON.stringify(root);
  return cutAt === null ? text : text.slice(0, cutAt % (text.length + 1));
}

describe('whatever a body is made into', () => {
  const bodies = [
    recorded('alerts'),
    newerAlerts(),
    recorded('silences'),
    newerSilences(),
    recorded('status'),
  ];

  it('decoding ends with a value or with words, and counts every refusal', () => {
    fc.assert(
      fc.property(fc.constantFrom(...bodies), mutation, (body, change) => {
        const text = mutated(body, change);
        const alerts = decodeAlerts(text);
        if (alerts.ok) {
          const list = JSON.parse(text) as unknown[];
          expect(alerts.value.alerts.length + alerts.value.rejectedCount).toBe(list.length);
          for (const report of reportsOf(alerts.value.alerts, new Map(), labelNames, RECEIVED_MS)) {
            expect(report.state).toBe('firing');
            expect(report.startsAtMs).toBeLessThanOrEqual(RECEIVED_MS);
            expect(report.startsAtMs).toBeGreaterThan(0);
          }
        }
        const silences = decodeSilences(text);
        if (silences.ok)
          for (const silence of silences.value.silences)
            expect(Number.isFinite(silence.startsAtMs) && Number.isFinite(silence.endsAtMs)).toBe(true);
        const status = decodeStatus(text);
        if (status.ok) clusterWarnings(status.value.cluster, 2);
        for (const result of [alerts, silences, status])
          if (!result.ok) expect(result.error).toMatch(/^answered \w+/);
      }),
      { numRuns: 1_500 },
    );
  });

  it('a change in one alert leaves the others as they were', () => {
    fc.assert(
      fc.property(fc.nat({ max: 4 }), fc.jsonValue(), (index, value) => {
        const list = JSON.parse(recorded('alerts')) as unknown[];
        const before = reports(JSON.stringify(list.filter((_, i) => i !== index)));
        list[index] = value;
        const after = reports(JSON.stringify(list));
        for (const [name, report] of before)
          if (report.suppression === undefined) expect(after.get(name)).toEqual(report);
      }),
      { numRuns: 200 },
    );
  });
});
