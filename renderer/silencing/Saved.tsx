import { useState } from 'react';
import { isolatedText } from '../../shared/format/visible-text.ts';
import { listOf } from '../../shared/format/words.ts';
import { useClockMs } from '../state/hooks.ts';
import { Button } from '../ui/Button.tsx';
import styles from './Silencing.module.css';
import type { SavedSilence } from './use-save-silence.ts';

/** What was saved can be undone for this long. */
const UNDO_MS = 10_000;

/** That it is saved, where, and how to undo it. */
export function Saved({ saved, onClose }: { saved: SavedSilence; onClose: () => void }) {
  const clockMs = useClockMs();
  const [undone, setUndone] = useState<string | null>(null);
  const leftSeconds = Math.ceil((saved.savedAtMs + UNDO_MS - clockMs) / 1_000);
  const undo = async (): Promise<void> => {
    const answer = await saved.undo();
    setUndone(answer.ok ? 'Undone: it is as it was before.' : answer.error);
  };
  return (
    <div className={styles['saved']} role="status">
      <p>{undone ?? saved.words}</p>
      {undone === null && saved.sourceIds.length > 0 && (
        <p className={styles['signed']}>
          Written to {listOf(saved.sourceIds.map((id) => isolatedText(id)))}, which show it.
        </p>
      )}
      {undone === null &&
        saved.notes.map((note) => (
          <p key={note} className={styles['refusal']}>
            {note}
          </p>
        ))}
      <div className={styles['actions']}>
        {undone === null && leftSeconds > 0 && (
          <Button onClick={() => void undo()}>Undo, {Math.min(leftSeconds, UNDO_MS / 1_000)} s</Button>
        )}
        <Button tone="final" onClick={onClose}>
          Done
        </Button>
      </div>
    </div>
  );
}
