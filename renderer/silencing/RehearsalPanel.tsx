import type { Rehearsal } from '../../shared/domain/rehearsal.ts';
import { formatDayMonth } from '../../shared/format/clock.ts';
import { StateMark } from '../ui/StateMark.tsx';
import { Told } from '../ui/Told.tsx';
import styles from './RehearsalPanel.module.css';
import { rehearsalParts, rehearsalWarning } from './silence-form.ts';

const DAY_MS = 86_400_000;
const WIDTH = 372;
const BLOCK = 4;
const PITCH = 5.5;
/** Blocks of the highest column; more alerts make each block stand for several. */
const MAX_BLOCKS = 9;
const LABEL_HEIGHT = 13;
const HEIGHT = LABEL_HEIGHT + MAX_BLOCKS * PITCH;
const DAYS_PER_LABEL = 7;

export interface RehearsalPanelProps {
  readonly rehearsal: Rehearsal | null;
  /** Why there is none; null while it is asked for. */
  readonly problem: string | null;
  /** How this seat signs: what it acknowledged is told as "you". */
  readonly self: string;
}

/** What the silence would have hidden in the last 30 days. */
export function RehearsalPanel({ rehearsal, problem, self }: RehearsalPanelProps) {
  if (rehearsal === null)
    return (
      <section className={styles['rehearsal']} aria-label="30-day rehearsal">
        <h3>30-day rehearsal</h3>
        <p className={styles['words']}>{problem ?? 'Looking at the last 30 days …'}</p>
      </section>
    );
  const parts = rehearsalParts(rehearsal, self);
  const warning = rehearsalWarning(rehearsal);
  const perBlock = Math.max(1, Math.ceil(Math.max(...rehearsal.days.map(totalOf)) / MAX_BLOCKS));
  const range = `${formatDayMonth(rehearsal.fromMs, 'UTC')} to ${formatDayMonth(rehearsal.toMs, 'UTC')}`;
  return (
    <section className={styles['rehearsal']} aria-label="30-day rehearsal">
      <h3>
        30-day rehearsal{' '}
        <span>
          {range}, one block per {perBlock === 1 ? 'alert' : `${perBlock} alerts`}
        </span>
      </h3>
      <p className={styles['words']}>
        It would have hidden <strong>{parts.hidden}</strong>.
        {(parts.critical !== null || parts.acknowledged !== null) && (
          <>
            {' '}
            Of these,{' '}
            {parts.critical !== null && <strong className={styles['critical']}>{parts.critical}</strong>}
            {parts.critical !== null && parts.acknowledged !== null && ' and '}
            {parts.acknowledged !== null && (
              <strong>
                <Told text={parts.acknowledged} />
              </strong>
            )}
            .
          </>
        )}
      </p>
      <Blocks rehearsal={rehearsal} perBlock={perBlock} self={self} />
      {rehearsal.knownFromMs - rehearsal.fromMs > DAY_MS && (
        <p className={styles['note']}>
          The log begins {formatDayMonth(rehearsal.knownFromMs, 'UTC')}: what was before is not known.
        </p>
      )}
      {rehearsal.isCut && (
        <p className={styles['note']}>There were too many alerts to look at all of them.</p>
      )}
      {warning !== null && (
        <p className={styles['warning']}>
          <StateMark state="degraded" size={11} />
          {warning}
        </p>
      )}
    </section>
  );
}

function totalOf({ critical, warning, info }: Rehearsal['days'][number]): number {
  return critical + warning + info;
}

/** One column per day: warnings below, what was or turned critical on top. */
function Blocks({ rehearsal, perBlock, self }: { rehearsal: Rehearsal; perBlock: number; self: string }) {
  const { days } = rehearsal;
  const pitch = WIDTH / days.length;
  const width = Math.min(10, pitch - 2);
  return (
    <div className={styles['chart']}>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`Alerts per day it would have hidden, ${days.length} days`}
      >
        {days.map((day, column) => {
          const x = column * pitch + (pitch - width) / 2;
          // What turned critical stands on top, whatever it began as.
          const turned = Math.min(day.turnedCritical, day.warning);
          const warning = day.warning - turned;
          const blocks = [
            ...Array.from({ length: Math.ceil(day.info / perBlock) }, () => 'slight'),
            ...Array.from({ length: Math.ceil(warning / perBlock) }, () => 'block'),
            ...Array.from({ length: Math.ceil((day.critical + turned) / perBlock) }, () => 'grave'),
          ].slice(0, MAX_BLOCKS);
          const top = HEIGHT - blocks.length * PITCH;
          return (
            <g key={day.atMs}>
              {blocks.map((kind, row) => (
                <rect
                  // oxlint-disable-next-line react/no-array-index-key -- blocks of one column are alike
                  key={row}
                  className={styles[kind]}
                  x={x}
                  y={HEIGHT - (row + 1) * PITCH}
                  width={width}
                  height={BLOCK}
                  rx={0.5}
                />
              ))}
              {self !== '' && day.acknowledgedBy.includes(self) && (
                <text x={x + width / 2} y={top - 3} textAnchor="middle">
                  you
                </text>
              )}
            </g>
          );
        })}
      </svg>
      <div className={`${styles['axis']} tabular`} aria-hidden="true">
        {days
          .filter((_, index) => index % DAYS_PER_LABEL === 0 && index < days.length - 2)
          .map(({ atMs }, index) => (
            <span key={atMs} style={{ left: `${((index * DAYS_PER_LABEL) / days.length) * 100}%` }}>
              {formatDayMonth(atMs, 'UTC')}
            </span>
          ))}
      </div>
    </div>
  );
}
