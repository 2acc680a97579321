import type { HealthState } from '../../../shared/domain/health-state.ts';
import { stateWord } from '../../../shared/format/words.ts';
import { StateMark } from '../../ui/StateMark.tsx';
import styles from './WallTally.module.css';

export interface WallTallyProps {
  readonly tally: readonly { readonly state: HealthState; readonly count: number }[];
  readonly scale: number;
  /** "At 14:06" in front of a remembered tally; null while live. */
  readonly at: string | null;
}

/** All services by state; it is also the legend of the shapes. */
export function WallTally({ tally, scale, at }: WallTallyProps) {
  return (
    <ul className={styles['tally']} data-cached={at !== null} aria-label="Services by state">
      {at !== null && <li>{at}</li>}
      {tally.map(({ state, count }) => (
        <li key={state}>
          <StateMark state={state} size={(state === 'ok' ? 34 : 38) * scale} tally />
          <b>{count}</b>
          {state === 'maintenance' ? 'planned work' : stateWord(state)}
        </li>
      ))}
      {tally.length === 0 && <li>No service is known yet</li>}
    </ul>
  );
}
