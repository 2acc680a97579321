import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSeriesKeys } from '../../../../../../electron/core/intake/policy/series-keys.ts';
import { signalScale } from '../../../../../../electron/core/intake/policy/signal-scale.ts';
import {
  createLabelCache,
  type VectorMapping,
} from '../../../../../../electron/core/intake/prometheus/label-cache.ts';
import { timestampQueryOf } from '../../../../../../electron/core/intake/prometheus/queries.ts';
import { decodeAlerts, decodeMatrix, decodeVector } from './decoding.ts';

function mappingFor(signal = 'latency_p95', unit?: string, region: string | null = null): VectorMapping {
  const scale = signalScale(signal, unit);
  if (!scale.ok) throw new Error(scale.error);
  return {
    kind: 'cell',
    scale: scale.value,
    firstLabel: 'service',
    secondLabel: 'region',
    defaultSecond: region,
    quantile: signal === 'latency_p95' ? 0.95 : null,
  };
}

function vector(series: readonly unknown[], rest: object = {}): string {
  return JSON.stringify({ status: 'success', data: { resultType: 'vector', result: series }, ...rest });
}

const series = (service: string, region: string, value: string, seconds = 1_790_000_000.123) => ({
  metric: { __name__: 'latency', region, service },
  value: [seconds, value],
});

/** The same reply in a layout nobody writes: every series is then parsed in the ordinary way. */
const spaced = (body: string): string => body.replaceAll('{"metric":', '{ "metric":');

/** Decodes the tight layout Prometheus writes and a spaced one; both must come to the same. */
function decodeBoth(body: string, mapping = mappingFor()) {
  const decode = (text: string) => decodeVector(text, mapping, createLabelCache(mapping, createSeriesKeys()));
  const tight = decode(body);
  expect(decode(spaced(body))).toEqual(tight);
  return tight;
}

