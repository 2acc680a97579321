import type { Client, LinkState } from '../../shared/contract/client.ts';
import type { CommandRequest } from '../../shared/contract/commands.ts';

/**
 * A client that keeps to the capsule its view looks at. A line that broke comes back as a new seat, which sees the
 * present: the capsule is asked for again, and kept for it a little while.
 * @param onLost hears in a sentence that the view was in a capsule and is in the present now
 */
export function returningClient(client: Client, onLost: (sentence: string) => void): Client {
  let looking: CommandRequest<'openCapsule'> | null = null;
  let before: LinkState = 'connecting';

  const goBack = async (capsule: CommandRequest<'openCapsule'>): Promise<void> => {
    const opened = await client.request('openCapsule', capsule);
    // Broken off again: the next line will try.
    if (opened.ok || looking !== capsule || opened.error.kind === 'timeout') return;
    looking = null;
    onLost(`The connection was lost, and the capsule ${capsule.fileName} with it. Open it again.`);
  };
  client.onLink((link) => {
    if (link === 'open' && before === 'lost' && looking !== null) void goBack(looking);
    before = link;
  });

  return {
    ...client,
    async request(name, payload) {
      const reply = await client.request(name, payload);
      if (name === 'openCapsule' && reply.ok) looking = payload as CommandRequest<'openCapsule'>;
      if (name === 'closeCapsule' && reply.ok) looking = null;
      return reply;
    },
  };
}
