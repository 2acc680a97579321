import { StateMark } from '../../ui/StateMark.tsx';
import { type Measure, verdictType } from './text-measure.ts';
import styles from './WallBand.module.css';
import { verdictSize, WALL_MARGIN, type WallLayout } from './wall-scale.ts';
import type { WallVerdict } from './wall-verdict.ts';

const MARK_UNITS = 132;
const MARK_GAP_UNITS = 36;

/** The sentence everybody must be able to read from the far end of the room. */
export function WallBand({
  verdict,
  layout,
  measure,
}: {
  readonly verdict: WallVerdict;
  readonly layout: WallLayout;
  readonly measure: Measure;
}) {
  const markUnits = layout.isStacked ? 96 : MARK_UNITS;
  const available = layout.width - 2 * WALL_MARGIN - markUnits - MARK_GAP_UNITS;
  const size = verdictSize(measure(verdict.title, verdictType), available);
  return (
    <header className={styles['band']} data-tone={verdict.tone}>
      <span className={styles['mark']} style={{ width: `calc(var(--u) * ${markUnits})` }}>
        <StateMark state={verdict.state} size={markUnits * layout.scale} tally />
      </span>
      <div className={styles['words']}>
        <h1 style={{ fontSize: `calc(var(--u) * ${size})` }}>{verdict.title}</h1>
        <p className={styles['facts']}>
          {verdict.facts.map((parts, index) => (
            <span key={index} className={styles['fact']}>
              {parts.map(({ text, strong }) => (strong === true ? <b key={text}>{text}</b> : text))}
            </span>
          ))}
        </p>
      </div>
    </header>
  );
}
