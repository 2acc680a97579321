import { parseAckComment } from '../../../shared/domain/acknowledgement.ts';
import type { HeldSilence, Silence } from '../../../shared/domain/silence.ts';

/** A silence that ended stays in the list this long. */
export const ENDED_KEPT_MS = 3_600_000;
/** Most silences shown: those in effect first, then those that end or ended last. */
export const MAX_HELD_SILENCES = 2_000;

const rank = { active: 0, pending: 1, expired: 2 } as const;

/**
 * One entry per silence, though several peers hold it; without those that are acknowledgements. Where peers differ it
 * counts as in effect while one of them says so.
 */
export function heldSilences(lists: ReadonlyMap<string, readonly Silence[]>, nowMs: number): HeldSilence[] {
  const held = new Map<string, HeldSilence>();
  for (const [sourceId, silences] of lists) {
    for (const told of silences) {
      const silence = { ...told, state: stateAt(told, nowMs) };
      if (silence.state === 'expired' && nowMs - silence.endsAtMs >= ENDED_KEPT_MS) continue;
      if (parseAckComment(silence.comment) !== null) continue;
      const known = held.get(silence.id);
      if (known === undefined || rank[silence.state] < rank[known.state])
        held.set(silence.id, { ...silence, sourceIds: [sourceId] });
      else if (known.state === silence.state)
        held.set(silence.id, {
          ...(silence.endsAtMs > known.endsAtMs ? silence : known),
          sourceIds: [...known.sourceIds, sourceId],
        });
    }
  }
  return [...held.values()]
    .toSorted((a, b) => rank[a.state] - rank[b.state] || a.endsAtMs - b.endsAtMs || a.id.localeCompare(b.id))
    .slice(0, MAX_HELD_SILENCES);
}

/** The list may be old: time goes on where its source does not answer. */
function stateAt({ state, startsAtMs, endsAtMs }: Silence, nowMs: number): Silence['state'] {
  if (state === 'expired' || endsAtMs <= nowMs) return 'expired';
  return startsAtMs <= nowMs ? 'active' : state;
}
