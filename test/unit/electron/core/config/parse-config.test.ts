import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatConfigErrors } from '../../../../../electron/core/config/config-error.ts';
import { parseConfig } from '../../../../../electron/core/config/parse-config.ts';

const complete = `
name: Acme NOC
timeZones: [UTC, Europe/Berlin]
sources:
  - { id: prod-eu, type: prometheus, url: https://prom.eu.example, every: 5s, auth: { bearer: { env: PROM_TOKEN } } }
  - id: edge
    type: socketio
    url: https://edge.example
    auth: { token: { file: ./edge.token } }
    events:
      sample:
        to: sample
        map: { service: $.svc, region: $.pop, signal: latency_p95, value: $.ms, unit: ms, at: $.ts }
signals:
  latency_p95: job:latency:p95
  error_ratio:
    - { query: job:errors:ratio, unit: percent, sources: [prod-eu] }
limits: { latency_p95: { degraded: 0.8 } }
objectives:
  - { service: checkout, target: 99.9, window: 30d }
  - { id: checkout-week, service: checkout, target: 99.5, window: 7d }
regions:
  - { id: basement, city: Cologne, latitude: 50.9, longitude: 6.9 }
wall: { dwell: 30s, scenes: [map] }
`;

/** The errors as a person reads them. */
function errorsOf(text: string): readonly string[] {
  const parsed = parseConfig(text, 'vigil.yaml');
  return parsed.ok ? [] : formatConfigErrors(parsed.error).split('\n');
}

describe('parseConfig accepts', () => {
  it('a complete configuration, with durations in milliseconds and defaults filled in', () => {
    const parsed = parseConfig(complete, 'vigil.yaml');
    expect(errorsOf(complete)).toEqual([]);
    expect(parsed).toMatchObject({
      ok: true,
      value: {
        sources: [
          { id: 'prod-eu', every: 5_000, timeout: 3_000 },
          { id: 'edge', path: '/socket.io' },
        ],
        signals: { error_ratio: [{ query: 'job:errors:ratio', sources: ['prod-eu'] }] },
        wall: { dwell: 30_000, scenes: ['map'] },
      },
    });
  });

  it.each(['{}', 'sources: []', '# with a comment\nname: A', '\uFEFFname: A'])('%j', (text) => {
    expect(errorsOf(text)).toEqual([]);
  });
});

