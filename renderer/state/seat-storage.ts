/*
 * What this seat remembers. A private window forbids storage: then it is forgotten with the page.
 */
const memory = new Map<string, string>();

/** What was remembered under a name; null for nothing. */
export function readSeat(key: string): string | null {
  try {
    return localStorage.getItem(key) ?? memory.get(key) ?? null;
  } catch {
    return memory.get(key) ?? null;
  }
}

/** Remembers a text under a name. */
export function writeSeat(key: string, value: string): void {
  memory.set(key, value);
  try {
    localStorage.setItem(key, value);
  } catch {
    // It is in memory, and good until the page is left.
  }
}
