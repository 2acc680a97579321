import { useId, useRef, useState } from 'react';
import { CAPSULE_SUFFIX } from '../../../shared/domain/capsule.ts';
import { useVigil } from '../../state/provider.tsx';
import { Button } from '../../ui/Button.tsx';
import styles from './CapsuleSections.module.css';
import { type Progress, ProgressLine } from './ProgressLine.tsx';
import { openCapsuleFile } from './transfer.ts';

/** Chooses a capsule and brings this view to it. */
export function OpenSection({ onDone }: { onDone: () => void }) {
  const { client, timeMachine } = useVigil();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [progress, setProgress] = useState<Progress>({ state: 'idle' });
  const isBusy = progress.state === 'busy';

  const open = async (file: File): Promise<void> => {
    const onShare = (share: number): void =>
      setProgress({ state: 'busy', words: 'Opening the capsule', share });
    onShare(0);
    // The moment on screen belongs to another log.
    timeMachine.act({ kind: 'live' });
    timeMachine.act({ kind: 'loop', range: null });
    const opened = await openCapsuleFile(file, { client, onShare });
    if (opened.ok) onDone();
    else setProgress({ state: 'failed', words: opened.error });
  };
  return (
    <section className={styles['section']} aria-labelledby={id}>
      <h2 id={id} className={styles['title']}>
        Open a capsule
      </h2>
      <p className={styles['words']}>Only this view goes over to it. Nothing of it is kept.</p>
      <input
        ref={input}
        type="file"
        hidden
        accept={CAPSULE_SUFFIX}
        aria-label="Capsule file"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file !== undefined) void open(file);
        }}
      />
      <div className={styles['actions']}>
        <Button idle={isBusy} onClick={() => input.current?.click()}>
          Choose a file
        </Button>
        <ProgressLine progress={progress} />
      </div>
    </section>
  );
}
