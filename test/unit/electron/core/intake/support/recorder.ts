import { tmpdir } from 'node:os';
import { systemClock } from '../../../../../../electron/core/clock.ts';
import type { SecretResolver } from '../../../../../../electron/core/intake/policy/secrets.ts';
import type { SourceDeps } from '../../../../../../electron/core/intake/source.ts';
import type { SourceContext } from '../../../../../../electron/core/intake/source-context.ts';
import { silentLog } from '../../../../../../electron/core/log.ts';
import type { Observation, Sample } from '../../../../../../shared/domain/observation.ts';
import { err } from '../../../../../../shared/domain/result.ts';
import type { SourceStatus } from '../../../../../../shared/domain/source.ts';

/** Source deps over the real clock that write down everything a source says. */
export interface Recorder extends SourceDeps {
  readonly observations: Observation[];
  readonly statuses: SourceStatus[];
  samples(kind?: 'samples' | 'backfill'): readonly Sample[];
}

export function createRecorder(overrides: Partial<SourceDeps> = {}): Recorder {
  const observations: Observation[] = [];
  const statuses: SourceStatus[] = [];
  return {
    clock: systemClock,
    random: () => 0,
    log: silentLog,
    recordedUntilMs: 0,
    emit: (observation) => observations.push(observation),
    onStatus: (status) => statuses.push(status),
    observations,
    statuses,
    samples: (kind = 'samples') =>
      observations.flatMap((observation) => (observation.kind === kind ? observation.samples : [])),
    ...overrides,
  };
}

export const noSecrets: SecretResolver = async () => err('no secret was expected');

/** What a source is made with, around a recorder. */
export function contextOf(recorder: SourceDeps, overrides: Partial<SourceContext> = {}): SourceContext {
  return {
    signals: {},
    secrets: noSecrets,
    mask: (text) => text,
    configDirectory: tmpdir(),
    deps: recorder,
    ...overrides,
  };
}
