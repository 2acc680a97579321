import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeAge, changeFacts, changesOf } from '../../../../renderer/annotate/changes.ts';
import { changeMarks, MAX_LANE_CHANGES } from '../../../../renderer/features/service/changes-model.ts';
import { annotation } from '../../../builders/annotations.ts';
import { STORY_MS } from '../../../builders/core.ts';

const MINUTE_MS = 60_000;
const range = { fromMs: STORY_MS - 60 * MINUTE_MS, toMs: STORY_MS };
/** A plot of 1000 px for the hour, from 100 on. */
const xOf = (atMs: number): number => 100 + ((atMs - range.fromMs) / (60 * MINUTE_MS)) * 1_000;
const place = (...changes: Parameters<typeof annotation>[0][]) =>
  changeMarks(changes.map(annotation), range, xOf, 100, 1_100);
const at = (minutesAgo: number): number => STORY_MS - minutesAgo * MINUTE_MS;

describe('changesOf', () => {
  it('takes those of the service and of the whole estate, the picture before the log, oldest first', () => {
    const old = annotation({ title: 'as logged' });
    const now = annotation({ title: 'as known now' });
    const found = changesOf(
      'checkout',
      [now, annotation({ id: 'estate', service: null, atMs: at(9) })],
      [old, annotation({ id: 'other', service: 'ledger' }), annotation({ id: 'logged', atMs: at(30) })],
    );
    expect(found.map(({ id }) => id)).toEqual(['logged', 'estate', 'a']);
    expect(found.at(-1)?.title).toBe('as known now');
  });
});

describe('changeMarks', () => {
  it('keeps to the range, draws a span to its end, and one that began before it from the edge', () => {
    const marks = place(
      { id: 'gone', atMs: at(90) },
      { id: 'span', kind: 'maintenance', atMs: at(90), endMs: at(30) },
      { id: 'open', kind: 'incident', atMs: at(20) },
      { id: 'now', atMs: at(10) },
    );
    expect(marks.map((mark) => [mark.annotation.id, Math.round(mark.x), mark.endX])).toEqual([
      ['span', 100, 600],
      ['open', 767, 1_100],
      ['now', 933, null],
    ]);
  });

  it('puts words where there is room, and leaves a change between two others a tick', () => {
    const title = 'a release with a name';
    const two = place({ id: 'a', atMs: at(30), title }, { id: 'b', atMs: at(29), title });
    expect(two.map((mark) => [mark.before, mark.title])).toEqual([
      [true, title],
      [false, title],
    ]);
    const three = place({ id: 'a', atMs: at(31) }, { id: 'b', atMs: at(30) }, { id: 'c', atMs: at(29) });
    expect(three.map((mark) => mark.title === '')).toEqual([false, true, false]);
  });

  it('never lets words touch, whatever there is, and never cuts a character in half', () => {
    const change = fc.record({
      id: fc.uuid(),
      atMs: fc.integer({ min: range.fromMs, max: range.toMs }),
      title: fc.oneof(fc.string({ maxLength: 60 }), fc.constant('\u{1F525}'.repeat(90))),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
        const sorted = changes.toSorted((a, b) => a.atMs - b.atMs);
        const marks = place(...sorted);
        expect(marks.length).toBe(Math.min(changes.length, MAX_LANE_CHANGES));
        const worded = marks.filter(({ title }) => title !== '').toSorted((a, b) => a.fromX - b.fromX);
        for (const [index, { fromX, toX, title }] of worded.entries()) {
          expect(fromX).toBeGreaterThanOrEqual(94);
          expect(toX).toBeLessThanOrEqual(1_106);
          expect(title.isWellFormed()).toBe(true);
          const next = worded[index + 1];
          if (next !== undefined) expect(next.fromX).toBeGreaterThanOrEqual(toX - 12);
        }
      }),
    );
  });
});

describe('the words of a change', () => {
  it.each([
    [{}, 'deploy 13:58'],
    [{ kind: 'incident', endMs: null }, 'incident since 13:58'],
    [{ kind: 'incident', endMs: STORY_MS - MINUTE_MS }, 'incident 13:58, 1 min'],
    [{ kind: 'maintenance', endMs: STORY_MS + MINUTE_MS }, 'maintenance since 13:58'],
  ] as const)('%j: %s', (parts, words) => {
    expect(
      changeFacts(annotation({ atMs: at(2), ...parts }), STORY_MS, 'UTC').replaceAll('\u00a0', ' '),
    ).toBe(words);
  });

  it('says what is planned as planned', () => {
    const planned = annotation({ kind: 'maintenance', atMs: STORY_MS + 3 * 3_600_000 });
    expect(changeFacts(planned, STORY_MS, 'UTC')).toMatch(/^maintenance planned for /);
    expect(changeAge(planned, STORY_MS).replaceAll('\u00a0', ' ')).toBe('in 3 h');
  });
});
