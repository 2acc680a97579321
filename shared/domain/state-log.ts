import type { HealthState } from './health-state.ts';
import type { GapReason } from './recording-gap.ts';

/** A cell enters a state; it stays in it until its next transition. */
export interface StateTransition {
  readonly service: string;
  readonly region: string;
  readonly state: HealthState;
  /** What is measured under planned work; absent where that is the state itself. */
  readonly underneath?: HealthState;
  readonly atMs: number;
}

/** A time in which Vigil ran and recorded. What lies between two of them is a gap. */
export interface RecordedSpan {
  readonly fromMs: number;
  readonly toMs: number;
  /** Why recording ended; absent while it goes on, and after a crash, which has no last word. */
  readonly ended?: Exclude<GapReason, 'crashed' | 'before'>;
}
