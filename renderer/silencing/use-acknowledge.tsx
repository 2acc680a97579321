import { type ReactNode, useCallback, useEffect, useState } from 'react';
import type { Alert } from '../../shared/domain/alert.ts';
import { countOf } from '../../shared/format/words.ts';
import { useCapability } from '../state/hooks.ts';
import { useVigil } from '../state/provider.tsx';
import styles from './Silencing.module.css';
import { useSignature } from './use-signature.tsx';

/** What was done can be taken back at once for this long. */
const UNDO_MS = 10_000;

/** Taking alerts in hand, with one key. */
export interface Acknowledging {
  /** False on seats that only look, in the past, and without a connection. */
  readonly allowed: boolean;
  /** Takes them in hand; those that all are already are given back. */
  readonly toggle: (alerts: readonly Alert[]) => void;
  /** The question for a name, and what became of it: draw it once, anywhere. */
  readonly element: ReactNode;
}

interface Outcome {
  readonly words: string;
  readonly undo: readonly string[];
}

export function useAcknowledge(): Acknowledging {
  const allowed = useCapability('acknowledge');
  const { client } = useVigil();
  const { sign, question } = useSignature();
  const [outcome, setOutcome] = useState<Outcome | null>(null);

  useEffect(() => {
    if (outcome === null) return undefined;
    const timer = setTimeout(() => setOutcome(null), UNDO_MS);
    return () => clearTimeout(timer);
  }, [outcome]);

  const giveBack = useCallback(
    async (alertIds: readonly string[], by: string) => {
      const answer = await client.request('unacknowledge', { alertIds: [...alertIds], by, why: '' });
      if (!answer.ok) return setOutcome({ words: answer.error.message, undo: [] });
      const { done, refused } = answer.value;
      const words =
        done.length === 0 ? (refused[0]?.sentence ?? '') : `${countOf(done.length, 'alert')} given back`;
      setOutcome({ words, undo: [] });
    },
    [client],
  );
  const take = useCallback(
    async (alertIds: readonly string[], by: string) => {
      const answer = await client.request('acknowledge', {
        alertIds: [...alertIds],
        by,
        why: '',
        untilMs: null,
      });
      if (!answer.ok) return setOutcome({ words: answer.error.message, undo: [] });
      const { done, refused, notes } = answer.value;
      const said = done.length === 0 ? [] : [`${countOf(done.length, 'alert')} in your hand until resolved.`];
      const words = [...said, ...refused.map(({ sentence }) => sentence), ...notes];
      setOutcome({ words: words.slice(0, 3).join(' '), undo: done });
    },
    [client],
  );
  const toggle = useCallback(
    (alerts: readonly Alert[]) => {
      const open = alerts.filter(({ state, kind }) => state !== 'resolved' && kind !== 'heartbeat');
      if (!allowed || open.length === 0) return;
      const free = open.filter(({ acknowledgement }) => acknowledgement === undefined);
      sign((by) => {
        if (free.length === 0)
          void giveBack(
            open.map(({ id }) => id),
            by,
          );
        else
          void take(
            free.map(({ id }) => id),
            by,
          );
      });
    },
    [allowed, sign, giveBack, take],
  );
  return {
    allowed,
    toggle,
    element: (
      <>
        {question}
        <div className={styles['outcome']} role="status">
          {outcome !== null && (
            <p>
              {outcome.words}
              {outcome.undo.length > 0 && (
                <button type="button" onClick={() => sign((by) => void giveBack(outcome.undo, by))}>
                  Undo
                </button>
              )}
            </p>
          )}
        </div>
      </>
    ),
  };
}
