import { z } from 'zod';
import { commonFields } from '../connection-fields.ts';
import { alertLabelsField, duration, secretSchema } from '../fields.ts';

/** What others post to `/hooks/<id>` in served mode: Alertmanager's webhook, deploys and incidents. */
export const webhookSource = z.strictObject({
  ...commonFields,
  type: z.literal('webhook'),
  token: secretSchema.describe('What callers must present as a bearer token.'),
  labels: alertLabelsField,
  maxReplyMegabytes: z.number().int().min(1).max(64).default(4).describe('Longer bodies are refused.'),
  repeatEvery: duration(60_000, 30 * 86_400_000)
    .default(4 * 3_600_000)
    .describe(
      'The repeat_interval of the Alertmanager that posts: an alert that is not posted again in time is marked unconfirmed.',
    ),
  expectEvery: duration(10_000, 30 * 86_400_000)
    .optional()
    .describe('Call the source unreachable when nothing was posted for this long.'),
});
export type WebhookSourceConfig = z.infer<typeof webhookSource>;
