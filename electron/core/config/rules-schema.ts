import { z } from 'zod';
import { severities } from '../../../shared/domain/alert.ts';
import { ownMeasures } from '../../../shared/domain/rules/rule.ts';
import { duration, httpUrl, idField } from './fields.ts';

/** Most rules; each is judged in every place once a second. */
export const MAX_RULES = 200;

const labelName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'expected a label name of letters, digits and "_"');

const rulesOfVigil = z.strictObject({
  id: idField.describe('Name of the rule, unlike any other; its alerts carry it.'),
  signal: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/, 'expected a signal name such as latency_p95')
    .optional()
    .describe('The signal that is judged.'),
  own: z.enum(ownMeasures).optional().describe('Instead of a signal: what Vigil measures of itself.'),
  services: z.array(z.string().min(1)).min(1).optional().describe('Services it is about; all when absent.'),
  regions: z.array(z.string().min(1)).min(1).optional().describe('Regions it is about; all when absent.'),
  above: z.number().optional().describe('Fires above this, in the base unit of the signal (seconds, ratio).'),
  below: z.number().optional().describe('Fires below this.'),
  absentFor: duration(10_000, 7 * 86_400_000)
    .optional()
    .describe('Fires when the signal was not reported for so long, though its source answers.'),
  deviates: z
    .enum(['above', 'below', 'either'])
    .optional()
    .describe('Fires when the signal is outside what is usual in this hour of the week.'),
  for: duration(0, 86_400_000).default(0).describe('How long it must hold; at once when absent.'),
  severity: z.enum(severities).default('warning').describe('How bad it is.'),
  labels: z
    .record(labelName, z.string().max(200))
    .default({})
    .describe('Labels its alerts carry, such as team: edge.'),
  summary: z.string().min(1).max(200).optional().describe('What happened, in words.'),
  runbook: httpUrl.optional().describe('Address of the runbook.'),
});
export type RuleConfig = z.infer<typeof rulesOfVigil>;

/** Rules of Vigil's own. What no single value can show is checked in rules-checks. */
export const rulesSchema = z.array(rulesOfVigil).max(MAX_RULES).default([]);
