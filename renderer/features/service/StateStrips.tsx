import { useId } from 'react';
import type { HealthState } from '../../../shared/domain/health-state.ts';
import { formatClock } from '../../../shared/format/clock.ts';
import { formatDuration } from '../../../shared/format/duration.ts';
import { stateWord } from '../../../shared/format/words.ts';
import type { Interval } from '../../charts/chart-model.ts';
import { GapPattern } from '../../charts/GapPattern.tsx';
import { plotWidth, type TimeFrame, xOf } from '../../charts/time-frame.ts';
import { StateMark } from '../../ui/StateMark.tsx';
import { Told } from '../../ui/Told.tsx';
import styles from './StateStrips.module.css';
import type { StripInterval, StripRow } from './strip-model.ts';

/** Two more than drawn in the pictures: a name is a button, and a target is at least 24 px. */
const ROW = 24;
const LETTER = 6.6;

export interface StateStripsProps {
  readonly frame: TimeFrame;
  readonly rows: readonly StripRow[];
  readonly gaps: readonly Interval[];
  readonly region: string | null;
  readonly onRegion: (region: string) => void;
  /** Regions whose trouble of now is told with that of another service, and which. */
  readonly folded: ReadonlyMap<string, string>;
}

/** The states of each region over time; what was not recorded is hatched through all of them. */
export function StateStrips({ frame, rows, gaps, region, onRegion, folded }: StateStripsProps) {
  const hatch = `strip${useId().replace(/[^\w]/g, '')}`;
  const height = rows.length * ROW;
  return (
    <div className={styles['strips']}>
      <ul className={styles['names']}>
        {rows.map((row) => (
          <li key={row.key}>
            <StateMark state={row.state} size={11} folded={folded.has(row.key)} />
            {row.key === 'others' ? (
              <span className={styles['others']}>{row.label}</span>
            ) : (
              <button
                type="button"
                aria-pressed={row.key === region}
                className={styles['name']}
                onClick={() => onRegion(row.key)}
              >
                <Told text={row.label} />
              </button>
            )}
            {folded.has(row.key) && (
              <span className={styles['folded']} aria-hidden="true">
                under <Told text={folded.get(row.key) ?? ''} />
              </span>
            )}
            <span className="visually-hidden">
              {folded.has(row.key) && (
                <>
                  folded under <Told text={folded.get(row.key) ?? ''} />,{' '}
                </>
              )}
              {wordsOf(row, frame.timeZone)}
            </span>
          </li>
        ))}
      </ul>
      <svg className={styles['plot']} width={frame.width} height={height} aria-hidden="true">
        <defs>
          <GapPattern id={hatch} />
        </defs>
        {rows.map((row, index) => (
          <g key={row.key} transform={`translate(0 ${index * ROW})`}>
            {row.intervals.map((interval) => (
              <StripSegment
                key={`${interval.fromMs} ${interval.state}`}
                frame={frame}
                interval={interval}
                hatch={hatch}
              />
            ))}
            {gaps.map((gap) => {
              const x = xOf(frame, gap.fromMs);
              const width = xOf(frame, gap.toMs) - x;
              return width < 1 ? null : (
                <g key={gap.fromMs}>
                  <rect x={x} y={2} width={width} height={ROW - 4} fill="var(--page)" />
                  <rect
                    x={x}
                    y={4}
                    width={width}
                    height={16}
                    fill={`url(#${hatch})`}
                    stroke="var(--ghost)"
                    strokeWidth="0.8"
                  />
                </g>
              );
            })}
          </g>
        ))}
        {rows.length === 0 && (
          <text x={frame.gutter + plotWidth(frame) / 2} y={14} textAnchor="middle" className={styles['word']}>
            no state was recorded in this range
          </text>
        )}
      </svg>
    </div>
  );
}

const heights: Record<HealthState, number> = {
  ok: 3,
  degraded: 14,
  down: 18,
  no_data: 12,
  unreachable: 14,
  stale: 8,
  maintenance: 16,
  conflict: 14,
};

function StripSegment({
  frame,
  interval,
  hatch,
}: {
  frame: TimeFrame;
  interval: StripInterval;
  hatch: string;
}) {
  const x = xOf(frame, interval.fromMs);
  const width = Math.max(interval.state === 'ok' ? 0 : 1.5, xOf(frame, interval.toMs) - x);
  const height = heights[interval.state];
  const word = stateWord(interval.state);
  const fits = interval.state !== 'ok' && width > word.length * LETTER + 10;
  const clock = (atMs: number): string => formatClock(atMs, frame.timeZone);
  return (
    <g>
      <title>{`${word} ${clock(interval.fromMs)} to ${clock(interval.toMs)}, ${formatDuration(interval.toMs - interval.fromMs)}`}</title>
      <rect
        x={x}
        y={(ROW - height) / 2}
        width={width}
        height={height}
        rx={interval.state === 'ok' ? 0 : 2}
        className={styles[interval.state]}
        {...(interval.state === 'unreachable' ? { fill: `url(#${hatch})` } : {})}
      />
      {fits && (
        <text
          x={x + width / 2}
          y={ROW / 2 + 4}
          textAnchor="middle"
          className={styles[`word_${interval.state}`] ?? styles['word']}
        >
          {word}
        </text>
      )}
    </g>
  );
}

function wordsOf(row: StripRow, timeZone: string): string {
  const events = row.intervals.filter(({ state }) => state !== 'ok');
  if (events.length === 0) return 'ok throughout';
  return events
    .map(
      ({ state, fromMs, toMs }) =>
        `${stateWord(state)} ${formatClock(fromMs, timeZone)} to ${formatClock(toMs, timeZone)}`,
    )
    .join(', ');
}
