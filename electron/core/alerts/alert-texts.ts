import type { AlertTexts } from '../../../shared/domain/alert-texts.ts';
import type { AlertEntry } from './alert-entry.ts';
import type { Said } from './merge-reports.ts';

type Told = AlertTexts['annotations'][number];

/**
 * What the sources of an alert tell in words, whole: the feed keeps a title and the facts of it. Those that repeat one
 * another are one. Of an alert that is over, the last word before it ended. Null when nothing of it is held: it is
 * Vigil's own, or has not been reported since Vigil started.
 * @param startsAtMs when the alert began that is meant: an earlier one of the same identity is over
 */
export function alertTexts({ alert, said, last }: AlertEntry, startsAtMs: number): AlertTexts | null {
  // Peers can move the beginning of what goes on to an earlier moment, and never to a later one.
  if (startsAtMs < alert.startsAtMs) return null;
  const spoken: readonly (readonly [string, Said])[] =
    said.size > 0 || last === undefined ? [...said] : [[last.sourceId, last.said]];
  const words = spoken.filter(([, { isRestored }]) => isRestored !== true);
  if (words.length === 0) return null;
  const texts = new Map<string, Told>();
  for (const [sourceId, { report }] of words.toSorted(([a], [b]) => compareTexts(a, b)))
    for (const [name, text] of Object.entries(report.annotations)) {
      const key = JSON.stringify([name, text]);
      const known = texts.get(key);
      if (known === undefined) texts.set(key, { name, text, sourceIds: [sourceId] });
      else known.sourceIds.push(sourceId);
    }
  return {
    annotations: [...texts.values()].toSorted(
      (a, b) => compareTexts(a.name, b.name) || b.sourceIds.length - a.sourceIds.length,
    ),
    leftOut: Math.max(...words.map(([, { report }]) => report.annotationsLeftOut ?? 0)),
    seenAtMs: Math.max(...words.map(([, { seenAtMs }]) => seenAtMs)),
  };
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
