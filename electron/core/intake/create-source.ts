import { assertNever } from '../../../shared/domain/assert-never.ts';
import type { SignalQuery, SourceConfig } from '../config/schema.ts';
import type { SecretResolver } from './policy/secrets.ts';
import { createPrometheusSource } from './prometheus/create-prometheus-source.ts';
import { createSocketioSource } from './socketio/create-socketio-source.ts';
import type { Source, SourceDeps } from './source.ts';

/** What sources of any type are made with. */
export interface SourceContext {
  /** The configured queries per signal; sources that are not asked by query ignore them. */
  readonly signals: Readonly<Record<string, readonly SignalQuery[]>>;
  readonly secrets: SecretResolver;
  readonly deps: SourceDeps;
}

/** Makes the source a configuration entry describes; it is idle until `start`. */
export function createSource(config: SourceConfig, context: SourceContext): Source {
  switch (config.type) {
    case 'prometheus':
      return createPrometheusSource(config, context.signals, context.secrets, context.deps);
    case 'socketio':
      return createSocketioSource(config, context.secrets, context.deps);
    default:
      return assertNever(config);
  }
}
