import type { RuleStanding } from '../../../shared/contract/rule-commands.ts';
import { useMoment, useNowMs, useRequest } from '../../state/hooks.ts';

/** How rules stand is asked again after this long. */
const ASK_EVERY_MS = 5_000;

/** How every rule stands now; null before the first answer, and while the past is on screen: nobody kept it. */
export function useRuleStandings(): readonly RuleStanding[] | null {
  const { mode } = useMoment();
  const round = Math.floor(useNowMs() / ASK_EVERY_MS);
  const { data } = useRequest('ruleStandings', mode === 'live' ? {} : null, round);
  return mode === 'live' ? (data?.standings ?? null) : null;
}
