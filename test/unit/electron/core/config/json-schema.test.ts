import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  configJsonSchema,
  configJsonSchemaText,
  knownKeysAt,
} from '../../../../../electron/core/config/json-schema.ts';

type Schema = ReturnType<typeof configJsonSchema>;

/** Keys without a description, but for the constants that tell alternatives apart. */
function undescribedKeys(schema: Schema, path: string): readonly string[] {
  const { properties = {}, items, additionalProperties, anyOf = [], oneOf = [] } = schema;
  const values = typeof additionalProperties === 'object' ? [additionalProperties] : [];
  const inside = [...(items === undefined ? [] : [items]), ...values, ...anyOf, ...oneOf];
  return [
    ...Object.entries(properties).flatMap(([key, property]) => [
      ...(property['description'] === undefined && property.const === undefined ? [`${path}.${key}`] : []),
      ...undescribedKeys(property, `${path}.${key}`),
    ]),
    ...inside.flatMap((child) => undescribedKeys(child, path)),
  ];
}

describe('the published JSON Schema', () => {
  it('is current (run scripts/config-schema.ts after changing the schema)', () => {
    const published = new URL('../../../../../docs/vigil.schema.json', import.meta.url);
    expect(readFileSync(published, 'utf8')).toBe(configJsonSchemaText());
  });

  it('describes every key a person writes, because editors show it', () => {
    expect(undescribedKeys(configJsonSchema(), '')).toStrictEqual([]);
  });
});

describe('knownKeysAt', () => {
  it('knows the keys of the document and of things in lists and records', () => {
    expect(knownKeysAt([], {})).toContain('timeZones');
    expect(knownKeysAt(['limits', 'latency_p95'], {})).toEqual([
      'degraded',
      'down',
      'openAfter',
      'closeAfter',
    ]);
  });

  it('offers only the keys of the kind that stands there', () => {
    const document = { sources: [{ type: 'socketio' }, { type: 'prometheus' }] };
    expect(knownKeysAt(['sources', 0], document)).not.toContain('every');
    expect(knownKeysAt(['sources', 1], document)).toContain('every');
  });
});
