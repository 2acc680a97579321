import { z } from 'zod/mini';

/** Longer texts no system shows. */
const MAX_TITLE_CHARS = 300;
const MAX_BODY_CHARS = 2_000;
const MAX_HASH_CHARS = 4_000;
/** A drawn icon of 64 pixels is about a kilobyte. */
const MAX_ICON_CHARS = 50_000;
const MAX_COUNT = 1_000_000;

/** A notification the shell is asked to show. */
export const shellNoticeSchema = z.object({
  title: z.string().check(z.maxLength(MAX_TITLE_CHARS)),
  body: z.string().check(z.maxLength(MAX_BODY_CHARS)),
  /** The address inside Vigil a click leads to. */
  hash: z.string().check(z.maxLength(MAX_HASH_CHARS)),
});
export type ShellNotice = z.infer<typeof shellNoticeSchema>;

/** What the task bar or the dock is to show of what fires. */
export const shellBadgeSchema = z.object({
  count: z.number().check(z.int(), z.minimum(0), z.maximum(MAX_COUNT)),
  words: z.string().check(z.maxLength(MAX_TITLE_CHARS)),
  /** The shape of the worst state as a PNG data address; null for none. */
  icon: z.nullable(z.string().check(z.maxLength(MAX_ICON_CHARS), z.startsWith('data:image/png;base64,'))),
});
export type ShellBadge = z.infer<typeof shellBadgeSchema>;

/** A notice cut to what is accepted. */
export function fittingNotice({ title, body, hash }: ShellNotice): ShellNotice {
  return { title: title.slice(0, MAX_TITLE_CHARS), body: body.slice(0, MAX_BODY_CHARS), hash };
}
