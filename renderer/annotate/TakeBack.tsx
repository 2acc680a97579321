import { useState } from 'react';
import type { Annotation } from '../../shared/domain/annotation.ts';
import { useCommand } from '../source-setup/use-command.ts';
import { useCanAnnotate } from '../state/hooks.ts';
import styles from './MarkForm.module.css';
import { ownMarks, seatKey } from './seat-memory.ts';

/** Takes back a mark, for whoever typed it on this seat. */
export function TakeBack({ change }: { change: Annotation }) {
  const isAllowed = useCanAnnotate();
  const { run, running } = useCommand('retractAnnotation');
  const [problem, setProblem] = useState<string | null>(null);
  if (!isAllowed || change.typed === undefined || !ownMarks().includes(change.id)) return null;
  return (
    <>
      {' '}
      <button
        type="button"
        className={styles['undo']}
        aria-label={`Take back “${change.title}”`}
        aria-disabled={running || undefined}
        onClick={() =>
          void run({ id: change.id, atMs: change.atMs, seatKey: seatKey() }).then((answer) => {
            if (answer !== null && !answer.ok) setProblem(answer.error.message);
          })
        }
      >
        Take back
      </button>
      {problem !== null && <span role="alert"> {problem}</span>}
    </>
  );
}
