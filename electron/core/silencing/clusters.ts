import type { Silencing } from '../intake/source.ts';

/** An Alertmanager that silences can be written to. */
export interface Member {
  readonly sourceId: string;
  /** Sources of one group are peers. */
  readonly group: string | null;
  readonly isLive: boolean;
  readonly silencing: Silencing;
}

/**
 * Alertmanagers that pass silences on to each other, live ones first: those of one group, and those whose clusters have
 * a member in common whatever the configuration says. One that runs without a cluster passes nothing on.
 */
export function clustersOf<
  M extends Pick<Member, 'sourceId' | 'group' | 'isLive'> & { readonly silencing: Pick<Silencing, 'peers'> },
>(members: readonly M[]): readonly (readonly M[])[] {
  const clusters: { members: M[]; names: Set<string> }[] = [];
  for (const member of members) {
    const peers = member.silencing.peers();
    const names = new Set((peers ?? []).map((peer) => `peer ${peer}`));
    const isAlone = peers !== null && peers.length === 0;
    if (member.group !== null && !isAlone) names.add(`group ${member.group}`);
    const joined = clusters.filter((cluster) => [...names].some((name) => cluster.names.has(name)));
    for (const cluster of joined) clusters.splice(clusters.indexOf(cluster), 1);
    clusters.push({
      members: [...joined.flatMap((cluster) => cluster.members), member],
      names: new Set([...joined.flatMap((cluster) => [...cluster.names]), ...names]),
    });
  }
  return clusters.map(({ members: of }) => of.toSorted((a, b) => Number(b.isLive) - Number(a.isLive)));
}
