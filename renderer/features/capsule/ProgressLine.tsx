import styles from './CapsuleSections.module.css';

/** How far an export or an opening has come. */
export type Progress =
  | { readonly state: 'idle' }
  /** `share` from 0 to 1. */
  | { readonly state: 'busy'; readonly words: string; readonly share: number }
  | { readonly state: 'done' | 'failed'; readonly words: string };

/** A bar while something is under way, and then what came of it. */
export function ProgressLine({ progress }: { progress: Progress }) {
  const isBusy = progress.state === 'busy';
  return (
    <>
      {isBusy && (
        <progress className={styles['bar']} aria-label={progress.words} max={1} value={progress.share} />
      )}
      <p className={styles['status']} role="status" data-failed={progress.state === 'failed' || undefined}>
        {isBusy ? `${Math.floor(progress.share * 100)} %` : progress.state === 'idle' ? '' : progress.words}
      </p>
    </>
  );
}
