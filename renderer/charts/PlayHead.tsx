import styles from './PlayHead.module.css';
import { type TimeFrame, xOf } from './time-frame.ts';

/** The moment on screen as one line through everything that shares a frame; stands last among it. */
export function PlayHead({ frame }: { frame: TimeFrame }) {
  if (frame.width === 0) return null;
  return <span className={styles['head']} style={{ left: xOf(frame, frame.untilMs) }} aria-hidden="true" />;
}

/** Behind it, to the edge of the page, what had not happened yet; stands first among what shares the frame. */
export function NotYet({ frame }: { frame: TimeFrame }) {
  if (frame.width === 0) return null;
  return <span className={styles['notYet']} style={{ left: xOf(frame, frame.untilMs) }} aria-hidden="true" />;
}
