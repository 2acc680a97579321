import { readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSeriesKeys } from '../../../../../../electron/core/intake/policy/series-keys.ts';
import { signalScale } from '../../../../../../electron/core/intake/policy/signal-scale.ts';
import {
  createLabelCache,
  type VectorMapping,
} from '../../../../../../electron/core/intake/prometheus/label-cache.ts';
import { parseEnvelope } from '../../../../../../electron/core/intake/prometheus/reply.ts';
import { reviewRules } from '../../../../../../electron/core/intake/prometheus/rule-watch.ts';
import {
  externalLabelsOf,
  softwareOf,
} from '../../../../../../electron/core/intake/prometheus/server-facts.ts';
import { decodeAlerts, decodeMatrix, decodeVector } from './decoding.ts';

const folder = new URL('../../../../../../test/fixtures/recorded/prometheus/', import.meta.url);
const bodies = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]),
);
const bodyOf = (name: string): string => bodies.get(`${name}.json`) ?? '';

const scale = signalScale('availability');
if (!scale.ok) throw new Error(scale.error);
const mapping: VectorMapping = {
  kind: 'cell',
  scale: { ...scale.value, min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY },
  firstLabel: 'service',
  secondLabel: 'instance',
  defaultSecond: null,
  quantile: null,
};
const names = { service: ['service'], region: ['region'] };
const cache = () => createLabelCache(mapping, createSeriesKeys());

/** Everything a body comes to, whatever it was asked for. */
function everything(body: string, pieceChars = Math.max(1, body.length)) {
  return {
    vector: decodeVector(body, mapping, cache(), pieceChars),
    matrix: decodeMatrix(body, mapping, cache(), undefined, pieceChars),
    alerts: decodeAlerts(body, names, pieceChars),
  };
}

