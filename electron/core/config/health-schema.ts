import { z } from 'zod';
import { MAX_CONFIRMATIONS } from '../../../shared/domain/hysteresis.ts';

export const timeZone = z.string().refine((zone) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}, 'expected an IANA time zone such as Europe/Berlin');

const inARow = z.number().int().min(1).max(MAX_CONFIRMATIONS);

/** Limits by signal, and how many measurements it takes to believe that they were crossed. */
export const limitsSchema = z.record(
  z.string(),
  z.strictObject({
    degraded: z.number().optional().describe('Beyond this the service is degraded.'),
    down: z.number().optional().describe('Beyond this the service is down.'),
    openAfter: inARow
      .optional()
      .describe('Measurements in a row beyond a limit before it counts; 2 when absent.'),
    closeAfter: inARow
      .optional()
      .describe('Measurements in a row within a limit before it is over; 2 when absent.'),
  }),
);

const rollUpExpectation = 'expected any, { quorum: REGIONS } or { traffic: PERCENT }';

/** How the regions of a service make its state. */
export const rollUpSchema = z.union(
  [
    z.literal('any', { error: rollUpExpectation }).describe('As bad as its worst region.'),
    z.strictObject({
      quorum: z.number().int().min(1).describe('Down when so many regions are down.'),
    }),
    z.strictObject({
      traffic: z
        .number()
        .gt(0)
        .max(100)
        .describe('Down when regions with so many percent of its traffic are down.'),
    }),
  ],
  { error: rollUpExpectation },
);

const momentPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;
const momentExpectation =
  'expected a moment with its zone, such as 2026-09-22T14:00:00Z or 2026-09-22T16:00:00+02:00';

/** A moment; milliseconds afterwards. */
const moment = z
  .string({ error: momentExpectation })
  .regex(momentPattern, momentExpectation)
  .transform((text, context) => {
    const atMs = Date.parse(text);
    if (Number.isFinite(atMs)) return atMs;
    context.addIssue({ code: 'custom', message: momentExpectation });
    return z.NEVER;
  });

const clockTime = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'expected a time of day such as 02:30, at most 24:00');

/** Days as configured; their places are the numbers of `Date`. */
export const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** Planned work, once or every week. */
export const maintenanceSchema = z.strictObject({
  services: z.array(z.string().min(1)).min(1).optional().describe('Services it is about; all when absent.'),
  regions: z.array(z.string().min(1)).min(1).optional().describe('Regions it is about; all when absent.'),
  from: moment.optional().describe('When it begins, with its zone.'),
  to: moment.optional().describe('When it ends, by itself.'),
  weekly: z
    .strictObject({
      days: z.array(z.enum(weekdays)).min(1).describe('Days on which it begins.'),
      from: clockTime.describe('Time of day at which it begins.'),
      to: clockTime.describe('Time of day at which it ends; on the next day when it is not after the begin.'),
      timeZone: timeZone.default('UTC').describe('IANA time zone of these times.'),
    })
    .optional()
    .describe('Begins every week, instead of from and to.'),
  who: z.string().min(1).describe('Who does it, or whom to ask.'),
  why: z.string().min(1).describe('What is done.'),
});
export type MaintenanceConfig = z.infer<typeof maintenanceSchema>;
