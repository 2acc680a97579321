import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { useShortcuts } from '../../shortcuts/use-shortcuts.ts';
import { CrossIcon } from '../../ui/icons.tsx';
import { AlertDetail, type AlertDetailProps } from './AlertDetail.tsx';
import styles from './AlertSide.module.css';

export interface AlertSideProps extends AlertDetailProps {
  /** The column of the view it stands in, beside heading, filters and list; null until that is there. */
  readonly column: HTMLElement | null;
  /** Somebody chose this alert; where there is no room beside the list, only then it stands over it. */
  readonly isChosen: boolean;
  readonly onClose: () => void;
}

/** Puts something into the column at the right of a list. */
export function InSide({ column, children }: { column: HTMLElement | null; children: ReactNode }) {
  return column === null ? null : createPortal(children, column);
}

/** Everything about the chosen alert. */
export function AlertSide({ column, isChosen, onClose, ...props }: AlertSideProps) {
  useShortcuts('alertDetail', { close: () => (isChosen ? onClose() : false) });
  return (
    <InSide column={column}>
      <div className={styles['side']} data-chosen={isChosen}>
        <button type="button" className={styles['close']} aria-label="Put the details away" onClick={onClose}>
          <CrossIcon size={14} />
        </button>
        <AlertDetail key={`${props.alert.id} ${props.alert.startsAtMs}`} {...props} />
      </div>
    </InSide>
  );
}
