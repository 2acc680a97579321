import type { HealthState } from '../../../shared/domain/health-state.ts';
import type { SourceState, SourceStatus } from '../../../shared/domain/source.ts';
import { formatDurationShort } from '../../../shared/format/duration.ts';
import { countOf } from '../../../shared/format/words.ts';

const stateRank: Record<SourceState, number> = {
  unreachable: 0,
  starting: 1,
  connecting: 2,
  live: 3,
  paused: 4,
};

/** What needs somebody first: unreachable, then starting or connecting, then live ones with a remark, then the rest. */
export function worstSourcesFirst(sources: readonly SourceStatus[]): readonly SourceStatus[] {
  return sources.toSorted(
    (a, b) =>
      stateRank[a.state] - stateRank[b.state] ||
      Number(hasRemark(b)) - Number(hasRemark(a)) ||
      a.id.localeCompare(b.id),
  );
}

/** A source that answers, but not without a remark. */
export function hasRemark(source: SourceStatus): boolean {
  return (
    source.faults.length > 0 ||
    source.warnings.length > 0 ||
    source.rejectedCount > 0 ||
    source.missingSeriesCount > 0 ||
    source.missedMessageCount > 0
  );
}

/** Sources that stand together on the page: the members of one group, or neighbours without any. */
export interface SourceBlock {
  readonly group: string | null;
  readonly sources: readonly SourceStatus[];
}

/** Worst first; members of a group stay together, at the place of the worst of them. */
export function sourceBlocks(sources: readonly SourceStatus[]): readonly SourceBlock[] {
  const ordered = worstSourcesFirst(sources);
  const members = Map.groupBy(ordered, ({ group }) => group);
  const blocks: { readonly group: string | null; readonly sources: SourceStatus[] }[] = [];
  const placed = new Set<string>();
  for (const source of ordered) {
    const { group } = source;
    const last = blocks.at(-1);
    if (group === null && last?.group === null) last.sources.push(source);
    else if (group === null) blocks.push({ group, sources: [source] });
    else if (!placed.has(group)) {
      placed.add(group);
      blocks.push({ group, sources: [...(members.get(group) ?? [])] });
    }
  }
  return blocks;
}

/** "2 of 3 answer; one that answers is enough", "none of 2 answers". Paused members are nobody to wait for. */
export function groupWords(sources: readonly SourceStatus[]): string {
  const asked = sources.filter(({ state }) => state !== 'paused');
  const live = asked.filter(({ state }) => state === 'live').length;
  if (asked.length === 0) return 'paused';
  if (live === 0)
    return asked.length === 1 ? 'its one member does not answer' : `none of ${asked.length} answers`;
  if (live === asked.length) return asked.length === 1 ? 'its one member answers' : `all ${live} answer`;
  return `${live} of ${asked.length} ${live === 1 ? 'answers' : 'answer'}, one is enough`;
}

/** The heading: how many answer, and who does not. Paused ones were not asked. */
export function sourcesHeading(sources: readonly SourceStatus[], past = false): string {
  if (sources.length === 0) return 'No source is configured';
  const [is, are] = past ? ['was', 'were'] : ['is', 'are'];
  const [doesNot, doNot] = past ? ['did not', 'did not'] : ['does not', 'do not'];
  const paused = sources.filter(({ state }) => state === 'paused').length;
  const asked = sources.length - paused;
  const live = sources.filter(({ state }) => state === 'live').length;
  const pausedWords = paused === 0 ? '' : `, ${paused} ${paused === 1 ? is : are} paused`;
  if (asked === 0)
    return paused === 1 ? `The one source ${is} paused` : `All ${paused} sources ${are} paused`;
  if (live === asked)
    return (live === 1 ? `The one source ${is} live` : `All ${live} sources ${are} live`) + pausedWords;
  const silent = sources.filter(({ state }) => state === 'unreachable');
  const only = asked === 1 ? sources.find(({ state }) => state !== 'paused') : undefined;
  if (only !== undefined)
    return `${only.id} ${only.state === 'unreachable' ? `${doesNot} answer` : `${is} ${only.state}`}${pausedWords}`;
  const starting = asked - live - silent.length;
  const parts = [`${live} of ${countOf(asked, 'source')} ${live === 1 ? is : are} live`];
  if (silent.length > 0)
    parts.push(
      silent.length === 1 ? `${silent[0]!.id} ${doesNot} answer` : `${silent.length} ${doNot} answer`,
    );
  if (starting > 0) parts.push(`${starting} ${starting === 1 ? is : are} connecting`);
  return parts.join(', ') + pausedWords;
}

/** The shape and word of a source's state. */
export function sourceMark(state: SourceState): { readonly mark: HealthState; readonly word: string } {
  switch (state) {
    case 'live':
      return { mark: 'ok', word: 'live' };
    case 'connecting':
      return { mark: 'no_data', word: 'connecting' };
    case 'starting':
      return { mark: 'no_data', word: 'starting' };
    case 'paused':
      return { mark: 'no_data', word: 'paused' };
    case 'unreachable':
      return { mark: 'unreachable', word: 'unreachable' };
  }
}

/** "tries again in 4 s", "tries again now"; null while it answers or when nothing is planned. */
export function nextTryWords(
  source: Pick<SourceStatus, 'state' | 'nextAttemptAtMs'>,
  nowMs: number,
): string | null {
  if (source.state === 'live' || source.state === 'paused' || source.nextAttemptAtMs === null) return null;
  const waitMs = source.nextAttemptAtMs - nowMs;
  return waitMs < 1_000 ? 'tries again now' : `tries again in ${formatDurationShort(waitMs)}`;
}

/** Lag in words: 80 ms, 1.2 s; a negative one means that the source's clock is ahead of ours. */
export function lagWords(lagMs: number | null): string {
  if (lagMs === null) return 'not known';
  if (lagMs < -1_000) return `clock ${formatDurationShort(-lagMs)} ahead`;
  const ms = Math.max(0, lagMs);
  if (ms < 1_000) return `${Math.round(ms)}\u00a0ms`;
  return ms < 60_000 ? `${(Math.floor(ms / 100) / 10).toFixed(1)}\u00a0s` : formatDurationShort(ms);
}

/** What kind of source it is, as people call it. */
export function typeWord(type: SourceStatus['type']): string {
  switch (type) {
    case 'prometheus':
      return 'Prometheus';
    case 'socketio':
      return 'socket.io stream';
    case 'websocket':
      return 'WebSocket stream';
    case 'exposition':
      return 'metrics page';
    case 'alertmanager':
      return 'Alertmanager';
    case 'statuspage':
      return 'status page';
    case 'webhook':
      return 'webhook';
  }
}

/** What something else about a source comes to: "none", "3", with thousands set apart. */
export function countWords(count: number): string {
  return count === 0 ? 'none' : count.toLocaleString('en-GB');
}
