import { ok } from '../../../../shared/domain/result.ts';
import type { WebSocketSourceConfig } from '../../config/source-schemas/websocket.ts';
import type { Source } from '../source.ts';
import type { SourceContext } from '../source-context.ts';
import { createStreamSource } from '../stream/create-stream-source.ts';
import { streamHeaders } from '../stream/stream-headers.ts';
import { openConnection } from './connection.ts';

/** A plain WebSocket server whose JSON is turned into samples, alerts and annotations by the declared mapping. */
export function createWebSocketSource(config: WebSocketSourceConfig, context: SourceContext): Source {
  return createStreamSource('websocket', config, context, async (events) => {
    const headers = await streamHeaders(config, context.secrets);
    if (!headers.ok) return headers;
    return ok(openConnection(config, headers.value, context.deps.clock, events));
  });
}
