import type { Alert } from '../../../shared/domain/alert.ts';
import type { Catalogue } from '../../../shared/domain/catalogue.ts';
import type { Dispute } from '../../../shared/domain/claims.ts';
import { signalDefinition, type Verdict } from '../../../shared/domain/signal.ts';
import type { SourceStatus } from '../../../shared/domain/source.ts';
import { listOf } from '../../../shared/format/words.ts';
import type { Disagreement } from './peer-agreement.ts';
import type { MissingWatchdog } from './watchdogs.ts';

/** A source that is still starting after this long is worth a word. */
export const STARTING_TOO_LONG_MS = 2 * 60_000;

/**
 * When most sources fail at once, the rest may follow within moments: each is noticed at its own next poll. For this
 * long nobody is named alone, so that a pulled network cable is one finding and not one for every source.
 */
export const FALLING_SILENT_MS = 10_000;
/** And for this long it is not known yet whether the others follow: streams notice at once, polls at their next turn. */
export const OTHERS_MAY_FOLLOW_MS = 4_000;
/** Fewer sources than this are named at once. */
const MANY_SOURCES = 3;

/** A cell whose sources contradict each other. */
export interface ConflictCell {
  readonly service: string;
  readonly region: string;
  readonly sinceMs: number;
  /** What is disputed, and who says what; absent where only the state is known. */
  readonly disputes?: readonly Dispute[];
}

/** Everything Vigil judges when it speaks for itself. */
export interface FindingsInput {
  readonly statuses: readonly SourceStatus[];
  readonly conflicts: readonly ConflictCell[];
  readonly missingWatchdogs: readonly MissingWatchdog[];
  readonly disagreements: readonly Disagreement[];
  readonly catalogue: Catalogue;
  readonly nowMs: number;
  /** False when this machine has no connection at all. */
  readonly hasNetwork: boolean;
}

/**
 * What Vigil itself has to say: sources it cannot reach, cells about which sources disagree, and what is wrong with
 * the monitoring behind the sources. When nothing answers at all it says so once, and blames nothing else.
 */
export function ownFindings(input: FindingsInput): readonly Alert[] {
  const { statuses, conflicts, catalogue } = input;
  // A webhook is told things and never asked; a paused source is not asked either.
  const asked = statuses.filter(({ state, type }) => state !== 'paused' && type !== 'webhook');
  const unreachable = asked.filter(({ state }) => state === 'unreachable');
  if (asked.length > 1 && unreachable.length === asked.length)
    return [blindFinding(unreachable, input.hasNetwork)];
  const patienceMs = patienceOf(asked);
  const named = unreachable.filter(({ sinceMs }) => input.nowMs - sinceMs >= patienceMs);
  return [
    ...named.map((status) => {
      const deputies = deputiesOf(status, asked);
      return deputies.length === 0 ? sourceFinding(status, catalogue) : deputyFinding(status, deputies);
    }),
    ...conflicts.map((conflict) => conflictFinding(conflict, catalogue)),
    ...input.missingWatchdogs.map(watchdogFinding),
    ...input.disagreements.map(disagreementFinding),
    ...asked.flatMap((status) => startingFinding(status, input.nowMs) ?? faultFinding(status) ?? []),
  ];
}

