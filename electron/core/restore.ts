import { decodeFrame } from '../../shared/contract/frame-codec.ts';
import { applyFrame, type Picture } from '../../shared/contract/picture.ts';
import { err, type Result } from '../../shared/domain/result.ts';
import type { Clock } from './clock.ts';
import type { Journal, Snapshot } from './journal/journal.ts';
import type { LivePicture } from './live-picture.ts';
import type { Log } from './log.ts';

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
  const snapshot = await journal.lastSnapshot();
  if (snapshot === null) return;
  const restored = pictureOfSnapshot(snapshot);
  if (restored.ok) {
    picture.restore(restored.value);
    return;
  }
  log.warn('the last snapshot cannot be read', { reason: restored.error });
  const words = `The last snapshot cannot be shown: ${restored.error} The first answers of the sources replace it.`;
  picture.setNotice('snapshot', words, clock.nowMs());
}
