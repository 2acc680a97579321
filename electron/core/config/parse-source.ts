import { err, ok, type Result } from '../../../shared/domain/result.ts';
import type { ConfigError } from './config-error.ts';
import { parseConfig } from './parse-config.ts';
import type { SourceConfig } from './schema.ts';
import { indented } from './yaml-text.ts';

/** How far the text of one source is moved to stand in a list: lines down, columns right. */
const LINES = 1;
const COLUMNS = 4;

/** Validates the YAML of one source alone. Places in errors are those in the text given. */
export function parseSource(text: string): Result<SourceConfig, readonly ConfigError[]> {
  const at = (message: string): Result<never, readonly ConfigError[]> =>
    err([{ file: 'source', line: 1, column: 1, path: '', message }]);
  if (text.trim() === '') return at('expected a source: id, type and url, each on a line of its own');
  const parsed = parseConfig(`sources:\n  - ${indented(text, COLUMNS)}\n`, 'source');
  if (!parsed.ok)
    return err(
      parsed.error.map((error) => ({
        ...error,
        line: Math.max(1, error.line - LINES),
        column: Math.max(1, error.column - COLUMNS),
        path: error.path.replace(/^sources\[0\]\.?/, ''),
      })),
    );
  const [source, second] = parsed.value.sources;
  if (source === undefined || second !== undefined || Object.keys(parsed.value.signals).length > 0)
    return at('expected one source and nothing else');
  return ok(source);
}
