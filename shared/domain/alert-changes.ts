import { z } from 'zod/mini';
import { type Alert, alertSchema, compareAlerts } from './alert.ts';

/** What became of the alerts since a list of them: enough to bring that list up to date. */
export const alertChangesSchema = z.object({
  /** New ones, and known ones that are different now, each whole. */
  put: z.array(alertSchema),
  /** Ids of those that are not in the list any more. */
  gone: z.array(z.string()),
});
export type AlertChanges = z.infer<typeof alertChangesSchema>;

/**
 * The list as the changes leave it. Costs one pass over the list and a sort of what changed; the order of alerts is
 * total, so that what the changes do not name stays the same object in the same order.
 * @param alerts in feed order
 * @returns in feed order
 */
export function changedAlerts(alerts: readonly Alert[], { put, gone }: AlertChanges): Alert[] {
  const newest = new Map(put.map((alert) => [alert.id, alert]));
  const replaced = new Set([...gone, ...newest.keys()]);
  const coming = [...newest.values()].toSorted(compareAlerts);
  const next: Alert[] = [];
  let at = 0;
  for (const alert of alerts) {
    if (replaced.has(alert.id)) continue;
    while (at < coming.length && compareAlerts(coming[at]!, alert) < 0) next.push(coming[at++]!);
    next.push(alert);
  }
  while (at < coming.length) next.push(coming[at++]!);
  return next;
}
