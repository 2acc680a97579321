import { z } from 'zod/mini';
import { guessSchema } from '../domain/guess.ts';
import { payloadSchema } from '../domain/payload.ts';
import { sourceTypes } from '../domain/source.ts';

/** Longest text of one source that can be sent for checking or saving. */
export const MAX_SOURCE_YAML_CHARS = 65_536;

/** One source as YAML: what stands under `- ` in the list of vigil.yaml, not indented. */
const sourceYaml = z.string().check(z.maxLength(MAX_SOURCE_YAML_CHARS));

/** One thing wrong in the text, as an editor marks it. Lines and columns start at 1. */
export const configErrorSchema = z.object({
  line: z.number(),
  column: z.number(),
  path: z.string(),
  /** What was expected, what stands there, and a suggestion where there is one. */
  message: z.string(),
});

/** What a trial run of a source came to. */
const trialSchema = z.object({
  /** It answered with something usable. */
  ok: z.boolean(),
  /** What happened, in a sentence: the error, or what was found. */
  sentence: z.string(),
  software: z.nullable(z.string()),
  /** From asking to the first answer. */
  answeredAfterMs: z.nullable(z.number()),
  seriesCount: z.number(),
  alertCount: z.number(),
  /** Names found, bounded. */
  services: z.array(z.string()),
  regions: z.array(z.string()),
  /** Regions whose place on the map is not known. */
  placelessRegions: z.array(z.string()),
  signals: z.array(z.string()),
  warnings: z.array(z.string()),
  guesses: z.array(guessSchema),
  payloads: z.array(payloadSchema),
});
export type SourceTrial = z.infer<typeof trialSchema>;

/**
 * Commands about the configuration of sources. All but the reading ones need the capability `edit-config` and are
 * refused with `unauthorized` on seats without it. Texts never hold secrets: a configuration only refers to them.
 */
export const sourceCommands = {
  /** The configured sources as they stand in the file, with comments. */
  readSources: {
    request: z.object({}),
    reply: z.object({
      editable: z.boolean(),
      /** Why nothing can be changed here, as a sentence. */
      whyNot: z.nullable(z.string()),
      /** The file in use, or the one that would be written; null when it must not be shown. */
      path: z.nullable(z.string()),
      /** Changes with every edit of the file, by whomever; sent back when saving. */
      revision: z.string(),
      sources: z.array(
        z.object({ id: z.string(), type: z.enum(sourceTypes), paused: z.boolean(), yaml: z.string() }),
      ),
      /** What is wrong with the file as it stands now, while the last good one is in use. */
      errors: z.array(configErrorSchema),
    }),
  },
  /** Validates one source without trying it. `replaces`: the id it stands in for, null for a new one. */
  checkSource: {
    request: z.object({ yaml: sourceYaml, replaces: z.nullable(z.string()) }),
    reply: z.object({ errors: z.array(configErrorSchema) }),
  },
  /** Runs the source for some seconds beside the others, without any effect on the picture. */
  testSource: {
    request: z.object({ yaml: sourceYaml }),
    reply: z.object({ errors: z.array(configErrorSchema), trial: z.nullable(trialSchema) }),
  },
  /** Adds or replaces one source in the file, comments and order kept, and puts it into effect. */
  saveSource: {
    request: z.object({ yaml: sourceYaml, replaces: z.nullable(z.string()), revision: z.string() }),
    reply: z.object({ errors: z.array(configErrorSchema) }),
  },
  removeSource: { request: z.object({ id: z.string(), revision: z.string() }), reply: z.object({}) },
  /** Written into the file, so that it outlives a restart. */
  pauseSource: { request: z.object({ id: z.string(), paused: z.boolean() }), reply: z.object({}) },
  /** What a running source last received. */
  peekSource: {
    request: z.object({ id: z.string() }),
    reply: z.object({ payloads: z.array(payloadSchema) }),
  },
  /** Names of the secrets in the desktop's keychain, never what they are. Needs the capability `keychain`. */
  secretNames: { request: z.object({}), reply: z.object({ names: z.array(z.string()) }) },
  /** Puts a secret into the desktop's keychain, or takes it out (null). It cannot be read back. */
  storeSecret: {
    request: z.object({
      name: z.string().check(z.minLength(1), z.maxLength(128)),
      secret: z.nullable(z.string().check(z.minLength(1), z.maxLength(16_384))),
    }),
    reply: z.object({}),
  },
  /** What auto-discovery recognised behind a running Prometheus source. */
  discoverSource: {
    request: z.object({ id: z.string() }),
    reply: z.object({ guesses: z.array(guessSchema) }),
  },
  /** Writes guesses, as they are or edited, into `signals` of the file. */
  acceptGuesses: {
    request: z.object({ id: z.string(), guesses: z.array(guessSchema), revision: z.string() }),
    reply: z.object({ errors: z.array(configErrorSchema) }),
  },
} as const;
