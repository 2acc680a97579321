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
  keyPassphrase: secretSchema.optional().describe('Passphrase of the private key.'),
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

/** A user name, and where its password is kept. */
const basicSchema = z.strictObject({
  username: z.string().describe('User name.'),
  password: secretSchema.describe('Where the password is kept.'),
});

const proxySchema = z.union(
  [
    httpUrl.transform((url) => ({ url })),
    z.strictObject({
      url: httpUrl.describe('Address of the proxy.'),
      basic: basicSchema.optional().describe('Login at the proxy.'),
    }),
  ],
  { error: 'expected the http:// address of a proxy, or { url, basic }' },
);

const headerValue = z.union([z.string(), secretSchema], {
  error: 'expected text, or where the secret is kept: { env: NAME }, { file: PATH } or { keychain: NAME }',
});

/** What every source has, whatever it speaks. */
export const commonFields = {
  id: idField.describe('Name of the source, unlike any other.'),
  paused: z.boolean().default(false).describe('Keep the source configured, but do not ask it.'),
};

/** How a source is reached: the same for everything that starts with a TCP connection. */
export const connectionFields = {
  headers: z.record(z.string(), headerValue).optional().describe('HTTP headers sent along.'),
  tls: tlsSchema.optional().describe('Certificates; files are relative to the configuration.'),
  proxy: proxySchema.optional().describe('HTTP proxy; connections go through it by CONNECT.'),
  maxReplyMegabytes: z
    .number()
    .int()
    .min(1)
    .max(512)
    .default(16)
    .describe('Replies and messages larger than this, decompressed, are refused.'),
};

/** How a source logs in by HTTP headers; read anew for every request or connection. */
export const authSchema = z.strictObject({
  bearer: secretSchema.optional().describe('Token sent as Authorization: Bearer.'),
  basic: basicSchema.optional().describe('Login by HTTP basic authentication.'),
});

/** How old a value may become before it is stale. */
export const staleAfterField = duration(1_000, 86_400_000);

/** Sources that are asked again and again. */
export const pollFields = (everyDefaultMs: number) => ({
  every: duration(250, 3_600_000).default(everyDefaultMs).describe('How often it is asked.'),
  timeout: duration(100, 60_000).default(3_000).describe('How long the first byte of an answer may take.'),
  staleAfter: staleAfterField
    .optional()
    .describe('Values older than this are stale; some rounds when absent.'),
  auth: authSchema.optional().describe('How to log in.'),
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
