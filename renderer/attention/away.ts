import { readSeat, writeSeat } from '../state/seat-storage.ts';
import { type Cell, createCell } from './cell.ts';

/** Who neither moved, typed nor looked for this long has been away. */
export const AWAY_AFTER_MS = 15 * 60_000;
/** Longer ago is another shift: the digest can be asked for it by hand. */
export const MAX_AWAY_MS = 7 * 86_400_000;
/** How often it is written down that somebody is here. */
const WRITE_EVERY_MS = 30_000;
const KEY = 'vigil.last-here';

/** A time in which nobody was at the seat. */
export interface Absence {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface AwayWatch {
  /** The last absence, until it is put away. */
  readonly absence: Cell<Absence | null>;
  /** Somebody is here now; hub time. */
  here(nowMs: number): void;
}

/** Notes when somebody comes back to the seat, also after the page was closed. @param read,write what the seat remembers */
export function createAwayWatch(
  read: () => string | null = () => readSeat(KEY),
  write: (text: string) => void = (text) => writeSeat(KEY, text),
): AwayWatch {
  const absence = createCell<Absence | null>(null);
  let lastMs: number | null = null;
  let writtenMs = Number.NEGATIVE_INFINITY;
  return {
    absence,
    here(nowMs) {
      const known = lastMs ?? remembered(read());
      lastMs = nowMs;
      // A clock that was set back is no absence.
      const awayMs = known === null ? 0 : nowMs - known;
      if (known !== null && awayMs >= AWAY_AFTER_MS && awayMs <= MAX_AWAY_MS)
        absence.set({ fromMs: known, toMs: nowMs });
      if (Math.abs(nowMs - writtenMs) < WRITE_EVERY_MS) return;
      writtenMs = nowMs;
      write(String(Math.round(nowMs)));
    },
  };
}

function remembered(text: string | null): number | null {
  const ms = Number(text);
  return text !== null && Number.isFinite(ms) && ms > 0 ? ms : null;
}

/** The watch of this page. */
export const awayWatch = createAwayWatch();
