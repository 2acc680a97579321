import { z } from 'zod';
import { authSchema, commonFields, connectionFields, staleAfterField } from '../connection-fields.ts';
import { httpUrl, secretSchema } from '../fields.ts';
import { eventsField, SEQUENCE_DESCRIPTION, sequenceSchema } from '../mapping-schema.ts';

/** Emitted to the server: after every connect, or when a message is known to be missing. */
const emitted = z.strictObject({
  event: z.string().describe('Name of the event.'),
  payload: z.unknown().optional().describe('Sent with it.'),
});

/** A socket.io server whose events are mapped to samples, alerts and annotations. */
export const socketioSource = z.strictObject({
  ...commonFields,
  type: z.literal('socketio'),
  url: httpUrl.describe('Address of the server; namespace and path have keys of their own.'),
  ...connectionFields,
  path: z.string().startsWith('/').default('/socket.io').describe('Path of the engine on the server.'),
  namespace: z.string().startsWith('/').default('/').describe('Namespace to join.'),
  auth: authSchema
    .extend({ token: secretSchema.optional().describe('Sent as auth.token of the handshake.') })
    .optional()
    .describe('How to log in; read anew for every connection.'),
  subscribe: emitted
    .optional()
    .describe(
      'Emitted after every connect, also a recovered one. Alerts that the server does not send again after a reconnect stay unconfirmed: have it answer this, or resync, with what is firing.',
    ),
  events: eventsField,
  sequence: sequenceSchema.optional().describe(SEQUENCE_DESCRIPTION),
  resync: emitted
    .optional()
    .describe(
      'Emitted when messages are missing and after a reconnect that recovered nothing, at most every 5 s, for servers that can send a snapshot.',
    ),
  staleAfter: staleAfterField.default(15_000).describe('Values older than this are stale.'),
});
export type SocketioSourceConfig = z.infer<typeof socketioSource>;
