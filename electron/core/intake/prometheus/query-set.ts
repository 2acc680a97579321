import type { SignalQuery } from '../../config/schema.ts';
import type { PrometheusSourceConfig } from '../../config/source-schemas/prometheus.ts';
import type { SeriesKeys } from '../policy/series-keys.ts';
import { isFor, type PreparedQueries, type PreparedQuery, prepareQueries } from './queries.ts';

type Signals = Readonly<Record<string, readonly SignalQuery[]>>;

/** What changed when other signals were put in the place of those before. */
export interface QueryChange {
  readonly added: readonly PreparedQuery[];
  readonly dropped: readonly PreparedQuery[];
}

/** The queries a source asks: configured, or discovered and then changing while it runs. */
export interface QuerySet {
  readonly current: PreparedQueries;
  /** Nothing is configured for this source: what to ask may be discovered. */
  readonly isOpen: boolean;
  /** Asks for these signals from now on; without any, the fallback. Queries that stay keep what they know. */
  use(signals: Signals): QueryChange;
}

export function createQuerySet(config: PrometheusSourceConfig, signals: Signals, keys: SeriesKeys): QuerySet {
  const mine = Object.fromEntries(
    Object.entries(signals)
      .map(([signal, queries]) => [signal, queries.filter((query) => isFor(config, query))] as const)
      .filter(([, queries]) => queries.length > 0),
  );
  const isOpen = config.discover && Object.keys(mine).length === 0;
  let current = prepareQueries(config, isOpen ? {} : signals, keys);
  return {
    get current() {
      return current;
    },
    isOpen,
    use(next) {
      const before = current;
      const known = new Map(before.queries.map((query) => [identityOf(query), query]));
      const prepared = prepareQueries(config, next, keys);
      current = {
        ...prepared,
        queries: prepared.queries.map((query) => known.get(identityOf(query)) ?? query),
      };
      const kept = new Set(current.queries);
      return {
        added: current.queries.filter((query) => !before.queries.includes(query)),
        dropped: before.queries.filter((query) => !kept.has(query)),
      };
    },
  };
}

function identityOf({ name, promql, timestampPromql, mapping }: PreparedQuery): string {
  return JSON.stringify([name, promql, timestampPromql, mapping]);
}
