import { type KeyboardEvent, useId, useState } from 'react';
import { formatDate, formatDayMonth } from '../../../shared/format/clock.ts';
import { useWidth } from '../../charts/use-width.ts';
import { useMoment } from '../../state/hooks.ts';
import styles from './DayBars.module.css';
import { BITE_FULL_MS, type DayBar, daysSummary, dayWords } from './sla-model.ts';

const TOP = 18;
const BAR_HEIGHT = 68;
const BOTTOM = 20;
/** Numbers above bars need about this much room each. */
const NUMBER_WIDTH = 30;

export interface DayBarsProps {
  readonly bars: readonly DayBar[];
  readonly timeZone: string;
  readonly chosenMs: number | null;
  readonly onChoose: (dayStartMs: number | null) => void;
}

/** Ninety days as bars, the loss bitten out from the top; unseen time is hatched. Arrows walk the days. */
export function DayBars({ bars, timeZone, chosenMs, onChoose }: DayBarsProps) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const hatch = `day${useId().replace(/[^\w]/g, '')}`;
  const [focused, setFocused] = useState(bars.length - 1);
  const pitch = width / Math.max(1, bars.length);
  const barWidth = Math.max(1, pitch * 0.81);
  const numbered = numberedBars(bars, pitch);

  const onKeyDown = (event: KeyboardEvent<SVGSVGElement>): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -bars.length, End: bars.length }[event.key];
    if (event.key === 'Enter' || event.key === ' ') {
      const bar = bars[focused];
      event.preventDefault();
      if (bar !== undefined) onChoose(bar.dayStartMs === chosenMs ? null : bar.dayStartMs);
      return;
    }
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const next = Math.min(bars.length - 1, Math.max(0, focused + step));
    setFocused(next);
    event.currentTarget.querySelectorAll<SVGGElement>('[role="button"]')[next]?.focus();
  };

  return (
    <div ref={ref} className={styles['bars']}>
      <p className="visually-hidden">{daysSummary(bars)}</p>
      {width > 0 && (
        <svg
          width={width}
          height={TOP + BAR_HEIGHT + BOTTOM}
          viewBox={`0 0 ${width} ${TOP + BAR_HEIGHT + BOTTOM}`}
          role="group"
          aria-label="Days"
          onKeyDown={onKeyDown}
        >
          <defs>
            <pattern
              id={hatch}
              width="4"
              height="4"
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <line x1="0" y1="0" x2="0" y2="4" stroke="var(--grey)" strokeWidth="1.6" strokeOpacity="0.8" />
            </pattern>
          </defs>
          {bars.map((bar, index) => (
            <Bar
              key={bar.dayStartMs}
              bar={bar}
              x={index * pitch}
              pitch={pitch}
              width={barWidth}
              hatch={hatch}
              number={numbered.has(index)}
              chosen={bar.dayStartMs === chosenMs}
              tabStop={index === focused}
              label={`${formatDate(bar.dayStartMs, timeZone)}: ${dayWords(bar)}`}
              onChoose={() => {
                setFocused(index);
                onChoose(bar.dayStartMs === chosenMs ? null : bar.dayStartMs);
              }}
            />
          ))}
          <DayLabels bars={bars} pitch={pitch} timeZone={timeZone} />
        </svg>
      )}
    </div>
  );
}

interface BarProps {
  readonly bar: DayBar;
  readonly x: number;
  readonly pitch: number;
  readonly width: number;
  readonly hatch: string;
  readonly number: boolean;
  readonly chosen: boolean;
  readonly tabStop: boolean;
  readonly label: string;
  readonly onChoose: () => void;
}

