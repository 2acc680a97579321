import type { ReactNode } from 'react';
import styles from './PanelTitle.module.css';

/** The heading of a panel, the quiet fact beside it, and what can be done with all of it. */
export function PanelTitle({
  children,
  fact,
  action,
}: {
  children: ReactNode;
  fact?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className={styles['title']}>
      <h2>{children}</h2>
      {fact !== undefined && <span>{fact}</span>}
      {action}
    </div>
  );
}

/** The sentence a view opens with, in the largest type of the desk. */
export function ViewHeading({ children, sub }: { children: ReactNode; sub?: ReactNode }) {
  return (
    <div className={styles['heading']}>
      <h1>{children}</h1>
      {sub !== undefined && <p>{sub}</p>}
    </div>
  );
}
