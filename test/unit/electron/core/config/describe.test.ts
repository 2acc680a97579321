import { describe, expect, it } from 'vitest';
import { printedConfig } from '../../../../../electron/core/config/describe.ts';
import { parseConfig } from '../../../../../electron/core/config/parse-config.ts';

const everything = `
sources:
  - id: prom
    type: prometheus
    url: https://u:CANARY@prom.example/?token=CANARY
    group: eu
    every: 7s
    timeout: 2s
    staleAfter: 90s
    backfill: 12h
    parameters: { dedup: CANARY }
    headers: { X-Key: CANARY, X-Other: { env: NAME } }
    auth: { basic: { username: me, password: { file: ./pw } } }
    tls: { ca: ./ca.pem, cert: ./c.pem, key: ./k.pem, keyPassphrase: { env: PHRASE }, serverName: prom }
    proxy: { url: 'http://p:CANARY@proxy:3128', basic: { username: me, password: { keychain: proxy } } }
  - { id: simple, type: prometheus, url: 'http://p', proxy: 'http://proxy:3128' }
  - { id: page, type: exposition, url: 'http://p/metrics', read: { load: { gauge: load1, as: none } } }
  - { id: am, type: alertmanager, url: 'http://am', filter: ['team="edge"'] }
  - id: io
    type: socketio
    url: http://io
    auth: { token: { env: T } }
    subscribe: { event: sub, payload: { key: CANARY, list: [CANARY, 1, true] } }
    resync: { event: snap, payload: CANARY }
    events: { x: { to: alert, map: { name: $.n } } }
  - id: ws
    type: websocket
    url: wss://u:CANARY@ws/?t=CANARY
    subscribe: [CANARY, { op: CANARY }]
    resync: [{ op: CANARY }]
    events: {}
  - { id: page2, type: statuspage, url: 'https://s.example' }
  - { id: hook, type: webhook, token: { env: H }, expectEvery: 2h, repeatEvery: 6h }
watchdogs: [{ alert: Watchdog, source: eu, within: 3m }]
objectives: [{ service: a, target: 99.9, window: 7d }]
services:
  - id: a
    runbook: 'https://u:CANARY@wiki/x'
    dependsOn: [b]
    rollUp: { traffic: 20 }
    limits: { latency_p95: { degraded: 1, down: 2, openAfter: 3 } }
    regions: { eu: { limits: { latency_p95: { closeAfter: 5 } } } }
  - { id: b, rollUp: { quorum: 2 } }
  - { id: c, rollUp: any }
regions: [{ id: eu, limits: { error_ratio: { degraded: 0.1 } } }]
maintenance:
  - { services: [a], regions: [eu], from: '2026-09-22T14:00:00+02:00', to: '2026-09-22T16:00:00Z', who: me, why: it }
  - { weekly: { days: [sat, sun], from: '23:30', to: '24:00', timeZone: Europe/Berlin }, who: me, why: it }
wall: { dwell: 30s }
retention: { raw: 2d, minutes: 7d, maxAge: 30d }
`;

describe('a configuration as it may be printed', () => {
  const parsed = parseConfig(everything, 'vigil.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  const printed = printedConfig(parsed.value);

  it('holds no secret, and still says where each is kept', () => {
    expect(printed).not.toContain('CANARY');
    for (const kept of ['file: ./pw', 'env: PHRASE', 'keychain: proxy', 'env: T', 'env: H', 'env: NAME'])
      expect(printed).toContain(kept);
  });

  it('is valid again, and means the same but for what is masked', () => {
    const again = parseConfig(printed, 'printed.yaml');
    expect(again).toMatchObject({ ok: true });
    if (!again.ok) return;
    const durations = (config: typeof parsed.value) =>
      JSON.stringify(config, (_key, value: unknown) => (typeof value === 'string' ? undefined : value));
    expect(durations(again.value)).toBe(durations(parsed.value));
  });
});
