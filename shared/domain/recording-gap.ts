import { z } from 'zod/mini';

/**
 * Why nothing was recorded: Vigil was not running (`closed` in good order, `crashed` without a last word), the machine
 * was asleep, the disk took nothing (`unwritten`), or the log does not reach back so far (`before`).
 */
export const gapReasons = ['closed', 'crashed', 'asleep', 'unwritten', 'before'] as const;
export type GapReason = (typeof gapReasons)[number];

/** A stretch of time of which the log holds nothing. */
export const gapSchema = z.object({ fromMs: z.number(), toMs: z.number(), reason: z.enum(gapReasons) });
export type RecordingGap = z.infer<typeof gapSchema>;
