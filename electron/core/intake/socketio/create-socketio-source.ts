import { ok } from '../../../../shared/domain/result.ts';
import type { SocketioSourceConfig } from '../../config/source-schemas/socketio.ts';
import { socketOptions } from '../policy/socket-options.ts';
import type { Source } from '../source.ts';
import type { SourceContext } from '../source-context.ts';
import { createStreamSource } from '../stream/create-stream-source.ts';
import { openConnection } from './connection.ts';
import { createSession } from './session.ts';

/** A socket.io server whose events are turned into samples, alerts and annotations by the declared mapping. */
export function createSocketioSource(config: SocketioSourceConfig, context: SourceContext): Source {
  const session = createSession(config.namespace);
  return createStreamSource('socketio', config, context, async (events) => {
    const { secrets, deps } = context;
    const token = config.auth?.token === undefined ? ok(null) : await secrets(config.auth.token);
    if (!token.ok) return token;
    const options = await socketOptions(config, secrets, context);
    if (!options.ok) return options;
    const login = { token: token.value, options: options.value };
    return ok(openConnection(config, login, session, deps.clock, events));
  });
}
