import { type RefObject, useEffect, useMemo, useState } from 'react';
import type { Picture } from '../../../shared/contract/picture.ts';
import { formatSince } from '../../../shared/format/clock.ts';
import { rollUpWords } from '../../../shared/format/health-words.ts';
import { countOf, stateWord } from '../../../shared/format/words.ts';
import { hashOf } from '../../app/routes.ts';
import { estateSummaryOf } from '../../state/estate-summary.ts';
import { useMoment, useSection } from '../../state/hooks.ts';
import { StateMark } from '../../ui/StateMark.tsx';
import { FoldLine } from './FoldLine.tsx';
import styles from './Matrix.module.css';
import {
  cellsOfServices,
  firstRowBelow,
  type MatrixHeading,
  type MatrixLayout,
  type MatrixRow,
  NAME_WIDTH,
} from './matrix-model.ts';
import { rowWords } from './row-words.ts';

/** The spoken twin of the canvas follows it at most this often: faster would interrupt whoever listens. */
const WORDS_EVERY_MS = 5_000;

export interface MatrixNamesProps {
  readonly layout: MatrixLayout;
  readonly latest: RefObject<{ readonly picture: Picture; readonly nowMs: number } | null>;
  readonly zone: string;
  /** Only names between these heights are in the page. */
  readonly from: number;
  readonly to: number;
  /** Shows or folds the healthy rows of a section. */
  readonly onFold: (key: string) => void;
}

/** The services, each a link to its page; read aloud, each says what all of its cells say. */
export function MatrixNames({ layout, latest, zone, from, to, onFold }: MatrixNamesProps) {
  const catalogue = useSection('catalogue');
  const { services } = catalogue;
  const past = useMoment().mode === 'cached';
  const [now, setNow] = useState(() => latest.current);
  const [cellsOf, setCellsOf] = useState(() => ({ catalogue, cells: cellsOfServices(catalogue) }));
  if (cellsOf.catalogue !== catalogue) setCellsOf({ catalogue, cells: cellsOfServices(catalogue) });
  useEffect(() => {
    const timer = setInterval(
      () => setNow(latest.current === null ? null : { ...latest.current }),
      WORDS_EVERY_MS,
    );
    return () => clearInterval(timer);
  }, [latest]);
  const folded = useMemo(() => (now === null ? new Map() : estateSummaryOf(now.picture).foldedCells), [now]);
  const first = firstRowBelow(layout, from);
  const rows = layout.rows.slice(first, firstRowBelow(layout, to) + 1);
  return (
    <ul className={styles['names']} style={{ width: NAME_WIDTH, height: layout.height }}>
      {layout.headings.map((heading) => (
        <GroupHeading key={heading.key} heading={heading} />
      ))}
      {rows.map((row, index) => {
        const service = services[row.service];
        if (service === undefined) return null;
        const cells = cellsOf.cells[row.service] ?? [];
        return (
          <li
            key={service.id}
            className={styles[row.tall ? (row.attention ? 'hotName' : 'tallName') : 'name']}
            data-hot={row.attention || undefined}
            style={{ top: row.y, height: row.height }}
            aria-setsize={layout.rows.length}
            aria-posinset={first + index + 1}
          >
            <a
              href={hashOf({ name: 'service', id: service.id })}
              tabIndex={-1}
              data-past={past || undefined}
              title={`${service.name} is ${rollUpWords(service.rollUp)}`}
            >
              <StateMark
                state={row.state}
                folded={row.foldedUnder !== null}
                size={row.attention && row.tall ? 12 : row.state === 'ok' ? 9 : 11}
              />
              <span>
                {service.name}
                {row.attention && row.tall && (
                  <small className={styles[row.state]}>{since(row, now, zone, past)}</small>
                )}
                {row.foldedUnder !== null && (
                  <small className={styles['folded']}>under {services[row.foldedUnder]?.name}</small>
                )}
              </span>
              <span className="visually-hidden">
                {now === null ? stateWord(row.state) : rowWords(now.picture, cells, now.nowMs, folded)}
              </span>
            </a>
          </li>
        );
      })}
      {layout.folds.map((fold) => (
        <FoldLine key={fold.key} fold={fold} onToggle={() => onFold(fold.key)} />
      ))}
    </ul>
  );
}

function GroupHeading({ heading }: { heading: MatrixHeading }) {
  const { title, y, count, attention } = heading;
  return (
    <li className={styles['section']} style={{ top: y }}>
      <h2>
        <bdi>{title}</bdi>
      </h2>
      <span>
        {countOf(count, 'service')}
        {attention > 0 && <b>, {attention} in trouble</b>}
      </span>
    </li>
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
