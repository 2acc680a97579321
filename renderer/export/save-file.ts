import type { ExportFile } from './export-file.ts';

/** The browser takes the file at once; this is for one that is busy. Then the memory is given back. */
const KEEP_MS = 60_000;

/**
 * Writes a file and hands it to the browser, or to the window's save dialog. Between pieces the page gets its turn,
 * so that a large table does not hold up what is live.
 */
export async function saveFile({ name, type, parts }: ExportFile): Promise<void> {
  const written: string[] = [];
  for (const part of parts) {
    written.push(part);
    await nextTask();
  }
  saveBlob(name, new Blob(written, { type }));
}

/** Hands what is whole already to the browser, or to the window's save dialog. */
export function saveBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), KEEP_MS);
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}
