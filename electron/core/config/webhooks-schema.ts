import { z } from 'zod';
import { severities } from '../../../shared/domain/alert.ts';
import { connectionFields } from './connection-fields.ts';
import { duration, httpUrl, idField, secretSchema } from './fields.ts';

/** Most webhooks; each alert is held against each of them. */
const MAX_WEBHOOKS = 50;

const outgoingWebhook = z.strictObject({
  id: idField.describe('Name of the webhook, unlike any other.'),
  url: httpUrl.describe('Where alerts are posted to.'),
  secret: secretSchema.describe('What posts are signed with; the receiver has the same.'),
  matchers: z
    .array(z.string().min(1))
    .default([])
    .describe('Matchers such as service="checkout" or alertname=~"Disk.*"; all alerts when empty.'),
  severities: z.array(z.enum(severities)).min(1).optional().describe('Only these; all when absent.'),
  resolved: z.boolean().default(true).describe('Post as well when an alert is over.'),
  timeout: duration(100, 60_000).default(10_000).describe('How long the first byte of an answer may take.'),
  ...connectionFields,
});
export type WebhookConfig = z.infer<typeof outgoingWebhook>;

/** Where alerts are posted to, for automated response. What no single value can show is checked in webhooks-checks. */
export const webhooksSchema = z.array(outgoingWebhook).max(MAX_WEBHOOKS).default([]);
