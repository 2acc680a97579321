import { z } from 'zod';
import { units } from '../../../../shared/domain/signal.ts';
import { commonFields, connectionFields, pollFields } from '../connection-fields.ts';
import { httpUrl, sentUnits } from '../fields.ts';

/** Label values a series must have: one of several, `*` stands for any text. `!` in front turns it round. */
const where = z.record(z.string(), z.union([z.string(), z.array(z.string()).min(1)])).optional();

const counted = z.strictObject({ counter: z.string().min(1), where });

/** How one signal is computed from the series of a page, between one scrape and the next. */
const reading = z.union(
  [
    z.strictObject({
      gauge: z.string().min(1),
      where,
      /** How several series of one service and region become one value. */
      combine: z.enum(['avg', 'min', 'max', 'sum']).default('avg'),
      unit: z.enum(sentUnits).optional(),
      as: z.enum(units).optional(),
    }),
    z.strictObject({
      counter: z.string().min(1),
      where,
      unit: z.enum(sentUnits).optional(),
      as: z.enum(units).optional(),
    }),
    z.strictObject({ ratio: z.strictObject({ part: counted, of: counted }) }),
    z.strictObject({
      histogram: z.string().min(1),
      quantile: z.number().gt(0).lt(1),
      where,
      unit: z.enum(sentUnits).optional(),
    }),
  ],
  {
    error:
      'expected { gauge: NAME }, { counter: NAME }, { ratio: { part, of } } or { histogram: NAME, quantile: 0.95 }',
  },
);
export type ExpositionReading = z.infer<typeof reading>;

/** A `/metrics` page read directly, in the Prometheus text format or OpenMetrics. */
export const expositionSource = z.strictObject({
  ...commonFields,
  type: z.literal('exposition'),
  url: httpUrl,
  ...connectionFields,
  ...pollFields(5_000),
  service: z
    .string()
    .min(1)
    .optional()
    .describe('Service of series whose labels name none; the id otherwise.'),
  region: z.string().min(1).default('default').describe('Region of series whose labels name none.'),
  labels: z
    .strictObject({ service: z.string().default('service'), region: z.string().default('region') })
    .prefault({}),
  read: z
    .record(z.string().regex(/^[a-z][a-z0-9_]*$/, 'expected a signal name such as latency_p95'), reading)
    .optional()
    .describe('How signals are computed; without it common metrics are recognised.'),
});
export type ExpositionSourceConfig = z.infer<typeof expositionSource>;
