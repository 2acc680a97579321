/** Writes docs/vigil.schema.json, the published JSON Schema of vigil.yaml. Run it after changing the schema. */
import { writeFileSync } from 'node:fs';
import { configJsonSchemaText } from '../electron/core/config/json-schema.ts';

writeFileSync(new URL('../docs/vigil.schema.json', import.meta.url), configJsonSchemaText());
