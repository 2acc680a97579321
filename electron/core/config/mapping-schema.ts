import { z } from 'zod';
import { sentUnits } from './fields.ts';

/** A path into a JSON payload: `$.a.b[0]`. Written as a constant when it does not start with `$`. */
export const jsonPath = z
  .string()
  .regex(/^(\$(\.[A-Za-z_][\w-]*|\[\d+\])*|[^$].*)$/, 'expected a path such as $.ms or a constant');

const sampleMapping = z.strictObject({
  to: z.literal('sample'),
  /** Path to the list of items when one message carries many. */
  each: jsonPath.optional(),
  map: z
    .strictObject({
      service: jsonPath.optional(),
      region: jsonPath.optional(),
      from: jsonPath.optional(),
      to: jsonPath.optional(),
      signal: jsonPath,
      value: jsonPath,
      /** Unit of the value as sent: s, ms, us, ratio, percent, per_second, count, bytes. */
      unit: z.enum(sentUnits).optional(),
      /** Epoch seconds, epoch milliseconds or RFC 3339; the receive time when absent. */
      at: jsonPath.optional(),
    })
    .refine(
      (map) =>
        (map.service !== undefined && map.region !== undefined) ||
        (map.from !== undefined && map.to !== undefined),
      'expected service and region, or from and to',
    ),
});

const alertMapping = z.strictObject({
  to: z.literal('alert'),
  each: jsonPath.optional(),
  map: z.strictObject({
    name: jsonPath,
    /** What happened in words; the name when absent. */
    title: jsonPath.optional(),
    state: jsonPath.optional(),
    severity: jsonPath.optional(),
    summary: jsonPath.optional(),
    service: jsonPath.optional(),
    region: jsonPath.optional(),
    startsAt: jsonPath.optional(),
    /** Path to an object of further labels. */
    labels: jsonPath.optional(),
  }),
});

const annotationMapping = z.strictObject({
  to: z.literal('annotation'),
  each: jsonPath.optional(),
  map: z.strictObject({
    title: jsonPath,
    /** deploy, incident, maintenance or note; deploy when absent. */
    kind: jsonPath.optional(),
    text: jsonPath.optional(),
    service: jsonPath.optional(),
    region: jsonPath.optional(),
    at: jsonPath.optional(),
    end: jsonPath.optional(),
    /** Identity of the event: reported again it replaces the earlier one. */
    id: jsonPath.optional(),
    url: jsonPath.optional(),
  }),
});

/** What one kind of message means. */
export const eventMapping = z.discriminatedUnion('to', [sampleMapping, alertMapping, annotationMapping]);
export type EventMapping = z.infer<typeof eventMapping>;

export const SEQUENCE_DESCRIPTION =
  'Where messages carry their number, which grows by one with each message of the whole stream. Missing ones are counted and told, repeated ones are dropped, and one that was overtaken never replaces a newer value. A message without a number is taken as it comes. Without an epoch, a number that goes back far, or with a new connection, is a new start.';

/** Where a sender numbers its messages, so that a missing one is noticed. */
export const sequenceSchema = z.strictObject({
  /** Grows by one with each message of an epoch. */
  number: jsonPath,
  /** Changes when the sender starts over; without it a number that goes back means a new start. */
  epoch: jsonPath.optional(),
});
export type SequenceConfig = z.infer<typeof sequenceSchema>;
