import { existsSync } from 'node:fs';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import type { RunOptions } from './cli.ts';
import { formatConfigErrors } from './config-error.ts';
import { type LoadedConfig, loadConfig } from './load-config.ts';
import { defaultPaths, type Surroundings } from './paths.ts';

/**
 * What Vigil runs on: the file named, else the platform's vigil.yaml, else null, the demo fleet.
 * Errors: text ready to be shown.
 */
export async function chooseConfig(
  options: Pick<RunOptions, 'demo' | 'configFile'>,
  surroundings: Surroundings,
): Promise<Result<LoadedConfig | null, string>> {
  if (options.demo) return ok(null);
  const standard = defaultPaths(surroundings).configFile;
  const path = options.configFile ?? (existsSync(standard) ? standard : null);
  if (path === null) return ok(null);
  const loaded = await loadConfig(path);
  return loaded.ok ? loaded : err(formatConfigErrors(loaded.error));
}
