import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { AlertDetail, type AlertDetailProps } from './AlertDetail.tsx';

export interface AlertSideProps extends AlertDetailProps {
  /** The column of the view it stands in, beside heading, filters and list; null until that is there. */
  readonly column: HTMLElement | null;
}

/** Puts something into the column at the right of a list. */
export function InSide({ column, children }: { column: HTMLElement | null; children: ReactNode }) {
  return column === null ? null : createPortal(children, column);
}

/** Everything about the chosen alert. */
export function AlertSide({ column, ...props }: AlertSideProps) {
  return (
    <InSide column={column}>
      <AlertDetail key={`${props.alert.id} ${props.alert.startsAtMs}`} {...props} />
    </InSide>
  );
}
