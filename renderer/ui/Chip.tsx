import type { ReactNode } from 'react';
import styles from './Chip.module.css';

export interface ChipProps {
  readonly children: ReactNode;
  /** `quiet` is an outline; `solid` a filled grey that says the frame is not live, `past` the sepia of the past. */
  readonly tone?: 'quiet' | 'live' | 'solid' | 'past' | 'warning';
  readonly title?: string;
}

/** A short fact in a frame of its own. Not a control. */
export function Chip({ children, tone = 'quiet', title }: ChipProps) {
  return (
    <span className={`${styles['chip']} ${styles[tone]}`} title={title}>
      {children}
    </span>
  );
}
