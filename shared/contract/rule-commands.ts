import { z } from 'zod/mini';

/** Longest text of one rule. */
export const MAX_RULE_YAML_CHARS = 16_384;
/** Most times a rule would have fired that are told one by one, the newest; all are counted. */
export const MAX_PREVIEW_FIRINGS = 200;

/** What a rule would have done over history. */
const rulePreviewSchema = z.object({
  fromMs: z.number(),
  toMs: z.number(),
  /** "It would have fired 3 times in the last 7 days, for 1 h 12 min in all, …" */
  sentence: z.string(),
  /** Times it would have fired, over all places. */
  count: z.number(),
  /** For how long, all of them together. */
  totalMs: z.number(),
  /** Newest first. Null as an end: it would still fire. */
  firings: z.array(
    z.object({
      service: z.nullable(z.string()),
      region: z.nullable(z.string()),
      /** Far end of a link. */
      toRegion: z.nullable(z.string()),
      fromMs: z.number(),
      toMs: z.nullable(z.number()),
    }),
  ),
  /** Places that were looked at, and those that were too many. */
  placeCount: z.number(),
  leftOutCount: z.number(),
});
export type RulePreview = z.infer<typeof rulePreviewSchema>;

/** Commands about Vigil's own rules. */
export const ruleCommands = {
  /**
   * Tries one rule, as YAML: what stands under `- ` in the list of vigil.yaml. Nothing is changed. The preview is null
   * while the text has problems.
   */
  previewRule: {
    request: z.object({ yaml: z.string().check(z.maxLength(MAX_RULE_YAML_CHARS)) }),
    reply: z.object({
      /** As an editor marks them; lines and columns start at 1. */
      problems: z.array(
        z.object({ line: z.number(), column: z.number(), path: z.string(), message: z.string() }),
      ),
      preview: z.nullable(rulePreviewSchema),
    }),
  },
} as const;
