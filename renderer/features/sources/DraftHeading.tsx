import { useEffect, useRef } from 'react';
import { hashOf } from '../../app/routes.ts';
import { ViewHeading } from '../../ui/PanelTitle.tsx';
import { Told } from '../../ui/Told.tsx';
import styles from './DraftHeading.module.css';

/** Where one is: the way back, what is being written, and the file it goes to. */
export function DraftHeading({ replaces, path }: { replaces: string | null; path: string | null }) {
  const heading = useRef<HTMLDivElement>(null);
  const isNew = replaces === null;
  // A new source begins in its address field instead.
  useEffect(() => {
    if (!isNew) heading.current?.focus();
  }, [isNew]);
  return (
    <div ref={heading} tabIndex={-1} className={styles['heading']}>
      <p className={styles['crumb']}>
        <a href={hashOf({ name: 'sources' })}>Sources</a>
        {replaces !== null && (
          <>
            {' / '}
            <a href={hashOf({ name: 'source', id: replaces })}>
              <Told text={replaces} />
            </a>
          </>
        )}
      </p>
      <ViewHeading
        sub={
          path === null
            ? 'It is written into the configuration file.'
            : `It is written into ${path}, comments and order kept.`
        }
      >
        {isNew ? 'Add a source' : `Change ${replaces}`}
      </ViewHeading>
    </div>
  );
}
