import type { SourceStatus } from '../../../shared/domain/source.ts';
import { formatDuration } from '../../../shared/format/duration.ts';
import { countOf } from '../../../shared/format/words.ts';
import { hashOf } from '../../app/routes.ts';
import { useAskedSources, useCapability, useNowMs } from '../../state/hooks.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import styles from './NothingYet.module.css';

/** Before any value arrived: what each source is doing, in its words. */
export function NothingYet() {
  const sources = useAskedSources();
  const nowMs = useNowMs();
  const mayEdit = useCapability('edit-config');
  if (sources.length === 0)
    return (
      <>
        <p className={styles['line']}>
          {mayEdit
            ? 'No source is configured. A Prometheus address is enough to begin.'
            : 'No source is configured. Name one in vigil.yaml: a Prometheus address is enough to begin.'}
        </p>
        {mayEdit && (
          <p className={styles['begin']}>
            <ButtonLink href={hashOf({ name: 'first-run' })} tone="final">
              Connect your Prometheus
            </ButtonLink>
          </p>
        )}
      </>
    );
  return (
    <>
      <p className={styles['line']}>{waitingWords(sources)}</p>
      <ul className={styles['list']}>
        {sources.map((source) => (
          <li key={source.id}>
            <StateMark
              state={
                source.state === 'live' ? 'ok' : source.state === 'connecting' ? 'no_data' : 'unreachable'
              }
            />
            <div>
              <strong>{source.id}</strong> <span className={styles['address']}>{source.address}</span>
              <p>{sourceWords(source, nowMs)}</p>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

function waitingWords(sources: readonly SourceStatus[]): string {
  const connecting = sources.filter(({ state }) => state === 'connecting').length;
  const live = sources.filter(({ state }) => state === 'live').length;
  if (live > 0)
    return `${countOf(live, 'source answers', 'sources answer')}, but no service was measured yet.`;
  if (connecting > 0) return `Connecting to ${countOf(connecting, 'source')}.`;
  return `None of ${countOf(sources.length, 'source')} answers. Each is tried again by itself.`;
}

function sourceWords(source: SourceStatus, nowMs: number): string {
  if (source.state === 'live')
    return source.seriesCount === 0
      ? 'Answers, but has no series that Vigil is asked to show.'
      : `Answers with ${countOf(source.seriesCount, 'series', 'series')}.`;
  const next =
    source.nextAttemptAtMs === null ? '' : ` Next try in ${formatDuration(source.nextAttemptAtMs - nowMs)}.`;
  return (source.lastError ?? `Connecting for ${formatDuration(nowMs - source.sinceMs)}.`) + next;
}
