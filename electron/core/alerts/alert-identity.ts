import { createHash } from 'node:crypto';
import type { AlertReport } from '../../../shared/domain/observation.ts';
import type { SourceStatus } from '../../../shared/domain/source.ts';
import type { Voice } from './merge-reports.ts';

type Labels = Readonly<Record<string, string>>;

/** What tells replicas of one Prometheus apart by convention: the Prometheus operator, Thanos, Mimir and Cortex. */
const replicaLabels: ReadonlySet<string> = new Set(['replica', 'prometheus_replica', '__replica__']);

/**
 * Knows which labels make an alert the one it is.
 *
 * A Prometheus adds its `external_labels` to everything it sends out: its own API lists the alert without them, an
 * Alertmanager with them. A label that equals a known external one is therefore no part of the identity, nor is one
 * that a configuration says to ignore. But where the same external label differs between servers that are no peers,
 * as `cluster` does, it keeps their alerts apart, and counts for the server that does not list it as well.
 */
export class AlertIdentity {
  /** Grows whenever any alert may be another than before. */
  revision = 0;
  private readonly external = new Map<string, Labels>();
  private readonly ignoredBy = new Map<string, readonly string[]>();
  private groups: ReadonlyMap<string, string> = new Map();
  private ignored: ReadonlySet<string> = new Set();
  /** Values of external labels by name; null where the values keep servers apart. */
  private shared: ReadonlyMap<string, ReadonlySet<string> | null> = new Map();
  private dividing: readonly string[] = [];

  /** Takes what a source says of its labels. True when identities may have changed by it. */
  learn(sourceId: string, external?: Labels, ignored?: readonly string[]): boolean {
    const same =
      (external === undefined || sameJson(external, this.external.get(sourceId) ?? {})) &&
      (ignored === undefined || sameJson(ignored, this.ignoredBy.get(sourceId) ?? []));
    if (same) return false;
    if (external !== undefined) this.external.set(sourceId, external);
    if (ignored !== undefined) this.ignoredBy.set(sourceId, ignored);
    return this.derive();
  }

  /** Takes which sources are peers, by the name of their group. True when identities may have changed by it. */
  setGroups(statuses: Iterable<Pick<SourceStatus, 'id' | 'group'>>): boolean {
    const groups = [...statuses].flatMap(({ id, group }) => (group === null ? [] : [[id, group] as const]));
    if (sameJson(groups, [...this.groups])) return false;
    this.groups = new Map(groups);
    return this.derive();
  }

  /** A source is no longer configured. True when identities may have changed by it. */
  forget(sourceId: string): boolean {
    const had = this.external.delete(sourceId);
    return (this.ignoredBy.delete(sourceId) || had) && this.derive();
  }

  /** The labels of an alert of this source, with those that tell its server from others. */
  private labelsOf(sourceId: string, labels: Labels): Labels {
    const external = this.external.get(sourceId);
    if (external === undefined || this.dividing.length === 0) return labels;
    const missing = this.dividing.filter(
      (label) => Object.hasOwn(external, label) && !Object.hasOwn(labels, label),
    );
    return missing.length === 0
      ? labels
      : { ...labels, ...Object.fromEntries(missing.map((label) => [label, external[label]!])) };
  }

  /** A source's word with those labels. */
  labelled(voice: Voice): Voice {
    const labels = this.labelsOf(voice.sourceId, voice.report.labels);
    return labels === voice.report.labels ? voice : { ...voice, report: { ...voice.report, labels } };
  }

  /** The identity of an alert of this source, as a text. Equal texts are the same alert. */
  keyOf(sourceId: string, report: Pick<AlertReport, 'name' | 'labels' | 'service' | 'region'>): string {
    const { name, service, region } = report;
    const pairs: (readonly [name: string, value: string])[] = [];
    for (const [label, value] of Object.entries(this.labelsOf(sourceId, report.labels)))
      if (this.counts(label, value)) pairs.push([label, value]);
    pairs.sort(([a], [b]) => (a < b ? -1 : 1));
    // Where labels follow the data model they are the whole identity: the place was only read from them.
    const place = Object.hasOwn(report.labels, 'alertname') ? null : [service, region];
    // Lengths keep texts apart whatever they hold: this is done for every alert of every list.
    let key = part(name);
    for (const text of place ?? []) key += text === null ? '-' : part(text);
    key += '|';
    for (const [label, value] of pairs) key += part(label) + part(value);
    return key;
  }

  private counts(label: string, value: string): boolean {
    if (this.ignored.has(label)) return false;
    const values = this.shared.get(label);
    return values === undefined || values === null || !values.has(value);
  }

  private derive(): boolean {
    this.revision += 1;
    const before = JSON.stringify([[...this.ignored], described(this.shared)]);
    this.ignored = new Set([...this.ignoredBy.values()].flat());
    const valueOfRealm = new Map<string, Map<string, Set<string>>>();
    for (const [sourceId, labels] of this.external) {
      const realm = this.groups.get(sourceId) ?? `\u0000${sourceId}`;
      for (const [label, value] of Object.entries(labels)) {
        const realms = valueOfRealm.get(label) ?? new Map<string, Set<string>>();
        valueOfRealm.set(label, realms.set(realm, (realms.get(realm) ?? new Set<string>()).add(value)));
      }
    }
    this.shared = new Map(
      [...valueOfRealm].map(([label, realms]) => [label, sharedValues(label, [...realms.values()])]),
    );
    this.dividing = [...this.shared].flatMap(([label, values]) =>
      values === null && !this.ignored.has(label) ? [label] : [],
    );
    return before !== JSON.stringify([[...this.ignored], described(this.shared)]);
  }
}

/**
 * Null when servers that are no peers name different values: then the label says which of them an alert is from.
 * What differs among peers only tells replicas apart.
 */
function sharedValues(label: string, realms: readonly ReadonlySet<string>[]): ReadonlySet<string> | null {
  const all = new Set(realms.flatMap((values) => [...values]));
  const differsAmongPeers = realms.some((values) => values.size > 1);
  return all.size === 1 || differsAmongPeers || replicaLabels.has(label) ? all : null;
}

function part(text: string): string {
  return `${text.length}:${text}`;
}

function described(shared: ReadonlyMap<string, ReadonlySet<string> | null>): unknown {
  return [...shared].map(([label, values]) => [label, values === null ? null : [...values]]);
}

function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** A short name for an identity, stable over restarts. */
export function idOfKey(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 16);
}
