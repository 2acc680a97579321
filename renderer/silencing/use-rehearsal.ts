import { useEffect, useState } from 'react';
import type { Matcher } from '../../shared/domain/matchers.ts';
import type { Rehearsal } from '../../shared/domain/rehearsal.ts';
import { checkMatchers } from '../../shared/domain/silence-request.ts';
import { useRequest } from '../state/hooks.ts';

/** The log is asked when typing rests. */
const REST_MS = 300;

/** Tries the conditions on the last 30 days, whenever they rest and can be read. */
export function useRehearsal(matchers: readonly Matcher[]): {
  readonly rehearsal: Rehearsal | null;
  readonly problem: string | null;
} {
  const [rested, setRested] = useState(matchers);
  useEffect(() => {
    const timer = setTimeout(() => setRested(matchers), REST_MS);
    return () => clearTimeout(timer);
  }, [matchers]);
  const checked = checkMatchers(rested);
  const { data, failure } = useRequest('rehearseSilence', checked.ok ? { matchers: [...rested] } : null);
  if (!checked.ok) return { rehearsal: null, problem: 'It is tried when the conditions can be read.' };
  return { rehearsal: failure === null ? data : null, problem: failure?.message ?? null };
}
