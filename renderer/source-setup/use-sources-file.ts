import { useCallback, useEffect, useMemo, useState } from 'react';
import type { CommandReply, CommandRequest } from '../../shared/contract/commands.ts';
import type { Failure } from '../../shared/domain/failure.ts';
import type { Result } from '../../shared/domain/result.ts';
import { useLink, useMoment, usePresentSection } from '../state/hooks.ts';
import { useVigil } from '../state/provider.tsx';

export type SourcesFile = CommandReply<'readSources'>;

/** Commands that read a part of the configuration as it stands in the file. */
type ReadingName = 'readSources' | 'readRules';

interface FileState<Name extends ReadingName> {
  /** What was read last; null before the first answer. */
  readonly file: CommandReply<Name> | null;
  readonly failure: Failure | null;
  readonly reload: () => Promise<Result<CommandReply<Name>, Failure>>;
}
export type SourcesFileState = FileState<'readSources'>;
export type RulesFileState = FileState<'readRules'>;

/** What is changed is changed now. */
const notFromThePast: Readonly<Record<ReadingName, string>> = {
  readSources: 'You are looking at the past. Sources are changed in the present: go live first.',
  readRules: 'You are looking at the past. Rules are changed in the present: go live first.',
};

interface Read<Name extends ReadingName> extends Pick<FileState<Name>, 'file' | 'failure'> {
  /** What was on screen when it was asked for; null when a person asked. */
  readonly signs: object | null;
}

/** The configured sources as they stand in the file. */
export const useSourcesFile = (): SourcesFileState => useFile('readSources');
/** Vigil's own rules as they stand in the file. */
export const useRulesFile = (): RulesFileState => useFile('readRules');

/** A part of the file, read again whenever Vigil took up another one or says something about it. */
function useFile<Name extends ReadingName>(name: Name): FileState<Name> {
  const { client } = useVigil();
  const link = useLink();
  const { mode } = useMoment();
  const catalogue = usePresentSection('catalogue');
  const notices = usePresentSection('notices');
  // The configuration has no section of its own: these are replaced when it changes or cannot be read.
  const signs = useMemo(() => ({ catalogue, notices }), [catalogue, notices]);
  const [read, setRead] = useState<Read<Name>>({ file: null, failure: null, signs: null });
  const take = useCallback((answer: Result<CommandReply<Name>, Failure>, under: object | null): void => {
    setRead((previous) => ({
      file: answer.ok ? answer.value : previous.file,
      failure: answer.ok ? null : answer.error,
      signs: under,
    }));
  }, []);
  const reload = useCallback(async () => {
    const answer = await client.request(name, {} as CommandRequest<Name>);
    take(answer, null);
    return answer;
  }, [client, name, take]);
  useEffect(() => {
    if (link !== 'open') return;
    let current = true;
    void client.request(name, {} as CommandRequest<Name>).then((answer) => {
      if (current) take(answer, signs);
    });
    return () => {
      current = false;
    };
  }, [client, name, take, link, signs]);
  const file = useMemo(
    () =>
      read.file !== null && mode === 'past'
        ? { ...read.file, editable: false, whyNot: notFromThePast[name] }
        : read.file,
    [name, read.file, mode],
  );
  return { file, failure: read.failure, reload };
}
