import { networkErrorWords, statusWords } from '../policy/http-words.ts';

const MAX_QUOTED_CHARS = 200;

/** Follows `description` and `error`, where engine.io keeps what really happened. */
function innermost(error: unknown): unknown {
  let current = error;
  for (let depth = 0; depth < 4 && typeof current === 'object' && current !== null; depth += 1) {
    if ('description' in current && current.description !== undefined) current = current.description;
    else if ('error' in current && current.error instanceof Error) current = current.error;
    else break;
  }
  return current;
}

/** Why a connection attempt failed, as a sentence; null when socket.io itself does not tell. */
export function connectErrorWords(error: unknown, host: string, namespace: string): string | null {
  const cause = innermost(error);
  // Polling puts the HTTP status here.
  if (typeof cause === 'number' && cause >= 200) return endpointWords(cause, host);
  const message = error instanceof Error ? error.message.slice(0, MAX_QUOTED_CHARS) : '';
  const upgradeStatus = /Unexpected server response: (\d{3})/.exec(
    cause instanceof Error ? cause.message : '',
  );
  if (upgradeStatus !== null) {
    return endpointWords(Number(upgradeStatus[1]), host);
  }
  if (cause instanceof Error && cause !== error) return networkErrorWords(cause, host);
  if (message === 'timeout') return `${host} did not accept a socket.io connection in time.`;
  if (message === 'Invalid namespace') return `${host} has no namespace ${namespace}.`;
  if (message === 'xhr poll error' || message === 'websocket error') return null;
  return `${host} refused the connection: ${message === '' ? 'no reason given' : message}.`;
}

/** What the status means that an engine.io endpoint answered with. */
export function endpointWords(status: number, host: string): string {
  return status < 300 || status === 400 || status === 404
    ? `${host} has no socket.io server at this path (it answered ${status}); check url and path.`
    : statusWords(status, host);
}

/** Why a connection ended, as a sentence. */
export function disconnectWords(reason: string, host: string): string {
  switch (reason) {
    case 'io server disconnect':
      return `${host} ended the connection.`;
    case 'ping timeout':
      return `${host} stopped answering: no heartbeat came.`;
    case 'parse error':
      return `${host} sent something that is not socket.io.`;
    default:
      return `The connection to ${host} broke (${reason}).`;
  }
}
