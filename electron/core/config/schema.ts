import { z } from 'zod';
import { wallScenes } from '../../../shared/domain/catalogue.ts';
import { units } from '../../../shared/domain/signal.ts';
import { duration, httpUrl, idField, sentUnits } from './fields.ts';
import { alertmanagerSource } from './source-schemas/alertmanager.ts';
import { expositionSource } from './source-schemas/exposition.ts';
import { prometheusSource } from './source-schemas/prometheus.ts';
import { socketioSource } from './source-schemas/socketio.ts';
import { statuspageSource } from './source-schemas/statuspage.ts';
import { webhookSource } from './source-schemas/webhook.ts';
import { webSocketSource } from './source-schemas/websocket.ts';

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
  query: z.string().min(1),
  /** Unit of the query's result; converted to the signal's unit. */
  unit: z.enum(sentUnits).optional(),
  /** Unit of a custom signal. */
  as: z.enum(units).optional(),
  /** Which labels name the service and region, or the two ends of a link. */
  labels: z
    .strictObject({
      service: z.string().default('service'),
      region: z.string().default('region'),
      from: z.string().default('from'),
      to: z.string().default('to'),
    })
    .prefault({}),
  /** Only these sources or groups are asked; all Prometheus sources when absent. */
  sources: z.array(idField).optional(),
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

const limitsSchema = z.record(
  z.string(),
  z.strictObject({ degraded: z.number().optional(), down: z.number().optional() }),
);

const serviceConfig = z.strictObject({
  id: z.string().min(1),
  name: z.string().optional(),
  owner: z.string().optional(),
  runbook: httpUrl.optional(),
  limits: limitsSchema.optional(),
});

const regionConfig = z.strictObject({
  id: z.string().min(1),
  city: z.string().optional(),
  shortCode: z.string().optional(),
  group: z.string().optional(),
  latitude: z.number().min(-90).max(90).optional(),
  longitude: z.number().min(-180).max(180).optional(),
  timeZone: z.string().optional(),
});

const objectiveConfig = z.strictObject({
  id: idField.optional(),
  service: z.string().min(1),
  /** In percent, as people say it: 99.9. */
  target: z.number().gt(0).lt(100),
  window: duration(3_600_000, 400 * 86_400_000).default(30 * 86_400_000),
});
export type ObjectiveConfig = z.infer<typeof objectiveConfig>;

/** A dead-man's switch: an alert that always fires, so that its absence means the chain behind it is broken. */
const watchdogConfig = z.strictObject({
  alert: z.string().min(1),
  /** The source or group that must report it; any when absent. */
  source: idField.optional(),
  /** How long it may be missing before that is an alarm. */
  within: duration(5_000, 86_400_000).default(60_000),
});
export type WatchdogConfig = z.infer<typeof watchdogConfig>;

const timeZone = z.string().refine((zone) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}, 'expected an IANA time zone such as Europe/Berlin');

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
    .describe('PromQL per signal; without any, availability is read from up.'),
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
  wall: z
    .strictObject({
      /** Seconds each scene stays. */
      dwell: duration(3_000, 3_600_000).default(20_000),
      scenes: z.array(z.enum(wallScenes)).min(1).default(['map', 'matrix', 'alerts']),
    })
    .prefault({}),
  retention: z
    .strictObject({
      maxAge: duration(3_600_000, 3_650 * 86_400_000).default(90 * 86_400_000),
      /** Disk cap of the journal in megabytes. */
      maxMegabytes: z.number().int().min(16).max(1_000_000).default(2_048),
    })
    .prefault({}),
});
export type VigilConfig = z.infer<typeof configSchema>;
