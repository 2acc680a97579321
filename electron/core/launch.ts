import { join } from 'node:path';
import { ok, type Result } from '../../shared/domain/result.ts';
import type { Clock } from './clock.ts';
import { chooseConfig } from './config/choose-config.ts';
import type { RunOptions } from './config/cli.ts';
import type { Surroundings } from './config/paths.ts';
import { seedDemoHistory } from './demo/seed-history.ts';
import { freshStoryMs, startDemo } from './demo/start-demo.ts';
import { storyAnchor } from './demo/story-anchor.ts';
import type { Log } from './log.ts';
import { startVigil, type Vigil, type VigilOptions } from './vigil.ts';

export interface LaunchDeps {
  readonly surroundings: Surroundings;
  /** Folder for data when the command line names none. */
  readonly dataDirectory: string;
  readonly workerUrl: URL;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly appVersion: string;
  readonly capabilities: readonly string[];
}

/**
 * Starts the core on what the command line and the file system say: a configuration, or the demo fleet.
 * Both seats, desktop and served, begin here. Errors: text ready to be shown.
 */
export async function launch(run: RunOptions, deps: LaunchDeps): Promise<Result<Vigil, string>> {
  const chosen = await chooseConfig(run, deps.surroundings);
  if (!chosen.ok) return chosen;
  const dataDirectory = run.dataDir ?? deps.dataDirectory;
  if (chosen.value !== null) {
    const { config, directory } = chosen.value;
    return ok(await startVigil({ ...deps, config, demo: false, dataDirectory, configDirectory: directory }));
  }
  return ok(await startOnDemo({ ...deps, dataDirectory: join(dataDirectory, 'demo') }));
}

/** The demo keeps its journal apart, so that its past never mixes with a real one. */
async function startOnDemo(
  options: Omit<VigilOptions, 'config' | 'demo' | 'configDirectory'>,
): Promise<Vigil> {
  const nowMs = options.clock.nowMs();
  const liveFromMs = await storyAnchor(options.dataDirectory, freshStoryMs(nowMs), nowMs);
  const demo = await startDemo({ clock: options.clock, liveFromMs });
  const vigil = await startVigil({
    ...options,
    config: demo.config,
    demo: true,
    configDirectory: options.dataDirectory,
    seedJournal: (journal) => seedDemoHistory(journal, demo.fleet, nowMs),
  });
  return {
    ...vigil,
    async close() {
      await vigil.close();
      await demo.stop();
    },
  };
}
