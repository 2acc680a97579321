import { z } from 'zod';
import { wallScenes } from '../../../shared/domain/catalogue.ts';
import { units } from '../../../shared/domain/signal.ts';
import { duration, httpUrl, idField, sentUnits } from './fields.ts';
import { limitsSchema, maintenanceSchema, rollUpSchema, timeZone } from './health-schema.ts';
import { rulesSchema } from './rules-schema.ts';
import { alertmanagerSource } from './source-schemas/alertmanager.ts';
import { expositionSource } from './source-schemas/exposition.ts';
import { prometheusSource } from './source-schemas/prometheus.ts';
import { socketioSource } from './source-schemas/socketio.ts';
import { statuspageSource } from './source-schemas/statuspage.ts';
import { webhookSource } from './source-schemas/webhook.ts';
import { webSocketSource } from './source-schemas/websocket.ts';
import { stormSchema } from './storm-schema.ts';
import { webhooksSchema } from './webhooks-schema.ts';

export const sourceSchema = z.discriminatedUnion('type', [
  prometheusSource,
  expositionSource,
  alertmanagerSource,
  socketioSource,
  webSocketSource,
  statuspageSource,
  webhookSource,
]);
export type SourceConfig = z.infer<typeof sourceSchema>;

const signalQuery = z.strictObject({
  query: z.string().min(1).describe('PromQL of an instant query.'),
  unit: z.enum(sentUnits).optional().describe('Unit of the result; converted to the unit of the signal.'),
  as: z.enum(units).optional().describe('Unit of a signal of your own.'),
  labels: z
    .strictObject({
      service: z.string().default('service').describe('Label that names the service.'),
      region: z.string().default('region').describe('Label that names the region.'),
      from: z.string().default('from').describe('Label that names the near end of a link.'),
      to: z.string().default('to').describe('Label that names the far end of a link.'),
    })
    .prefault({})
    .describe('Labels that name the service and region, or the two ends of a link.'),
  sources: z
    .array(idField)
    .optional()
    .describe('Only these sources or groups are asked; all Prometheus sources when absent.'),
});
export type SignalQuery = z.infer<typeof signalQuery>;

const queryExpectation = 'expected a PromQL query, { query: … }, or a list of these';
const queryOrText = z.union(
  [
    z
      .string()
      .min(1)
      .transform((query) => signalQuery.parse({ query })),
    signalQuery,
  ],
  { error: queryExpectation },
);
const signalsSchema = z.record(
  z.string().regex(/^[a-z][a-z0-9_]*$/, 'expected a signal name such as latency_p95'),
  z.union([queryOrText.transform((one) => [one]), z.array(queryOrText)], { error: queryExpectation }),
);

const serviceConfig = z.strictObject({
  id: z.string().min(1).describe('The service as sources name it.'),
  name: z.string().optional().describe('Name shown instead.'),
  owner: z.string().optional().describe('Team or person in charge.'),
  tier: z
    .union([z.string().min(1).max(40), z.number()])
    .transform(String)
    .optional()
    .describe('How much depends on it, such as 1 or gold; the overview groups and filters by it.'),
  runbook: httpUrl.optional().describe('Address of the runbook.'),
  limits: limitsSchema.optional().describe('Limits of this service, instead of the general ones.'),
  regions: z
    .record(
      z.string(),
      z.strictObject({ limits: limitsSchema.describe('Limits of this service in this region.') }),
    )
    .optional()
    .describe('What is different for this service in single regions, by the region as sources name it.'),
  dependsOn: z
    .array(z.string().min(1))
    .optional()
    .describe('Services it cannot do without: while one of them is down, its own trouble folds under that.'),
  rollUp: rollUpSchema.optional().describe('How its regions make its state; any when absent.'),
});

const regionConfig = z.strictObject({
  id: z.string().min(1).describe('The region as sources name it.'),
  city: z.string().optional().describe('City shown on the map.'),
  shortCode: z.string().optional().describe('Few letters that stand for the region where space is short.'),
  group: z.string().optional().describe('Part of the world it is listed under.'),
  provider: z
    .string()
    .min(1)
    .optional()
    .describe('Whose region it is; told from the codes of the large clouds otherwise.'),
  latitude: z.number().min(-90).max(90).optional().describe('Degrees north.'),
  longitude: z.number().min(-180).max(180).optional().describe('Degrees east.'),
  timeZone: z.string().optional().describe('IANA time zone, such as Europe/Berlin.'),
  limits: limitsSchema
    .optional()
    .describe('Limits of every service in this region that has none of its own.'),
});

