import { useRef, useState } from 'react';
import { useCanAnnotate } from '../state/hooks.ts';
import styles from './MarkForm.module.css';
import { MarkForm } from './MarkForm.tsx';

/** Opens the form for a mark; nothing on a seat that only looks. */
export function AddMark({ service = null }: { service?: string | null }) {
  const isAllowed = useCanAnnotate();
  const dialog = useRef<HTMLDialogElement>(null);
  // A new form every time: what was cancelled is not there again.
  const [isOpen, setOpen] = useState(false);
  const close = (): void => dialog.current?.close();
  if (!isAllowed) return null;
  return (
    <>
      <button
        type="button"
        className={styles['open']}
        aria-haspopup="dialog"
        onClick={() => {
          setOpen(true);
          dialog.current?.showModal();
        }}
      >
        Add a mark
      </button>
      <dialog
        ref={dialog}
        className={styles['dialog']}
        aria-label="Add a mark"
        onClose={() => setOpen(false)}
      >
        <h2>Add a mark</h2>
        {isOpen && <MarkForm service={service} onDone={close} onCancel={close} />}
      </dialog>
    </>
  );
}
