import type { Socket } from 'node:net';
import { errors } from 'undici';

/** More alerts than this are not waiting for their request to fail. */
const MAX_ALERTS = 64;

/**
 * In TLS 1.3 a server refuses a client's certificate after the handshake, by an alert. undici then says
 * only that the other side closed; this remembers what was said on which connection.
 */
export interface TlsAlerts {
  listen(socket: Socket): void;
  /** The alert behind an error of undici, or the error itself. */
  behind(error: unknown): unknown;
}

export function createTlsAlerts(): TlsAlerts {
  /** By local port: all that undici tells of a connection that ended. */
  const alerts = new Map<number, Error>();
  return {
    listen(socket) {
      // Unknown once the socket is gone.
      const { localPort } = socket;
      if (localPort === undefined) return;
      alerts.delete(localPort);
      socket.once('error', (error: Error) => {
        if (!('code' in error) || !String(error.code).startsWith('ERR_SSL')) return;
        if (alerts.size >= MAX_ALERTS) alerts.clear();
        alerts.set(localPort, error);
      });
    },
    behind(error) {
      if (!(error instanceof errors.SocketError)) return error;
      const { localPort } = error.socket ?? {};
      return (localPort === undefined ? undefined : alerts.get(localPort)) ?? error;
    },
  };
}
