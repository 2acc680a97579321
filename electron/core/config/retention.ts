import type { JournalOptions } from '../journal/journal.ts';
import type { VigilConfig } from './schema.ts';

const DAY_MS = 86_400_000;
const RAW_DEFAULT_MS = 30 * DAY_MS;
const MINUTES_DEFAULT_MS = 90 * DAY_MS;
const MEGABYTE = 1_024 * 1_024;

/** How long what is kept: ages that are not configured give way to those that are. */
export function retentionOf({
  retention,
}: Pick<VigilConfig, 'retention'>): Required<JournalOptions['retention']> {
  const { raw, minutes, maxAge, maxMegabytes } = retention;
  const minutesMs = Math.min(minutes ?? Math.max(raw ?? 0, MINUTES_DEFAULT_MS), maxAge);
  return {
    maxAgeMs: maxAge,
    maxBytes: maxMegabytes * MEGABYTE,
    minutesMs,
    rawMs: Math.min(raw ?? RAW_DEFAULT_MS, minutesMs),
  };
}
