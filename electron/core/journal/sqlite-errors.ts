import { thrownWords } from '../thrown-words.ts';

/** SQLite result codes: the low byte of `errcode`. */
const SQLITE_BUSY = 5;
const SQLITE_LOCKED = 6;
const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;
/** Too big, constraint, mismatch, misuse, range: the statement is at fault, whatever the disk does. */
const FAULTS_OF_THE_STATEMENT: readonly number[] = [18, 19, 20, 21, 25];
/** Permission, busy, locked, memory, read-only, interrupted, input/output, full, cannot open, protocol, large files, authorisation. */
const FAULTS_OF_THE_SURROUNDINGS: readonly number[] = [3, 5, 6, 7, 8, 9, 10, 13, 14, 15, 22, 23];
/** Input/output error, extended: fewer bytes than there should be. */
const SQLITE_IOERR_SHORT_READ = 522;

/** In words how a database is damaged, or null when what was thrown has another cause. */
export function damageIn(error: unknown): string | null {
  const code = resultCode(error);
  if (code === SQLITE_NOTADB) return 'is not a database';
  const isCut = error instanceof Error && 'errcode' in error && error.errcode === SQLITE_IOERR_SHORT_READ;
  // No number Vigil writes is beyond what JavaScript can hold.
  const isStrange = error instanceof RangeError && 'code' in error && error.code === 'ERR_OUT_OF_RANGE';
  return code === SQLITE_CORRUPT || isCut || isStrange ? 'is damaged' : null;
}

/** Whether a statement failed that does not fail on any other file, whatever the machine does. */
export function isOfTheFile(error: unknown): boolean {
  const code = resultCode(error);
  return code !== null && !FAULTS_OF_THE_SURROUNDINGS.includes(code);
}

/** Whether the same write may succeed later: a full, read-only, busy or failing disk. */
export function isTroubleOfTheDisk(error: unknown): boolean {
  const code = resultCode(error);
  return code !== null && !FAULTS_OF_THE_STATEMENT.includes(code);
}

/** Whether another process holds the file. */
export function isInUse(error: unknown): boolean {
  const code = resultCode(error);
  return code === SQLITE_BUSY || code === SQLITE_LOCKED;
}

/** What went wrong with the database or its folder, for a person. */
export function wordsOf(error: unknown): string {
  return isInUse(error) ? 'another Vigil is using it' : thrownWords(error);
}

function resultCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error)) return null;
  return Number(error.errcode) & 0xff;
}
