import { z } from 'zod';
import { commonFields, connectionFields, pollFields } from '../connection-fields.ts';
import { httpUrl } from '../fields.ts';

/** The public status page of a third party: Statuspage-style summary JSON, or an RSS or Atom feed of incidents. */
export const statuspageSource = z.strictObject({
  ...commonFields,
  type: z.literal('statuspage'),
  url: httpUrl.describe('Address of summary.json, of the feed, or of the page itself.'),
  ...connectionFields,
  ...pollFields(60_000),
  format: z
    .enum(['auto', 'summary', 'feed'])
    .default('auto')
    .describe(
      'What stands at the address. A feed only tells of incidents: without an open one nothing is claimed, so the service has no data instead of a green.',
    ),
  service: z.string().min(1).optional().describe('Name of the third party; the page’s own otherwise.'),
  region: z.string().min(1).default('third party').describe('Region its services are shown in.'),
  components: z
    .array(z.string().min(1))
    .optional()
    .describe('Only these components, each as a service of its own; the page as a whole when absent.'),
});
export type StatuspageSourceConfig = z.infer<typeof statuspageSource>;