describe('parseConfig refuses, with the place and what was expected', () => {
  const source = (rest: string): string =>
    `sources:\n  - id: a\n    type: prometheus\n    url: http://a\n    ${rest}\n`;

  it.each([
    ['', ['vigil.yaml:1:1 expected a configuration, but the file is empty']],
    ['# nothing\n', ['vigil.yaml:1:1 expected a configuration, but the file is empty']],
    ['just words', ["vigil.yaml:1:1 expected keys and values, found 'just words'"]],
    ['- a\n- b', ['vigil.yaml:1:1 expected keys and values, found a list']],
    [
      source('every: 5'),
      ['vigil.yaml:5:12 sources[0].every: expected a duration such as 5s, 2m, 1h or 30d, found 5'],
    ],
    [
      source('every: fast'),
      ["vigil.yaml:5:12 sources[0].every: expected a duration such as 5s, 2m, 1h or 30d, found 'fast'"],
    ],
    [source('every: 1ms'), ['vigil.yaml:5:12 sources[0].every: expected a duration from 250ms to 1h']],
    [source('evry: 5s'), ["vigil.yaml:5:5 sources[0].evry: unknown key 'evry'; did you mean 'every'?"]],
    [source('zzzzzz: 5s'), ["vigil.yaml:5:5 sources[0].zzzzzz: unknown key 'zzzzzz'"]],
    [
      'sources:\n  - { id: a, type: prometeus, url: http://a }',
      [
        "vigil.yaml:2:20 sources[0].type: expected 'prometheus', 'exposition', 'alertmanager', 'socketio', 'websocket', 'statuspage' or 'webhook', found 'prometeus'; did you mean 'prometheus'?",
      ],
    ],
    [
      'sources:\n  - id: a\n    type: prometheus',
      ['vigil.yaml:2:5 sources[0].url: expected text, but it is missing'],
    ],
    [
      source('auth: { bearer: hunter2 }'),
      [
        'vigil.yaml:5:21 sources[0].auth.bearer: expected where the secret is kept: { env: NAME }, { file: PATH } or { keychain: NAME }, found other text',
      ],
    ],
    [
      source('auth: { bearer: { env: 7 } }'),
      ['vigil.yaml:5:28 sources[0].auth.bearer.env: expected text, found 7'],
    ],
    ['sources:', ['vigil.yaml:1:1 sources: expected a list, found nothing']],
    [
      'signals:\n  latency_p95: { query: up, unit: sec }',
      [
        "vigil.yaml:2:35 signals.latency_p95.unit: expected 's', 'ms', 'us', 'ratio', 'percent', 'per_second', 'per_minute', 'count', 'bytes', 'celsius' or 'none', found 'sec'",
      ],
    ],
    [
      'signals:\n  Latency: up',
      ['vigil.yaml:2:3 signals.Latency: expected a signal name such as latency_p95'],
    ],
    [
      'signals:\n  latency_p95: { quer: up }',
      [
        'vigil.yaml:2:16 signals.latency_p95.query: expected text, but it is missing',
        "vigil.yaml:2:18 signals.latency_p95.quer: unknown key 'quer'; did you mean 'query'?",
      ],
    ],
    [
      'objectives: [{ service: a, target: 100 }]',
      ['vigil.yaml:1:36 objectives[0].target: expected a number of less than 100, found 100'],
    ],
    [
      'timeZones: [Mars/Base]',
      ['vigil.yaml:1:13 timeZones[0]: expected an IANA time zone such as Europe/Berlin'],
    ],
    ['wall: { scenes: [] }', ['vigil.yaml:1:17 wall.scenes: expected at least 1 item, found a list']],
    ['name: a\nname: b', ['vigil.yaml:2:1 expected YAML: Map keys must be unique']],
    ['name: !secret a', ['vigil.yaml:1:7 expected YAML: Unresolved tag: !secret']],
  ])('%j', (text, lines) => {
    expect(errorsOf(text)).toEqual(lines);
  });

  it('text that is not YAML, at the place where it stops being that', () => {
    const [line, ...rest] = errorsOf('name: Acme\nsources: [a, b\nlimits: {}\n');
    expect(line).toMatch(/^vigil\.yaml:\d+:\d+ expected YAML: /);
    expect(rest.length).toBeLessThan(5);
  });

  it('an address without repeating it: it may hold a password', () => {
    const lines = errorsOf(
      'sources: [{ id: a, type: prometheus, url: "ftp://ann:hunter2@a", headers: { X: [hunter2] } }]',
    );
    expect(lines).toHaveLength(2);
    expect(lines.join()).not.toContain('hunter2');
    expect(
      errorsOf('sources: [{ id: a, type: prometheus, url: hunter2, auth: hunter2 }]').join(),
    ).not.toContain('hunter2');
  });

  it.each([
    ['raw: 60d, minutes: 30d', ['retention.raw: expected a duration that is not longer than minutes']],
    ['raw: 20d, maxAge: 10d', ['retention.raw: expected a duration that is not longer than maxAge']],
    ['minutes: 20d, maxAge: 10d', ['retention.minutes: expected a duration that is not longer than maxAge']],
    ['raw: 1h', ['retention.raw: expected a duration from 1d to 3650d']],
  ])('history that would outlive coarser history: %s', (retention, expected) => {
    const errors = errorsOf(`retention: { ${retention} }`).map((line) => line.split(' ').slice(1).join(' '));
    expect(errors.map((line) => line.replace(/, found.*/, ''))).toEqual(expected);
  });

  it.each(['maxAge: 5d', 'raw: 100d', 'minutes: 2d', 'raw: 2d, minutes: 2d, maxAge: 2d'])(
    'no history that can be kept: %s',
    (retention) => expect(errorsOf(`retention: { ${retention} }`)).toEqual([]),
  );

  it('all errors at once, in the order of the text', () => {
    const lines = errorsOf(
      'nam: x\nsources:\n  - { id: "!", type: prometheus, url: ftp://a }\nwall: { dwell: 1 }\n',
    );
    expect(lines.map((line) => line.split(' ')[1])).toEqual([
      'nam:',
      'sources[0].id:',
      'sources[0].url:',
      'wall.dwell:',
    ]);
  });

  it('alias bombs', () => {
    const rows = Array.from(
      { length: 9 },
      (_, i) => `  l${i}: &l${i} [${i === 0 ? 'x' : `*l${i - 1}, `.repeat(9)}]`,
    );
    expect(errorsOf(`name:\n${rows.join('\n')}`)[0]).toMatch(
      /^vigil\.yaml:1:1 expected YAML that can be expanded/,
    );
  });

  it('endless nesting, without exhausting the stack', () => {
    expect(errorsOf('['.repeat(20_000))).not.toEqual([]);
  });

  it('a flood of mistakes with a bounded list', () => {
    const keys = Array.from({ length: 500 }, (_, i) => `unknown_${i}: 1`);
    const lines = errorsOf(keys.join('\n'));
    expect(lines).toHaveLength(51);
    expect(lines.at(-1)).toContain('450 more errors');
  });
});

