import type { AlertTexts } from '../../../shared/domain/alert-texts.ts';
import { forgetOldest } from '../../../shared/domain/forget-oldest.ts';
import type { AlertEntry } from './alert-entry.ts';
import { alertTexts } from './alert-texts.ts';

/** Texts often hold a value that changes with every evaluation: of one that goes on they are written down so often at most. */
export const TEXTS_EVERY_MS = 15 * 60_000;
/** Alerts whose texts are remembered; beyond it the one noted longest ago is forgotten, and noted once more. */
export const MAX_NOTED = 20_000;

interface Noted {
  readonly startsAtMs: number;
  readonly text: string;
  readonly atMs: number;
}

/** Decides which texts of alerts are written down: the first of an episode, the last before it ends, and some between. */
export class TextNotes {
  /** The one noted last at the end. */
  private readonly noted = new Map<string, Noted>();

  /** @returns what is to be written down of an alert that changed; null for nothing */
  due(entry: AlertEntry, nowMs: number): AlertTexts | null {
    const { id, startsAtMs, state } = entry.alert;
    const known = this.noted.get(id);
    const isSame = known?.startsAtMs === startsAtMs && state !== 'resolved';
    if (isSame && Math.abs(nowMs - known.atMs) < TEXTS_EVERY_MS) return null;
    const texts = alertTexts(entry, startsAtMs);
    if (texts === null) return null;
    const text = JSON.stringify([texts.annotations, texts.leftOut]);
    this.noted.delete(id);
    this.noted.set(id, { startsAtMs, text, atMs: nowMs });
    forgetOldest(this.noted, MAX_NOTED);
    return known?.text === text ? null : texts;
  }
}
