import { describe, expect, it } from 'vitest';
import { AlertBook } from '../../../../../electron/core/alerts/alert-book.ts';
import { annotationsOf } from '../../../../../electron/core/alerts/raw-annotations.ts';
import { alertReport as reportOf } from '../../../../../electron/core/intake/prometheus/decode-alerts.ts';
import {
  MAX_ANNOTATION_CHARS,
  MAX_ANNOTATION_NAME_CHARS,
  MAX_ANNOTATIONS,
} from '../../../../../shared/contract/alert-commands.ts';
import { alertReport, STORY_MS } from '../../../../builders/core.ts';

describe('annotations of an alert, as they were sent', () => {
  it('are told by name, once where sources agree, for each where they do not', () => {
    const book = new AlertBook();
    const say = (sourceId: string, description: string): void =>
      book.applyList(
        sourceId,
        [alertReport({ annotations: { runbook: 'https://wiki.example/x', description } })],
        STORY_MS,
      );
    say('a', 'queue 41');
    say('b', 'queue 42');
    const [alert] = book.all();
    expect(annotationsOf(book.find(alert!.id))).toEqual({
      annotations: [
        { name: 'description', value: 'queue 41', sourceIds: ['a'] },
        { name: 'description', value: 'queue 42', sourceIds: ['b'] },
        { name: 'runbook', value: 'https://wiki.example/x', sourceIds: [] },
      ],
      moreCount: 0,
    });
    // Who says them no longer, or has not since Vigil started, says nothing.
    book.applyList('a', [], STORY_MS + 1_000);
    book.applyList('b', [], STORY_MS + 1_000);
    expect(annotationsOf(book.find(alert!.id)).annotations).toEqual([]);
    const restarted = new AlertBook();
    restarted.restore([{ ...alert!, state: 'firing', resolvedAtMs: null }], new Set(['a', 'b']), STORY_MS);
    expect(annotationsOf(restarted.find(alert!.id)).annotations).toEqual([]);
    expect(annotationsOf(null)).toEqual({ annotations: [], moreCount: 0 });
  });

  it('are kept in bounded number and size, what Vigil reads first', () => {
    const many = Object.fromEntries(
      Array.from({ length: MAX_ANNOTATIONS + 8 }, (_, index) => [`note-${index}`, 'x']),
    );
    const annotations = { ...many, ['n'.repeat(400)]: 'x', summary: 'y'.repeat(MAX_ANNOTATION_CHARS + 1) };
    const report = reportOf(
      { labels: {}, annotations, state: 'firing', activeAt: '2026-01-01T00:00:00Z' },
      { service: [], region: [] },
    );
    const kept = Object.entries(report.annotations);
    expect(kept).toHaveLength(MAX_ANNOTATIONS);
    expect(kept[0]?.[0]).toBe('summary');
    expect(kept[0]?.[1]).toHaveLength(MAX_ANNOTATION_CHARS);
    expect(kept[0]?.[1]).toMatch(/y…$/);
    for (const [name] of kept) expect(name.length).toBeLessThanOrEqual(MAX_ANNOTATION_NAME_CHARS);
  });
});
