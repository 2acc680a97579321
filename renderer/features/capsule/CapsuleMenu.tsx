import { type KeyboardEvent, useRef, useState } from 'react';
import type { TimeRange } from '../../../shared/domain/timeline.ts';
import { useLogId } from '../../state/hooks.ts';
import bar from '../../ui/BarPanel.module.css';
import { CapsuleIcon } from '../../ui/icons.tsx';
import { ExportSection } from './ExportSection.tsx';
import { OpenSection } from './OpenSection.tsx';

export interface CapsuleMenuProps {
  /** What the export begins with; null where the log has nothing of it. */
  readonly range: TimeRange | null;
}

/** Writes what the time bar shows into a file, or opens such a file. */
export function CapsuleMenu({ range }: CapsuleMenuProps) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const isCapsule = useLogId() !== 0;
  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // Keys of the time bar rest while something is typed here.
    if (isOpen) event.stopPropagation();
    if (event.key === 'Escape' && isOpen) close();
  };
  return (
    <div className={bar['root']} onKeyDown={onKeyDown}>
      <button
        ref={button}
        type="button"
        className={bar['open']}
        aria-expanded={isOpen}
        aria-label="Capsule"
        title="Capsule: export this time as a file, or open one"
        onClick={() => setOpen(!isOpen)}
      >
        <CapsuleIcon size={16} />
      </button>
      {isOpen && (
        <div className={bar['panel']} role="dialog" aria-label="Capsule">
          {!isCapsule && <ExportSection range={range} />}
          <OpenSection onDone={close} />
        </div>
      )}
    </div>
  );
}
