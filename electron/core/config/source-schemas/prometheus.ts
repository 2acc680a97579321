import { z } from 'zod';
import { commonFields, connectionFields, pollFields } from '../connection-fields.ts';
import { duration, httpUrl, idField } from '../fields.ts';

/** Prometheus, or anything that speaks its HTTP API: Thanos, Mimir, Cortex, VictoriaMetrics. */
export const prometheusSource = z.strictObject({
  ...commonFields,
  type: z.literal('prometheus'),
  url: httpUrl.describe('Address of the server, with its path prefix if it has one.'),
  ...connectionFields,
  ...pollFields(5_000),
  group: idField
    .optional()
    .describe('Servers of one group are asked the same and merged by label; one that answers is enough.'),
  region: z.string().optional().describe('Region for series whose labels name none.'),
  parameters: z
    .record(z.string(), z.string())
    .optional()
    .describe('Sent along with every query: partial_response, dedup, nocache, extra_label.'),
  alerts: z.boolean().default(true).describe('Read the alerts of its rules.'),
  discover: z
    .boolean()
    .default(true)
    .describe('Recognise what is there when no signal is configured for this source.'),
  backfill: duration(0, 30 * 86_400_000)
    .default(6 * 3_600_000)
    .describe('How far back history is fetched at the first start; later only holes are filled.'),
});
export type PrometheusSourceConfig = z.infer<typeof prometheusSource>;