const objectiveConfig = z.strictObject({
  id: idField.optional().describe('Name of the objective, unlike any other.'),
  service: z.string().min(1).describe('The service as sources name it.'),
  target: z.number().gt(0).lt(100).describe('Availability promised, in percent: 99.9.'),
  window: duration(3_600_000, 400 * 86_400_000)
    .default(30 * 86_400_000)
    .describe('How long the window is that slides along.'),
});
export type ObjectiveConfig = z.infer<typeof objectiveConfig>;

/** A dead-man's switch: an alert that always fires, so that its absence means the chain behind it is broken. */
const watchdogConfig = z.strictObject({
  alert: z.string().min(1).describe('Name of the alert that always fires.'),
  source: idField.optional().describe('The source or group that must report it; any when absent.'),
  within: duration(5_000, 86_400_000)
    .default(60_000)
    .describe('How long it may be missing before that is an alarm.'),
});
export type WatchdogConfig = z.infer<typeof watchdogConfig>;

/** The whole of vigil.yaml. Unknown keys are errors: a misspelt limit must not be a silent default. */
export const configSchema = z.strictObject({
  name: z.string().default('Vigil').describe('Name of this Vigil, shown in the top bar.'),
  timeZones: z
    .array(timeZone)
    .max(6)
    .default(['UTC'])
    .describe('Zones of the clock strip, the first one leads.'),
  sources: z.array(sourceSchema).default([]).describe('Where measurements and alerts come from.'),
  signals: signalsSchema
    .default({})
    .describe(
      'PromQL per signal. A Prometheus source that none of it is for is asked what discovery recognises, or else up.',
    ),
  limits: limitsSchema
    .default({})
    .describe(
      'Limits per signal in its base unit (seconds, ratio): beyond degraded warns, beyond down fails.',
    ),
  services: z
    .array(serviceConfig)
    .default([])
    .describe('Names, owners, runbooks and limits of services; those that are not listed are shown as well.'),
  regions: z
    .array(regionConfig)
    .default([])
    .describe(
      'Places the built-in table of cloud regions does not know, or that are to be shown differently.',
    ),
  maintenance: z
    .array(maintenanceSchema)
    .default([])
    .describe('Planned work: while it goes on, what it covers is in maintenance and raises no alarm.'),
  objectives: z
    .array(objectiveConfig)
    .default([])
    .describe('Promises: availability of a service over a window.'),
  watchdogs: z
    .array(watchdogConfig)
    .default([])
    .describe(
      'Alerts that must always fire. One called Watchdog or DeadMansSwitch is expected once it was seen.',
    ),
  rules: rulesSchema.describe("Vigil's own rules: each raises alerts of its own over what is measured here."),
  webhooks: webhooksSchema.describe('Where alerts are posted to when they fire and when they are over.'),
  storm: stormSchema.prefault({}).describe('When many alerts at once are folded into one headline.'),
  wall: z
    .strictObject({
      dwell: duration(3_000, 3_600_000).default(20_000).describe('How long each scene stays.'),
      scenes: z
        .array(z.enum(wallScenes))
        .min(1)
        .default(['map', 'matrix', 'alerts'])
        .describe('What is shown in turn.'),
    })
    .prefault({})
    .describe('The wall: what it shows, and for how long.'),
  retention: z
    .strictObject({
      raw: duration(86_400_000, 3_650 * 86_400_000)
        .optional()
        .describe(
          'Samples are kept as they were measured for this long, so that any second can be looked at again; 30d, or as long as minutes when that is shorter.',
        ),
      minutes: duration(86_400_000, 3_650 * 86_400_000)
        .optional()
        .describe(
          'The least, the greatest, the sum and the count of every minute are kept for this long; 90d, or as long as maxAge when that is shorter.',
        ),
      maxAge: duration(3_600_000, 3_650 * 86_400_000)
        .default(400 * 86_400_000)
        .describe('Older history is thrown away: roll-ups to hours, states, alerts and annotations.'),
      maxMegabytes: z
        .number()
        .int()
        .min(16)
        .max(1_000_000)
        .default(2_048)
        .describe(
          'Disk cap of the history; raw samples go first, then minutes, then hours, then events, the oldest of each first.',
        ),
    })
    .prefault({})
    .describe('How much history is kept.'),
});
export type VigilConfig = z.infer<typeof configSchema>;
