import { type ReactNode, useLayoutEffect, useRef } from 'react';
import styles from './Modal.module.css';

export interface ModalProps {
  readonly label: string;
  readonly onClose: () => void;
  readonly place?: 'top' | 'middle';
  readonly children: ReactNode;
}

/** A dialog over everything: it takes the focus, keeps it and gives it back; Escape and a press beside it close it. */
export function Modal({ label, onClose, place = 'middle', children }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={styles['modal']}
      data-place={place}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => {
        // Only the ground beside it is the dialog itself: its content fills it.
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className={styles['content']}>{children}</div>
    </dialog>
  );
}
