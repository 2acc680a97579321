import { describe, expect, it } from 'vitest';
import { limitRulesOf, maintenanceOf } from '../../../../../electron/core/board/health-config.ts';
import { formatConfigErrors } from '../../../../../electron/core/config/config-error.ts';
import { parseConfig } from '../../../../../electron/core/config/parse-config.ts';
import type { VigilConfig } from '../../../../../electron/core/config/schema.ts';

function errorsOf(text: string): readonly string[] {
  const parsed = parseConfig(text, 'vigil.yaml');
  return parsed.ok ? [] : formatConfigErrors(parsed.error).split('\n');
}

function parsed(text: string): VigilConfig {
  const config = parseConfig(text, 'vigil.yaml');
  if (!config.ok) throw new Error(formatConfigErrors(config.error));
  return config.value;
}

const planned = (when: string): string => `maintenance:\n  - { who: Data, why: a new disk, ${when} }\n`;

describe('what cannot be of health is said with its place', () => {
  it.each([
    [
      'services: [{ id: a, regions: { eu: { limits: { latency_p95: { degraded: 5, down: 1 } } } } }]',
      /^vigil\.yaml:1:\d+ services\[0\]\.regions\.eu\.limits\.latency_p95\.down: expected a down limit at or above/,
    ],
    [
      'regions: [{ id: eu, limits: { availability: { degraded: 0.9, down: 0.99 } } }]',
      /^vigil\.yaml:1:68 regions\[0\]\.limits\.availability\.down: expected a down limit at or below/,
    ],
    [
      'limits: { latency_p95: { openAfter: 0 } }',
      /limits\.latency_p95\.openAfter: expected a number of at least 1, found 0$/,
    ],
    [
      'limits: { latency_p95: { closeAfter: 101 } }',
      /closeAfter: expected a number of at most 100, found 101$/,
    ],
    [
      'services:\n  - { id: ledger }\n  - { id: shop, dependsOn: [ledgr] }\n',
      /^vigil\.yaml:3:29 services\[1\]\.dependsOn\[0\]: expected a service of this list, but there is no 'ledgr' in it; did you mean 'ledger'\?$/,
    ],
    [
      'services: [{ id: shop, dependsOn: [shop] }]',
      /services\[0\]\.dependsOn\[0\]: expected another service, but 'shop' is this one$/,
    ],
    [
      'services:\n  - { id: x, dependsOn: [b] }\n  - { id: a, dependsOn: [x] }\n  - { id: b, dependsOn: [c] }\n  - { id: c, dependsOn: [a] }\n',
      /^vigil\.yaml:2:26 services\[0\]\.dependsOn\[0\]: expected dependencies without a circle, but this one leads back to 'x': x → b → c → a → x$/,
    ],
    ['services: [{ id: a, rollUp: most }]', /services\[0\]\.rollUp: expected any, \{ quorum: REGIONS \} or/],
    [
      'services: [{ id: a, rollUp: { quorum: 0 } }]',
      /rollUp\.quorum: expected a number of at least 1, found 0$/,
    ],
    ['services: [{ id: a, rollUp: { traffic: 120 } }]', /rollUp\.traffic: expected a number of at most 100/],
    [
      planned("from: '2026-09-22T16:00:00Z', to: '2026-09-22T14:00:00Z'"),
      /^vigil\.yaml:2:\d+ maintenance\[0\]\.to: expected an end after the begin$/,
    ],
    [
      planned("from: '2026-09-22T16:00:00Z'"),
      /maintenance\[0\]: expected from and to, or weekly, so that it ends$/,
    ],
    [
      planned("from: '2026-09-22 16:00', to: '2026-09-22T14:00:00Z'"),
      /from: expected a moment with its zone, such as/,
    ],
    [
      planned("from: '2026-02-30T16:00:00Z', to: '2026-13-22T14:00:00Z'"),
      /to: expected a moment with its zone/,
    ],
    [
      planned("weekly: { days: [sun], from: '02:00', to: '02:00' }"),
      /weekly\.to: expected an end that differs/,
    ],
    [
      planned("weekly: { days: [sun], from: '24:00', to: '02:00' }"),
      /weekly\.from: expected a begin before 24:00/,
    ],
    [
      planned("weekly: { days: [sunday], from: '02:00', to: '04:00' }"),
      /days\[0\]: expected 'sun', .*found 'sunday'; did you mean 'sun'/,
    ],
    [
      planned("weekly: { days: [sun], from: '2:00', to: '04:00' }"),
      /weekly\.from: expected a time of day such as 02:30/,
    ],
    [
      planned("weekly: { days: [sun], from: '02:00', to: '04:00', timeZone: Mars/Base }"),
      /timeZone: expected an IANA time zone/,
    ],
    [
      planned(
        "from: '2026-09-22T14:00:00Z', to: '2026-09-22T16:00:00Z', weekly: { days: [sun], from: '02:00', to: '04:00' }",
      ),
      /maintenance\[0\]: expected either from and to, or weekly, but both are there$/,
    ],
    [
      "maintenance: [{ from: '2026-09-22T14:00:00Z', to: '2026-09-22T16:00:00Z', why: x }]",
      /maintenance\[0\]\.who: expected text, but it is missing$/,
    ],
  ])('%j', (text, words) => {
    const errors = errorsOf(text);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(words);
  });

  it('tells each circle once', () => {
    const two =
      'services:\n  - { id: a, dependsOn: [b] }\n  - { id: b, dependsOn: [a] }\n  - { id: c, dependsOn: [d] }\n  - { id: d, dependsOn: [c, a] }\n';
    expect(errorsOf(two)).toHaveLength(2);
  });
});

describe('what is configured of health', () => {
  it('reaches the board', () => {
    const config = parsed(`
limits: { latency_p95: { openAfter: 3 } }
services: [{ id: a, limits: { error_ratio: { down: 0.5 } }, regions: { eu: { limits: { error_ratio: {} } } } }]
regions: [{ id: eu, limits: { saturation: { degraded: 0.8 } } }]
maintenance:
  - { from: '2026-09-22T16:00:00+02:00', to: '2026-09-22T16:00:00Z', who: Data, why: a new disk, regions: [eu] }
  - { weekly: { days: [sat], from: '23:30', to: '01:00' }, who: Data, why: backups }
`);
    expect(limitRulesOf(config)).toEqual([
      { service: null, region: null, signal: 'latency_p95', openAfter: 3 },
      { service: null, region: 'eu', signal: 'saturation', degraded: 0.8 },
      { service: 'a', region: null, signal: 'error_ratio', down: 0.5 },
      { service: 'a', region: 'eu', signal: 'error_ratio' },
    ]);
    expect(maintenanceOf(config)).toEqual([
      {
        services: null,
        regions: ['eu'],
        who: 'Data',
        why: 'a new disk',
        when: { kind: 'once', fromMs: Date.UTC(2026, 8, 22, 14), toMs: Date.UTC(2026, 8, 22, 16) },
      },
      {
        services: null,
        regions: null,
        who: 'Data',
        why: 'backups',
        when: { kind: 'weekly', days: [6], fromMinute: 1_410, toMinute: 60, timeZone: 'UTC' },
      },
    ]);
  });
});
