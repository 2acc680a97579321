import { describe, expect, it } from 'vitest';
import { printableConfig, printedConfig } from '../../../../../electron/core/config/describe.ts';
import { parseConfig } from '../../../../../electron/core/config/parse-config.ts';
import { defaultPaths } from '../../../../../electron/core/config/paths.ts';
import { configSchema } from '../../../../../electron/core/config/schema.ts';
import { closestWord, editDistance } from '../../../../../electron/core/config/suggest.ts';

describe('defaultPaths', () => {
  it.each([
    ['linux', {}, '/home/n', '/home/n/.config/vigil/vigil.yaml', '/home/n/.local/share/vigil'],
    [
      'linux',
      { XDG_CONFIG_HOME: '/c', XDG_DATA_HOME: 'relative' },
      '/home/n',
      '/c/vigil/vigil.yaml',
      '/home/n/.local/share/vigil',
    ],
    [
      'darwin',
      {},
      '/Users/n',
      '/Users/n/Library/Application Support/Vigil/vigil.yaml',
      '/Users/n/Library/Application Support/Vigil/data',
    ],
    [
      'win32',
      { APPDATA: 'C:\\R' },
      'C:\\n',
      'C:\\R\\Vigil\\vigil.yaml',
      'C:\\n\\AppData\\Local\\Vigil\\data',
    ],
  ] as const)('%s %j', (platform, env, homeDir, configFile, dataDir) => {
    expect(defaultPaths({ platform, env, homeDir })).toEqual({ configFile, dataDir });
  });
});

describe('printableConfig', () => {
  it('lets no secret through and keeps what is none', () => {
    const config = configSchema.parse({
      sources: [
        {
          id: 'a',
          type: 'prometheus',
          url: 'https://ann:hunter2@a.example/p?key=hunter2&x=1#hunter2',
          headers: { 'X-Key': 'hunter2' },
          auth: { bearer: { env: 'A_TOKEN' } },
        },
        {
          id: 'b',
          type: 'socketio',
          url: 'https://b.example',
          events: {},
          subscribe: { event: 'join', payload: { key: 'hunter2' } },
        },
      ],
      services: [{ id: 's', runbook: 'https://wiki.example/?token=hunter2' }],
    });
    const text = JSON.stringify(printableConfig(config));
    expect(text).not.toContain('hunter2');
    expect(text).not.toContain('ann');
    for (const kept of ['a.example/p', 'X-Key', 'A_TOKEN', 'join', 'wiki.example'])
      expect(text).toContain(kept);
  });
});

describe('printedConfig', () => {
  it('is valid again and means the same', () => {
    const config = configSchema.parse({
      sources: [
        { id: 'a', type: 'prometheus', url: 'https://a.example/', every: '1500ms', staleAfter: '2m' },
        { id: 'b', type: 'socketio', url: 'https://b.example/', events: {} },
      ],
      signals: { latency_p95: ['up', { query: 'down', unit: 'ms', sources: ['a'] }] },
      objectives: [{ service: 's', target: 99.9, window: '7d' }],
      limits: { latency_p95: { degraded: 1 } },
    });
    expect(parseConfig(printedConfig(config), 'printed')).toEqual({ ok: true, value: config });
  });
});

describe('suggestions', () => {
  it('count a swap of neighbours as one edit', () => {
    expect(editDistance('prot', 'port')).toBe(1);
    expect(editDistance('', 'abc')).toBe(3);
  });

  it('offer nothing for a different word', () => {
    expect(closestWord('banana', ['every', 'url'])).toBeNull();
    expect(closestWord('URL', ['every', 'url'])).toBe('url');
  });
});
