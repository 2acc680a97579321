import type { Guess } from '../../../shared/domain/guess.ts';
import type { Observation } from '../../../shared/domain/observation.ts';
import type { Payload } from '../../../shared/domain/payload.ts';
import type { Result } from '../../../shared/domain/result.ts';
import type { Silence } from '../../../shared/domain/silence.ts';
import type { SourceStatus } from '../../../shared/domain/source.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';

/** What every source is given: effects come in, nothing is reached for. */
export interface SourceDeps {
  readonly clock: Clock;
  /** 0 to 1, for jitter. */
  readonly random: () => number;
  readonly log: Log;
  /**
   * Resolves when history can be handed on without anything being lost: it comes faster than it is written down. False
   * when nothing can be written at present. Absent: there is always room.
   */
  readonly historyRoom?: () => Promise<boolean>;
  /** Hands an observation to the core. */
  readonly emit: (observation: Observation) => void;
  /** The end of what the journal holds of earlier runs, epoch milliseconds; 0 when it holds nothing. */
  readonly recordedUntilMs: number;
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
  /** What was last received, secrets masked: for the sources page. Bounded by MAX_PAYLOADS. */
  peek(): readonly Payload[];
  /** What auto-discovery recognised; asks the server when it has to. Only Prometheus sources discover. */
  guesses?(): Promise<readonly Guess[]>;
  /** Writes silences. Only Alertmanagers hold any. */
  readonly silencing?: Silencing;
  /** Takes what was posted to this source's hook. Only webhook sources are posted to. */
  post?(call: HookCall): Promise<HookAnswer>;
}

/** A silence that is to be made. */
export type SilenceDraft = Pick<Silence, 'matchers' | 'startsAtMs' | 'endsAtMs' | 'createdBy' | 'comment'>;

/** What of a silence is written anew; all the rest stays as it stands. */
export type SilenceRenewal = Pick<Silence, 'endsAtMs' | 'comment'> & Partial<Pick<Silence, 'createdBy'>>;

/** Why a silence was not written. */
export interface SilencingProblem {
  /** `refused`: every peer would say the same. `ended`: it stood there, and is over. */
  readonly kind: 'no_answer' | 'refused' | 'unknown_silence' | 'ended';
  readonly sentence: string;
}

/** The writing half of an Alertmanager; times are told and given by our clock, whatever its own says. What was written is told as an observation at once. */
export interface Silencing {
  /** Members of its cluster by the names they gave themselves; null while it has not told, empty when it has none. */
  peers(): readonly string[] | null;
  /** Makes one, and says its id. What is to start by now starts at once, however its clock differs. */
  put(draft: SilenceDraft): Promise<Result<string, SilencingProblem>>;
  /** Gives one that stands there another end. One that has ended stays so, however close this comes to its end. */
  renew(id: string, renewal: SilenceRenewal): Promise<Result<string, SilencingProblem>>;
  /** Ends it now; one that has ended already is fine. */
  expire(id: string): Promise<Result<null, SilencingProblem>>;
  /** The silence as it stands there now; null for an unknown one. */
  get(id: string): Promise<Result<Silence | null, SilencingProblem>>;
}

/** What somebody posted to `/hooks/<id>`. */
export interface HookCall {
  /** The bearer token presented, or null. */
  readonly token: string | null;
  readonly contentType: string;
  /**
   * Reads the body, once; asked for only after the token was found good. Null when it is longer than `maxBytes` or
   * the caller hung up.
   */
  readonly readBody: (maxBytes: number) => Promise<string | null>;
}

export interface HookAnswer {
  /** 429: called too often; 503: the token cannot be compared, because the expected one cannot be read. */
  readonly status: 202 | 400 | 401 | 404 | 413 | 429 | 503;
  /** For the caller: what was taken, or what is wrong. */
  readonly sentence: string;
}
