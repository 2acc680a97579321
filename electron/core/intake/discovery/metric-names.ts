/** The metric names of a server, ready to be searched. */
export interface MetricNames {
  has(name: string): boolean;
  /** The name as the server spells it; dots and other UTF-8 spellings count as underscores. */
  find(name: string): string | undefined;
  /** All names whose spelling with underscores matches. At most MAX_MATCHES. */
  matching(pattern: RegExp): readonly NameMatch[];
  readonly labels: ReadonlySet<string>;
}

export interface NameMatch {
  readonly name: string;
  /** With underscores. */
  readonly plain: string;
}

/** Only names with one of these words are ever searched by pattern: 100,000 names must not take a second. */
const worthSearching = /request|response|duration|latency|rtt|ping|trip|loss|grpc_|rpc_|_rq_/;

/** Metrics of one kind that are looked at; an estate that spells one thing in more ways is shown the first ones. */
const MAX_MATCHES = 8;

/** @param names as listed by the server; @param labels label names the server knows */
export function metricNames(names: readonly string[], labels: readonly string[]): MetricNames {
  const all = new Set(names);
  const byPlain = new Map<string, string>();
  for (const name of all) {
    const plain = name.replaceAll(/[^a-zA-Z0-9_:]/g, '_');
    // A classic spelling wins over one that only reads the same.
    if (plain === name || !byPlain.has(plain)) byPlain.set(plain, name);
  }
  const searched = [...byPlain].filter(([plain]) => worthSearching.test(plain));
  return {
    has: (name) => all.has(name),
    find: (name) => byPlain.get(name),
    matching(pattern) {
      const found: NameMatch[] = [];
      for (const [plain, name] of searched) {
        if (!pattern.test(plain)) continue;
        found.push({ name, plain });
        if (found.length === MAX_MATCHES) break;
      }
      return found.toSorted((a, b) => (a.plain < b.plain ? -1 : 1));
    },
    labels: new Set(labels),
  };
}
