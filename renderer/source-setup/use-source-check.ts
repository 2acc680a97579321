import { useEffect, useState } from 'react';
import type { CommandReply } from '../../shared/contract/commands.ts';
import { useVigil } from '../state/provider.tsx';

export type ConfigMark = CommandReply<'checkSource'>['errors'][number];

/** A person who types is not interrupted: the text is checked after this pause. */
const PAUSE_MS = 250;

export interface SourceCheck {
  /** What is wrong with the text that was checked last. */
  readonly errors: readonly ConfigMark[];
  /** True once the very text on screen was checked. */
  readonly settled: boolean;
}

/** Validates a source while it is written; late answers about an earlier text are dropped. Null checks nothing. */
export function useSourceCheck(yaml: string | null, replaces: string | null): SourceCheck {
  const { client } = useVigil();
  const [checked, setChecked] = useState<{
    readonly yaml: string | null;
    readonly errors: readonly ConfigMark[];
  }>({
    yaml: null,
    errors: [],
  });
  useEffect(() => {
    if (yaml === null) return;
    let current = true;
    const timer = setTimeout(() => {
      void client.request('checkSource', { yaml, replaces }).then((answer) => {
        if (current && answer.ok) setChecked({ yaml, errors: answer.value.errors });
      });
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [client, yaml, replaces]);
  return yaml === null
    ? { errors: [], settled: false }
    : { errors: checked.errors, settled: checked.yaml === yaml };
}
