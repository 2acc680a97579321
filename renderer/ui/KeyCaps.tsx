import { keyCaps } from '../shortcuts/match-shortcut.ts';
import type { Chord } from '../shortcuts/shortcut-table.ts';
import styles from './KeyCaps.module.css';

const isApple = /Mac|iPhone|iPad/.test(navigator.platform);

/** The keys of a shortcut, as they are printed on the keyboard. */
export function KeyCaps({ chord }: { chord: Chord }) {
  return (
    <span className={styles['keys']}>
      {keyCaps(chord, isApple).map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </span>
  );
}
