import { randomUUID } from 'node:crypto';
import { basename, join } from 'node:path';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import { withCapsuleSeats } from './capsule/capsule-seats.ts';
import type { Clock } from './clock.ts';
import { chooseConfig } from './config/choose-config.ts';
import type { RunOptions } from './config/cli.ts';
import { type ConfigError, formatConfigErrors } from './config/config-error.ts';
import { type ConfigFile, openConfigFile } from './config/config-file.ts';
import type { ConfigDesk } from './config/edit-file.ts';
import type { LoadedConfig } from './config/load-config.ts';
import { defaultPaths, type Surroundings } from './config/paths.ts';
import { createDemoSeeding } from './demo/seed-history.ts';
import { freshStoryMs, startDemo } from './demo/start-demo.ts';
import { storyAnchor } from './demo/story-anchor.ts';
import type { Keychain } from './intake/policy/keychain.ts';
import { journalInUse } from './journal/open-database.ts';
import { JournalInUse } from './journal/open-journal.ts';
import type { Log } from './log.ts';
import { createSwitchboard } from './switchboard.ts';
import type { SeatEditing } from './typed-desk.ts';
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
  /** Of the desktop app. */
  readonly keychain?: Keychain | null;
  /** Whether people on this seat may change the configuration; a sentence says why not. */
  readonly editing: SeatEditing;
  /** How long an acknowledgement lasts when no Vigil extends it any more; the usual time when absent. */
  readonly ackLengthMs?: number;
  /** Registers what to do when the process is told to read its configuration again. */
  readonly onReload?: (look: () => void) => void;
}

/** Why Vigil did not start: its configuration is bad, or another Vigil has its journal. Text ready to be shown. */
export interface LaunchProblem {
  readonly kind: 'configuration' | 'in_use';
  readonly text: string;
}

/** Problems of a bad file that are named in the notice; the rest is counted by the file's own errors. */
const MAX_PROBLEMS_NAMED = 2;

/**
 * Starts the core on what the command line and the file system say: a configuration, or the demo fleet. The file is
 * followed from then on: a good edit is put into effect, a bad one is told and the last good one stays. Where there
 * was no file and one appears, Vigil goes over from the demo fleet to it.
 * Both seats, desktop and served, begin here.
 */
export async function launch(run: RunOptions, deps: LaunchDeps): Promise<Result<Vigil, LaunchProblem>> {
  const chosen = await chooseConfig(run, deps.surroundings);
  if (!chosen.ok) return err({ kind: 'configuration', text: chosen.error });
  const dataDirectory = run.dataDir ?? deps.dataDirectory;
  const path = chosen.value?.path ?? defaultPaths(deps.surroundings).configFile;
  let isDemo = chosen.value === null;
  let going: Promise<void> = Promise.resolve();

  const follow = async (loaded: LoadedConfig): Promise<void> => {
    if (!isDemo) return board.reconfigure(loaded.config);
    const next = await startOnConfig(loaded, desk, { ...deps, dataDirectory });
    isDemo = false;
    await board.exchange(next).close();
  };
  // Asked for by name, the demo stays the demo, whatever happens to any file.
  const file = run.demo
    ? null
    : openConfigFile(path, deps.clock, {
        changed(loaded) {
          going = going
            .then(() => follow(loaded))
            .catch((thrown: unknown) => {
              if (thrown instanceof JournalInUse) return board.noteConfigProblem(thrown.message);
              deps.log.warn('the configuration could not be put into effect', { error: String(thrown) });
              board.noteConfigProblem(
                'The changed configuration could not be put into effect. The log says why.',
              );
            });
        },
        problems: (errors) =>
          board.noteConfigProblem(errors.length === 0 ? null : problemWords(errors, basename(path))),
      });
  const desk = deskOf(file, deps.editing);
  const started = await unlessInUse(() =>
    chosen.value === null
      ? startOnDemo({ ...deps, configDesk: desk, dataDirectory: join(dataDirectory, 'demo') })
      : startOnConfig(chosen.value, desk, { ...deps, dataDirectory }),
  );
  if (!started.ok) {
    file?.close();
    return err({ kind: 'in_use', text: started.error });
  }
  const board = createSwitchboard(started.value);
  if (file !== null) deps.onReload?.(() => void file.look());
  const whole: Vigil = {
    ...board,
    async close() {
      file?.close();
      await going;
      await board.close();
    },
  };
  return ok(
    withCapsuleSeats(whole, {
      ...deps,
      directory: join(dataDirectory, 'opened-capsules'),
      newId: randomUUID,
    }),
  );
}

/** Error: the sentence that says which journal another process has. */
async function unlessInUse(start: () => Promise<Vigil>): Promise<Result<Vigil, string>> {
  try {
    return ok(await start());
  } catch (thrown) {
    if (thrown instanceof JournalInUse) return err(thrown.message);
    throw thrown;
  }
}

/** Every view reads it: it names the file, not where it lies. */
function problemWords(errors: readonly ConfigError[], file: string): string {
  const named = errors.slice(0, MAX_PROBLEMS_NAMED).map((error) => ({ ...error, file }));
  return `${formatConfigErrors(named)} The last good configuration stays in use.`;
}

function deskOf(file: ConfigFile | null, editing: LaunchDeps['editing']): ConfigDesk {
  if (!editing.allowed) return { editable: false, whyNot: editing.whyNot, file };
  if (file !== null) return { editable: true, file };
  const whyNot =
    'Vigil was started on the demo fleet by name; start it without --demo to connect your own sources.';
  return { editable: false, whyNot, file };
}

function startOnConfig(
  { config, directory }: LoadedConfig,
  configDesk: ConfigDesk,
  options: Omit<VigilOptions, 'config' | 'demo' | 'configDirectory' | 'configDesk'>,
): Promise<Vigil> {
  return startVigil({ ...options, config, demo: false, configDesk, configDirectory: directory });
}

/** The demo keeps its journal apart, so that its past never mixes with a real one. */
async function startOnDemo(
  options: Omit<VigilOptions, 'config' | 'demo' | 'configDirectory'>,
): Promise<Vigil> {
  const nowMs = options.clock.nowMs();
  // Before an old story is thrown away together with its journal.
  const inUse = journalInUse(options.dataDirectory);
  if (inUse !== null) throw new JournalInUse(inUse);
  const liveFromMs = await storyAnchor(options.dataDirectory, freshStoryMs(nowMs), nowMs);
  const demo = await startDemo({ clock: options.clock, liveFromMs });
  const seeding = createDemoSeeding({ fleet: demo.fleet, config: demo.config, nowMs });
  const vigil = await startVigil({
    ...options,
    config: demo.config,
    demo: true,
    configDirectory: options.dataDirectory,
    seedJournal: (journal) => seeding.begin(journal),
  }).catch(async (thrown: unknown) => {
    await demo.stop();
    throw thrown;
  });
  void seeding.fill();
  return {
    ...vigil,
    async close() {
      await seeding.stop();
      await vigil.close();
      await demo.stop();
    },
  };
}
