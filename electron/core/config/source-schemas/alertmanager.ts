import { z } from 'zod';
import { commonFields, connectionFields, pollFields } from '../connection-fields.ts';
import { alertLabelsField, httpUrl, idField } from '../fields.ts';

/** An Alertmanager, read through its API v2. */
export const alertmanagerSource = z.strictObject({
  ...commonFields,
  type: z.literal('alertmanager'),
  url: httpUrl.describe('Address of the Alertmanager, with its path prefix if it has one.'),
  ...connectionFields,
  ...pollFields(5_000),
  group: idField
    .optional()
    .describe('Peers of one cluster share a group: merged, and named when they disagree.'),
  filter: z
    .array(z.string().min(1))
    .default([])
    .describe('Matchers such as team="edge"; all alerts when empty.'),
  receiver: z.string().optional().describe('Only alerts routed to receivers that match this expression.'),
  labels: alertLabelsField,
  ignoreLabels: z
    .array(z.string())
    .default([])
    .describe('Labels that are no part of an alert’s identity, such as replica.'),
});
export type AlertmanagerSourceConfig = z.infer<typeof alertmanagerSource>;
