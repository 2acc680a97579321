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

/** What needs somebody first: unreachable, then connecting, then live ones that refuse or warn, then the rest. */
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
  return source.warnings.length > 0 || source.rejectedCount > 0;
}

/** The heading: how many answer, and who does not. */
export function sourcesHeading(sources: readonly SourceStatus[]): string {
  if (sources.length === 0) return 'No source is configured';
  const live = sources.filter((source) => source.state === 'live').length;
  if (live === sources.length) return live === 1 ? 'The one source is live' : `All ${live} sources are live`;
  const silent = sources.filter((source) => source.state === 'unreachable');
  const connecting = sources.length - live - silent.length;
  const parts = [`${live} of ${countOf(sources.length, 'source')} ${live === 1 ? 'is' : 'are'} live`];
  if (silent.length > 0)
    parts.push(silent.length === 1 ? `${silent[0]!.id} does not answer` : `${silent.length} do not answer`);
  if (connecting > 0) parts.push(`${connecting} ${connecting === 1 ? 'is' : 'are'} connecting`);
  return parts.join(', ');
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
  if (source.state === 'live' || source.nextAttemptAtMs === null) return null;
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
