import { z } from 'zod';
import { units } from '../../../../shared/domain/signal.ts';
import { commonFields, connectionFields, pollFields } from '../connection-fields.ts';
import { httpUrl, sentUnits } from '../fields.ts';

const where = z
  .record(z.string(), z.union([z.string(), z.array(z.string()).min(1)]))
  .optional()
  .describe(
    'Label values a series must have: one of several; * stands for any text, ! in front turns it round.',
  );

const counter = z.string().min(1).describe('Name of a counter; its growth per second is taken.');
const unit = z.enum(sentUnits).optional().describe('Unit on the page; converted to the unit of the signal.');
const as = z.enum(units).optional().describe('Unit of a signal of your own.');

const counted = z.strictObject({ counter, where });

/** How one signal is computed from the series of a page, between one scrape and the next. */
const reading = z.union(
  [
    z.strictObject({
      gauge: z.string().min(1).describe('Name of a gauge; its value is taken.'),
      where,
      combine: z
        .enum(['avg', 'min', 'max', 'sum'])
        .default('avg')
        .describe('How several series of one service and region become one value.'),
      unit,
      as,
    }),
    z.strictObject({
      counter,
      where,
      unit,
      as,
    }),
    z.strictObject({
      ratio: z
        .strictObject({
          part: counted.describe('What is counted, such as failed requests.'),
          of: counted.describe('What it is a share of, such as all requests.'),
        })
        .describe('The growth of one counter as a share of another’s.'),
    }),
    z.strictObject({
      histogram: z.string().min(1).describe('Name of a histogram, without _bucket.'),
      quantile: z.number().gt(0).lt(1).describe('Which quantile, such as 0.95.'),
      where,
      unit,
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
  url: httpUrl.describe('Address of the page, usually ending in /metrics.'),
  ...connectionFields,
  ...pollFields(5_000),
  service: z
    .string()
    .min(1)
    .optional()
    .describe('Service of series whose labels name none; the id otherwise.'),
  region: z.string().min(1).default('default').describe('Region of series whose labels name none.'),
  labels: z
    .strictObject({
      service: z.string().default('service').describe('Label that names the service.'),
      region: z.string().default('region').describe('Label that names the region.'),
    })
    .prefault({})
    .describe('Labels that name the service and region of a series.'),
  read: z
    .record(z.string().regex(/^[a-z][a-z0-9_]*$/, 'expected a signal name such as latency_p95'), reading)
    .optional()
    .describe('How signals are computed; without it common metrics are recognised.'),
});
export type ExpositionSourceConfig = z.infer<typeof expositionSource>;
