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
