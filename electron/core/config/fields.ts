import { z } from 'zod';

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

/** A duration within bounds; milliseconds afterwards. */
export const duration = (minMs: number, maxMs: number) =>
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

/** Names people give to things in the configuration. */
export const idField = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/, 'expected a short name of letters, digits, "-", "_" or "."');

const urlOf = (protocols: readonly string[], expectation: string) =>
  z.string().refine((text) => {
    try {
      return protocols.includes(new URL(text).protocol);
    } catch {
      return false;
    }
  }, expectation);

export const httpUrl = urlOf(['http:', 'https:'], 'expected an http:// or https:// address');
export const webSocketUrl = urlOf(['ws:', 'wss:'], 'expected a ws:// or wss:// address');

const secretName = (what: string) =>
  z.string().min(1, 'expected the name of a variable, a file or a keychain entry').describe(what);

/** A secret is named, never written down: an environment variable, a file, or the keychain of the desktop app. */
export const secretSchema = z.union(
  [
    z.strictObject({ env: secretName('Environment variable that holds the secret.') }),
    z.strictObject({ file: secretName('File that holds the secret, relative to the configuration.') }),
    z.strictObject({ keychain: secretName('Name of the secret in the keychain of the desktop app.') }),
  ],
  { error: 'expected where the secret is kept: { env: NAME }, { file: PATH } or { keychain: NAME }' },
);
export type SecretReference = z.infer<typeof secretSchema>;

/** Which labels of an alert name its service and region, the first that is there decides. */
export const alertLabelsField = z
  .strictObject({
    service: z.array(z.string()).default(['service', 'job']).describe('Labels that name the service.'),
    region: z.array(z.string()).default(['region']).describe('Labels that name the region.'),
  })
  .prefault({})
  .describe('Labels that name the service and region of an alert; the first that is there decides.');

/** Units values may arrive in; they are converted to the unit of their signal. */
export const sentUnits = [
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
