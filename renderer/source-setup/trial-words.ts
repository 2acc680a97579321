import type { SourceTrial } from '../../shared/contract/source-commands.ts';
import { countOf } from '../../shared/format/words.ts';

/** How long it took, as people say it: `42 ms`, `1.3 s`. */
export function answeredWords(answeredAfterMs: number | null): string | null {
  if (answeredAfterMs === null) return null;
  if (answeredAfterMs < 1_000) return `${Math.max(1, Math.round(answeredAfterMs))}\u00a0ms`;
  return `${(answeredAfterMs / 1_000).toFixed(1)}\u00a0s`;
}

/** Size of a payload: `812 bytes`, `14.2 MB`. Decimal units, as disks and networks count. */
export function sizeWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes}\u00a0${bytes === 1 ? 'byte' : 'bytes'}`;
  const [size, unit] = bytes < 999_950 ? [bytes / 1e3, 'kB'] : [bytes / 1e6, 'MB'];
  return `${size < 100 ? size.toFixed(1) : Math.round(size)}\u00a0${unit}`;
}

/** What a trial counted, without what it has none of. */
export function trialCounts(trial: SourceTrial): readonly string[] {
  const counts: readonly (readonly [number, string])[] = [
    [trial.services.length, countOf(trial.services.length, 'service')],
    [trial.regions.length, countOf(trial.regions.length, 'region')],
    [trial.signals.length, countOf(trial.signals.length, 'signal')],
    [trial.seriesCount, `${trial.seriesCount.toLocaleString('en-GB')} series`],
    [trial.alertCount, `${countOf(trial.alertCount, 'alert')} firing`],
  ];
  return counts.filter(([count]) => count > 0).map(([, words]) => words);
}
