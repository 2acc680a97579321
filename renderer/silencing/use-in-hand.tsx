import { type ReactNode, useState } from 'react';
import type { Alert } from '../../shared/domain/alert.ts';
import { useShortcuts } from '../shortcuts/use-shortcuts.ts';
import { SilencePanel } from './SilencePanel.tsx';
import { useAcknowledge } from './use-acknowledge.tsx';

/** What can be done about the chosen alert, by key. */
export interface InHand {
  readonly allowed: boolean;
  readonly acknowledge: () => void;
  readonly silence: () => void;
  /** The silence form, in place of the details; null while it is closed. */
  readonly panel: ReactNode;
  /** Draw it once, anywhere. */
  readonly element: ReactNode;
}

/** Binds A and S to the chosen alert. */
export function useInHand(alert: Alert | null): InHand {
  const { allowed, toggle, element } = useAcknowledge();
  /** The alert the form was opened from: it stays, whatever is chosen meanwhile. */
  const [from, setFrom] = useState<Alert | null>(null);
  const acknowledge = (): void => {
    if (alert !== null) toggle([alert]);
  };
  const silence = (): void => {
    if (alert !== null && allowed) setFrom(alert);
  };
  useShortcuts('inHand', {
    acknowledge() {
      if (alert === null || !allowed) return false;
      acknowledge();
      return true;
    },
    silence() {
      if (alert === null || !allowed) return false;
      silence();
      return true;
    },
  });
  return {
    allowed,
    acknowledge,
    silence,
    panel:
      from !== null && allowed ? (
        <SilencePanel key={from.id} alert={from} onClose={() => setFrom(null)} />
      ) : null,
    element,
  };
}
