import type { ReactNode } from 'react';
import styles from './Fold.module.css';
import { ChevronIcon } from './icons.tsx';

/** Detail that waits to be asked for. Its heading says what is inside. */
export function Fold({
  title,
  fact,
  open,
  children,
}: {
  title: ReactNode;
  fact?: ReactNode;
  /** Unfolded at first. */
  open?: boolean;
  children: ReactNode;
}) {
  return (
    <details className={styles['fold']} open={open}>
      <summary>
        <ChevronIcon size={14} />
        <span className={styles['title']}>{title}</span>
        {fact !== undefined && <span className={styles['fact']}>{fact}</span>}
      </summary>
      <div className={styles['body']}>{children}</div>
    </details>
  );
}
