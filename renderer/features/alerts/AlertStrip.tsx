import type { Alert } from '../../../shared/domain/alert.ts';
import { markOfAlert } from '../../../shared/format/words.ts';
import styles from './AlertStrip.module.css';
import { alertStrip, STRIP_BARS } from './strip-model.ts';

const PITCH = 3;
const BAR = 2;
const HEIGHT = 12;
const BASE = 1.5;

/** The last 30 minutes of an alert as 32 bars: a base line while silent, full bars while it lasts. */
export function AlertStrip({ alert, clockMs }: { alert: Alert; clockMs: number }) {
  const bars = alertStrip(alert, clockMs);
  let quiet = '';
  let active = '';
  let unknown = '';
  bars.forEach((bar, index) => {
    const x = index * PITCH;
    if (bar === 'quiet') quiet += `M${x} ${HEIGHT - BASE}h${BAR}v${BASE}h-${BAR}Z`;
    else if (bar === 'active') active += `M${x} 0h${BAR}v${HEIGHT}h-${BAR}Z`;
    else unknown += `M${x + BAR / 2} .5v${HEIGHT - 1}`;
  });
  return (
    <svg
      className={`${styles['strip']} ${styles[alert.unconfirmed || alert.acknowledgement !== undefined ? 'quiet' : markOfAlert(alert)]}`}
      width={STRIP_BARS * PITCH - 1}
      height={HEIGHT}
      aria-hidden="true"
    >
      {quiet !== '' && <path d={quiet} fill="var(--ghost)" />}
      {active !== '' && <path d={active} fill="currentColor" />}
      {unknown !== '' && <path d={unknown} stroke="var(--faint)" strokeWidth="1" strokeDasharray="1.5 2" />}
    </svg>
  );
}
