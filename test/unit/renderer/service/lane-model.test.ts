import { describe, expect, it } from 'vitest';
import { isFree, laneMarks, MAX_LANE_ALERTS } from '../../../../renderer/features/service/lane-model.ts';
import type { Alert } from '../../../../shared/domain/alert.ts';

const alert = (id: string, startsAtMs: number, title = `Alert ${id}`) => ({ id, startsAtMs, title }) as Alert;
const place = (alerts: Alert[]) => laneMarks(alerts, (atMs) => atMs, 100, 1_100);

describe('laneMarks', () => {
  it('keeps the newest, oldest of them first', () => {
    const marks = place([1, 2, 3, 4, 5].map((n) => alert(String(n), n * 200)));
    expect(marks.map((mark) => mark.alert.id)).toEqual(['3', '4', '5']);
    expect(marks).toHaveLength(MAX_LANE_ALERTS);
  });
  it('puts the words on the side with more room and inside the plot', () => {
    const [early, late] = place([alert('a', 150), alert('b', 1_050)]);
    expect(early).toMatchObject({ before: false, x: 150 });
    expect(late).toMatchObject({ before: true, x: 1_050 });
    const [long] = place([alert('c', 900, 'x'.repeat(400))]);
    expect(long!.fromX).toBeGreaterThanOrEqual(99);
    expect(long!.title.endsWith('…')).toBe(true);
  });
  it('never cuts a character in half', () => {
    const [mark] = place([alert('a', 900, '\u{1F525}'.repeat(300))]);
    expect(mark!.title.isWellFormed()).toBe(true);
  });
});

it('finds room only where no mark is', () => {
  const marks = place([alert('a', 1_000)]);
  expect(isFree(marks, 200, 300)).toBe(true);
  expect(isFree(marks, 950, 1_050)).toBe(false);
});
