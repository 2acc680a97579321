import { describe, expect, it } from 'vitest';
import { AnnotationBook } from '../../../../electron/core/annotation-book.ts';
import {
  createTypedDesk,
  MAX_MARKS_PER_MINUTE,
  type SeatEditing,
} from '../../../../electron/core/typed-desk.ts';
import type { Annotation } from '../../../../shared/domain/annotation.ts';
import type { TypedMark } from '../../../../shared/domain/typed-mark.ts';
import { annotation } from '../../../builders/annotations.ts';
import { STORY_MS } from '../../../builders/core.ts';

const KEY = 'a-key-of-this-seat-1';
const mark: TypedMark = {
  kind: 'deploy',
  title: '  checkout 2.15 rolled back ',
  service: 'checkout',
  region: null,
  atMs: STORY_MS - 90_000,
  by: 'Mara',
};

function bench(editing: SeatEditing = { allowed: true }, told: readonly Annotation[] = []) {
  let nowMs = STORY_MS;
  let id = 0;
  const log = new Map(told.map((one) => [one.id, one]));
  const book = new AnnotationBook();
  const desk = createTypedDesk({
    editing,
    names: () => ({ services: [{ id: 'checkout' }], regions: [{ id: 'eu-west-1' }] }),
    journal: {
      annotations: async (fromMs, toMs) =>
        [...log.values()].filter(
          ({ atMs, retractedAtMs }) => atMs >= fromMs && atMs <= toMs && retractedAtMs === undefined,
        ),
    },
    clock: { nowMs: () => nowMs },
    newId: () => `${(id += 1)}`,
    take(taken) {
      log.set(taken.id, taken);
      book.apply([taken], nowMs);
    },
  });
  return { desk, book, log, wait: (ms: number) => (nowMs += ms) };
}

describe('marks typed by hand', () => {
  it('stand in the picture and the log with who wrote them and when, the key of the seat does not', async () => {
    const { desk, book } = bench();
    const answer = await desk.annotate({ mark, seatKey: KEY });
    expect(answer).toMatchObject({ ok: true, value: { annotation: { title: 'checkout 2.15 rolled back' } } });
    expect(book.all()).toMatchObject([
      { kind: 'deploy', service: 'checkout', atMs: STORY_MS - 90_000, typed: { by: 'Mara', atMs: STORY_MS } },
    ]);
    expect(JSON.stringify(book.all())).not.toContain(KEY);
  });

  it('are refused on a seat that only looks, with its reason', async () => {
    const { desk, log } = bench({ allowed: false, whyNot: 'Views on other machines only look.' });
    const refusal = {
      ok: false,
      error: { kind: 'unauthorized', message: 'Views on other machines only look.' },
    };
    expect(await desk.annotate({ mark, seatKey: KEY })).toEqual({
      ...refusal,
      error: expect.objectContaining(refusal.error),
    });
    expect(await desk.retractAnnotation({ id: 'x', atMs: STORY_MS, seatKey: KEY })).toMatchObject(refusal);
    expect(log.size).toBe(0);
  });

  it.each<[Partial<TypedMark>, RegExp]>([
    [{ title: '   ' }, /Write what happened/],
    [{ title: 'x'.repeat(121) }, /at most 120 characters; there are 121/],
    [{ title: 'evil\u202egnp' }, /invisible characters/],
    [{ by: '' }, /Say who you are/],
    [{ by: 'M\u0000ra' }, /invisible characters/],
    [{ service: 'nothing' }, /service is not known/],
    [{ region: 'nowhere' }, /region is not known/],
    [{ atMs: STORY_MS - 500 * 86_400_000 }, /does not reach back/],
    [{ atMs: STORY_MS + 40 * 86_400_000 }, /at most 30 days ahead/],
  ])('must make sense: %j', async (part, sentence) => {
    const { desk, log } = bench();
    const answer = await desk.annotate({ mark: { ...mark, ...part }, seatKey: KEY });
    expect(answer).toMatchObject({
      ok: false,
      error: { kind: 'bad_request', message: expect.stringMatching(sentence) },
    });
    expect(log.size).toBe(0);
  });

  it('are taken back by the seat they were typed on, and by no other', async () => {
    const { desk, book, wait } = bench();
    await desk.annotate({ mark, seatKey: KEY });
    const { id, atMs } = book.all()[0]!;
    wait(5_000);
    expect(await desk.retractAnnotation({ id, atMs, seatKey: 'somebody-else-entirely' })).toMatchObject({
      ok: false,
      error: { kind: 'unauthorized', message: 'Only Mara can take this back, where it was typed.' },
    });
    expect(book.all()).toHaveLength(1);
    const { revision } = book;
    expect(await desk.retractAnnotation({ id, atMs, seatKey: KEY })).toEqual({ ok: true, value: {} });
    expect(book.all()).toEqual([]);
    expect(book.revision).toBeGreaterThan(revision);
    expect(await desk.retractAnnotation({ id, atMs, seatKey: KEY })).toMatchObject({
      error: { kind: 'not_found' },
    });
  });

  it('do not take back what a source told', async () => {
    const { desk } = bench({ allowed: true }, [annotation()]);
    expect(await desk.retractAnnotation({ id: 'a', atMs: STORY_MS, seatKey: KEY })).toMatchObject({
      error: { kind: 'unauthorized', message: expect.stringMatching(/A source told this/) },
    });
  });

  it('about an earlier day are told to views as well, though the picture does not hold them', async () => {
    const { desk, book } = bench();
    const { revision } = book;
    await desk.annotate({ mark: { ...mark, atMs: STORY_MS - 3 * 86_400_000 }, seatKey: KEY });
    expect(book.all()).toEqual([]);
    expect(book.revision).toBeGreaterThan(revision);
    expect(book.takeChanges()).toHaveLength(1);
  });

  it('are bounded: a flood is refused, and a minute later there is room again', async () => {
    const { desk, wait } = bench();
    for (let i = 0; i < MAX_MARKS_PER_MINUTE; i++)
      expect(await desk.annotate({ mark, seatKey: KEY })).toMatchObject({ ok: true });
    expect(await desk.annotate({ mark, seatKey: KEY })).toMatchObject({
      ok: false,
      error: { retryable: true },
    });
    wait(60_000);
    expect(await desk.annotate({ mark, seatKey: KEY })).toMatchObject({ ok: true });
  });
});
