import { useCallback, useEffect, useRef, useState } from 'react';
import type { CommandName, CommandReply, CommandRequest } from '../../shared/contract/commands.ts';
import type { Failure } from '../../shared/domain/failure.ts';
import type { Result } from '../../shared/domain/result.ts';
import { useVigil } from '../state/provider.tsx';

export interface Command<Name extends CommandName> {
  /** Sends it. Null: a newer one was sent or the page was left meanwhile, the answer is of no use any more. */
  readonly run: (request: CommandRequest<Name>) => Promise<Result<CommandReply<Name>, Failure> | null>;
  readonly running: boolean;
}

/** A command a person gives, one at a time: a late answer to an earlier one is dropped. */
export function useCommand<Name extends CommandName>(name: Name): Command<Name> {
  const { client } = useVigil();
  const [running, setRunning] = useState(false);
  const latest = useRef(0);
  useEffect(
    () => () => {
      latest.current += 1;
    },
    [],
  );
  const run = useCallback(
    async (request: CommandRequest<Name>) => {
      latest.current += 1;
      const mine = latest.current;
      setRunning(true);
      const answer = await client.request(name, request);
      if (latest.current !== mine) return null;
      setRunning(false);
      return answer;
    },
    [client, name],
  );
  return { run, running };
}
