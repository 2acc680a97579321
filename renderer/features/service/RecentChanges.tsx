import type { Annotation } from '../../../shared/domain/annotation.ts';
import { PanelTitle } from '../../ui/PanelTitle.tsx';
import { webLink } from '../../ui/web-link.ts';
import { changeAge, changeFacts } from './changes-model.ts';
import styles from './ServiceSide.module.css';

/** Changes listed beside the charts. */
const MAX_SIDE_CHANGES = 5;

export interface RecentChangesProps {
  /** Oldest first. */
  readonly changes: readonly Annotation[];
  readonly clockMs: number;
  readonly past: boolean;
  readonly timeZone: string;
}

/** What people did to the service, or declared about it, newest first; in the past only what was done by then. */
export function RecentChanges({ changes, clockMs, past, timeZone }: RecentChangesProps) {
  const shown = changes
    .filter(({ atMs }) => !past || atMs <= clockMs)
    .slice(-MAX_SIDE_CHANGES)
    .toReversed();
  return (
    <section>
      <PanelTitle>{past ? 'Changes until then' : 'Recent changes'}</PanelTitle>
      {shown.length === 0 && <p className={styles['quiet']}>No source told of a deploy or an incident.</p>}
      <ul>
        {shown.map((change) => {
          const link = webLink(change.url);
          return (
            <li key={change.id} className={styles['change']}>
              <span>
                <bdi className={styles['title']}>{change.title}</bdi>
                <span className={styles['facts']}>
                  {changeFacts(change, clockMs, timeZone)}, told by <bdi>{change.sourceId}</bdi>
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
