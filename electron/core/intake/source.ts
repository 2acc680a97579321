import type { Observation } from '../../../shared/domain/observation.ts';
import type { SourceStatus } from '../../../shared/domain/source.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';

/** What every source is given: effects come in, nothing is reached for. */
export interface SourceDeps {
  readonly clock: Clock;
  /** 0 to 1, for jitter. */
  readonly random: () => number;
  readonly log: Log;
  /** Hands an observation to the core. */
  readonly emit: (observation: Observation) => void;
  /** Announces that `status()` now answers differently. */
  readonly onStatus: (status: SourceStatus) => void;
}

/**
 * One connection to the outside. It parses `unknown` into observations; limits and the policy for NaN,
 * infinities and malformed payloads live inside it and nowhere else. It never throws after `start`,
 * and recovers by itself for as long as it runs.
 */
export interface Source {
  readonly id: string;
  start(): void;
  stop(): Promise<void>;
  status(): SourceStatus;
}
