import { z } from 'zod/mini';

/** One matcher of a silence, with Alertmanager's four operators. */
export const matcherSchema = z.object({
  name: z.string(),
  operator: z.enum(['=', '!=', '=~', '!~']),
  value: z.string(),
});

export const silenceStates = ['pending', 'active', 'expired'] as const;

/** A silence as an Alertmanager holds it. */
export const silenceSchema = z.object({
  id: z.string(),
  state: z.enum(silenceStates),
  matchers: z.array(matcherSchema),
  startsAtMs: z.number(),
  endsAtMs: z.number(),
  createdBy: z.string(),
  comment: z.string(),
});
export type Silence = z.infer<typeof silenceSchema>;

/** A silence as people see it: one, though several peers of a cluster hold it. */
export const heldSilenceSchema = z.extend(silenceSchema, {
  /** Alertmanagers that hold it. */
  sourceIds: z.array(z.string()),
});
export type HeldSilence = z.infer<typeof heldSilenceSchema>;
