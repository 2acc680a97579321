import { ok } from '../../../../shared/domain/result.ts';
import type { WebSocketSourceConfig } from '../../config/source-schemas/websocket.ts';
import { socketOptions } from '../policy/socket-options.ts';
import type { Source } from '../source.ts';
import type { SourceContext } from '../source-context.ts';
import { createStreamSource } from '../stream/create-stream-source.ts';
import { openConnection } from './connection.ts';

/** A plain WebSocket server whose JSON is turned into samples, alerts and annotations by the declared mapping. */
export function createWebSocketSource(config: WebSocketSourceConfig, context: SourceContext): Source {
  return createStreamSource('websocket', config, context, async (events) => {
    const options = await socketOptions(config, context.secrets, context);
    if (!options.ok) return options;
    return ok(openConnection(config, options.value, context.deps.clock, events));
  });
}
