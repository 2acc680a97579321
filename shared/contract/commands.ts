import { z } from 'zod/mini';
import { alertSchema } from '../domain/alert.ts';
import { annotationSchema } from '../domain/annotation.ts';
import { healthStates } from '../domain/health-state.ts';
import { units } from '../domain/signal.ts';
import { sourceCommands } from './source-commands.ts';

const timeRange = { fromMs: z.number(), toMs: z.number() };

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
  /** Samples of the series of one service (all regions or one), for charts. Gaps stay gaps. */
  history: {
    request: z.object({
      ...timeRange,
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
        }),
      ),
    }),
  },
  /** State intervals of one service's cells; `recorded: false` intervals are gaps in the log. */
  transitions: {
    request: z.object({ ...timeRange, service: z.string() }),
    reply: z.object({
      intervals: z.array(z.object({ ...timeRange, region: z.string(), state: z.enum(healthStates) })),
      gaps: z.array(z.object(timeRange)),
    }),
  },
  /** The time bar: worst state of the world per bin, null where nothing was recorded. */
  timeline: {
    request: z.object({
      ...timeRange,
      bins: z.number().check(z.int(), z.minimum(1), z.maximum(MAX_TIMELINE_BINS)),
    }),
    reply: z.object({ ...timeRange, worst: z.array(z.nullable(z.enum(healthStates))) }),
  },
  /** Alerts that started or were active in the range, resolved ones included, newest first. */
  alertHistory: {
    request: z.object({
      ...timeRange,
      limit: z.number().check(z.int(), z.minimum(1), z.maximum(MAX_ALERT_HISTORY_ROWS)),
    }),
    reply: z.object({ alerts: z.array(alertSchema) }),
  },
  /** Deploys and incidents that touch the range, oldest first. */
  annotations: {
    request: z.object({
      ...timeRange,
      limit: z.number().check(z.int(), z.minimum(1), z.maximum(MAX_ANNOTATION_ROWS)),
    }),
    reply: z.object({ annotations: z.array(annotationSchema) }),
  },
  ...sourceCommands,
} as const;

export type Commands = typeof commands;
export type CommandName = keyof Commands;
export type CommandRequest<Name extends CommandName> = z.infer<Commands[Name]['request']>;
export type CommandReply<Name extends CommandName> = z.infer<Commands[Name]['reply']>;

export function isCommandName(name: unknown): name is CommandName {
  return typeof name === 'string' && Object.hasOwn(commands, name);
}
