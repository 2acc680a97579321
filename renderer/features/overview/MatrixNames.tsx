import { type ReactNode, type RefObject, useEffect, useMemo, useState } from 'react';
import type { Picture } from '../../../shared/contract/picture.ts';
import { formatSince } from '../../../shared/format/clock.ts';
import { summariseEstate } from '../../../shared/format/estate-summary.ts';
import { rollUpWords } from '../../../shared/format/health-words.ts';
import { stateWord } from '../../../shared/format/words.ts';
import { hashOf } from '../../app/routes.ts';
import { useMoment, useSection } from '../../state/hooks.ts';
import { StateMark } from '../../ui/StateMark.tsx';
import styles from './Matrix.module.css';
import { type MatrixLayout, type MatrixRow, NAME_WIDTH } from './matrix-model.ts';
import { rowWords } from './row-words.ts';

/** The spoken twin of the canvas follows it at most this often: faster would interrupt whoever listens. */
const WORDS_EVERY_MS = 5_000;

export interface MatrixNamesProps {
  readonly layout: MatrixLayout;
  readonly latest: RefObject<{ readonly picture: Picture; readonly nowMs: number } | null>;
  readonly zone: string;
  /** Lines between the names. */
  readonly children?: ReactNode;
}

/** The services, each a link to its page; read aloud, each says what all of its cells say. */
export function MatrixNames({ layout, latest, zone, children }: MatrixNamesProps) {
  const { services } = useSection('catalogue');
  const past = useMoment().mode === 'cached';
  const [now, setNow] = useState(() => latest.current);
  useEffect(() => {
    const timer = setInterval(
      () => setNow(latest.current === null ? null : { ...latest.current }),
      WORDS_EVERY_MS,
    );
    return () => clearInterval(timer);
  }, [latest]);
  const folded = useMemo(() => (now === null ? new Map() : summariseEstate(now.picture).foldedCells), [now]);
  return (
    <ul className={styles['names']} style={{ width: NAME_WIDTH, height: layout.height }}>
      {layout.rows.map((row) => {
        const service = services[row.service];
        if (service === undefined) return null;
        return (
          <li
            key={service.id}
            className={row.attention ? styles['hotName'] : row.tall ? styles['tallName'] : styles['name']}
            style={{ top: row.y }}
          >
            <a
              href={hashOf({ name: 'service', id: service.id })}
              tabIndex={-1}
              data-past={past || undefined}
              title={`${service.name} is ${rollUpWords(service.rollUp)}`}
            >
              <StateMark state={row.state} size={row.attention ? 12 : row.state === 'ok' ? 9 : 11} />
              <span>
                {service.name}
                {row.attention && <small className={styles[row.state]}>{since(row, now, zone, past)}</small>}
                {row.foldedUnder !== null && (
                  <small className={styles['folded']}>under {services[row.foldedUnder]?.name}</small>
                )}
              </span>
              <span className="visually-hidden">
                {now === null ? stateWord(row.state) : rowWords(now.picture, row, now.nowMs, folded)}
              </span>
            </a>
          </li>
        );
      })}
      {children}
    </ul>
  );
}

function since(row: MatrixRow, now: { readonly nowMs: number } | null, zone: string, past: boolean): string {
  const word = stateWord(row.state);
  return Number.isFinite(row.sinceMs) && now !== null
    ? `${word} ${past ? 'from' : 'since'} ${formatSince(row.sinceMs, now.nowMs, zone)}`
    : past
      ? `was ${word}`
      : word;
}
