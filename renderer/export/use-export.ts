import { useCallback, useEffect, useRef, useState } from 'react';
import type { Picture } from '../../shared/contract/picture.ts';
import type { Failure } from '../../shared/domain/failure.ts';
import { ok, type Result } from '../../shared/domain/result.ts';
import { countOf } from '../../shared/format/words.ts';
import { useDraw } from '../state/hooks.ts';
import type { ExportView } from './export-origin.ts';
import type { ExportTable } from './export-table.ts';
import type { ExportFormat } from './formats.ts';
import { saveFile } from './save-file.ts';

/** Something that can be exported. */
export interface ExportChoice {
  /** What it is, in words. */
  readonly name: string;
  /** Makes the table from what is on screen now; one that must be read from the log first can fail. */
  readonly make: (view: ExportView) => ExportTable | Promise<Result<ExportTable, Failure>>;
}

export type ExportProgress =
  | { readonly state: 'idle' }
  | { readonly state: 'busy' }
  | { readonly state: 'done'; readonly words: string }
  | { readonly state: 'failed'; readonly words: string };

/** Makes and saves exports of what is on screen, one at a time. */
export function useExport(): {
  readonly progress: ExportProgress;
  readonly run: (choice: ExportChoice, format: ExportFormat) => Promise<void>;
} {
  const [progress, setProgress] = useState<ExportProgress>({ state: 'idle' });
  const latest = useRef<ExportView | null>(null);
  useDraw(
    useCallback((picture: Picture, nowMs: number) => {
      latest.current = { picture, nowMs };
    }, []),
  );
  // Fetched while Vigil still answers: a picture that is only remembered can be exported too.
  useEffect(() => {
    loadWriters().catch(() => undefined);
  }, []);
  const run = async (choice: ExportChoice, format: ExportFormat): Promise<void> => {
    const view = latest.current;
    if (view === null || progress.state === 'busy') return;
    setProgress({ state: 'busy' });
    try {
      setProgress(await writeExport(choice, format, view));
    } catch {
      setProgress({ state: 'failed', words: 'The file could not be written. Reload Vigil and try again.' });
    }
  };
  return { progress, run };
}

async function writeExport(
  { make }: ExportChoice,
  format: ExportFormat,
  view: ExportView,
): Promise<ExportProgress> {
  const made = make(view);
  const table = made instanceof Promise ? await made : ok(made);
  if (!table.ok) return { state: 'failed', words: table.error.message };
  const { exportFile } = await loadWriters();
  await saveFile(exportFile(table.value, format, view));
  return { state: 'done', words: `${countOf(table.value.rows.length, 'row')} exported` };
}

/** The writers weigh more than a button: they come after the view. */
function loadWriters(): Promise<typeof import('./export-file.ts')> {
  return import('./export-file.ts');
}
