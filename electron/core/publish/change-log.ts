/** Most changes remembered; a view that missed more than these gets the whole list. */
export const MAX_REMEMBERED_CHANGES = 5_000;

/** Remembers which items of a list changed at which tick, for as long as views may still be told of them. */
export class ChangeLog {
  /** Oldest first. */
  private steps: { readonly tick: number; readonly ids: readonly string[] }[] = [];
  private size = 0;
  /** Everything that changed after this tick is remembered. */
  private completeAfterTick = 0;

  /** These items changed, came or went. */
  note(ids: readonly string[], tick: number): void {
    this.steps.push({ tick, ids });
    this.size += ids.length;
    while (this.size > MAX_REMEMBERED_CHANGES) {
      const oldest = this.steps.shift()!;
      this.size -= oldest.ids.length;
      this.completeAfterTick = oldest.tick;
    }
  }

  /** Anything may have changed. */
  forget(tick: number): void {
    this.steps = [];
    this.size = 0;
    this.completeAfterTick = tick;
  }

  /** What changed after a tick; null when that is not remembered any more. */
  since(tick: number): ReadonlySet<string> | null {
    if (tick < this.completeAfterTick) return null;
    return new Set(this.steps.flatMap((step) => (step.tick > tick ? step.ids : [])));
  }
}
