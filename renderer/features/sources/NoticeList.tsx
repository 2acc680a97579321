import { useMemo } from 'react';
import type { Notice } from '../../../shared/contract/sections.ts';
import { formatSince } from '../../../shared/format/clock.ts';
import { StateMark } from '../../ui/StateMark.tsx';
import { Told } from '../../ui/Told.tsx';
import styles from './NoticeList.module.css';

/** What Vigil says about itself: a configuration kept, a database set aside. */
export function NoticeList({
  notices,
  nowMs,
  timeZone,
}: {
  notices: readonly Notice[];
  nowMs: number;
  timeZone: string;
}) {
  const newestFirst = useMemo(() => notices.toSorted((a, b) => b.atMs - a.atMs), [notices]);
  if (notices.length === 0)
    return <p className={styles['none']}>Nothing: the configuration and the log are in order.</p>;
  return (
    <ul className={styles['list']}>
      {newestFirst.map((notice) => (
        <li key={notice.id} className={styles['notice']}>
          <span className={styles['mark']}>
            {notice.level === 'warning' && <StateMark state="degraded" size={11} />}
          </span>
          <time className="tabular">{formatSince(notice.atMs, nowMs, timeZone)}</time>
          <span className={notice.level === 'warning' ? styles['warning'] : undefined}>
            {notice.level === 'warning' && <span className="visually-hidden">Warning: </span>}
            <Told text={notice.text} />
          </span>
        </li>
      ))}
    </ul>
  );
}
