import { z } from 'zod';

/** When many alerts are told as one. */
export const stormSchema = z.strictObject({
  perMinute: z
    .number()
    .int()
    .min(5)
    .max(10_000)
    .default(30)
    .describe('So many alerts that begin within a minute are told as one storm.'),
});
