import { describe, expect, it } from 'vitest';
import { AlertBook } from '../../../../../electron/core/alerts/alert-book.ts';
import { MAX_NOTED, TEXTS_EVERY_MS, TextNotes } from '../../../../../electron/core/alerts/text-notes.ts';
import { alertReport, STORY_MS } from '../../../../builders/core.ts';

/** A book with one alert, whose text is told anew, and what is written down of it. */
function story() {
  const book = new AlertBook();
  const notes = new TextNotes();
  const due = (nowMs: number): readonly (string | undefined)[] | null => {
    const entry = book.find(book.all()[0]?.id ?? '');
    const texts = entry === null ? null : notes.due(entry, nowMs);
    return texts === null ? null : [texts.annotations[0]?.text, String(texts.seenAtMs - STORY_MS)];
  };
  return {
    tell(value: string, afterMs: number, startsAtMs = STORY_MS) {
      book.applyList('a', [alertReport({ annotations: { value }, startsAtMs })], STORY_MS + afterMs);
      return due(STORY_MS + afterMs);
    },
    end(afterMs: number) {
      book.applyList('a', [], STORY_MS + afterMs);
      return due(STORY_MS + afterMs);
    },
  };
}

describe('what is written down of the texts of alerts', () => {
  it('is the first of an episode, what differs after a quarter of an hour, and the last before the end', () => {
    const { tell, end } = story();
    expect(tell('1', 0)).toEqual(['1', '0']);
    expect(tell('1', 1_000)).toBeNull();
    expect(tell('2', 2_000)).toBeNull();
    expect(tell('3', TEXTS_EVERY_MS)).toEqual(['3', String(TEXTS_EVERY_MS)]);
    expect(tell('4', TEXTS_EVERY_MS + 5_000)).toBeNull();
    expect(end(TEXTS_EVERY_MS + 9_000)).toEqual(['4', String(TEXTS_EVERY_MS + 5_000)]);
    expect(end(TEXTS_EVERY_MS + 10_000)).toBeNull();
    expect(tell('4', TEXTS_EVERY_MS + 20_000, STORY_MS + TEXTS_EVERY_MS + 20_000)).toBeNull();
    expect(end(TEXTS_EVERY_MS + 20_500)).toBeNull();
    expect(tell('5', TEXTS_EVERY_MS + 21_000, STORY_MS + TEXTS_EVERY_MS + 21_000)).toEqual([
      '5',
      String(TEXTS_EVERY_MS + 21_000),
    ]);
  });

  it('is not the same text again', () => {
    const { tell, end } = story();
    expect(tell('1', 0)).not.toBeNull();
    expect(tell('1', 2 * TEXTS_EVERY_MS)).toBeNull();
    expect(end(2 * TEXTS_EVERY_MS + 1)).toBeNull();
  });

  it('is remembered of so many alerts only', () => {
    const book = new AlertBook();
    const notes = new TextNotes();
    book.applyList('a', [alertReport({ annotations: { value: '1' } })], STORY_MS);
    const [alert] = book.all();
    const entry = book.find(alert!.id)!;
    const entryOf = (id: string) => ({ ...entry, said: entry.said, alert: { ...alert!, id } });
    expect(notes.due(entryOf('first'), STORY_MS)).not.toBeNull();
    for (let index = 1; index <= MAX_NOTED; index += 1) notes.due(entryOf(String(index)), STORY_MS);
    expect(notes.due(entryOf('2'), STORY_MS)).toBeNull();
    expect(notes.due(entryOf('first'), STORY_MS)).not.toBeNull();
  });
});
