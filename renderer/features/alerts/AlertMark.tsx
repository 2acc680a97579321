import type { Alert } from '../../../shared/domain/alert.ts';
import { StateMark } from '../../ui/StateMark.tsx';
import { alertWord } from './feed-words.ts';

/** The shape of an alert. An information is no state of health: it has a neutral mark of its own. */
export function AlertMark({ alert, size = 12 }: { alert: Pick<Alert, 'kind' | 'severity'>; size?: number }) {
  const { state } = alertWord(alert);
  if (state !== 'info') return <StateMark state={state} size={size} />;
  return (
    <svg viewBox="0 0 12 12" width={size} height={size} aria-hidden="true">
      <rect x="1.8" y="4.9" width="8.4" height="2.2" rx="1.1" fill="var(--third)" />
    </svg>
  );
}
