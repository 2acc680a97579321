import { z } from 'zod/mini';
import { severities } from '../domain/alert.ts';
import { configErrorSchema } from './source-commands.ts';

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

/** How a rule stands: the worst of its places, and `no_data` where nothing fresh says anything. */
export const ruleStates = ['firing', 'pending', 'quiet', 'no_data'] as const;

const ruleStandingSchema = z.object({
  id: z.string(),
  severity: z.enum(severities),
  /** What it says when it fires, and what it is about, in words. */
  title: z.string(),
  words: z.string(),
  state: z.enum(ruleStates),
  /** Since when it has stood so, in the place that has longest. */
  sinceMs: z.number(),
  /** Nobody saw it begin: it has stood so at least since then, when Vigil began to judge it. */
  isAtLeast: z.boolean(),
  /** Places it is judged in, and how many of them fire, are pending, and cannot be judged for want of fresh data. */
  placeCount: z.number(),
  firingCount: z.number(),
  pendingCount: z.number(),
  blindCount: z.number(),
});
export type RuleStanding = z.infer<typeof ruleStandingSchema>;

const ruleYaml = z.string().check(z.maxLength(MAX_RULE_YAML_CHARS));

/** Commands about Vigil's own rules. Saving and removing need the capability `edit-config`. */
export const ruleCommands = {
  /**
   * Tries one rule, as YAML: what stands under `- ` in the list of vigil.yaml. Nothing is changed. The preview is null
   * while the text has problems.
   */
  previewRule: {
    request: z.object({ yaml: ruleYaml }),
    reply: z.object({
      /** As an editor marks them; lines and columns start at 1. */
      problems: z.array(configErrorSchema),
      preview: z.nullable(rulePreviewSchema),
    }),
  },
  /** The rules as they stand in the file, with comments; on a seat that only looks, as they are in effect. */
  readRules: {
    request: z.object({}),
    reply: z.object({
      editable: z.boolean(),
      /** Why nothing can be changed here, as a sentence. */
      whyNot: z.nullable(z.string()),
      /** The file in use, or the one that would be written; null when it must not be shown. */
      path: z.nullable(z.string()),
      /** Changes with every edit of the file, by whomever; sent back when saving. */
      revision: z.string(),
      rules: z.array(z.object({ id: z.string(), yaml: z.string() })),
      /** What is wrong with the file as it stands now, while the last good one is in use. */
      errors: z.array(configErrorSchema),
    }),
  },
  /** How every rule in effect stands now. */
  ruleStandings: {
    request: z.object({}),
    reply: z.object({ standings: z.array(ruleStandingSchema) }),
  },
  /** Adds or replaces one rule in the file, comments and order kept, and puts it into effect. */
  saveRule: {
    request: z.object({ yaml: ruleYaml, replaces: z.nullable(z.string()), revision: z.string() }),
    reply: z.object({ errors: z.array(configErrorSchema) }),
  },
  removeRule: { request: z.object({ id: z.string(), revision: z.string() }), reply: z.object({}) },
} as const;
