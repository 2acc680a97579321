import type { ReactNode } from 'react';
import styles from './PanelTitle.module.css';

/** The heading of a panel and the quiet fact beside it. */
export function PanelTitle({ children, fact }: { children: ReactNode; fact?: ReactNode }) {
  return (
    <div className={styles['title']}>
      <h2>{children}</h2>
      {fact !== undefined && <span>{fact}</span>}
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