describe('parseConfig checks what belongs together', () => {
  const two =
    'sources:\n  - { id: a, type: prometheus, url: http://a }\n  - { id: edge, type: socketio, url: http://b, events: {} }\n';

  it.each([
    [
      'sources:\n  - { id: a, type: prometheus, url: http://a }\n  - { id: a, type: prometheus, url: http://b }',
      ["vigil.yaml:3:11 sources[1].id: expected each source id once, but 'a' is also number 1 of the list"],
    ],
    [
      `${two}signals:\n  error_ratio: [{ query: up, sources: [b] }]`,
      [
        "vigil.yaml:5:40 signals.error_ratio[0].sources[0]: expected the id of a source, but there is no source 'b'",
      ],
    ],
    [
      `${two}signals:\n  error_ratio: { query: up, sources: [edge] }`,
      [
        "vigil.yaml:5:39 signals.error_ratio[0].sources[0]: expected a prometheus source, but 'edge' is of type socketio",
      ],
    ],
    [
      'regions: [{ id: a, latitude: 5 }]',
      ['vigil.yaml:1:11 regions[0]: expected latitude and longitude together'],
    ],
    [
      'limits: { availability: { degraded: 0.99, down: 0.999 }, latency_p95: { degraded: 1, down: 2 } }',
      [
        'vigil.yaml:1:49 limits.availability.down: expected a down limit at or below the degraded one (0.99), found 0.999',
      ],
    ],
    [
      'services: [{ id: a, limits: { latency_p95: { degraded: 5, down: 1 } } }]',
      [
        'vigil.yaml:1:65 services[0].limits.latency_p95.down: expected a down limit at or above the degraded one (5), found 1',
      ],
    ],
  ])('%j', (text, lines) => {
    expect(errorsOf(text)).toEqual(lines);
  });

  it('one objective for each service and window', () => {
    const text = 'objectives:\n  - { service: a, target: 99 }\n  - { service: a, target: 99.9 }\n';
    expect(errorsOf(text)[0]).toMatch(/^vigil\.yaml:3:16 objectives\[1\]\.service: expected one objective/);
    expect(errorsOf(text.replace('99.9', '99.9, id: week, window: 7d'))).toEqual([]);
  });
});

describe('parseConfig never throws, and every error has a place', () => {
  const check = (text: string): void => {
    const parsed = parseConfig(text, 'f');
    if (parsed.ok) return;
    expect(parsed.error.length).toBeGreaterThan(0);
    for (const { line, column, message } of parsed.error) {
      expect(line).toBeGreaterThanOrEqual(1);
      expect(column).toBeGreaterThanOrEqual(1);
      expect(message).not.toBe('');
    }
  };

  it('for any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), check));
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'{}[]:-,&*!|>#"\' \n\tab%@`?') }), check));
  });

  it('for any value under any known key', () => {
    const key = fc.constantFrom(
      'name',
      'timeZones',
      'sources',
      'signals',
      'limits',
      'objectives',
      'wall',
      'retention',
    );
    fc.assert(fc.property(fc.dictionary(key, fc.jsonValue()), (value) => check(JSON.stringify(value))));
  });

  it('for a good configuration with a piece cut out', () => {
    fc.assert(
      fc.property(fc.nat(complete.length), fc.nat(40), (start, length) =>
        check(complete.slice(0, start) + complete.slice(start + length)),
      ),
    );
  });
});
