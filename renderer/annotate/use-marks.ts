import { useMemo } from 'react';
import { MAX_ANNOTATION_ROWS } from '../../shared/contract/commands.ts';
import type { Annotation } from '../../shared/domain/annotation.ts';
import type { TimeRange } from '../../shared/domain/timeline.ts';
import { useRequest, useSection } from '../state/hooks.ts';
import { useRoundOf } from '../state/use-round-of.ts';
import { useAskedKnownByMs } from '../state/use-time.ts';
import { changesOf } from './changes.ts';

/**
 * What people did or declared about a service (null: about any) in a range, oldest first: what the picture holds and
 * what the log adds. The picture brings new ones with the next frame; typed ones about an earlier day are not in it,
 * but it is told anew because of them, and so the log is asked again.
 */
export function useMarks(service: string | null, range: TimeRange): readonly Annotation[] {
  const current = useSection('annotations');
  const knownByMs = useAskedKnownByMs();
  const { data } = useRequest(
    'annotations',
    { ...range, knownByMs, limit: MAX_ANNOTATION_ROWS },
    useRoundOf(current),
  );
  return useMemo(() => changesOf(service, current, data?.annotations ?? []), [service, current, data]);
}
