import { z } from 'zod';
import { authSchema, commonFields, connectionFields, staleAfterField } from '../connection-fields.ts';
import { webSocketUrl } from '../fields.ts';
import { eventsField, jsonPath, SEQUENCE_DESCRIPTION, sequenceSchema } from '../mapping-schema.ts';

/** A plain WebSocket server that sends JSON. */
export const webSocketSource = z.strictObject({
  ...commonFields,
  type: z.literal('websocket'),
  url: webSocketUrl.describe('Address of the server.'),
  ...connectionFields,
  auth: authSchema.optional().describe('How to log in.'),
  protocols: z.array(z.string().min(1)).default([]).describe('Subprotocols offered at the handshake.'),
  format: z.enum(['json', 'json-lines']).default('json').describe('One JSON value a message, or one a line.'),
  event: jsonPath
    .default('$.type')
    .describe('Where a message says which event it is; a constant when all are the same.'),
  events: eventsField,
  subscribe: z
    .array(z.unknown())
    .default([])
    .describe(
      'JSON messages sent after every connect. Alerts that the server does not send again after a reconnect stay unconfirmed: have it answer these, or resync, with what is firing.',
    ),
  sequence: sequenceSchema.optional().describe(SEQUENCE_DESCRIPTION),
  resync: z
    .array(z.unknown())
    .default([])
    .describe(
      'JSON messages sent when messages are missing and after a reconnect, at most every 5 s, for servers that can send a snapshot.',
    ),
  staleAfter: staleAfterField.default(15_000).describe('Values older than this are stale.'),
});
export type WebSocketSourceConfig = z.infer<typeof webSocketSource>;
