import type { Alert } from '../alert.ts';
import type { HeldSilence } from '../silence.ts';

/** A silence is announced this long before it ends, and a short one in the last quarter of its time. */
export const LAPSE_LEAD_MS = 15 * 60_000;
const LAPSE_SHARE = 0.25;

/**
 * Silences that end soon and nobody prolongs, soonest first. Those that hold an acknowledgement are left out: Vigil
 * itself prolongs them while the alert fires. Pure.
 * @param withinMs how soon; null for when an end is announced, which for short silences is later
 */
export function lapsingSilences(
  silences: readonly HeldSilence[],
  alerts: readonly Alert[],
  nowMs: number,
  withinMs: number | null = null,
): readonly HeldSilence[] {
  const ending = silences.filter(
    (silence) =>
      silence.state === 'active' &&
      silence.endsAtMs > nowMs &&
      nowMs >= (withinMs === null ? lapseNoticeAtMs(silence) : silence.endsAtMs - withinMs),
  );
  if (ending.length === 0) return ending;
  const acknowledging = new Set(
    alerts.flatMap((alert) =>
      alert.acknowledgement === undefined ? [] : (alert.suppression?.silencedBy ?? []).map(({ id }) => id),
    ),
  );
  return ending.filter(({ id }) => !acknowledging.has(id)).toSorted((a, b) => a.endsAtMs - b.endsAtMs);
}

/** When the end of a silence is announced. */
export function lapseNoticeAtMs({ startsAtMs, endsAtMs }: HeldSilence): number {
  return endsAtMs - Math.min(LAPSE_LEAD_MS, (endsAtMs - startsAtMs) * LAPSE_SHARE);
}
