import { expect, it } from 'vitest';
import { rowReading, staleTimes } from '../../../../renderer/state/row-reading.ts';
import { STORY_MS, storyPicture } from '../../../builders/story.ts';

const picture = storyPicture();
const row = picture.series.value.findIndex(
  (value, i) => Number.isFinite(value) && STORY_MS - (picture.series.receivedAtMs[i] ?? 0) < 5_000,
);

it('a young value of a listed source is fresh', () => {
  expect(rowReading(picture, row, STORY_MS, staleTimes(picture.sections.sources))).toMatchObject({
    value: picture.series.value[row],
    sampledAtMs: picture.series.sampledAtMs[row],
    receivedAtMs: picture.series.receivedAtMs[row],
    freshness: 'fresh',
  });
});

it('a source that is not listed vouches for nothing, however young its value', () => {
  const atOnceMs = picture.series.receivedAtMs[row] ?? 0;
  expect(rowReading(picture, row, atOnceMs, staleTimes([]))?.freshness).toBe('stale');
});

it('there is no reading of a row that is not there or never had a value', () => {
  const stale = staleTimes(picture.sections.sources);
  expect(rowReading(picture, -1, STORY_MS, stale)).toBeNull();
  const value = picture.series.value.slice();
  value[row] = Number.NaN;
  const without = { ...picture, series: { ...picture.series, value } };
  expect(rowReading(without, row, STORY_MS, stale)).toBeNull();
});
