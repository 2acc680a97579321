import type { Failure } from '../domain/failure.ts';
import type { Result } from '../domain/result.ts';
import type { CommandName, CommandReply, CommandRequest } from './commands.ts';

/** State of the connection between a renderer and the hub. */
export type LinkState = 'connecting' | 'open' | 'lost' | 'refused';

/**
 * What every transport offers the renderer: the same over Electron IPC, socket.io and in memory.
 * Subscribing returns the unsubscribe. After subscribing to frames the first one is full.
 */
export interface Client {
  request<Name extends CommandName>(
    name: Name,
    payload: CommandRequest<Name>,
  ): Promise<Result<CommandReply<Name>, Failure>>;
  onFrame(listener: (bytes: Uint8Array) => void): () => void;
  onLink(listener: (state: LinkState) => void): () => void;
  close(): void;
}

/** What the hub offers a transport: one per connected client. Requests and replies are `unknown` on the wire. */
export interface Session {
  request(name: unknown, payload: unknown): Promise<Result<unknown, Failure>>;
  close(): void;
}

/** One connected client as the hub sees it. */
export interface Outlet {
  /** Hands over one encoded frame; the buffer belongs to the outlet from then on. */
  send(frame: Uint8Array<ArrayBuffer>): void;
  /** True while earlier frames still wait: the hub then merges instead of sending. */
  isBusy(): boolean;
}

/** The hub as bindings see it. The first frame an outlet receives is full. */
export interface Hub {
  connect(outlet: Outlet): Session;
}
