import styles from './AttentionLines.module.css';
import { useCell } from './cell.ts';
import { pageDesk } from './page-desk.ts';

/** On a wall that is meant to sound and cannot: a room must not take its silence for quiet. */
export function WallSoundNote() {
  const state = useCell(pageDesk().player.state);
  if (state !== 'blocked' && state !== 'missing') return null;
  return (
    <p className={styles['wall']} role="status">
      {state === 'blocked'
        ? 'No sound: the browser plays none until somebody clicks here'
        : 'No sound: this browser cannot play any'}
    </p>
  );
}
