import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { configJsonSchemaText, knownKeysAt } from '../../../../../electron/core/config/json-schema.ts';

describe('the published JSON Schema', () => {
  it('is current (run scripts/config-schema.ts after changing the schema)', () => {
    const published = new URL('../../../../../docs/vigil.schema.json', import.meta.url);
    expect(readFileSync(published, 'utf8')).toBe(configJsonSchemaText());
  });
});

describe('knownKeysAt', () => {
  it('knows the keys of the document and of things in lists and records', () => {
    expect(knownKeysAt([], {})).toContain('timeZones');
    expect(knownKeysAt(['limits', 'latency_p95'], {})).toEqual(['degraded', 'down']);
  });

  it('offers only the keys of the kind that stands there', () => {
    const document = { sources: [{ type: 'socketio' }, { type: 'prometheus' }] };
    expect(knownKeysAt(['sources', 0], document)).not.toContain('every');
    expect(knownKeysAt(['sources', 1], document)).toContain('every');
  });
});
