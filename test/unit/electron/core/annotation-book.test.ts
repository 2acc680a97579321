import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnnotationBook } from '../../../../electron/core/annotation-book.ts';
import { LivePicture } from '../../../../electron/core/live-picture.ts';
import {
  type Annotation,
  annotationKinds,
  annotationUntilMs,
  MAX_LIVE_ANNOTATIONS,
  MAX_OPEN_ANNOTATION_MS,
} from '../../../../shared/domain/annotation.ts';
import { annotation } from '../../../builders/annotations.ts';
import { STORY_MS, testConfig } from '../../../builders/core.ts';

const DAY_MS = 86_400_000;

describe('AnnotationBook', () => {
  it('keeps one per id, the newest report of it, and tells the journal only what changed', () => {
    const book = new AnnotationBook();
    book.apply([annotation(), annotation({ id: 'b', atMs: STORY_MS - 1_000 })], STORY_MS);
    expect(book.takeChanges().map(({ id }) => id)).toEqual(['a', 'b']);
    expect(book.all().map(({ id }) => id)).toEqual(['b', 'a']);
    const { revision } = book;
    book.apply([annotation()], STORY_MS + 1_000);
    expect(book.takeChanges()).toEqual([]);
    expect(book.revision).toBe(revision);
    book.apply([annotation({ endMs: STORY_MS + 60_000 })], STORY_MS + 60_000);
    expect(book.all().map(({ endMs }) => endMs)).toEqual([null, STORY_MS + 60_000]);
    expect(book.takeChanges()).toMatchObject([{ id: 'a', endMs: STORY_MS + 60_000 }]);
    expect(book.revision).toBeGreaterThan(revision);
  });

  it('forgets a deploy after a day, an incident without an end after a week and a day', () => {
    const book = new AnnotationBook();
    book.apply([annotation(), annotation({ id: 'open', kind: 'incident' })], STORY_MS);
    book.review(STORY_MS + DAY_MS);
    expect(book.all().map(({ id }) => id)).toEqual(['a', 'open']);
    book.review(STORY_MS + DAY_MS + 1);
    expect(book.all().map(({ id }) => id)).toEqual(['open']);
    book.review(STORY_MS + MAX_OPEN_ANNOTATION_MS + DAY_MS + 1);
    expect(book.all()).toEqual([]);
  });

  it('hands what is old to the journal without showing it, and takes back what moved away', () => {
    const book = new AnnotationBook();
    book.apply([annotation({ atMs: STORY_MS - 3 * DAY_MS })], STORY_MS);
    expect(book.all()).toEqual([]);
    expect(book.takeChanges()).toHaveLength(1);
    book.apply([annotation({ id: 'moved' })], STORY_MS);
    book.apply([annotation({ id: 'moved', atMs: STORY_MS - 3 * DAY_MS })], STORY_MS);
    expect(book.all()).toEqual([]);
  });

  it('keeps the newest when there are too many, in time order, one per id', () => {
    const one = fc.record({
      id: fc.integer({ min: 0, max: 900 }).map(String),
      kind: fc.constantFrom(...annotationKinds),
      atMs: fc.integer({ min: STORY_MS - 2 * DAY_MS, max: STORY_MS }),
      endMs: fc.option(fc.integer({ min: STORY_MS - DAY_MS, max: STORY_MS + DAY_MS })),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 1_200, size: 'max' }), (parts) => {
        const book = new AnnotationBook();
        for (const part of parts) book.apply([annotation(part)], STORY_MS);
        const all = book.all();
        expect(all.length).toBeLessThanOrEqual(MAX_LIVE_ANNOTATIONS);
        expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
        expect(all.map(({ atMs }) => atMs)).toEqual(all.map(({ atMs }) => atMs).toSorted((a, b) => a - b));
        for (const item of all) expect(annotationUntilMs(item)).toBeGreaterThanOrEqual(STORY_MS - DAY_MS);
      }),
      { numRuns: 20 },
    );
  });
});

describe('LivePicture', () => {
  const seen = (picture: LivePicture): readonly Annotation[] => picture.sections.current.annotations.value;

  it('publishes annotations as a section, once per change, and hands them to the journal', () => {
    const picture = new LivePicture(testConfig(), false, STORY_MS);
    picture.observe({
      kind: 'annotations',
      sourceId: 'a',
      receivedAtMs: STORY_MS,
      annotations: [annotation()],
    });
    expect(picture.refresh(STORY_MS).annotations).toEqual([annotation()]);
    const before = seen(picture);
    expect(before).toEqual([annotation()]);
    picture.observe({
      kind: 'annotations',
      sourceId: 'a',
      receivedAtMs: STORY_MS,
      annotations: [annotation()],
    });
    expect(picture.beat(STORY_MS + 1_000).annotations).toEqual([]);
    expect(seen(picture)).toBe(before);
    picture.beat(STORY_MS + DAY_MS + 1);
    expect(seen(picture)).toEqual([]);
  });
});
