import { z } from 'zod/mini';
import { alertSchema } from '../domain/alert.ts';
import { annotationSchema } from '../domain/annotation.ts';
import { healthStates } from '../domain/health-state.ts';
import { knowledges } from '../domain/moment.ts';
import { gapSchema } from '../domain/recording-gap.ts';
import { units } from '../domain/signal.ts';
import { alertCommands } from './alert-commands.ts';
import { annotationCommands } from './annotation-commands.ts';
import { baselineCommands } from './baseline-commands.ts';
import { capsuleCommands } from './capsule-commands.ts';
import { ruleCommands } from './rule-commands.ts';
import { silenceCommands } from './silence-commands.ts';
import { sourceCommands } from './source-commands.ts';

const timeRange = { fromMs: z.number(), toMs: z.number() };

/** Leaves out, or shows as it then was, what was received after this moment; null asks for what is known today. */
const knownByMs = z.nullable(z.number());

/** Most points of one series a chart may ask for. */
export const MAX_HISTORY_POINTS = 2_000;
/** Most bins of a time strip. */
export const MAX_TIMELINE_BINS = 720;
/** Most rows of one page of alert history. */
export const MAX_ALERT_HISTORY_ROWS = 1_000;
/** Most annotations of one answer. */
export const MAX_ANNOTATION_ROWS = 1_000;

/**
 * Every request a client can make. Types are inferred from here, bindings loop over it,
 * and the facade must implement exactly these names to compile.
 */
export const commands = {
  /** First call of every client: versions are compared before anything else is trusted. */
  hello: {
    request: z.object({ protocol: z.number(), client: z.enum(['desktop', 'browser', 'test']) }),
    reply: z.object({
      protocol: z.number(),
      appVersion: z.string(),
      nowMs: z.number(),
      /** Abilities of this seat, for example `desktop`. */
      capabilities: z.array(z.string()),
    }),
  },
  /** The client noticed a gap: its next frame will be a full one. */
  resync: { request: z.object({ reason: z.string() }), reply: z.object({}) },
  /**
   * The picture of a past moment (rounded down to a whole second), as one encoded frame: a delta to the one the client
   * names in `have`, where the hub still has that, else a full one. Live frames go on meanwhile.
   */
  moment: {
    request: z.object({
      atMs: z.number(),
      knowledge: z.enum(knowledges),
      have: z.nullable(z.object({ epoch: z.number(), seq: z.number() })),
    }),
    reply: z.object({ frame: z.instanceof(Uint8Array) }),
  },
  /** Where a service next turned bad (see domain/incident); null when the log knows no such moment. */
  nextIncident: {
    request: z.object({ fromMs: z.number(), direction: z.enum(['earlier', 'later']) }),
    reply: z.object({ atMs: z.nullable(z.number()) }),
  },
  /** Samples of the series of one service (all regions or one), for charts. Gaps stay gaps. */
  history: {
    request: z.object({
      ...timeRange,
      knownByMs,
      service: z.string(),
      region: z.nullable(z.string()),
      signals: z.array(z.string()),
      maxPoints: z.number().check(z.int(), z.minimum(1), z.maximum(MAX_HISTORY_POINTS)),
    }),
    reply: z.object({
      series: z.array(
        z.object({
          signal: z.string(),
          region: z.string(),
          sourceId: z.string(),
          unit: z.enum(units),
          /** Parallel columns, oldest first. */
          atMs: z.array(z.number()),
          value: z.array(z.number()),
          /** Stretches that were not received as they happened but brought in afterwards. */
          filledLater: z.array(z.object(timeRange)),
        }),
      ),
    }),
  },
  /** State intervals of one service's cells; `recorded: false` intervals are gaps in the log. */
  transitions: {
    request: z.object({ ...timeRange, service: z.string() }),
    reply: z.object({
      intervals: z.array(z.object({ ...timeRange, region: z.string(), state: z.enum(healthStates) })),
      gaps: z.array(gapSchema),
    }),
  },
  /** The time bar: what happened in the world, per bin, and what of it was not recorded. */
  timeline: {
    request: z.object({
      ...timeRange,
      bins: z.number().check(z.int(), z.minimum(1), z.maximum(MAX_TIMELINE_BINS)),
    }),
    reply: z.object({
      ...timeRange,
      /** The worst state; null where nothing was recorded. */
      worst: z.array(z.nullable(z.enum(healthStates))),
      /** Cells that changed their state. */
      changes: z.array(z.number()),
      /** Alerts that fired, the most at any time within the bin. */
      alerts: z.array(z.number()),
      gaps: z.array(gapSchema),
      /** The oldest moment the log can show; null while it is empty. */
      oldestMs: z.nullable(z.number()),
    }),
  },
  /** Alerts that started or were active in the range, resolved ones included, newest first. */
  alertHistory: {
    request: z.object({
      ...timeRange,
      knownByMs,
      limit: z.number().check(z.int(), z.minimum(1), z.maximum(MAX_ALERT_HISTORY_ROWS)),
    }),
    reply: z.object({ alerts: z.array(alertSchema) }),
  },
  /** Deploys and incidents that touch the range, oldest first. */
  annotations: {
    request: z.object({
      ...timeRange,
      knownByMs,
      limit: z.number().check(z.int(), z.minimum(1), z.maximum(MAX_ANNOTATION_ROWS)),
    }),
    reply: z.object({ annotations: z.array(annotationSchema) }),
  },
  ...alertCommands,
  ...annotationCommands,
  ...baselineCommands,
  ...capsuleCommands,
  ...silenceCommands,
  ...ruleCommands,
  ...sourceCommands,
} as const;

export type Commands = typeof commands;
export type CommandName = keyof Commands;
export type CommandRequest<Name extends CommandName> = z.infer<Commands[Name]['request']>;
export type CommandReply<Name extends CommandName> = z.infer<Commands[Name]['reply']>;

export function isCommandName(name: unknown): name is CommandName {
  return typeof name === 'string' && Object.hasOwn(commands, name);
}
