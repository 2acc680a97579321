import { z } from 'zod/mini';

/** Files of this kind end so. */
export const CAPSULE_SUFFIX = '.vigil-capsule';
/** Longest stretch of time of one capsule. */
export const MAX_CAPSULE_WINDOW_MS = 7 * 86_400_000;
/** Largest capsule that is written or taken in. */
export const MAX_CAPSULE_BYTES = 64 * 1024 * 1024;

/** What a capsule says of itself: a stretch of the log in one file, to be looked at anywhere and later. */
export const capsuleFactsSchema = z.object({
  /** Of the file's own layout. */
  format: z.number(),
  /** Version of the Vigil that wrote it. */
  vigil: z.string(),
  /** Of the tables inside. */
  schema: z.number(),
  createdAtMs: z.number(),
  /** Moments that can be shown, both included; whole seconds. */
  fromMs: z.number(),
  toMs: z.number(),
  /** Of the estate, as the configuration gives it. */
  name: z.string(),
  demo: z.boolean(),
});
export type CapsuleFacts = z.infer<typeof capsuleFactsSchema>;

/** A name for the file: the beginning of its window in UTC, and the estate where it has a name. */
export function capsuleFileName({ name, fromMs }: Pick<CapsuleFacts, 'name' | 'fromMs'>): string {
  const estate = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40);
  const time = new Date(fromMs).toISOString().slice(0, 19).replaceAll(':', '');
  return `${['vigil', estate, time].filter((part) => part !== '').join('-')}Z${CAPSULE_SUFFIX}`;
}

/** Why this stretch cannot be a capsule, as a sentence; null when it can. */
export function badCapsuleWindow(
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  nowMs: number,
): string | null {
  if (!Number.isFinite(fromMs) || !Number.isFinite(toMs)) return 'A capsule needs two moments.';
  if (toMs <= fromMs) return 'A capsule must end after it begins.';
  if (toMs > nowMs) return 'A capsule ends now at the latest: what is still to come is not in the log.';
  if (toMs - fromMs > MAX_CAPSULE_WINDOW_MS) return 'A capsule spans at most 7 days: choose a shorter one.';
  return null;
}
