import { useCallback, useEffect, useMemo, useState } from 'react';
import type { CommandReply } from '../../shared/contract/commands.ts';
import type { Failure } from '../../shared/domain/failure.ts';
import type { Result } from '../../shared/domain/result.ts';
import { useLink, useMoment, usePresentSection } from '../state/hooks.ts';
import { useVigil } from '../state/provider.tsx';

export type SourcesFile = CommandReply<'readSources'>;

export interface SourcesFileState {
  /** What was read last; null before the first answer. */
  readonly file: SourcesFile | null;
  readonly failure: Failure | null;
  readonly reload: () => Promise<Result<SourcesFile, Failure>>;
}

/** What is changed is changed now. */
const notFromThePast = {
  editable: false,
  whyNot: 'You are looking at the past. Sources are changed in the present: go live first.',
} as const;

interface Read extends Pick<SourcesFileState, 'file' | 'failure'> {
  /** What was on screen when it was asked for; null when a person asked. */
  readonly signs: object | null;
}

/** The configured sources as they stand in the file, read again whenever Vigil took up another one or says something about it. */
export function useSourcesFile(): SourcesFileState {
  const { client } = useVigil();
  const link = useLink();
  const { mode } = useMoment();
  const catalogue = usePresentSection('catalogue');
  const notices = usePresentSection('notices');
  // The configuration has no section of its own: these are replaced when it changes or cannot be read.
  const signs = useMemo(() => ({ catalogue, notices }), [catalogue, notices]);
  const [read, setRead] = useState<Read>({ file: null, failure: null, signs: null });
  const take = useCallback((answer: Result<SourcesFile, Failure>, under: object | null): void => {
    setRead((previous) => ({
      file: answer.ok ? answer.value : previous.file,
      failure: answer.ok ? null : answer.error,
      signs: under,
    }));
  }, []);
  const reload = useCallback(async () => {
    const answer = await client.request('readSources', {});
    take(answer, null);
    return answer;
  }, [client, take]);
  useEffect(() => {
    if (link !== 'open') return;
    let current = true;
    void client.request('readSources', {}).then((answer) => {
      if (current) take(answer, signs);
    });
    return () => {
      current = false;
    };
  }, [client, take, link, signs]);
  const file = useMemo(
    () => (read.file !== null && mode === 'past' ? { ...read.file, ...notFromThePast } : read.file),
    [read.file, mode],
  );
  return { file, failure: read.failure, reload };
}
