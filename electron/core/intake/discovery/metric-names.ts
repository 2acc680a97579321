/** The metric names of a server, ready to be searched. */
export interface MetricNames {
  has(name: string): boolean;
  /** All names whose spelling with underscores matches. At most MAX_MATCHES. */
  matching(pattern: RegExp): readonly NameMatch[];
  readonly labels: ReadonlySet<string>;
}

export interface NameMatch {
  readonly name: string;
  /** With underscores. */
  readonly plain: string;
}

/** Only names like these are searched by pattern: 100,000 names must not hold everything up. */
const worthSearching = /request|response|duration|latency|rtt|ping|trip|loss|handled|handling|_rq_/;
const worthEnding =
  /(?:bucket|total|requests|_xx|seconds|milliseconds|duration|_ms|_s|ratio|rate|percent|percentage)$/;
/** More names of this kind are not looked at: in such an estate the first ones tell what there is. */
const MAX_SEARCHED = 10_000;

/** Metrics of one kind that are looked at; an estate that spells one thing in more ways is shown the first ones. */
const MAX_MATCHES = 8;

/** @param names as listed by the server; @param labels label names the server knows */
export function metricNames(names: readonly string[], labels: readonly string[]): MetricNames {
  const all = new Set(names);
  const searched = new Map<string, string>();
  for (const name of all) {
    if (!worthSearching.test(name) || !worthEnding.test(name)) continue;
    const plain = name.replaceAll(/[^a-zA-Z0-9_:]/g, '_');
    // A classic spelling wins over one that only reads the same.
    if (plain === name || !searched.has(plain)) searched.set(plain, name);
    if (searched.size === MAX_SEARCHED) break;
  }
  return {
    has: (name) => all.has(name),
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
