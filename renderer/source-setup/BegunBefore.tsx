import { Button } from '../ui/Button.tsx';
import styles from './BegunBefore.module.css';
import type { KeptText } from './use-kept-draft.ts';

/** Says that a draft is not what stands in the file, and the way back to that. */
export function BegunBefore({ draft }: { draft: Pick<KeptText, 'isBegun' | 'startOver'> }) {
  if (!draft.isBegun) return null;
  return (
    <div className={styles['begun']}>
      <p role="status">This is what you had begun here; it is not saved yet.</p>
      <Button onClick={draft.startOver}>Start over</Button>
    </div>
  );
}
