import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import { createBaselineDesk } from '../baselines/baseline-desk.ts';
import type { Clock } from '../clock.ts';
import { retentionOf } from '../config/retention.ts';
import type { VigilConfig } from '../config/schema.ts';
import { JOURNAL_FILE_NAME, journalInUse } from '../journal/open-database.ts';
import { openJournal } from '../journal/open-journal.ts';
import { LivePicture } from '../live-picture.ts';
import type { Log } from '../log.ts';
import { restoreLastPicture } from '../restore.ts';
import type { CommandHandlers } from '../sessions.ts';
import { createPreviewDesk } from './preview-desk.ts';

export interface FolderPreview {
  readonly preview: CommandHandlers['previewRule'];
  close(): Promise<void>;
}

/** Tries rules over the log of a folder that no Vigil is using: what was measured when it stopped. Error: a sentence. */
export async function openFolderPreview(
  directory: string,
  config: VigilConfig,
  { workerUrl, clock, log }: { readonly workerUrl: URL; readonly clock: Clock; readonly log: Log },
): Promise<Result<FolderPreview, string>> {
  if (!existsSync(join(directory, JOURNAL_FILE_NAME))) return err(`There is no journal in ${directory}.`);
  if (journalInUse(directory) !== null)
    return err(
      `A Vigil is using the journal in ${directory}: ask it, with --url http://127.0.0.1:8460 or wherever it listens.`,
    );
  const journal = await openJournal({ directory, workerUrl, retention: retentionOf(config) }, { clock, log });
  const picture = new LivePicture(config, false, clock.nowMs());
  await restoreLastPicture(journal, picture, { clock, log });
  const nowMs = (): number => clock.nowMs();
  const desk = createPreviewDesk({
    board: () => picture.board,
    journal,
    baselines: createBaselineDesk(journal, nowMs),
    nowMs,
  });
  return ok({ preview: desk.previewRule, close: () => journal.close() });
}
