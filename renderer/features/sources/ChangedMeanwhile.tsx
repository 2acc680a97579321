import { Button } from '../../ui/Button.tsx';
import { Fold } from '../../ui/Fold.tsx';
import styles from './ChangedMeanwhile.module.css';

export interface ChangedMeanwhileProps {
  /** The text the draft began with. */
  readonly base: string;
  /** As it stands in the file now; null when it was removed. */
  readonly now: string | null;
  readonly onTake: (yaml: string) => void;
  readonly onKeep: (yaml: string) => void;
}

/** Somebody else changed the same source while it was being written here. Nothing when nobody did. */
export function ChangedMeanwhile({ base, now, onTake, onKeep }: ChangedMeanwhileProps) {
  if (now === base) return null;
  if (now === null)
    return (
      <p role="status" className={styles['changed']}>
        It was removed from the file meanwhile. Saving writes it back as a new source.
      </p>
    );
  return (
    <div role="status" className={styles['changed']}>
      <p>This source was changed in the file while you were writing. Your text is still here.</p>
      <Fold title="What stands in the file now">
        <pre className={`${styles['text']} mono`}>{now}</pre>
      </Fold>
      <div className={styles['buttons']}>
        <Button onClick={() => onTake(now)}>Take what stands there</Button>
        <Button onClick={() => onKeep(now)}>Keep mine</Button>
      </div>
    </div>
  );
}