function decoded(body: string, mapping = mappingFor()) {
  const result = decodeBoth(body, mapping);
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

describe('vector', () => {
  it('reads values in the canonical unit with the time of the reply', () => {
    const { samples, rejectedCount } = decoded(
      vector([series('checkout', 'eu', '84')]),
      mappingFor('latency_p95', 'ms'),
    );
    expect(samples).toEqual([
      {
        key: {
          subject: { kind: 'cell', service: 'checkout', region: 'eu' },
          signal: 'latency_p95',
          unit: 'seconds',
        },
        value: 0.084,
        sampledAtMs: 1_790_000_000_123,
      },
    ]);
    expect(rejectedCount).toBe(0);
  });

  it('reuses the keys of the round before, also for labels in another order', () => {
    const mapping = mappingFor();
    const cache = createLabelCache(mapping, createSeriesKeys());
    const first = decodeVector(vector([series('a', 'eu', '1')]), mapping, cache);
    const reordered = vector([{ metric: { service: 'a', region: 'eu' }, value: [1, '2'] }]);
    const second = decodeVector(reordered, mapping, cache);
    if (!first.ok || !second.ok) throw new Error('expected both to decode');
    expect(second.value.samples[0]?.key).toBe(first.value.samples[0]?.key);
    expect(second.value.samples[0]?.value).toBe(2);
  });

  it.each(['NaN', '+Inf', '-Inf', '', ' ', '0x', 'abc', '1e999', '-1'])('refuses the latency %j', (value) => {
    const { samples, rejectedCount, lastRejection } = decoded(vector([series('a', 'eu', value)]));
    expect(samples).toEqual([]);
    expect(rejectedCount).toBe(1);
    expect(lastRejection).toMatch(/latency_p95/);
  });

  it('takes neither of two series that mean the same', () => {
    const { samples, rejectedCount, lastRejection } = decoded(
      vector([
        series('a', 'eu', '1'),
        series('b', 'eu', '5'),
        series('a', 'eu', '2'),
        series('a', 'eu', '3'),
      ]),
    );
    expect(samples.map((sample) => sample.value)).toEqual([5]);
    expect(rejectedCount).toBe(3);
    expect(lastRejection).toBe(
      'several series mean a / eu; aggregate them, for example with avg by (service, region)',
    );
  });

  it('names the missing label, or uses the region of the source', () => {
    const body = vector([{ metric: { service: 'a', region: '' }, value: [1, '1'] }]);
    expect(decoded(body).lastRejection).toMatch(/no label "region" to name its region/);
    const filled = decoded(body, mappingFor('latency_p95', undefined, 'eu'));
    expect(filled.samples[0]?.key.subject).toEqual({ kind: 'cell', service: 'a', region: 'eu' });
  });

  it('counts native histograms and strange series without losing their neighbours', () => {
    const histogram = { metric: { service: 'h', region: 'eu' }, histogram: [1, { count: '1' }] };
    const { samples, rejectedCount } = decoded(
      vector([series('a', 'eu', '1'), histogram, 7, null, { metric: [] }, series('b', 'eu', '2')]),
    );
    expect(samples.map((sample) => sample.value)).toEqual([1, 2]);
    expect(rejectedCount).toBe(4);
  });

  it('keeps warnings and infos, and says when an answer is partial', () => {
    const body = vector([series('a', 'eu', '1')], { warnings: ['w'], infos: ['i'], isPartial: true });
    expect(decoded(body).notices).toEqual(['The answer is partial: a storage node is missing.', 'w', 'i']);
  });

  it.each([
    ['', 'answered with an empty body'],
    ['<html>login</html>', 'answered with a web page instead of JSON; check the url and any login proxy'],
    [
      '{"status":"success","data":{"resultType":"vector","result":[',
      'answered with JSON that is cut off or damaged',
    ],
    ['404 page not found', 'answered with something that is not JSON: "404 page not found"'],
    ['{"a":1}', 'answered JSON that is not a Prometheus reply (no "status"); check the url'],
    ['{"status":"error","error":"boom"}', 'was refused: boom'],
    ['{"status":"success"}', 'brought no data'],
    [
      '{"status":"success","data":{"resultType":"matrix","result":[]}}',
      'ends in a range such as [5m]; wrap it in a function such as rate(…)',
    ],
    [
      '{"status":"success","data":{"resultType":"vector","result":{}}}',
      'brought a vector without a list of series',
    ],
  ])('says what is wrong with %j', (body, words) => {
    expect(decodeBoth(body)).toEqual({ ok: false, error: words });
  });

  it('does not take a label value for the end of the labels', () => {
    const nasty = ['},"value":[', '"}', '\\"},', '{"metric":', '\u2028', '__proto__'];
    const { samples } = decoded(vector(nasty.map((name) => series(name, 'eu', '1'))));
    expect(
      samples.map((sample) => (sample.key.subject.kind === 'cell' ? sample.key.subject.service : '')),
    ).toEqual(nasty);
  });

  it('undoes escapes in values, which nobody writes but JSON allows', () => {
    const body = vector([series('a', 'eu', '7')]).replace('"7"', String.raw`"\u0037"`);
    expect(decoded(body).samples[0]?.value).toBe(7);
  });

  it.each(['"1\n"', '"1\t"', '"1 "', '" 1"', '"1', '1', '"\u0001"', 'null', '["1"]', '"1","2"', '"1" ,"2"'])(
    'reads the value %j as JSON.parse does',
    (value) => {
      const body = vector([series('a', 'eu', '7')]).replace('"7"', value);
      const isJson = () => JSON.parse(body) as unknown;
      if (decodeBoth(body).ok) expect(isJson).not.toThrow();
      else expect(isJson).toThrow();
    },
  );

  it.each([
    '01',
    '1.',
    '.5',
    '-1',
    '+1',
    '1e3',
    '1_0',
    '0x1',
    '0',
    '1.5',
    '1.2345',
    '"1"',
    '1 ',
    '1e999',
    '99999999999999999',
  ])('reads the time %j as JSON.parse does', (time) => {
    const body = vector([series('a', 'eu', '7', 12)]).replace('[12,', `[${time},`);
    const decoded = decodeBoth(body);
    const parsed = (): unknown =>
      (JSON.parse(body) as { data: { result: { value: unknown[] }[] } }).data.result[0]?.value[0];
    if (!decoded.ok) return expect(parsed).toThrow();
    const [sample] = decoded.value.samples;
    if (sample !== undefined) expect(sample.sampledAtMs).toBe(Math.round(Number(parsed()) * 1_000));
    // What no Date can hold is no time, finite or not.
    else expect(Number.isFinite(parsed()) && Math.abs(Number(parsed())) * 1_000 <= 8.64e15).toBe(false);
  });

  it('finds contradictions in a reply with more series than the caches hold', () => {
    const mapping = mappingFor();
    const keys = createSeriesKeys(10);
    const cache = createLabelCache(mapping, keys, 10);
    const many = Array.from({ length: 50 }, (_, index) => series(`s${index}`, 'eu', '1'));
    const twice = [
      ...many,
      { ...series('s0', 'eu', '0'), metric: { service: 's0', region: 'eu', pod: 'b' } },
    ];
    for (let round = 0; round < 3; round += 1) {
      const result = decodeVector(vector(twice), mapping, cache);
      expect(result).toMatchObject({ ok: true, value: { rejectedCount: 2 } });
      keys.trim();
    }
  });

  it('ends at a bounded cache', () => {
    const mapping = mappingFor();
    const cache = createLabelCache(mapping, createSeriesKeys(), 100);
    for (let round = 0; round < 20; round += 1) {
      const many = Array.from({ length: 50 }, (_, index) => series(`s${round}-${index}`, 'eu', '1'));
      decodeVector(vector(many), mapping, cache);
      expect(cache.size).toBeLessThanOrEqual(150);
    }
  });
});

const valueText = fc.oneof(
  fc.double().map(String),
  fc.constantFrom('NaN', '+Inf', '-Inf', '', '1e999', '0'),
  fc.string(),
);
const anySeries = fc.oneof(
  fc.record({
    metric: fc.record(
      { service: fc.string(), region: fc.constantFrom('eu', 'us', '') },
      { requiredKeys: [] },
    ),
    value: fc.tuple(fc.oneof(fc.double(), fc.integer()), valueText),
  }),
  fc.record({ metric: fc.dictionary(fc.string(), fc.string()), value: fc.array(fc.jsonValue()) }),
  fc.jsonValue(),
);

describe('vector, whatever comes', () => {
  it('accepts and refuses every series exactly once, the same by both readers, and nothing is non-finite', () => {
    fc.assert(
      fc.property(fc.array(anySeries, { maxLength: 12 }), (items) => {
        const { samples, rejectedCount } = decoded(vector(items));
        expect(samples.length + rejectedCount).toBe(items.length);
        for (const sample of samples) {
          expect(Number.isFinite(sample.value) && Number.isFinite(sample.sampledAtMs)).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('never throws on damaged bodies, and the two readers never disagree', () => {
    const good = vector([series('a', 'eu', '1'), series('b', 'us', '2.5')], { warnings: ['w'] });
    fc.assert(
      fc.property(
        fc.nat(good.length),
        fc.nat(12),
        fc.oneof(
          fc.string({ maxLength: 4 }),
          fc.constantFrom('"', '}', ']', ',', '{"metric":{', '},"value":['),
        ),
        (at, cut, put) => {
          const body = good.slice(0, at) + put + good.slice(at + cut);
          const mapping = mappingFor();
          const decode = (text: string) =>
            decodeVector(text, mapping, createLabelCache(mapping, createSeriesKeys()));
          const tight = decode(body);
          const ordinary = decode(spaced(body));
          // Errors quote what came, spaces included.
          expect(ordinary.ok).toBe(tight.ok);
          if (tight.ok) expect(ordinary).toEqual(tight);
          if (tight.ok)
            for (const sample of tight.value.samples) expect(Number.isFinite(sample.value)).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('never throws on arbitrary JSON in any decoder', () => {
    const mapping = mappingFor();
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (body) => {
        const cache = createLabelCache(mapping, createSeriesKeys());
        decodeVector(body, mapping, cache);
        decodeMatrix(body, mapping, cache);
        decodeAlerts(body, { service: ['service'], region: ['region'] });
      }),
    );
  });
});

describe('matrix', () => {
  const body = (result: readonly unknown[]): string =>
    JSON.stringify({ status: 'success', data: { resultType: 'matrix', result } });
  const decode = (text: string, max?: number) => {
    const mapping = mappingFor();
    const result = decodeMatrix(text, mapping, createLabelCache(mapping, createSeriesKeys()), max);
    if (!result.ok) throw new Error(result.error);
    return result.value;
  };

  it('leaves gaps where points are not finite, and skips what cannot be read', () => {
    const { samples, truncated } = decode(
      body([
        { metric: { service: 'a', region: 'eu' }, values: [[1, '1'], [31, 'NaN'], [61, '3'], 'x', [1]] },
        { metric: {}, values: [[1, '9']] },
        4,
      ]),
    );
    expect(samples.map(({ value, sampledAtMs }) => [sampledAtMs, value])).toEqual([
      [1_000, 1],
      [61_000, 3],
    ]);
    expect(truncated).toBe(false);
  });

  it.each([1e13, -1e13, 1.7e51, 99_999_999_999_999])('skips points at %d s, which is no time', (seconds) => {
    const { samples } = decode(
      body([
        {
          metric: { service: 'a', region: 'eu' },
          values: [
            [seconds, '1'],
            [61, '3'],
          ],
        },
      ]),
    );
    expect(samples.map(({ sampledAtMs }) => sampledAtMs)).toEqual([61_000]);
  });

  it('believes none of the series that mean the same', () => {
    const values = [[1, '1']];
    const same = { metric: { service: 'a', region: 'eu', pod: '2' }, values: [[1, '9']] };
    const { samples } = decode(
      body([
        { metric: { service: 'a', region: 'eu' }, values },
        { metric: { service: 'b', region: 'eu' }, values },
        same,
      ]),
    );
    expect(samples.map(({ key }) => key.subject)).toMatchObject([{ service: 'b' }]);
  });

  it('is cut at its cap', () => {
    const values = Array.from({ length: 10 }, (_, index) => [index + 1, '1']);
    expect(decode(body([{ metric: { service: 'a', region: 'eu' }, values }]), 4)).toMatchObject({
      truncated: true,
      samples: { length: 4 },
    });
  });
});

describe('alerts', () => {
  const names = { service: ['app', 'service'], region: ['region'] };
  const body = (alerts: readonly unknown[]): string =>
    JSON.stringify({ status: 'success', data: { alerts } });
  const alert = {
    labels: { alertname: 'HighLatency', severity: 'page', service: 'checkout', region: 'eu' },
    annotations: { summary: 'Checkout is slow' },
    state: 'firing',
    activeAt: '2026-09-22T14:07:24.123456789Z',
    value: '1e+00',
  };

  it('reads what Prometheus writes', () => {
    const result = decodeAlerts(body([alert]), names);
    expect(result).toMatchObject({
      ok: true,
      value: {
        alerts: [
          {
            name: 'HighLatency',
            severity: 'critical',
            state: 'firing',
            startsAtMs: Date.UTC(2026, 8, 22, 14, 7, 24, 123),
            service: 'checkout',
            region: 'eu',
            annotations: { summary: 'Checkout is slow' },
          },
        ],
        rejectedCount: 0,
      },
    });
  });

  it('refuses one malformed alert and keeps the others', () => {
    const result = decodeAlerts(
      body([{ ...alert, state: 'inactive' }, alert, { ...alert, activeAt: 'soon' }, 3]),
      names,
    );
    expect(result.ok && [result.value.alerts.length, result.value.rejectedCount]).toEqual([1, 3]);
  });

  it('does not read an answer without a list as "no alerts"', () => {
    expect(decodeAlerts('{"status":"success","data":{}}', names).ok).toBe(false);
  });
});

describe('timestamp query', () => {
  it.each(['up', ' up ', 'job:latency:p95', 'up{job="a"}', 'up{job=~"a}{",x!=\'b\'}', '{__name__="up"}'])(
    'is asked for the plain selector %j',
    (query) => expect(timestampQueryOf(query)).toBe(`timestamp(${query.trim()})`),
  );
  it.each([
    'rate(up[5m])',
    'up == 1',
    'up[5m]',
    'sum(up)',
    'up offset 5m',
    'Inf',
    '1',
    'up{a="}',
    'a + b',
    '',
  ])('is not asked for %j', (query) => expect(timestampQueryOf(query)).toBeNull());
});

describe('alerts in a storm', () => {
  it('keeps the most severe ones and says that the list was cut', () => {
    const alert = (severity: string, i: number) => ({
      labels: { alertname: 'A', severity, i: String(i) },
      state: 'firing',
      activeAt: '2026-09-22T14:00:00Z',
    });
    const alerts = Array.from({ length: 10_002 }, (_, i) => alert(i < 10_000 ? 'info' : 'critical', i));
    const decoded = decodeAlerts(JSON.stringify({ status: 'success', data: { alerts } }), {
      service: [],
      region: [],
    });
    if (!decoded.ok) throw new Error(decoded.error);
    expect(decoded.value).toMatchObject({ isCut: true, rejectedCount: 2 });
    expect(decoded.value.alerts.filter(({ severity }) => severity === 'critical')).toHaveLength(2);
  });
});
