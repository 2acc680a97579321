import { z } from 'zod';
import { isRecord } from '../../../shared/domain/is-record.ts';
import { configSchema } from './schema.ts';

/** The part of JSON Schema that z.toJSONSchema writes for a configuration. */
interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly const?: unknown;
  readonly [key: string]: unknown;
}

let known: JsonSchema | null = null;

/** vigil.yaml as JSON Schema (2020-12), for editors: what a person writes, not what Vigil makes of it. */
export function configJsonSchema(): JsonSchema {
  // Made once: every unknown key of a file asks for it.
  return (known ??= makeSchema());
}

function makeSchema(): JsonSchema {
  const schema = z.toJSONSchema(configSchema, { io: 'input' }) as JsonSchema;
  return {
    ...schema,
    title: 'Vigil configuration',
    description:
      'vigil.yaml: sources, signals, limits, services, regions, maintenance, objectives, wall and retention of one Vigil.',
  };
}

/** The file as it is published in docs/. */
export function configJsonSchemaText(): string {
  return `${JSON.stringify(configJsonSchema(), null, 2)}\n`;
}

/** The keys allowed at a place of the document; of alternatives, those whose constants match what stands there. */
export function knownKeysAt(path: readonly PropertyKey[], document: unknown): readonly string[] {
  let schemas = alternatives(configJsonSchema(), document);
  let value = document;
  for (const step of path) {
    value = isRecord(value) || Array.isArray(value) ? Reflect.get(value, step) : undefined;
    schemas = schemas.flatMap((schema) => alternatives(childSchema(schema, step), value));
  }
  return [...new Set(schemas.flatMap((schema) => Object.keys(schema.properties ?? {})))];
}

function childSchema(schema: JsonSchema, step: PropertyKey): JsonSchema | undefined {
  if (typeof step === 'number') return schema.items;
  const property = schema.properties?.[String(step)];
  if (property !== undefined) return property;
  return typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
}

function alternatives(schema: JsonSchema | undefined, value: unknown): readonly JsonSchema[] {
  if (schema === undefined) return [];
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches === undefined) return constantsMatch(schema, value) ? [schema] : [];
  return branches.flatMap((branch) => alternatives(branch, value));
}

function constantsMatch(schema: JsonSchema, value: unknown): boolean {
  if (!isRecord(value)) return true;
  return Object.entries(schema.properties ?? {}).every(
    ([key, property]) => property.const === undefined || property.const === value[key],
  );
}
