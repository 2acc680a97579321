import { randomUUID } from 'node:crypto';
import { mkdir, open, realpath, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { err, ok, type Result } from '../../shared/domain/result.ts';

/**
 * Writes beside the file and renames, so that nobody ever reads half of it; a link keeps pointing where it did. A new file
 * is its owner's alone. Error: a sentence.
 */
export async function replaceFile(path: string, text: string): Promise<Result<null, string>> {
  try {
    await mkdir(dirname(path), { recursive: true });
    const target = await realpath(path).catch(() => path);
    const mode = await stat(target).then(
      (facts) => facts.mode & 0o777,
      () => 0o600,
    );
    const temporary = join(dirname(target), `.vigil-${randomUUID()}.tmp`);
    try {
      const handle = await open(temporary, 'wx', mode);
      try {
        await handle.writeFile(text, 'utf8');
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(temporary, target);
    } catch (error) {
      await unlink(temporary).catch(() => undefined);
      throw error;
    }
    return ok(null);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return err(`${path} cannot be written (${code}): check who may write there.`);
  }
}
