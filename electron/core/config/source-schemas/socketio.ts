import { z } from 'zod';
import { commonFields, connectionFields } from '../connection-fields.ts';
import { duration, httpUrl, secretSchema } from '../fields.ts';
import { eventMapping, SEQUENCE_DESCRIPTION, sequenceSchema } from '../mapping-schema.ts';

/** Emitted to the server: after every connect, or when a message is known to be missing. */
const emitted = z.strictObject({ event: z.string(), payload: z.unknown().optional() });

/** A socket.io server whose events are mapped to samples, alerts and annotations. */
export const socketioSource = z.strictObject({
  ...commonFields,
  type: z.literal('socketio'),
  url: httpUrl,
  ...connectionFields,
  path: z.string().startsWith('/').default('/socket.io'),
  namespace: z.string().startsWith('/').default('/'),
  /** `token` is the handshake's `auth.token`; the others are HTTP headers. All are read anew for every connection. */
  auth: z
    .strictObject({
      token: secretSchema.optional(),
      bearer: secretSchema.optional(),
      basic: z.strictObject({ username: z.string(), password: secretSchema }).optional(),
    })
    .optional(),
  subscribe: emitted
    .optional()
    .describe(
      'Emitted after every connect, also a recovered one. Alerts that the server does not send again after a reconnect stay unconfirmed: have it answer this, or resync, with what is firing.',
    ),
  events: z.record(z.string(), eventMapping),
  sequence: sequenceSchema.optional().describe(SEQUENCE_DESCRIPTION),
  resync: emitted
    .optional()
    .describe(
      'Emitted when messages are missing and after a reconnect that recovered nothing, at most every 5 s, for servers that can send a snapshot.',
    ),
  staleAfter: duration(1_000, 86_400_000).default(15_000),
});
export type SocketioSourceConfig = z.infer<typeof socketioSource>;
