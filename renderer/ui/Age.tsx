import { formatAge } from '../../shared/format/duration.ts';

/** How old something is, counted from the hub's clock. */
export function Age({ sinceMs, nowMs }: { sinceMs: number; nowMs: number }) {
  return <span className="tabular">{formatAge(nowMs - sinceMs)}</span>;
}
