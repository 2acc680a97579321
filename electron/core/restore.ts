import { decodeFrame } from '../../shared/contract/frame-codec.ts';
import { applyFrame, type Picture } from '../../shared/contract/picture.ts';
import { err, type Result } from '../../shared/domain/result.ts';
import type { Clock } from './clock.ts';
import type { Journal, Snapshot } from './journal/journal.ts';
import type { LivePicture } from './live-picture.ts';
import type { Log } from './log.ts';

/** Alerts that are looked through for those that were not over when Vigil stopped, the newest. */
const MAX_OPEN_ALERTS = 25_000;

/** Reads a snapshot back into a picture. Error: a sentence, for example when another version of Vigil wrote it. */
export function pictureOfSnapshot(snapshot: Snapshot): Result<Picture, string> {
  const frame = decodeFrame(snapshot.frame);
  if (!frame.ok) return frame;
  const picture = applyFrame(null, frame.value);
  return picture.ok ? picture : err(picture.error.message);
}

/** Puts the last picture back, so that there is something to look at before any source has answered. */
export async function restoreLastPicture(
  journal: Journal,
  picture: LivePicture,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Promise<void> {
  const nowMs = clock.nowMs();
  // Snapshots are some seconds apart, and the log is told of every turn: it has the last word on what is over.
  const open = await journal.alertHistory(nowMs, nowMs, MAX_OPEN_ALERTS);
  const snapshot = await journal.lastSnapshot();
  if (snapshot !== null) {
    const turned = await journal.alertHistory(Math.min(snapshot.asOfMs, nowMs), nowMs, MAX_OPEN_ALERTS);
    const openIds = new Set(open.map(({ id }) => id));
    const over = turned.filter(({ id, resolvedAtMs }) => resolvedAtMs !== null && !openIds.has(id));
    restoreSnapshot(snapshot, new Set(over.map(({ id }) => id)), picture, { clock, log });
  }
  picture.restoreAlerts(open);
}

function restoreSnapshot(
  snapshot: Snapshot,
  overIds: ReadonlySet<string>,
  picture: LivePicture,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): void {
  const restored = pictureOfSnapshot(snapshot);
  if (restored.ok) {
    const { sections } = restored.value;
    const alerts = sections.alerts.filter(({ id }) => !overIds.has(id));
    picture.restore({ ...restored.value, sections: { ...sections, alerts } });
    return;
  }
  log.warn('the last snapshot cannot be read', { reason: restored.error });
  const words = `The last snapshot cannot be shown: ${restored.error} The first answers of the sources replace it.`;
  picture.setNotice('snapshot', words, clock.nowMs());
}
