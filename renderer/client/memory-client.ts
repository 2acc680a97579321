import type { Client, Hub, LinkState, Session } from '../../shared/contract/client.ts';
import type { CommandName, CommandReply, CommandRequest } from '../../shared/contract/commands.ts';
import { type Failure, failure } from '../../shared/domain/failure.ts';
import { err, type Result } from '../../shared/domain/result.ts';

/** A client in the same process as its hub: the fake every UI test uses, and the reference for the contract suite. */
export function createMemoryClient(hub: Hub): Client {
  const frameListeners = new Set<(bytes: Uint8Array) => void>();
  const linkListeners = new Set<(state: LinkState) => void>();
  let session: Session | null = null;
  let closed = false;

  const open = (): Session => {
    session ??= hub.connect({
      send: (frame) => {
        for (const listener of frameListeners) listener(frame);
      },
      isBusy: () => false,
    });
    return session;
  };

  return {
    async request<Name extends CommandName>(name: Name, payload: CommandRequest<Name>) {
      if (closed) return err(failure('disconnected', 'The connection to Vigil is closed.', true));
      // Clones both ways, as any transport does: shared references would hide bugs.
      const answer = await open().request(name, structuredClone(payload));
      return structuredClone(answer) as Result<CommandReply<Name>, Failure>;
    },
    onFrame(listener) {
      frameListeners.add(listener);
      open();
      return () => frameListeners.delete(listener);
    },
    onLink(listener) {
      linkListeners.add(listener);
      listener(closed ? 'lost' : 'open');
      return () => linkListeners.delete(listener);
    },
    close() {
      closed = true;
      session?.close();
      for (const listener of linkListeners) listener('lost');
    },
  };
}
