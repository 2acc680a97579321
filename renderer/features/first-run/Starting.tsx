import { useEffect, useRef } from 'react';
import { countOf } from '../../../shared/format/words.ts';
import { hashOf, navigate } from '../../app/routes.ts';
import { useAskedSources, useLink, useSection } from '../../state/hooks.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { ViewHeading } from '../../ui/PanelTitle.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import styles from './FirstRunView.module.css';

/** Between the demo and one's own estate. The connection may drop and come back meanwhile: it is said, not shown as a fault. */
export function Starting() {
  const { demo } = useSection('catalogue');
  const sources = useAskedSources();
  const link = useLink();
  const heading = useRef<HTMLDivElement>(null);
  const measured = !demo && sources.some(({ state, seriesCount }) => state === 'live' && seriesCount > 0);
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    if (measured) navigate(hashOf({ name: 'overview' }));
  }, [measured]);
  return (
    <div className={styles['first']} ref={heading} tabIndex={-1}>
      <ViewHeading sub="The overview opens by itself with the first values.">
        Vigil is starting on your sources
      </ViewHeading>
      <ol className={styles['steps']} role="status">
        <Step done={true}>Written into the configuration</Step>
        <Step done={!demo && link === 'open'}>
          {link === 'open'
            ? demo
              ? 'The demo goes'
              : 'The demo is gone'
            : 'Vigil starts again; this page connects by itself'}
        </Step>
        <Step done={measured}>
          {measured || demo
            ? 'First values'
            : `Waiting for the first values of ${countOf(sources.length, 'source')}`}
        </Step>
      </ol>
      {!demo && (
        <p className={styles['other']}>
          Nothing yet? <ButtonLink href={hashOf({ name: 'sources' })}>See what the source says</ButtonLink>
        </p>
      )}
    </div>
  );
}

function Step({ done, children }: { done: boolean; children: string }) {
  return (
    <li data-done={done || undefined}>
      <StateMark state={done ? 'ok' : 'no_data'} size={12} tally />
      {children}
      {done && <span className="visually-hidden">, done</span>}
    </li>
  );
}
