import type { ReactNode } from 'react';
import styles from './EmptyState.module.css';

export interface EmptyStateProps {
  /** What is so, in a sentence: "Nothing measured yet". */
  readonly title: string;
  /** What is going on or can be done. */
  readonly children?: ReactNode;
}

/** Stands where content would: says why there is none, never an empty box. */
export function EmptyState({ title, children }: EmptyStateProps) {
  return (
    <div className={styles['empty']}>
      <p className={styles['title']}>{title}</p>
      {children !== undefined && <div className={styles['body']}>{children}</div>}
    </div>
  );
}
