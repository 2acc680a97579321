/** What iterates in the order it was filled, as maps and sets do. */
export interface Ordered<Key> {
  readonly size: number;
  keys(): Iterable<Key>;
  delete(key: Key): boolean;
}

/** Removes what was put in first until at most `max` are left. */
export function forgetOldest<Key>(kept: Ordered<Key>, max: number): void {
  for (const oldest of kept.keys()) {
    if (kept.size <= max) return;
    kept.delete(oldest);
  }
}
