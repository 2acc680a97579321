import { decodeFrame } from '../../shared/contract/frame-codec.ts';
import { applyFrame, type Picture } from '../../shared/contract/picture.ts';
import { err, type Result } from '../../shared/domain/result.ts';
import type { Snapshot } from './journal/journal.ts';

/** Reads a snapshot back into a picture. Error: a sentence, for example when another version of Vigil wrote it. */
export function pictureOfSnapshot(snapshot: Snapshot): Result<Picture, string> {
  const frame = decodeFrame(snapshot.frame);
  if (!frame.ok) return frame;
  const picture = applyFrame(null, frame.value);
  return picture.ok ? picture : err(picture.error.message);
}
