import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventMapping } from '../../../../../../electron/core/config/mapping-schema.ts';
import { configSchema } from '../../../../../../electron/core/config/schema.ts';
import { compileMapping } from '../../../../../../electron/core/intake/mapping/compile-mapping.ts';
import { compilePath } from '../../../../../../electron/core/intake/mapping/json-path.ts';
import { sampleTimeMs } from '../../../../../../electron/core/intake/mapping/sample-time.ts';
import { createSeriesKeys } from '../../../../../../electron/core/intake/policy/series-keys.ts';
import { START_MS } from '../support/fake-clock.ts';

/** Compiles a mapping as it stands in vigil.yaml. */
function compiled(mapping: object) {
  const config = configSchema.parse({
    sources: [{ id: 's', type: 'socketio', url: 'http://x', events: { sample: mapping } }],
  });
  const [source] = config.sources;
  const parsed: EventMapping | undefined = source?.type === 'socketio' ? source.events['sample'] : undefined;
  if (parsed === undefined) throw new Error('expected a mapping');
  return compileMapping('s', 'sample', parsed, createSeriesKeys());
}

const one = compiled({
  to: 'sample',
  map: {
    service: '$.svc',
    region: '$.geo.pop',
    signal: 'latency_p95',
    value: '$.ms',
    unit: 'ms',
    at: '$.ts',
  },
});
const many = compiled({
  to: 'sample',
  each: '$.items',
  map: { from: '$.a', to: '$.b', signal: '$.signal', value: '$.v' },
});
const good = { svc: 'checkout', geo: { pop: 'eu' }, ms: 84, ts: START_MS / 1_000 };

describe('sample mapping', () => {
  it('reads a sample', () => {
    expect(one.decode(good, START_MS)).toEqual({
      samples: [
        {
          key: {
            subject: { kind: 'cell', service: 'checkout', region: 'eu' },
            signal: 'latency_p95',
            unit: 'seconds',
          },
          value: 0.084,
          sampledAtMs: START_MS,
        },
      ],
      alerts: [],
      annotations: [],
      rejectedCount: 0,
      lastRejection: null,
    });
  });

  it('reads a list of links and stamps them with the receive time', () => {
    const items = [
      { a: 'eu', b: 'us', signal: 'link_rtt', v: 0.08 },
      { a: 'us', b: 'eu', signal: 'link_loss', v: 0 },
    ];
    const { samples } = many.decode({ items }, START_MS);
    expect(samples.map(({ key, sampledAtMs }) => [key.signal, key.unit, sampledAtMs])).toEqual([
      ['link_rtt', 'seconds', START_MS],
      ['link_loss', 'ratio', START_MS],
    ]);
  });

  it.each([
    [{ ...good, ms: 'fast' }, 'Event "sample": $.ms: expected a number, got text.'],
    [{ ...good, ms: Number.NaN }, 'Event "sample": $.ms: expected a number, got NaN.'],
    [{ ...good, ms: null }, 'Event "sample": $.ms: expected a number, got null.'],
    [{ ...good, ms: -1 }, 'Event "sample": $.ms: latency_p95 cannot be negative, got -1.'],
    [{ ...good, svc: '' }, 'Event "sample": $.svc: expected a text of 1 to 1000 characters, got empty text.'],
    [
      { ...good, svc: 'x'.repeat(1_001) },
      'Event "sample": $.svc: expected a text of 1 to 1000 characters, got 1001 characters.',
    ],
    [
      { ...good, geo: 'eu' },
      'Event "sample": $.geo.pop: expected a text of 1 to 1000 characters, got nothing.',
    ],
    [{ ...good, ts: START_MS + 600_000 }, /\$\.ts: lies more than 5 min in the future/],
    [
      { ...good, ts: 'yesterday' },
      /\$\.ts: expected epoch seconds, epoch milliseconds or RFC 3339, got text/,
    ],
    [undefined, /\$\.svc: .* got nothing/],
    [Buffer.from('binary'), /\$\.svc: .* got nothing/],
    [[good], /\$\.svc: .* got nothing/],
  ])('refuses %j in words', (payload, words) => {
    const decoded = one.decode(payload, START_MS);
    expect(decoded).toMatchObject({ samples: [], rejectedCount: 1 });
    expect(decoded.lastRejection).toMatch(words);
  });

  it('cuts a message that is too long and counts the rest', () => {
    const items = Array.from({ length: 10_005 }, () => ({ a: 'eu', b: 'us', signal: 'link_rtt', v: 1 }));
    const decoded = many.decode({ items }, START_MS);
    expect([decoded.samples.length, decoded.rejectedCount]).toEqual([10_000, 5]);
    expect(decoded.lastRejection).toBe('Event "sample": $.items: more than 10000 items in one message.');
  });

  it('says before any message that a unit cannot fit', () => {
    const wrong = compiled({
      to: 'sample',
      map: { service: '$.a', region: '$.b', signal: 'latency_p95', value: '$.v', unit: 'percent' },
    });
    expect(wrong.problem).toMatch(/^Event "sample" cannot be read: latency_p95 is measured in seconds/);
    expect(wrong.decode({ a: 'a', b: 'b', v: 1 }, START_MS).rejectedCount).toBe(1);
  });
});

