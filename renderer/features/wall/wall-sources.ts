import type { LinkState } from '../../../shared/contract/client.ts';
import type { Moment } from '../../../shared/domain/moment.ts';
import type { SourceStatus } from '../../../shared/domain/source.ts';
import { formatDurationShort } from '../../../shared/format/duration.ts';

/** The words under the heartbeat. `text` leads when it asks for the number after it. */
export interface SourceWords {
  readonly strong: string;
  readonly text: string;
  readonly isStrongLast: boolean;
}

/** "6 of 6 sources live", "Next try in 8 s", or that Vigil itself is being sought. */
export function sourceWords(
  sources: readonly SourceStatus[],
  moment: Moment,
  link: LinkState,
  nowMs: number,
): SourceWords {
  if (link !== 'open') return { text: 'Looking for', strong: 'Vigil', isStrongLast: true };
  const live = sources.filter(({ state }) => state === 'live').length;
  const next = nextTryMs(sources, nowMs);
  if (moment.mode === 'cached' && next !== null)
    return { text: 'Next try in', strong: formatDurationShort(next), isStrongLast: true };
  return {
    strong: `${live} of ${sources.length}`,
    text: `${sources.length === 1 ? 'source' : 'sources'} live`,
    isStrongLast: false,
  };
}

/** Time until the earliest announced attempt, in whole seconds upwards; null when none is announced. */
function nextTryMs(sources: readonly SourceStatus[], nowMs: number): number | null {
  const due = sources.flatMap(({ nextAttemptAtMs }) => (nextAttemptAtMs === null ? [] : [nextAttemptAtMs]));
  if (due.length === 0) return null;
  return Math.max(0, Math.ceil((Math.min(...due) - nowMs) / 1_000) * 1_000);
}
