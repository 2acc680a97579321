/** A stretch of time, epoch milliseconds. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** One range query: both ends are asked for, and both lie on the step's grid. */
export interface HistoryPart extends Span {
  readonly stepMs: number;
}

const STEPS_MS: readonly number[] = [15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 21_600, 86_400].map(
  (seconds) => seconds * 1_000,
);
/** As fine as charts can show; far below the 11,000 points per series that Prometheus answers at most. */
const MAX_POINTS_PER_SERIES = 750;
/** History of one query is made coarser until it fits: it must not eat the memory of a small machine. */
const MAX_SAMPLES_PER_QUERY = 1_000_000;
/** Samples of one reply: some 3 MB. */
const MAX_SAMPLES_PER_PART = 100_000;
const MAX_POINTS_PER_PART = 240;
const MIN_POINTS_PER_PART = 10;
/** The newest part is short, so that sparklines, which show 15 minutes, fill first. */
const NEWEST_PART_MS = 15 * 60_000;

/** The finest step with which a stretch of history stays within its bounds. */
export function historyStepMs(spanMs: number, seriesCount: number): number {
  const points = Math.max(
    MIN_POINTS_PER_PART,
    Math.min(MAX_POINTS_PER_SERIES, Math.floor(MAX_SAMPLES_PER_QUERY / Math.max(1, seriesCount))),
  );
  return (
    STEPS_MS.find((stepMs) => spanMs / stepMs <= points) ??
    Math.ceil(spanMs / points / 86_400_000) * 86_400_000
  );
}

/**
 * Cuts a stretch of history into range queries, the newest first, that do not overlap. Their ends are multiples of
 * the step, as caching servers in front of Prometheus like them.
 * @param seriesCount what the query finds now
 */
export function planHistory({ fromMs, toMs }: Span, seriesCount: number): readonly HistoryPart[] {
  if (!(toMs > fromMs)) return [];
  const stepMs = historyStepMs(toMs - fromMs, seriesCount);
  const firstMs = Math.ceil(fromMs / stepMs) * stepMs;
  const pointsThatFit = Math.floor(MAX_SAMPLES_PER_PART / Math.max(1, seriesCount));
  const points = Math.max(MIN_POINTS_PER_PART, Math.min(MAX_POINTS_PER_PART, pointsThatFit));
  const parts: HistoryPart[] = [];
  let endMs = Math.floor(toMs / stepMs) * stepMs;
  while (endMs >= firstMs) {
    const longMs = (points - 1) * stepMs;
    const spanMs =
      parts.length === 0 ? Math.min(longMs, Math.floor(NEWEST_PART_MS / stepMs) * stepMs) : longMs;
    const startMs = Math.max(firstMs, endMs - spanMs);
    parts.push({ fromMs: startMs, toMs: endMs, stepMs });
    endMs = startMs - stepMs;
  }
  return parts;
}