describe('alert mapping', () => {
  const alerts = compiled({
    to: 'alert',
    map: {
      name: '$.name',
      state: '$.state',
      severity: '$.sev',
      summary: '$.text',
      service: '$.svc',
      startsAt: '$.since',
      labels: '$.labels',
    },
  });

  it('is about the same alert whatever its severity', () => {
    const labelsOf = (sev: string) =>
      alerts.decode({ name: 'LinkDown', state: 'firing', sev }, START_MS).alerts[0]?.labels;
    expect(labelsOf('warning')).toBeDefined();
    expect(labelsOf('warning')).toEqual(labelsOf('critical'));
  });

  it('reads an alert with its labels', () => {
    const payload = {
      name: 'LinkDown',
      state: 'Resolved',
      sev: 'P1',
      text: 'eu-us is down',
      svc: 'edge',
      since: '2026-09-22T13:00:00Z',
      labels: { team: 'net', port: 7, nested: {}, alertname: 'spoofed' },
    };
    expect(alerts.decode(payload, START_MS).alerts).toEqual([
      {
        labels: { team: 'net', port: '7', alertname: 'LinkDown', service: 'edge' },
        annotations: { summary: 'eu-us is down' },
        name: 'LinkDown',
        severity: 'critical',
        state: 'resolved',
        startsAtMs: START_MS - 3_600_000,
        service: 'edge',
        region: null,
      },
    ]);
  });

  it('has a title of its own when one is declared', () => {
    const titled = compiled({ to: 'alert', map: { name: '$.name', title: '$.what' } });
    expect(titled.decode({ name: 'A', what: 'It broke' }, START_MS).alerts[0]?.annotations).toEqual({
      title: 'It broke',
    });
  });

  it.each([
    [{ name: 'A', state: 'maybe' }, '$.state: expected firing, pending or resolved, got "maybe"'],
    [{ name: 'A', state: { toString: 1 } }, '$.state: expected firing, pending or resolved, got an object'],
    [{ name: 'A' }, '$.state: expected firing, pending or resolved, got nothing'],
    [{ state: 'firing' }, '$.name: expected a text of 1 to 1000 characters, got nothing'],
    [{ name: 'A', state: 'firing', labels: [1] }, '$.labels: expected an object of labels, got a list'],
  ])('refuses %j in words', (payload, words) => {
    expect(alerts.decode(payload, START_MS)).toMatchObject({
      alerts: [],
      annotations: [],
      rejectedCount: 1,
      lastRejection: `Event "sample": ${words}.`,
    });
  });
});

