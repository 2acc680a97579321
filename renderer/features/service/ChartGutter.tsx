import type { Reading } from '../../../shared/domain/reading.ts';
import { formatAge } from '../../../shared/format/duration.ts';
import type { ChartLine } from '../../charts/TimeChart.tsx';
import { ReadingText } from '../../ui/ReadingText.tsx';
import styles from './ChartGutter.module.css';

export interface ChartGutterProps {
  readonly title: string;
  readonly caption: string;
  readonly rows: readonly { readonly line: ChartLine; readonly reading: Reading | null }[];
  readonly timeZone: string;
}

/** Left of a chart: what it is, and the newest value of each line with its age when that matters. */
export function ChartGutter({ title, caption, rows, timeZone }: ChartGutterProps) {
  const readings = rows.flatMap(({ reading }) => (reading === null ? [] : [reading]));
  const stale = readings.length > 0 && readings.every((reading) => reading.freshness === 'stale');
  const youngestMs = Math.min(...readings.map((reading) => reading.ageMs));
  // The highest line stands first, as on the chart.
  const ordered = rows.toReversed();
  return (
    <div className={styles['gutter']}>
      <h2>{title}</h2>
      <p>{caption}</p>
      <dl>
        {ordered.map(({ line, reading }) => (
          <div key={line.label}>
            <dt>
              <i className="keep-colors" style={{ background: line.color }} />
              {line.label}
            </dt>
            <dd>
              {reading === null ? (
                <span className={styles['none']}>no data</span>
              ) : (
                <ReadingText reading={reading} timeZone={timeZone} showAge={false} />
              )}
            </dd>
          </div>
        ))}
      </dl>
      {stale && <p className={styles['age']}>{formatAge(youngestMs)}</p>}
    </div>
  );
}
