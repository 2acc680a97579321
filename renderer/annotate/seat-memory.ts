import { readSeat, writeSeat } from '../state/seat-storage.ts';

/*
 * What this seat remembers of what was typed on it. A private window forbids storage: then it is forgotten with the
 * page, and marks typed before a reload can no longer be taken back.
 */
const KEY = 'vigil.seat-key';
const NAME = 'vigil.author';
const OWN = 'vigil.typed-marks';
/** Marks that can be taken back from here; older ones stay. */
const MAX_OWN = 100;

/** The secret of this seat, made at the first need: what was typed with it can be taken back with it. */
export function seatKey(): string {
  const known = readSeat(KEY);
  if (known !== null && known.length >= 16) return known;
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  const made = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  writeSeat(KEY, made);
  return made;
}

/** Who typed last on this seat; empty at first. */
export function lastAuthor(): string {
  return readSeat(NAME) ?? '';
}

export function rememberAuthor(name: string): void {
  writeSeat(NAME, name);
}

/** Ids of what was typed on this seat, newest last. */
export function ownMarks(): readonly string[] {
  return (readSeat(OWN) ?? '').split('\n').filter((id) => id !== '');
}

export function rememberMark(id: string): void {
  writeSeat(OWN, [...ownMarks(), id].slice(-MAX_OWN).join('\n'));
}
