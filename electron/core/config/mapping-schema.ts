import { z } from 'zod';
import { sentUnits } from './fields.ts';

/** A path into a JSON payload: `$.a.b[0]`. Written as a constant when it does not start with `$`. */
export const jsonPath = z
  .string()
  .regex(/^(\$(\.[A-Za-z_][\w-]*|\[\d+\])*|[^$].*)$/, 'expected a path such as $.ms or a constant');

const MAP_DESCRIPTION = 'Where the fields stand in one item: a path such as $.ms, or a constant.';

const each = jsonPath.optional().describe('Path to the list of items when one message carries many.');
const service = jsonPath.optional().describe('Where the service is named.');
const region = jsonPath.optional().describe('Where the region is named.');

const sampleMapping = z.strictObject({
  to: z.literal('sample'),
  each,
  map: z
    .strictObject({
      service,
      region,
      from: jsonPath.optional().describe('Where the near end of a link is named.'),
      to: jsonPath.optional().describe('Where the far end of a link is named.'),
      signal: jsonPath.describe('Where the signal is named, or its name.'),
      value: jsonPath.describe('Where the value stands: a number, or text that is one.'),
      unit: z
        .enum(sentUnits)
        .optional()
        .describe('Unit of the value as sent: s, ms, us, ratio, percent, per_second, count, bytes.'),
      at: jsonPath
        .optional()
        .describe('Epoch seconds, epoch milliseconds or RFC 3339; the receive time when absent.'),
    })
    .refine(
      (map) =>
        (map.service !== undefined && map.region !== undefined) ||
        (map.from !== undefined && map.to !== undefined),
      'expected service and region, or from and to',
    )
    .describe(MAP_DESCRIPTION),
});

const alertMapping = z.strictObject({
  to: z.literal('alert'),
  each,
  map: z
    .strictObject({
      name: jsonPath.describe('Where the alert is named.'),
      title: jsonPath.optional().describe('What happened in words; the name when absent.'),
      state: jsonPath.optional().describe('Where it says whether it fires.'),
      severity: jsonPath.optional().describe('Where its severity stands.'),
      summary: jsonPath.optional().describe('Where it is explained in a sentence.'),
      service,
      region,
      startsAt: jsonPath.optional().describe('Since when it fires.'),
      labels: jsonPath.optional().describe('Path to an object of further labels.'),
    })
    .describe(MAP_DESCRIPTION),
});

const annotationMapping = z.strictObject({
  to: z.literal('annotation'),
  each,
  map: z
    .strictObject({
      title: jsonPath.describe('Where it is named.'),
      kind: jsonPath.optional().describe('deploy, incident, maintenance or note; deploy when absent.'),
      text: jsonPath.optional().describe('Where it is explained.'),
      service,
      region,
      at: jsonPath.optional().describe('When it happened, or began; the receive time when absent.'),
      end: jsonPath.optional().describe('When it ended.'),
      id: jsonPath.optional().describe('Identity of the event: reported again it replaces the earlier one.'),
      url: jsonPath.optional().describe('Address with more about it.'),
    })
    .describe(MAP_DESCRIPTION),
});

/** What one kind of message means. */
export const eventMapping = z.discriminatedUnion('to', [sampleMapping, alertMapping, annotationMapping]);
export type EventMapping = z.infer<typeof eventMapping>;

/** The events of a stream by name; others are left alone. */
export const eventsField = z
  .record(z.string(), eventMapping)
  .describe('What the events of the stream mean, by name; others are left alone.');

export const SEQUENCE_DESCRIPTION =
  'Where messages carry their number, which grows by one with each message of the whole stream. Missing ones are counted and told, repeated ones are dropped, and one that was overtaken never replaces a newer value. A message without a number is taken as it comes. Without an epoch, a number that goes back far, or with a new connection, is a new start.';

/** Where a sender numbers its messages, so that a missing one is noticed. */
export const sequenceSchema = z.strictObject({
  number: jsonPath.describe('Grows by one with each message of an epoch.'),
  epoch: jsonPath
    .optional()
    .describe('Changes when the sender starts over; without it a number that goes back means a new start.'),
});
export type SequenceConfig = z.infer<typeof sequenceSchema>;
