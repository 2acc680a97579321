import type { Alert } from '../../../shared/domain/alert.ts';
import type { Catalogue } from '../../../shared/domain/catalogue.ts';
import type { SourceStatus } from '../../../shared/domain/source.ts';

/** A cell whose sources contradict each other. */
export interface ConflictCell {
  readonly service: string;
  readonly region: string;
  readonly sinceMs: number;
}

/**
 * What Vigil itself has to say: sources it cannot reach, and cells about which sources disagree.
 * When nothing answers at all it says so once instead of blaming each source.
 */
export function ownFindings(
  statuses: readonly SourceStatus[],
  conflicts: readonly ConflictCell[],
  catalogue: Catalogue,
): readonly Alert[] {
  const unreachable = statuses.filter((status) => status.state === 'unreachable');
  const blind = unreachable.length > 0 && unreachable.length === statuses.length;
  const sourceFindings =
    blind && statuses.length > 1
      ? [blindFinding(unreachable)]
      : unreachable.map((status) => sourceFinding(status, catalogue));
  return [...sourceFindings, ...conflicts.map((conflict) => conflictFinding(conflict, catalogue))];
}

function finding(
  parts: Pick<Alert, 'id' | 'name' | 'title' | 'summary' | 'severity' | 'kind' | 'startsAtMs'> &
    Partial<Alert>,
): Alert {
  return {
    state: 'firing',
    service: null,
    region: null,
    labels: {},
    resolvedAtMs: null,
    lastSeenAtMs: parts.startsAtMs,
    sourceIds: ['vigil'],
    unconfirmed: false,
    suppression: null,
    runbookUrl: null,
    ...parts,
  };
}

function blindFinding(statuses: readonly SourceStatus[]): Alert {
  return finding({
    id: 'vigil:blind',
    name: 'VigilBlind',
    title: 'Vigil is blind',
    summary: `None of ${statuses.length} sources answers. Check this machine's network first.`,
    severity: 'critical',
    kind: 'unreachable',
    startsAtMs: Math.max(...statuses.map((status) => status.sinceMs)),
  });
}

function sourceFinding(status: SourceStatus, catalogue: Catalogue): Alert {
  const source = catalogue.sources.indexOf(status.id);
  const cells = new Set(
    catalogue.series.flatMap((series) =>
      series.kind === 'cell' && series.source === source ? [series.cell] : [],
    ),
  );
  const regions = new Set([...cells].map((cell) => catalogue.cells[cell]![1]));
  const services = new Set([...cells].map((cell) => catalogue.cells[cell]![0]));
  const only = regions.size === 1 ? catalogue.regions[[...regions][0]!]! : null;
  const title = only === null ? `${status.id} does not answer` : `${only.city || only.id} cannot be seen`;
  const scope =
    services.size === 0
      ? ''
      : ` It is the source of ${services.size === 1 ? 'one service' : `${services.size} services`}.`;
  return finding({
    id: `vigil:source:${status.id}`,
    name: 'SourceUnreachable',
    title,
    summary: `${only === null ? '' : `${status.id}: `}${status.lastError ?? 'no answer'}.${scope}`.replace(
      /\.\.+/,
      '.',
    ),
    severity: 'warning',
    kind: 'unreachable',
    startsAtMs: status.sinceMs,
    region: only?.id ?? null,
    labels: { source: status.id },
  });
}

function conflictFinding({ service, region, sinceMs }: ConflictCell, catalogue: Catalogue): Alert {
  const city = catalogue.regions.find((candidate) => candidate.id === region)?.city || region;
  return finding({
    id: `vigil:conflict:${service}:${region}`,
    name: 'SourcesDisagree',
    title: `Two sources disagree about ${service}`,
    summary: `One measures it as fine in ${city}, the other as failing. Neither is averaged away.`,
    severity: 'warning',
    kind: 'conflict',
    startsAtMs: sinceMs,
    service,
    region,
  });
}