describe('annotation mapping', () => {
  const annotations = compiled({
    to: 'annotation',
    each: '$.items',
    map: {
      title: '$.title',
      kind: '$.kind',
      text: '$.text',
      service: '$.svc',
      region: '$.pop',
      at: '$.at',
      end: '$.end',
      id: '$.id',
      url: '$.url',
    },
  });
  const read = (item: unknown) => annotations.decode({ items: [item] }, START_MS);
  const first = (item: unknown) => read(item).annotations[0];

  it('reads an annotation', () => {
    const item = {
      title: 'checkout 1.2',
      kind: 'Deployment',
      text: 'by CI',
      svc: 'checkout',
      at: START_MS / 1_000 - 60,
      end: '2026-09-22T14:00:00Z',
      id: 42,
      url: 'https://ci.example/42',
    };
    expect(read(item)).toEqual({
      samples: [],
      alerts: [],
      annotations: [
        {
          id: 's:42',
          kind: 'deploy',
          atMs: START_MS - 60_000,
          endMs: START_MS,
          title: 'checkout 1.2',
          text: 'by CI',
          service: 'checkout',
          region: null,
          sourceId: 's',
          url: 'https://ci.example/42',
        },
      ],
      rejectedCount: 0,
      lastRejection: null,
    });
  });

  it('is a deploy of now when nothing else is said', () => {
    expect(first({ title: 'a' })).toMatchObject({
      kind: 'deploy',
      atMs: START_MS,
      endMs: null,
      text: '',
      url: null,
    });
  });

  it('has the same id when it is told again, and another when it is another', () => {
    const told = { title: 'a', at: START_MS };
    expect(first(told)?.id).toBe(first({ ...told, text: 'more is known' })?.id);
    expect(first(told)?.id).not.toBe(first({ ...told, svc: 'b' })?.id);
    expect(first(told)?.id).not.toBe(first({ ...told, at: START_MS - 1_000 })?.id);
  });

  it('takes maintenance that is planned ahead', () => {
    const at = START_MS + 30 * 86_400_000;
    expect(first({ title: 'a', kind: 'maintenance', at, end: at + 3_600_000 })).toMatchObject({ atMs: at });
  });

  it('cuts long texts', () => {
    const { title, text } = first({ title: 't'.repeat(5_000), text: 'x'.repeat(50_000) })!;
    expect([title.length, text.length]).toEqual([300, 4_000]);
  });

  it.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    'https://user:secret@ci.example/',
    '//ci.example',
    `https://ci.example/${'x'.repeat(3_000)}`,
    7,
  ])('leaves out the link %j', (url) => {
    expect(first({ title: 'a', url })).toMatchObject({ url: null });
  });

  it.each([
    [{}, '$.title: expected a text of 1 to 1000 characters, got nothing'],
    [{ title: 'a', kind: 'party' }, '$.kind: expected deploy, incident, maintenance, note, got "party"'],
    [{ title: 'a', text: {} }, '$.text: expected text, got an object'],
    [{ title: 'a', at: 'soon' }, '$.at: expected epoch seconds, epoch milliseconds or RFC 3339'],
    [{ title: 'a', at: START_MS * 10 }, /\$\.at: lies more than a year in the future/],
    [{ title: 'a', end: START_MS - 1_000 }, '$.end: lies before the beginning'],
    [{ title: 'a', id: {} }, '$.id: expected a text of 1 to 1000 characters, got an object'],
  ])('refuses %j in words', (item, words) => {
    const { annotations, rejectedCount, lastRejection } = read(item);
    expect([annotations, rejectedCount]).toEqual([[], 1]);
    if (typeof words === 'string') expect(lastRejection).toBe(`Event "sample": ${words}.`);
    else expect(lastRejection).toMatch(words);
  });

  it('never throws, and never lets a link or a length through that it should not', () => {
    const anything = fc.anything({ withNullPrototype: true });
    const item = fc.record(
      {
        title: fc.oneof(fc.string(), anything),
        kind: fc.oneof(fc.constantFrom('deploy', 'note'), anything),
        text: anything,
        at: fc.oneof(fc.double(), anything),
        end: fc.oneof(fc.double(), anything),
        id: anything,
        url: fc.oneof(fc.webUrl(), fc.string(), anything),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(item, (value) => {
        const decoded = read(value);
        expect(decoded.annotations.length + decoded.rejectedCount).toBe(1);
        for (const { url, atMs, endMs, id } of decoded.annotations) {
          expect(url === null || /^https?:/.test(url)).toBe(true);
          expect(Number.isFinite(atMs) && (endMs === null || endMs >= atMs)).toBe(true);
          expect(id.startsWith('s:')).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('paths', () => {
  it.each([
    ['$', { a: 1 }, { a: 1 }],
    ['$.a.b[1].c', { a: { b: [0, { c: 7 }] } }, 7],
    ['$[0]', [5], 5],
    ['$.a-b', { 'a-b': 1 }, 1],
    ['eu-central', {}, 'eu-central'],
    ['$.__proto__', {}, undefined],
    ['$.constructor.name', {}, undefined],
    ['$.length', [1, 2], undefined],
    ['$.a.toString', { a: 'x' }, undefined],
    ['$[0]', 'text', undefined],
  ])('%s', (path, payload, value) => {
    expect(compilePath(path).read(payload)).toEqual(value);
  });
});

describe('sample time', () => {
  it.each([
    [START_MS, START_MS],
    [START_MS / 1_000, START_MS],
    [START_MS / 1_000 + 0.25, START_MS + 250],
    ['2026-09-22T16:00:00+02:00', START_MS],
    ['2026-09-22T14:00:00.5Z', START_MS + 500],
    [START_MS + 299_000, START_MS + 299_000],
  ])('%j is %d', (value, atMs) => {
    expect(sampleTimeMs(value, START_MS)).toBe(atMs);
  });
});

describe('whatever comes', () => {
  const anything = fc.anything({ withNullPrototype: true, withSparseArray: true, withTypedArray: true });
  const nearly = fc.record(
    {
      svc: fc.oneof(fc.string(), anything),
      geo: fc.oneof(fc.record({ pop: fc.string() }), anything),
      ms: fc.oneof(fc.double(), anything),
      ts: fc.oneof(
        fc.double(),
        fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
        anything,
      ),
    },
    { requiredKeys: [] },
  );

  it('one message is one sample or one refusal, never an exception, never a value that is not finite', () => {
    fc.assert(
      fc.property(fc.oneof(nearly, anything), (payload) => {
        const { samples, rejectedCount, lastRejection } = one.decode(payload, START_MS);
        expect(samples.length + rejectedCount).toBe(1);
        expect(lastRejection === null).toBe(rejectedCount === 0);
        for (const { value, sampledAtMs } of samples) {
          expect(Number.isFinite(value) && Number.isFinite(sampledAtMs)).toBe(true);
          expect(sampledAtMs).toBeLessThanOrEqual(START_MS + 300_000);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('a list comes to as many samples and refusals as it has items', () => {
    const item = fc.oneof(
      anything,
      fc.record({ a: fc.string(), b: fc.string(), signal: fc.string(), v: fc.double() }),
    );
    fc.assert(
      fc.property(fc.array(item, { maxLength: 20 }), (items) => {
        const { samples, rejectedCount } = many.decode({ items }, START_MS);
        expect(samples.length + rejectedCount).toBe(items.length);
      }),
      { numRuns: 300 },
    );
  });

  it('alerts never throw either', () => {
    const alerts = compiled({ to: 'alert', map: { name: '$.name', state: '$.state', labels: '$.labels' } });
    const payload = fc.record({ name: fc.string(), state: anything, labels: anything }, { requiredKeys: [] });
    fc.assert(
      fc.property(payload, (value) => {
        const decoded = alerts.decode(value, START_MS);
        expect(decoded.alerts.length + decoded.rejectedCount).toBe(1);
      }),
      { numRuns: 300 },
    );
  });
});
