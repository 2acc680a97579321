import { z } from 'zod';
import { duration, httpUrl, idField, secretSchema } from './fields.ts';

/** Where certificates are kept, relative to the configuration file. Private keys are files, never text. */
const tlsSchema = z.strictObject({
  ca: z
    .string()
    .min(1)
    .optional()
    .describe('PEM file with the authorities to trust instead of the bundled ones and the system’s.'),
  cert: z.string().min(1).optional().describe('PEM file with the client certificate (mTLS).'),
  key: z.string().min(1).optional().describe('PEM file with the private key of the client certificate.'),
  keyPassphrase: secretSchema.optional(),
  serverName: z
    .string()
    .min(1)
    .optional()
    .describe('Name the certificate must carry, when it is not the host.'),
  insecureSkipVerify: z
    .boolean()
    .default(false)
    .describe('Accept any certificate. Shown as a warning for as long as it is set.'),
});

const proxySchema = z.union(
  [
    httpUrl.transform((url) => ({ url })),
    z.strictObject({
      url: httpUrl,
      basic: z.strictObject({ username: z.string(), password: secretSchema }).optional(),
    }),
  ],
  { error: 'expected the http:// address of a proxy, or { url, basic }' },
);

const headerValue = z.union([z.string(), secretSchema], {
  error: 'expected text, or where the secret is kept: { env: NAME } or { file: PATH }',
});

/** What every source has, whatever it speaks. */
export const commonFields = {
  id: idField,
  paused: z.boolean().default(false).describe('Keep the source configured, but do not ask it.'),
};

/** How a source is reached: the same for everything that starts with a TCP connection. */
export const connectionFields = {
  headers: z.record(z.string(), headerValue).optional(),
  tls: tlsSchema.optional(),
  proxy: proxySchema.optional().describe('HTTP proxy; connections go through it by CONNECT.'),
  maxReplyMegabytes: z
    .number()
    .int()
    .min(1)
    .max(512)
    .default(16)
    .describe('Replies and messages larger than this, decompressed, are refused.'),
};

export const authSchema = z.strictObject({
  bearer: secretSchema.optional(),
  basic: z.strictObject({ username: z.string(), password: secretSchema }).optional(),
});

/** Sources that are asked again and again. */
export const pollFields = (everyDefaultMs: number) => ({
  every: duration(250, 3_600_000).default(everyDefaultMs),
  timeout: duration(100, 60_000).default(3_000),
  staleAfter: duration(1_000, 86_400_000).optional(),
  auth: authSchema.optional(),
});

/** Everything needed to open a connection; every source configuration but a webhook's satisfies it. */
export interface ConnectionConfig {
  readonly url: string;
  readonly headers?: z.infer<z.ZodOptional<typeof connectionFields.headers>> | undefined;
  readonly tls?: z.infer<typeof tlsSchema> | undefined;
  readonly proxy?: z.infer<typeof proxySchema> | undefined;
  readonly auth?: z.infer<typeof authSchema> | undefined;
  readonly maxReplyMegabytes: number;
}
