import type { Storm } from '../../../shared/domain/storm.ts';
import { formatClock, formatClockMinutes } from '../../../shared/format/clock.ts';
import { formatDuration } from '../../../shared/format/duration.ts';
import { formatQuantity } from '../../../shared/format/value.ts';
import { useShortcuts } from '../../shortcuts/use-shortcuts.ts';
import { StackIcon } from '../../ui/icons.tsx';
import { Told } from '../../ui/Told.tsx';
import { countOf } from './feed-words.ts';
import styles from './StormHeadline.module.css';

export interface StormHeadlineProps {
  readonly storm: Storm;
  /** Its alerts are listed below with all others. */
  readonly isUnfolded: boolean;
  readonly onToggle: () => void;
  readonly timeZone: string;
}

/** Many alerts told as one: how many, what they share, which came first, and how it went. `U` unfolds it. */
export function StormHeadline(props: StormHeadlineProps) {
  const { storm, isUnfolded, onToggle, timeZone } = props;
  useShortcuts('storm', { unfold: onToggle });
  const lastBin = storm.bins.findLastIndex((count) => count > 0);
  const lasts = formatDuration((lastBin + 1) * storm.binMs);
  const peak = storm.bins.reduce((most, count) => Math.max(most, count), 0);
  const peakAtMs = storm.sinceMs + storm.bins.indexOf(peak) * storm.binMs;
  return (
    <section className={styles['storm']} aria-label="Storm of alerts">
      <StackIcon size={18} />
      <div className={styles['words']}>
        <h2 className={styles['title']}>
          {countOf(storm.count, 'alert')} in {lasts}
          {isUnfolded ? ', listed below' : ', folded into one'}
        </h2>
        <p className={styles['facts']}>
          {storm.shared.length > 0 && (
            <>
              All share{' '}
              {storm.shared.map(({ name, value }, index) => (
                <span key={name}>
                  {index > 0 && (index === storm.shared.length - 1 ? ' and ' : ', ')}
                  <code>
                    <Told text={`${name}=${value}`} />
                  </code>
                </span>
              ))}
              .{' '}
            </>
          )}
          {formatQuantity(storm.firing, 'count')} still {storm.firing === 1 ? 'fires' : 'fire'}. The first was{' '}
          <Told text={storm.first.title} />, {formatClock(storm.first.atMs, timeZone)}.
        </p>
      </div>
      <StormBars bins={storm.bins.slice(0, lastBin + 1)} peak={peak} />
      {peak > 0 && (
        <p className={`${styles['peak']} tabular`}>
          peak
          <br />
          {formatQuantity(peak, 'count')} in {formatDuration(storm.binMs)}
          <br />
          at {formatClockMinutes(peakAtMs, timeZone)}
        </p>
      )}
      <button
        type="button"
        className={styles['unfold']}
        aria-expanded={isUnfolded}
        aria-keyshortcuts="u"
        onClick={onToggle}
      >
        {isUnfolded ? 'Fold' : 'Unfold'}
        <kbd>U</kbd>
      </button>
    </section>
  );
}

const PITCH = 4;
const BAR = 3;
const HEIGHT = 34;
/** Bars that are drawn; of a longer storm the last ones. */
const MAX_BARS = 40;

function StormBars({ bins, peak }: { bins: readonly number[]; peak: number }) {
  const drawn = bins.slice(-MAX_BARS);
  let path = '';
  drawn.forEach((count, index) => {
    const height = peak === 0 || count === 0 ? 1 : Math.max(2, (count / peak) * HEIGHT);
    path += `M${index * PITCH} ${HEIGHT - height}h${BAR}v${height}h-${BAR}Z`;
  });
  return (
    <svg
      className={styles['bars']}
      width={Math.max(1, drawn.length * PITCH - 1)}
      height={HEIGHT}
      aria-hidden="true"
    >
      <path d={path} fill="currentColor" />
    </svg>
  );
}
