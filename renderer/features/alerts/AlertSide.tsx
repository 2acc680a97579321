import { AlertDetail, type AlertDetailProps } from './AlertDetail.tsx';

/** The column at the right of a list: everything about the chosen alert. */
export function AlertSide(props: AlertDetailProps) {
  return <AlertDetail key={`${props.alert.id} ${props.alert.startsAtMs}`} {...props} />;
}
