import { describe, expect, it } from 'vitest';
import { lookupIn } from '../../../../renderer/state/use-baseline.ts';
import { hourOf } from '../../../../shared/domain/baseline.ts';
import { frameBaselines } from '../../../builders/frame-baselines.ts';
import { STORY_MS, storyFrame } from '../../../builders/story.ts';

describe('what is usual for a row', () => {
  const frame = storyFrame();
  const catalogue = frame.sections.catalogue!;
  const all = frameBaselines(frame);
  const reply = { hourMs: hourOf(STORY_MS), series: [...all].toReversed() };

  it('is found by what the series is called, for services and links alike', () => {
    const of = lookupIn(reply, catalogue);
    expect(catalogue.series.some(({ kind }) => kind === 'link')).toBe(true);
    for (const row of catalogue.series.keys()) expect(of(row)).toEqual(all[row]?.baseline);
  });

  it('is unknown for rows that were not asked about, and while there is no answer', () => {
    const links = reply.series.filter(({ signal }) => signal === 'link_rtt');
    const of = lookupIn({ ...reply, series: links }, catalogue);
    for (const [row, { kind }] of catalogue.series.entries()) expect(of(row) === null).toBe(kind === 'cell');
    expect(of(catalogue.series.length)).toBeNull();
    expect(lookupIn(null, catalogue)(0)).toBeNull();
  });
});
