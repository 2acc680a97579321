import type { Reading } from '../../../shared/domain/reading.ts';
import { formatClock } from '../../../shared/format/clock.ts';
import { formatAge } from '../../../shared/format/duration.ts';
import { type Crosshair, useCrosshairMs } from '../../charts/crosshair.ts';
import { ReadingText } from '../../ui/ReadingText.tsx';
import { Told } from '../../ui/Told.tsx';
import styles from './ChartGutter.module.css';

/** One line of read-outs. */
export interface GutterRow {
  readonly label: string;
  /** Of the line on the chart; null for words about it. */
  readonly color: string | null;
  readonly dash: string | undefined;
  /** What stands there while nothing is pointed at: the value of now, or words. */
  readonly now: Reading | string | null;
  /** What stands there for a moment that is pointed at; null where nothing was recorded. */
  readonly at: (atMs: number) => string | null;
  /** What stands behind it, in words for whoever wants to know. */
  readonly explains?: string | null;
  /** Who told it. */
  readonly origin: string | null;
}

export interface ChartGutterProps {
  readonly title: string;
  readonly caption: string;
  readonly rows: readonly GutterRow[];
  readonly crosshair: Crosshair;
  readonly timeZone: string;
  /** Many rows, in small type. */
  readonly isDense?: boolean;
  /** Whether the chart is shown as a table. */
  readonly asTable: boolean;
  readonly onTable: (asTable: boolean) => void;
}

/**
 * Left of a chart: what it is, and the newest value of each line with its age when that matters; while a moment is
 * pointed at, what it was then.
 */
export function ChartGutter(props: ChartGutterProps) {
  const { title, caption, rows, crosshair, timeZone, asTable, onTable } = props;
  const atMs = useCrosshairMs(crosshair);
  const readings = rows.flatMap(({ now }) => (now === null || typeof now === 'string' ? [] : [now]));
  const isStale = readings.length > 0 && readings.every((reading) => reading.freshness === 'stale');
  const youngestMs = Math.min(...readings.map((reading) => reading.ageMs));
  return (
    <div className={styles['gutter']}>
      <h2>{title}</h2>
      {atMs === null ? (
        <p>
          <Told text={caption} />
        </p>
      ) : (
        <p className={`${styles['moment']} tabular`}>at {formatClock(atMs, timeZone)}</p>
      )}
      <dl data-dense={props.isDense === true}>
        {rows.map((row) => (
          <div
            key={row.label}
            data-words={row.color === null || undefined}
            title={row.explains ?? (props.isDense === true ? row.label : undefined)}
          >
            <dt>
              {row.color !== null && (
                <svg className="keep-colors" width="12" height="4" aria-hidden="true">
                  <line x2="12" y1="2" y2="2" stroke={row.color} strokeWidth="2" strokeDasharray={row.dash} />
                </svg>
              )}
              <Told text={row.label} className={styles['name']} />
            </dt>
            <dd>
              {atMs === null ? (
                <NowValue now={row.now} timeZone={timeZone} />
              ) : (
                <ThenValue row={row} atMs={atMs} timeZone={timeZone} />
              )}
            </dd>
          </div>
        ))}
      </dl>
      {isStale && atMs === null && <p className={styles['age']}>{formatAge(youngestMs)}</p>}
      <button
        type="button"
        className={styles['form']}
        aria-pressed={asTable}
        aria-label={`${title} as a table`}
        onClick={() => onTable(!asTable)}
      >
        {asTable ? 'Chart' : 'Table'}
      </button>
    </div>
  );
}

function NowValue({ now, timeZone }: { now: GutterRow['now']; timeZone: string }) {
  if (now === null) return <span className={styles['none']}>no data</span>;
  if (typeof now === 'string') return <span className={styles['words']}>{now}</span>;
  return <ReadingText reading={now} timeZone={timeZone} showAge={false} />;
}

function ThenValue({ row, atMs, timeZone }: { row: GutterRow; atMs: number; timeZone: string }) {
  const words = row.at(atMs);
  if (words === null) return <span className={styles['none']}>none</span>;
  const told = row.origin === null ? '' : `, told by ${row.origin}`;
  return (
    <span
      className={row.color === null ? styles['words'] : styles['then']}
      title={`From the log, at ${formatClock(atMs, timeZone)}${told}`}
    >
      {words}
    </span>
  );
}
