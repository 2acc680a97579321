import { rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { MAX_CAPSULE_PIECE_BYTES } from '../../../shared/contract/capsule-commands.ts';
import { badCapsuleWindow, capsuleFileName } from '../../../shared/domain/capsule.ts';
import { type Failure, failure } from '../../../shared/domain/failure.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import type { TimeRange } from '../../../shared/domain/timeline.ts';
import type { Clock } from '../clock.ts';
import type { VerifiedCapsule } from '../journal/capsule/verify-capsule.ts';
import type { Journal } from '../journal/journal.ts';
import type { Log } from '../log.ts';
import type { CommandHandlers } from '../sessions.ts';
import { emptyFolder } from './empty-folder.ts';

/** Capsules being written, or waiting to be fetched, at once. */
export const MAX_KEPT_BUILDS = 4;
/** A capsule nobody fetches is thrown away after this long. */
export const BUILD_KEPT_MS = 300_000;

/** A capsule that lies ready on this machine. */
export interface CapsuleFile {
  readonly path: string;
  /** What to call it. */
  readonly name: string;
  readonly bytes: number;
  /** To be called when it was passed on: it is thrown away. */
  release(): void;
}

export type BuildCommands = Pick<CommandHandlers, 'buildCapsule' | 'capsuleBuild' | 'readCapsule'>;

/** Writes capsules for views and for the API. */
export interface BuildDesk {
  readonly commands: BuildCommands;
  /** Writes one and waits for it. */
  capsule(range: TimeRange): Promise<Result<CapsuleFile, Failure>>;
  /** Throws away what was not fetched. */
  close(): void;
}

interface Build {
  readonly path: string;
  share: number;
  /** Null while it is being written. */
  outcome: Result<VerifiedCapsule, string> | null;
  cancelExpiry: () => void;
}

export interface BuildDeskDeps {
  readonly journal: Pick<Journal, 'writeCapsule'>;
  /** Where capsules lie until they are fetched; emptied at the start and at the end. */
  readonly directory: string;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly log: Log;
  readonly appVersion: string;
}

export function createBuildDesk(deps: BuildDeskDeps): BuildDesk {
  const { journal, directory, clock, appVersion } = deps;
  /** Oldest first. */
  const builds = new Map<string, Build>();
  // What a run that did not end in good order left.
  emptyFolder(directory, deps.log);

  const drop = (id: string): void => {
    const build = builds.get(id);
    if (build === undefined) return;
    builds.delete(id);
    build.cancelExpiry();
    rmSync(build.path, { force: true });
  };

  /** Begins to write; `done` resolves when it is whole or failed. */
  const begin = ({
    fromMs,
    toMs,
  }: TimeRange): Result<{ readonly id: string; readonly done: Promise<Build> }, Failure> => {
    const problem = badCapsuleWindow({ fromMs, toMs }, clock.nowMs());
    if (problem !== null) return err(failure('bad_request', problem));
    if (builds.size >= MAX_KEPT_BUILDS) {
      const finished = [...builds].find(([, { outcome }]) => outcome !== null);
      if (finished === undefined)
        return err(
          failure(
            'unsupported',
            `Vigil is writing ${MAX_KEPT_BUILDS} capsules already. Wait for one of them.`,
            true,
          ),
        );
      drop(finished[0]);
    }
    const id = deps.newId();
    const build: Build = {
      path: join(directory, `${id}.vigil-capsule`),
      share: 0,
      outcome: null,
      cancelExpiry: () => undefined,
    };
    builds.set(id, build);
    const write = async (): Promise<Build> => {
      build.outcome = await journal
        .writeCapsule({ path: build.path, fromMs, toMs, appVersion }, (share) => {
          build.share = share;
        })
        .catch((error: unknown) => err(`The capsule could not be written: ${String(error)}.`));
      if (builds.get(id) === build) build.cancelExpiry = clock.setTimeout(() => drop(id), BUILD_KEPT_MS);
      else rmSync(build.path, { force: true });
      return build;
    };
    return ok({ id, done: write() });
  };

  const gone = err(
    failure('not_found', 'This capsule is not kept any more: a few minutes is all. Have it written again.'),
  );

  return {
    commands: {
      buildCapsule(range) {
        const begun = begin(range);
        return begun.ok ? ok({ id: begun.value.id }) : begun;
      },
      capsuleBuild({ id }) {
        const build = builds.get(id);
        if (build === undefined) return gone;
        const { outcome, share } = build;
        if (outcome === null) return ok({ share, built: null });
        if (!outcome.ok) {
          drop(id);
          return err(failure('unsupported', outcome.error));
        }
        const { facts, bytes } = outcome.value;
        return ok({ share: 1, built: { name: capsuleFileName(facts), bytes, facts } });
      },
      async readCapsule({ id, offset }) {
        const build = builds.get(id);
        if (build?.outcome?.ok !== true) return gone;
        const bytes = await readPiece(build.path, offset);
        const isLast = offset + bytes.length >= build.outcome.value.bytes;
        if (isLast) drop(id);
        return ok({ bytes, isLast });
      },
    },
    async capsule(range) {
      const begun = begin(range);
      if (!begun.ok) return begun;
      const { id, done } = begun.value;
      const { outcome, path } = await done;
      if (outcome?.ok !== true) {
        drop(id);
        return err(failure('unsupported', outcome?.error ?? 'The capsule could not be written.'));
      }
      const { facts, bytes } = outcome.value;
      return ok({ path, name: capsuleFileName(facts), bytes, release: () => drop(id) });
    },
    close() {
      for (const id of builds.keys()) drop(id);
      emptyFolder(directory, deps.log);
    },
  };
}

async function readPiece(path: string, offset: number): Promise<Uint8Array<ArrayBuffer>> {
  const file = await open(path, 'r');
  try {
    const piece = new Uint8Array(MAX_CAPSULE_PIECE_BYTES);
    const { bytesRead } = await file.read(piece, 0, piece.length, offset);
    return piece.slice(0, bytesRead);
  } finally {
    await file.close();
  }
}
