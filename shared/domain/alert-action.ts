import { z } from 'zod/mini';
import { matcherSchema } from './silence.ts';

export const alertActionKinds = [
  'acknowledged',
  'unacknowledged',
  /** Vigil dropped an acknowledgement: the alert is over, or its time was up. */
  'ack_ended',
  /** Vigil went on for another one that let its lease run out. */
  'ack_taken_over',
  'silenced',
  'silence_extended',
  'silence_ended',
] as const;

/** What somebody, or Vigil itself, did about alerts. */
export const alertActionSchema = z.object({
  id: z.string(),
  kind: z.enum(alertActionKinds),
  atMs: z.number(),
  /** The person, as they name themselves; `Vigil` for what it did by itself. */
  by: z.string(),
  /** May be empty. */
  why: z.string(),
  /** Null: until resolved, or nothing that lasts. */
  untilMs: z.nullable(z.number()),
  /** Empty for an acknowledgement that only this Vigil knows of. */
  silences: z.array(z.object({ id: z.string(), sourceIds: z.array(z.string()) })),
  /** Of a silence. */
  matchers: z.optional(z.array(matcherSchema)),
  /** When the alert began whose acknowledgement this Vigil keeps by itself. */
  startsAtMs: z.optional(z.number()),
});
export type AlertAction = z.infer<typeof alertActionSchema>;

/** Who acts when Vigil does it by itself. */
export const VIGIL_ITSELF = 'Vigil';