describe('recorded answers', () => {
  it('of Prometheus are read', () => {
    const up = decodeVector(bodyOf('vector'), mapping, cache());
    expect(up).toMatchObject({ ok: true, value: { rejectedCount: 0 } });
    expect(up.ok && up.value.samples.map(({ key, value }) => [key.subject, value])).toStrictEqual([
      [{ kind: 'cell', service: 'zürich "x"', region: '127.0.0.1:1' }, 0],
      [{ kind: 'cell', service: 'prometheus', region: '127.0.0.1:19590' }, 1],
      [{ kind: 'cell', service: 'prometheus', region: 'localhost:19590' }, 1],
    ]);
    expect(decodeVector(bodyOf('scalar'), mapping, cache())).toMatchObject({
      ok: false,
      error: expect.stringMatching(/^is a scalar/),
    });
    expect(decodeVector(bodyOf('error'), mapping, cache())).toMatchObject({
      ok: false,
      error: expect.stringMatching(/^was refused: invalid parameter/),
    });
    expect(softwareOf(bodyOf('buildinfo'))).toMatchObject({
      flavour: 'prometheus',
      name: expect.stringMatching(/^Prometheus 2\.42\.0/),
    });
    expect(externalLabelsOf(bodyOf('config'))).toStrictEqual({ cluster: 'eu', replica: 'a' });
    expect(decodeAlerts(bodyOf('alerts'), names)).toMatchObject({
      ok: true,
      value: {
        alerts: [{ name: 'TargetDown', severity: 'critical', service: 'zürich "x"' }],
        rejectedCount: 0,
      },
    });
    const rules = parseEnvelope(bodyOf('rules'));
    const groups = rules.ok ? (rules.value.data as { readonly groups: readonly unknown[] }).groups : [];
    expect(reviewRules(groups)).toMatchObject({
      silentRules: ['Broken'],
      faults: [
        expect.stringMatching(/^Rule Broken of group checkout cannot be evaluated: found duplicate series/),
      ],
      ruleCount: 3,
    });
  });

  it('of VictoriaMetrics are read', () => {
    expect(decodeVector(bodyOf('vm-vector'), mapping, cache())).toMatchObject({
      ok: true,
      value: { samples: [{ value: 1 }], rejectedCount: 0 },
    });
    expect(decodeVector(bodyOf('vm-error'), mapping, cache())).toMatchObject({
      ok: false,
      error: /^was refused/,
    });
    expect(softwareOf(bodyOf('vm-buildinfo'))).toMatchObject({ flavour: 'victoriametrics' });
  });

  it.each(['matrix', 'vm-matrix'])('with history are read point by point (%s)', (name) => {
    const body = bodyOf(name);
    const theirs = JSON.parse(body) as { data: { result: { values: [number, string][] }[] } };
    const points = theirs.data.result.flatMap(({ values }) =>
      values.map(([at, value]) => [at * 1_000, Number(value)]),
    );
    const decoded = decodeMatrix(body, mapping, cache());
    expect(points.length).toBeGreaterThan(0);
    expect(
      decoded.ok && decoded.value.samples.map(({ sampledAtMs, value }) => [sampledAtMs, value]),
    ).toStrictEqual(points);
  });

  it.each([...bodies])('%s comes to the same however it is cut and spaced', (_, body) => {
    const whole = everything(body);
    for (const pieceChars of [1, 2, 3, 5, 17, 64, 1_000])
      expect(everything(body, pieceChars)).toStrictEqual(whole);
    expect(everything(JSON.stringify(JSON.parse(body), null, 2))).toStrictEqual(whole);
  });

  it('never crash anything, damaged in any way, and come to the same in pieces', () => {
    const mutation = fc.record({
      at: fc.nat(),
      cut: fc.oneof(fc.nat(3), fc.nat(200)),
      put: fc.oneof(
        fc.string({ maxLength: 3 }),
        fc.constantFrom(
          '"',
          '\\',
          '{',
          '}',
          '[',
          ']',
          ',',
          ':',
          'null',
          '-',
          '1e999',
          '"NaN"',
          '{"metric":{},"value":[',
        ),
      ),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...bodies.values()),
        fc.array(mutation, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 100 }),
        (body, mutations, pieceChars) => {
          const damaged = mutations.reduce((text, { at, cut, put }) => {
            const from = at % (text.length + 1);
            return text.slice(0, from) + put + text.slice(from + cut);
          }, body);
          const whole = everything(damaged);
          expect(everything(damaged, pieceChars)).toStrictEqual(whole);
          const { vector } = whole;
          for (const { value, sampledAtMs } of vector.ok ? vector.value.samples : [])
            expect(Number.isFinite(value) && Number.isFinite(sampledAtMs)).toBe(true);
          softwareOf(damaged);
          externalLabelsOf(damaged);
        },
      ),
      { numRuns: 600 },
    );
  });
});

describe('hostile answers', () => {
  const head = '{"status":"success","data":{"resultType":"vector","result":[';
  const times = (text: string, count: number): string => text.repeat(count);

  it.each([
    ['series that only begin', head + times('{"metric":{},', 20_000)],
    ['series without a value', `${head}${times('{"metric":{"a":"b"}},', 20_000)}0]}}`],
    ['brackets without end', head + times('[', 400_000)],
    ['labels without end', `${head}{"metric":{"a":"${times('x', 900_000)}`],
    ['quotes without end', head + times('"', 300_001)],
    ['backslashes without end', `${head}"${times('\\', 300_001)}`],
    ['a series deep within brackets', `${head}${times('[', 5_000)}1${times(']', 5_000)}]}}`],
    [
      'one value for the labels of many',
      `${head}${times('{"metric":{"a":1},', 20_000)}{"metric":{},"value":[1,"1"]}]}}`,
    ],
    [
      'keys of prototypes',
      `${head}{"metric":{"__proto__":"x","constructor":"y","service":"a","instance":"b"},"value":[1,"1"]}]}}`,
    ],
  ])('%s are read to their end, once', (_, body) => {
    const whole = decodeVector(body, mapping, cache());
    expect(decodeVector(body, mapping, cache(), 65_536)).toStrictEqual(whole);
    expect(({} as Record<string, unknown>)['service']).toBeUndefined();
  });
});
