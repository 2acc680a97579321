import { z } from 'zod/mini';
import { severities } from '../alert.ts';
import { MAX_WITHHELD, type Waiting } from './catch-up.ts';

/** What was withheld longer ago is another story: the feed's history tells it. */
export const MAX_KEPT_MS = 7 * 86_400_000;

const count = z.number().check(z.int(), z.minimum(0));
const waitingSchema = z.object({
  withheld: z
    .array(
      z.object({
        id: z.string(),
        title: z.string(),
        severity: z.enum(severities),
        atMs: z.number(),
        times: count,
      }),
    )
    .check(z.maxLength(MAX_WITHHELD)),
  uncounted: z.record(z.enum(severities), count),
});

/** What waits for the end of its quiet hours, as a text that a seat can keep while its page is closed. */
export function waitingText({ withheld, uncounted }: Waiting): string {
  return JSON.stringify({ withheld: [...withheld.values()], uncounted });
}

/** Reads what `waitingText` wrote; null for anything else. */
export function parseWaiting(text: string | null, nowMs: number): Waiting | null {
  if (text === null) return null;
  try {
    const parsed = waitingSchema.safeParse(JSON.parse(text));
    if (!parsed.success) return null;
    const { withheld, uncounted } = parsed.data;
    const young = withheld.filter(({ atMs }) => nowMs - atMs <= MAX_KEPT_MS);
    return { withheld: new Map(young.map((item) => [item.id, item])), uncounted };
  } catch {
    return null;
  }
}
