import { memo, useId, useState } from 'react';
import { formatClockMinutes } from '../../shared/format/clock.ts';
import { stateWord } from '../../shared/format/words.ts';
import { useMoment, useNowMs, useRequest, useSection } from '../state/hooks.ts';
import { Segmented } from '../ui/Segmented.tsx';
import styles from './TimeBar.module.css';
import {
  binHeight,
  edgeOf,
  runsOf,
  summaryOf,
  TIME_BAR_BINS,
  type TimeRangeId,
  ticksOf,
  timeRanges,
  windowOf,
} from './time-bar-model.ts';

/** Where the strip stands, from the top of the bar, and the height of the bar inside its rule. */
const BASE_Y = 43;
const HEIGHT = 67;

/** The worst state of the world over time, under every view. */
export function TimeBar() {
  const [rangeId, setRangeId] = useState<TimeRangeId>('6h');
  const range = timeRanges.find((known) => known.value === rangeId) ?? timeRanges[1];
  const nowMs = useNowMs();
  const moment = useMoment();
  const zone = useSection('catalogue').timeZones[0] ?? 'UTC';
  const atMs = moment.mode === 'cached' ? moment.asOfMs : nowMs;
  const window = windowOf(range, nowMs);
  const { data, failure } = useRequest('timeline', nowMs === 0 ? null : { ...window, bins: TIME_BAR_BINS });
  const share = (whenMs: number): number => ((whenMs - window.fromMs) / range.ms) * 100;
  const runs = data === null ? [] : runsOf(data.worst, data.fromMs, data.toMs);
  return (
    <footer className={styles['bar']} aria-label="Time bar">
      <div className={styles['strip']}>
        <p className="visually-hidden">{data === null ? '' : summaryOf(runs, range.words, zone)}</p>
        {data !== null && (
          <Strip
            worst={data.worst}
            fromMs={data.fromMs}
            toMs={data.toMs}
            // An answer to an older window stands where its time is, not where the window is.
            offset={(share(data.fromMs) / 100) * TIME_BAR_BINS * 10}
            zone={zone}
          />
        )}
        {failure !== null && data === null && (
          <p className={styles['failure']}>The past could not be read: {failure.message}</p>
        )}
        {ticksOf(window.fromMs, window.toMs, zone).map((tick) => (
          <span
            key={tick.atMs}
            className={styles['tick']}
            data-edge={edgeOf(share(tick.atMs))}
            style={{ left: place(share(tick.atMs)) }}
          >
            {tick.text}
          </span>
        ))}
        {nowMs > 0 && (
          <span className={styles['head']} data-mode={moment.mode} style={{ left: place(share(atMs)) }} />
        )}
      </div>
      <Segmented label="Time range" options={timeRanges} value={rangeId} onChange={setRangeId} />
    </footer>
  );
}

/** A place on the strip, kept inside it. */
function place(percent: number): string {
  return `${Math.min(100, Math.max(0, percent))}%`;
}

interface StripProps {
  readonly worst: NonNullable<ReturnType<typeof useRequest<'timeline'>>['data']>['worst'];
  readonly fromMs: number;
  readonly toMs: number;
  /** Where the answer begins in the window, in units of the drawing. */
  readonly offset: number;
  readonly zone: string;
}

/** Drawn anew only with another answer or window, not with every tick of the clock. */
const Strip = memo(function Strip({ worst, fromMs, toMs, offset, zone }: StripProps) {
  const hatch = useId();
  const binMs = (toMs - fromMs) / worst.length;
  return (
    <svg
      className={styles['bins']}
      viewBox={`0 0 ${TIME_BAR_BINS * 10} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <defs>
        <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="1.3" height="5" className={styles['hatch']} />
        </pattern>
      </defs>
      {worst.map((state, index) => {
        const height = binHeight(state);
        const atMs = fromMs + index * binMs;
        return (
          <rect
            key={atMs}
            className={styles[state ?? 'gap']}
            x={offset + index * 10 + (state === null ? 0 : 0.9)}
            y={BASE_Y - height}
            width={state === null ? 10 : 8.2}
            height={height}
            {...(state === null ? { fill: `url(#${hatch})` } : {})}
          >
            <title>
              {state === null ? 'not recorded' : stateWord(state)}, {formatClockMinutes(atMs, zone)} to{' '}
              {formatClockMinutes(atMs + binMs, zone)}
            </title>
          </rect>
        );
      })}
    </svg>
  );
});
