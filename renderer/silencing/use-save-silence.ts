import { useCallback, useState } from 'react';
import type { Alert } from '../../shared/domain/alert.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import type { SilenceRequest } from '../../shared/domain/silence-request.ts';
import { useVigil } from '../state/provider.tsx';

/** What was saved, and how it is undone. */
export interface SavedSilence {
  readonly words: string;
  readonly sourceIds: readonly string[];
  readonly notes: readonly string[];
  readonly savedAtMs: number;
  readonly undo: () => Promise<Result<null, string>>;
}

/** Writes the silence, or takes every alert in hand where it is to last until they resolve. Error: a sentence. */
export function useSaveSilence(): {
  readonly save: (
    request: SilenceRequest,
    until: readonly Alert[] | null,
  ) => Promise<Result<SavedSilence, string>>;
  readonly saving: boolean;
} {
  const { client } = useVigil();
  const [saving, setSaving] = useState(false);
  const save = useCallback(
    async (
      request: SilenceRequest,
      until: readonly Alert[] | null,
    ): Promise<Result<SavedSilence, string>> => {
      const { by, why, startsAtMs, endsAtMs } = request;
      setSaving(true);
      try {
        if (until === null) {
          const matchers = [...request.matchers];
          const answer = await client.request('createSilence', { matchers, startsAtMs, endsAtMs, by, why });
          if (!answer.ok) return err(answer.error.message);
          const { silences, notes } = answer.value;
          return ok({
            words: 'The silence is in force.',
            sourceIds: silences.flatMap(({ sourceIds }) => sourceIds),
            notes,
            savedAtMs: startsAtMs,
            async undo() {
              for (const { id } of silences) {
                const ended = await client.request('expireSilence', { id, by, why: 'Undone at once' });
                if (!ended.ok) return err(ended.error.message);
              }
              return ok(null);
            },
          });
        }
        if (until.length === 0) return err('No alert matches now: there is none to take in hand.');
        const alertIds = until.map(({ id }) => id);
        const answer = await client.request('acknowledge', { alertIds, by, why, untilMs: null });
        if (!answer.ok) return err(answer.error.message);
        const { done, refused, notes } = answer.value;
        if (done.length === 0) return err(refused[0]?.sentence ?? 'None of them could be taken in hand.');
        return ok({
          words: done.length === 1 ? 'The alert is in your hand.' : `${done.length} alerts are in your hand.`,
          sourceIds: [],
          notes: [...refused.slice(0, 3).map(({ sentence }) => sentence), ...notes],
          savedAtMs: startsAtMs,
          async undo() {
            const ended = await client.request('unacknowledge', {
              alertIds: done,
              by,
              why: 'Undone at once',
            });
            return ended.ok ? ok(null) : err(ended.error.message);
          },
        });
      } finally {
        setSaving(false);
      }
    },
    [client],
  );
  return { save, saving };
}
