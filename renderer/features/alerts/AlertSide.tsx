import { createPortal } from 'react-dom';
import { AlertDetail, type AlertDetailProps } from './AlertDetail.tsx';

export interface AlertSideProps extends AlertDetailProps {
  /** The column of the view it stands in, beside heading, filters and list; null until that is there. */
  readonly column: HTMLElement | null;
}

/** The column at the right of a list: everything about the chosen alert. */
export function AlertSide({ column, ...props }: AlertSideProps) {
  if (column === null) return null;
  return createPortal(<AlertDetail key={`${props.alert.id} ${props.alert.startsAtMs}`} {...props} />, column);
}