function Bar({ bar, x, pitch, width, hatch, number, chosen, tabStop, label, onChoose }: BarProps) {
  const lost = bar.lostShare * BAR_HEIGHT;
  const unseen = Math.min(bar.unseenShare * BAR_HEIGHT, BAR_HEIGHT - lost);
  return (
    <g
      role="button"
      tabIndex={tabStop ? 0 : -1}
      aria-pressed={chosen}
      aria-label={label}
      className={styles['day']}
      onClick={onChoose}
    >
      <title>{label}</title>
      <rect x={x} y={0} width={pitch} height={TOP + BAR_HEIGHT} fill="transparent" />
      {bar.kind !== 'none' && (
        <rect x={x} y={TOP} width={width} height={BAR_HEIGHT} rx="1.5" fill="var(--day-ok)" />
      )}
      {bar.kind === 'none' && (
        <rect
          x={x + 0.5}
          y={TOP + 0.5}
          width={Math.max(1, width - 1)}
          height={BAR_HEIGHT - 1}
          rx="1.5"
          fill={`url(#${hatch})`}
          stroke="var(--ghost)"
          strokeWidth="0.8"
        />
      )}
      {bar.kind !== 'none' && unseen > 0 && (
        <>
          <rect x={x} y={TOP + lost} width={width} height={unseen} fill="var(--page)" />
          <rect x={x} y={TOP + lost} width={width} height={unseen} fill={`url(#${hatch})`} />
        </>
      )}
      {lost > 0 && (
        <rect
          x={x}
          y={TOP}
          width={width}
          height={lost}
          rx="1.5"
          fill={bar.kind === 'small' ? 'var(--deg)' : 'var(--down)'}
        />
      )}
      {number && (
        <text
          x={x + width / 2}
          y={TOP - 6}
          textAnchor="middle"
          className={chosen ? styles['chosenNumber'] : styles['number']}
        >
          {minutes(bar.badMs)}
        </text>
      )}
      {chosen && (
        <rect
          x={x - 1.5}
          y={TOP - 1.5}
          width={width + 3}
          height={BAR_HEIGHT + 3}
          rx="3"
          fill="none"
          stroke="var(--accent)"
          strokeWidth="2"
        />
      )}
      <rect
        className={styles['ring']}
        x={x - 2}
        y={TOP - 2}
        width={width + 4}
        height={BAR_HEIGHT + 4}
        rx="4"
      />
    </g>
  );
}

/** First of each month, the first day and today; labels that would touch give way. */
function DayLabels({ bars, pitch, timeZone }: { bars: readonly DayBar[]; pitch: number; timeZone: string }) {
  const isPast = useMoment().mode === 'past';
  const labels: { x: number; text: string; end: boolean }[] = [];
  const last = bars.length - 1;
  bars.forEach((bar, index) => {
    const text = formatDayMonth(bar.dayStartMs, timeZone);
    const isFirstOfMonth = text.startsWith('1 ');
    if (index !== 0 && index !== last && !isFirstOfMonth) return;
    const x = index * pitch;
    const room = labels.length === 0 ? Number.POSITIVE_INFINITY : x - labels.at(-1)!.x;
    if (index === last) {
      while (labels.length > 0 && bars.length * pitch - labels.at(-1)!.x < 90) labels.pop();
      labels.push({ x: bars.length * pitch, text: isPast ? 'that day' : 'today', end: true });
    } else if (room > 56) labels.push({ x, text, end: false });
  });
  return (
    <g className={styles['labels']} aria-hidden="true">
      {labels.map((label) => (
        <text key={label.x} x={label.x} y={TOP + BAR_HEIGHT + 15} textAnchor={label.end ? 'end' : 'start'}>
          {label.text}
        </text>
      ))}
    </g>
  );
}

/** The worst days carry their number, as many as fit beside one another. */
function numberedBars(bars: readonly DayBar[], pitch: number): ReadonlySet<number> {
  const chosen = new Set<number>();
  const worst = bars
    .map((bar, index) => ({ bar, index }))
    .filter(({ bar }) => bar.kind === 'large')
    .toSorted((a, b) => b.bar.badMs - a.bar.badMs);
  for (const { index } of worst)
    if ([...chosen].every((other) => Math.abs(other - index) * pitch >= NUMBER_WIDTH)) chosen.add(index);
  return chosen;
}

/** Minutes with one decimal, cut; a day that is lost in large part in whole minutes. */
function minutes(ms: number): string {
  return ms > BITE_FULL_MS * 8 ? String(Math.floor(ms / 60_000)) : (Math.floor(ms / 6_000) / 10).toFixed(1);
}
