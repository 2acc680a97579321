import type { Client } from '../../shared/contract/client.ts';
import { decodeFrame } from '../../shared/contract/frame-codec.ts';
import { applyFrame, type Picture } from '../../shared/contract/picture.ts';
import { type Failure, failure } from '../../shared/domain/failure.ts';
import type { Knowledge } from '../../shared/domain/moment.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import { shownFrame } from './shown-names.ts';

/** The moment somebody wants to see. */
export interface Wanted {
  readonly atMs: number;
  readonly knowledge: Knowledge;
}

/**
 * Pictures of past moments, one request at a time. It keeps the last one, so that the hub need only tell what is
 * different; a picture that cannot be brought on is asked for whole.
 */
export interface PastFeed {
  /**
   * The picture of a moment; its tables are those of the last one, written in place.
   * @param isLate asked when the answer is there: nobody waits for it any more, so nothing is written
   * @returns null for an answer that came late
   */
  load(wanted: Wanted, isLate: () => boolean): Promise<Result<Picture | null, Failure>>;
}

export function createPastFeed(client: Client): PastFeed {
  let picture: Picture | null = null;

  const load = async (wanted: Wanted, isLate: () => boolean): Promise<Result<Picture | null, Failure>> => {
    const have = picture === null ? null : { epoch: picture.epoch, seq: picture.seq };
    const reply = await client.request('moment', { ...wanted, have });
    if (isLate()) return ok(null);
    if (!reply.ok) return reply;
    const frame = decodeFrame(reply.value.frame);
    const applied = frame.ok ? applyFrame(picture, shownFrame(frame.value)) : err({ message: frame.error });
    picture = applied.ok ? applied.value : null;
    if (applied.ok) return ok(applied.value);
    return have === null ? err(failure('internal', applied.error.message)) : load(wanted, isLate);
  };
  return { load };
}
