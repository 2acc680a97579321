import { useMemo } from 'react';
import { useMoment, useNowMs, useSection } from '../../state/hooks.ts';
import { StateMark } from '../../ui/StateMark.tsx';
import styles from './RuleDraft.module.css';
import { ruleLines, ruleMark, standingWords } from './rules-model.ts';
import { useRuleStandings } from './use-rule-standings.ts';

/** How the rule stands as it is in effect, whatever is being written. */
export function RuleStandingLine({ id }: { id: string }) {
  const alerts = useSection('alerts');
  const { timeZones } = useSection('catalogue');
  const { mode } = useMoment();
  const nowMs = useNowMs();
  const standings = useRuleStandings();
  const line = useMemo(
    () => ruleLines([{ id, yaml: '' }], standings, alerts).find((one) => one.id === id),
    [id, standings, alerts],
  );
  if (line === undefined) return null;
  return (
    <p className={`${styles['standing']} tabular`}>
      <StateMark state={ruleMark(line)} size={12} tally />
      {standingWords(line, mode, nowMs, timeZones[0] ?? 'UTC')}
    </p>
  );
}
