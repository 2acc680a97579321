import type { Annotation } from '../../../shared/domain/annotation.ts';
import { AddMark } from '../../annotate/AddMark.tsx';
import { changeAge, changeFacts } from '../../annotate/changes.ts';
import { TakeBack } from '../../annotate/TakeBack.tsx';
import { PanelTitle } from '../../ui/PanelTitle.tsx';
import { Told } from '../../ui/Told.tsx';
import { webLink } from '../../ui/web-link.ts';
import styles from './ServiceSide.module.css';

/** Changes listed beside the charts. */
const MAX_SIDE_CHANGES = 5;

export interface RecentChangesProps {
  readonly service: string;
  /** Oldest first. */
  readonly changes: readonly Annotation[];
  readonly clockMs: number;
  readonly past: boolean;
  readonly timeZone: string;
}

/** What people did to the service, or declared about it, newest first; in the past only what was done by then. */
export function RecentChanges({ service, changes, clockMs, past, timeZone }: RecentChangesProps) {
  const shown = changes
    .filter(({ atMs }) => !past || atMs <= clockMs)
    .slice(-MAX_SIDE_CHANGES)
    .toReversed();
  return (
    <section>
      <PanelTitle action={<AddMark service={service} />}>
        {past ? 'Changes until then' : 'Recent changes'}
      </PanelTitle>
      {shown.length === 0 && (
        <p className={styles['quiet']}>No source told of a deploy or an incident, and nobody typed one.</p>
      )}
      <ul>
        {shown.map((change) => {
          const link = webLink(change.url);
          return (
            <li key={change.id} className={styles['change']}>
              <span>
                <Told text={change.title} className={styles['title']} />
                <span className={styles['facts']}>
                  {changeFacts(change, clockMs, timeZone)},{' '}
                  {change.typed === undefined ? 'told by ' : 'typed by '}
                  <Told text={change.typed?.by ?? change.sourceId} />
                  {link !== null && (
                    <>
                      ,{' '}
                      <a
                        className={styles['link']}
                        href={link.href}
                        target="_blank"
                        rel="noopener noreferrer"
                      >
                        at {link.host}
                      </a>
                    </>
                  )}
                  <TakeBack change={change} />
                </span>
              </span>
              <span className={`${styles['age']} tabular`}>{changeAge(change, clockMs)}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
