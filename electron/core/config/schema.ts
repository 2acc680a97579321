import { z } from 'zod';
import { wallScenes } from '../../../shared/domain/catalogue.ts';
import { units } from '../../../shared/domain/signal.ts';

const SECOND_MS = 1_000;
const durationUnitsMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: SECOND_MS,
  m: 60 * SECOND_MS,
  h: 3_600 * SECOND_MS,
  d: 86_400 * SECOND_MS,
};

const durationPattern = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/;
const durationExpectation = 'expected a duration such as 5s, 2m, 1h or 30d';

/** Parses `500ms`, `5s`, `2m`, `1h`, `30d`; null when it is none of these. */
export function parseDurationMs(text: string): number | null {
  const match = durationPattern.exec(text.trim());
  if (match === null) return null;
  return Number(match[1]) * durationUnitsMs[match[2]!]!;
}

/** A duration as a configuration says it, in the longest unit that leaves a whole number: `90s`, `2m`. */
export function durationText(valueMs: number): string {
  const [unit, unitMs] = Object.entries(durationUnitsMs).findLast(([, unitMs]) => valueMs % unitMs === 0) ?? [
    'ms',
    1,
  ];
  return `${valueMs / unitMs}${unit}`;
}

const duration = (minMs: number, maxMs: number) =>
  z
    .string({ error: durationExpectation })
    .regex(durationPattern, durationExpectation)
    .transform((text, context) => {
      const valueMs = parseDurationMs(text);
      if (valueMs !== null && valueMs >= minMs && valueMs <= maxMs) return valueMs;
      context.addIssue({
        code: 'custom',
        message: `expected a duration from ${durationText(minMs)} to ${durationText(maxMs)}`,
      });
      return z.NEVER;
    });

const id = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/, 'expected a short name of letters, digits, "-", "_" or "."');

const httpUrl = z.string().refine((text) => {
  try {
    return ['http:', 'https:'].includes(new URL(text).protocol);
  } catch {
    return false;
  }
}, 'expected an http:// or https:// address');

/** A secret is named, never written down: an environment variable or a file. */
const secretSchema = z.union(
  [z.strictObject({ env: z.string().min(1) }), z.strictObject({ file: z.string().min(1) })],
  { error: 'expected where the secret is kept: { env: NAME } or { file: PATH }' },
);
export type SecretReference = z.infer<typeof secretSchema>;

const authSchema = z.strictObject({
  bearer: secretSchema.optional(),
  basic: z.strictObject({ username: z.string(), password: secretSchema }).optional(),
});

/** Units values may arrive in; they are converted to the unit of their signal. */
const sentUnits = [
  's',
  'ms',
  'us',
  'ratio',
  'percent',
  'per_second',
  'per_minute',
  'count',
  'bytes',
  'celsius',
  'none',
] as const;

/** A path into a JSON payload: `$.a.b[0]`. Written as a constant when it does not start with `$`. */
const jsonPath = z
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

const prometheusSource = z.strictObject({
  id,
  type: z.literal('prometheus'),
  url: httpUrl,
  every: duration(250, 3_600_000).default(5_000),
  timeout: duration(100, 60_000).default(3_000),
  /** Region for series whose labels name none. */
  region: z.string().optional(),
  auth: authSchema.optional(),
  headers: z.record(z.string(), z.string()).optional(),
  alerts: z.boolean().default(true),
  staleAfter: duration(1_000, 86_400_000).optional(),
});
export type PrometheusSourceConfig = z.infer<typeof prometheusSource>;

const socketioSource = z.strictObject({
  id,
  type: z.literal('socketio'),
  url: httpUrl,
  path: z.string().startsWith('/').default('/socket.io'),
  namespace: z.string().startsWith('/').default('/'),
  auth: z.strictObject({ token: secretSchema }).optional(),
  headers: z.record(z.string(), z.string()).optional(),
  /** Emitted once after every connect, for servers that want to be asked. */
  subscribe: z.strictObject({ event: z.string(), payload: z.unknown().optional() }).optional(),
  events: z.record(z.string(), z.discriminatedUnion('to', [sampleMapping, alertMapping])),
  staleAfter: duration(1_000, 86_400_000).default(15_000),
});
export type SocketioSourceConfig = z.infer<typeof socketioSource>;
export type EventMapping = SocketioSourceConfig['events'][string];

export const sourceSchema = z.discriminatedUnion('type', [prometheusSource, socketioSource]);
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
  /** Only these sources are asked; all Prometheus sources when absent. */
  sources: z.array(id).optional(),
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
  id: id.optional(),
  service: z.string().min(1),
  /** In percent, as people say it: 99.9. */
  target: z.number().gt(0).lt(100),
  window: duration(3_600_000, 400 * 86_400_000).default(30 * 86_400_000),
});
export type ObjectiveConfig = z.infer<typeof objectiveConfig>;

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
