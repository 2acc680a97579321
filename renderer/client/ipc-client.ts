import type { Client, LinkState } from '../../shared/contract/client.ts';
import type { CommandName, CommandReply, CommandRequest } from '../../shared/contract/commands.ts';
import type { VigilBridge } from '../../shared/contract/ipc-bridge.ts';
import { type Failure, failure, failureSchema } from '../../shared/domain/failure.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';

/** What came over the bridge as a Result; anything else is a fault of the other side. */
function asResult(answer: unknown): Result<unknown, Failure> {
  if (typeof answer === 'object' && answer !== null && 'ok' in answer) {
    if (answer.ok === true && 'value' in answer) return ok(answer.value);
    const fault = failureSchema.safeParse('error' in answer ? answer.error : undefined);
    if (answer.ok === false && fault.success) return err(fault.data);
  }
  return err(failure('internal', 'Vigil answered with something that is not a reply.'));
}

/** The desktop transport: the contract over the two functions of the preload. */
export function createIpcClient(bridge: VigilBridge): Client {
  const unsubscribers = new Set<() => void>();
  const linkListeners = new Set<(state: LinkState) => void>();
  let link: LinkState = 'open';

  const setLink = (next: LinkState): void => {
    if (link === next) return;
    link = next;
    for (const listener of linkListeners) listener(next);
  };
  let closed = false;

  return {
    async request<Name extends CommandName>(name: Name, payload: CommandRequest<Name>) {
      if (closed) return err(failure('disconnected', 'The connection to Vigil is closed.', true));
      try {
        const answer = asResult(await bridge.request(name, payload));
        return answer as Result<CommandReply<Name>, Failure>;
      } catch {
        return err(failure('disconnected', 'Vigil’s main process does not answer.', true));
      }
    },
    onFrame(listener) {
      if (closed) return () => undefined;
      const unsubscribe = bridge.subscribe((frame) => {
        if (!closed) listener(frame);
      });
      unsubscribers.add(unsubscribe);
      return () => {
        if (unsubscribers.delete(unsubscribe)) unsubscribe();
      };
    },
    onLink(listener) {
      linkListeners.add(listener);
      listener(link);
      return () => linkListeners.delete(listener);
    },
    close() {
      if (closed) return;
      closed = true;
      for (const unsubscribe of unsubscribers) unsubscribe();
      unsubscribers.clear();
      setLink('lost');
    },
  };
}