/** How long a source must have been silent to be named alone. */
function patienceOf(asked: readonly SourceStatus[]): number {
  if (asked.length < MANY_SOURCES) return 0;
  const failing = asked.filter(
    ({ state, lastErrorAtMs, lastSuccessAtMs }) =>
      state === 'unreachable' || (lastErrorAtMs ?? 0) > (lastSuccessAtMs ?? 0),
  );
  // More than half do not answer, or failed to at their last try: the rest is likely to follow.
  return 2 * failing.length > asked.length ? FALLING_SILENT_MS : OTHERS_MAY_FOLLOW_MS;
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

function blindFinding(statuses: readonly SourceStatus[], hasNetwork: boolean): Alert {
  const isElsewhere = statuses.some(({ address }) => !isLoopback(address));
  return finding({
    id: 'vigil:blind',
    name: 'VigilBlind',
    title: `Vigil is blind: none of ${statuses.length} sources answers`,
    summary:
      isElsewhere && !hasNetwork
        ? 'This machine has no network connection. Nothing is known about any service.'
        : "Check this machine's network first. Nothing is known about any service.",
    severity: 'warning',
    kind: 'unreachable',
    startsAtMs: Math.max(...statuses.map((status) => status.sinceMs)),
  });
}

function isLoopback(address: string): boolean {
  const host = URL.canParse(address) ? new URL(address).hostname : '';
  return host === 'localhost' || host === '[::1]' || host.startsWith('127.');
}

/** Peers that answer the same questions. */
function deputiesOf(status: SourceStatus, all: readonly SourceStatus[]): readonly SourceStatus[] {
  if (status.group === null) return [];
  return all.filter(
    ({ group, type, state }) => group === status.group && type === status.type && state === 'live',
  );
}

function deputyFinding(status: SourceStatus, deputies: readonly SourceStatus[]): Alert {
  const [deputy] = deputies;
  return finding({
    id: `vigil:source:${status.id}`,
    name: 'PeerUnreachable',
    title: `${status.id} of group ${status.group} does not answer`,
    summary: sentences(`${deputy?.id} answers for it`, status.lastError ?? ''),
    severity: 'warning',
    kind: 'monitoring',
    startsAtMs: status.sinceMs,
    labels: { source: status.id },
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
      : `It is the source of ${services.size === 1 ? 'one service' : `${services.size} services`}`;
  const error = status.lastError ?? 'no answer';
  return finding({
    id: `vigil:source:${status.id}`,
    name: 'SourceUnreachable',
    title,
    summary: sentences(only === null ? error : `${status.id}: ${error}`, scope),
    severity: 'warning',
    kind: 'unreachable',
    startsAtMs: status.sinceMs,
    region: only?.id ?? null,
    labels: { source: status.id },
  });
}

function conflictFinding(conflict: ConflictCell, catalogue: Catalogue): Alert {
  const { service, region, sinceMs } = conflict;
  const city = catalogue.regions.find((candidate) => candidate.id === region)?.city || region;
  return finding({
    id: `vigil:conflict:${service}:${region}`,
    name: 'SourcesDisagree',
    title: `Two sources disagree about ${service}`,
    summary: `${claimSentence(conflict, city)} Neither is averaged away.`,
    severity: 'warning',
    kind: 'conflict',
    startsAtMs: sinceMs,
    service,
    region,
  });
}

/** Who says what, without the numbers: those change with every measurement, and stand on the page of the service. */
function claimSentence({ disputes = [] }: ConflictCell, city: string): string {
  const [first] = disputes;
  if (first === undefined) return `One measures it as fine in ${city}, the other as failing.`;
  const whoSays = (verdict: Verdict): string =>
    listOf(first.claims.filter((claim) => claim.verdict === verdict).map(({ reading }) => reading.sourceId));
  const { label } = signalDefinition(first.signal);
  return `By ${whoSays('down')} ${label} is failing in ${city}, by ${whoSays('ok')} it is fine.`;
}

function watchdogFinding({ alert, id, scopes, silentSinceMs, isConfigured }: MissingWatchdog): Alert {
  return finding({
    id: `vigil:watchdog:${id}`,
    name: 'WatchdogSilent',
    title: `${alert}${scopes.length === 0 ? '' : ` of ${listOf(scopes)}`} has fallen silent`,
    summary: sentences(
      'It should always fire: alerts from there may not reach anybody',
      isConfigured ? '' : 'If it was taken away on purpose, this ends by itself after a day',
    ),
    severity: 'critical',
    kind: 'monitoring',
    startsAtMs: silentSinceMs,
    labels: { watchdog: alert, ...(scopes.length === 0 ? {} : { source: scopes.join(', ') }) },
  });
}

function disagreementFinding({ group, sinceMs, sentences: words }: Disagreement): Alert {
  return finding({
    id: `vigil:peers:${group}`,
    name: 'PeersDisagree',
    title: `The Alertmanagers of ${group} do not agree`,
    summary: words.join(' '),
    severity: 'warning',
    kind: 'monitoring',
    startsAtMs: sinceMs,
    labels: { group },
  });
}

function startingFinding({ id, state, sinceMs, lastError }: SourceStatus, nowMs: number): Alert | null {
  if (state !== 'starting' || nowMs - sinceMs < STARTING_TOO_LONG_MS) return null;
  return finding({
    id: `vigil:starting:${id}`,
    name: 'SourceStarting',
    title: `${id} is still starting`,
    summary: sentences(lastError ?? 'It says that it is not ready yet'),
    severity: 'info',
    kind: 'monitoring',
    startsAtMs: sinceMs,
    labels: { source: id },
  });
}

function faultFinding({ id, state, sinceMs, faults }: SourceStatus): Alert | null {
  const [first] = faults;
  if (state !== 'live' || first === undefined) return null;
  const more = faults.length - 1;
  return finding({
    id: `vigil:faults:${id}`,
    name: 'MonitoringFault',
    title: `The monitoring behind ${id} has ${more === 0 ? 'a fault' : `${faults.length} faults`}`,
    summary: sentences(first, more === 0 ? '' : `And ${more} more`),
    severity: 'warning',
    kind: 'monitoring',
    startsAtMs: sinceMs,
    labels: { source: id },
  });
}

/** Texts as sentences: each with one full stop. */
function sentences(...texts: readonly string[]): string {
  return texts
    .filter((text) => text !== '')
    .map((text) => `${text.replace(/[.\s]+$/, '')}.`)
    .join(' ');
}
