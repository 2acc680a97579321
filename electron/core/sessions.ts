import { type SeatCommandName, seatCommandNames } from '../../shared/contract/capsule-commands.ts';
import type { Outlet, Session } from '../../shared/contract/client.ts';
import {
  type CommandName,
  type CommandReply,
  type CommandRequest,
  commands,
  isCommandName,
} from '../../shared/contract/commands.ts';
import { type Failure, failure } from '../../shared/domain/failure.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import type { Log } from './log.ts';
import type { Publisher } from './publish/publisher.ts';

/** Questions of one view under way at once: a view that asks without end must not hold up the others, or the journal. */
export const MAX_REQUESTS_AT_ONCE = 32;

/**
 * One handler per command; leaving one out does not compile. `resync` belongs to the session itself, and what moves a
 * seat to whoever keeps the seats.
 */
export type CommandHandlers = {
  readonly [Name in Exclude<CommandName, 'resync' | SeatCommandName>]: (
    request: CommandRequest<Name>,
  ) => Promise<Result<CommandReply<Name>, Failure>> | Result<CommandReply<Name>, Failure>;
};

/** Checks what was sent against the contract. */
export function parseRequest<Name extends CommandName>(
  name: Name,
  payload: unknown,
): Result<CommandRequest<Name>, Failure> {
  const parsed = commands[name].request.safeParse(payload);
  if (parsed.success) return ok(parsed.data as CommandRequest<Name>);
  const issue = parsed.error.issues[0];
  return err(
    failure(
      'bad_request',
      `${name}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is invalid'}`.trim(),
    ),
  );
}

/** Whether a command is answered where seats are kept. */
export function isSeatCommand(name: unknown): name is SeatCommandName {
  return (seatCommandNames as readonly unknown[]).includes(name);
}

/** Opens sessions: validates every request against the contract, always, and answers with a Result, always. */
export function openSession(
  outlet: Outlet,
  publisher: Pick<Publisher, 'add'>,
  handlers: CommandHandlers,
  log: Log,
): Session {
  const subscription = publisher.add(outlet);
  let underWay = 0;
  return {
    async request(name, payload) {
      if (subscription === null)
        return err(
          failure(
            'unsupported',
            'Vigil already serves as many views as it can. Close one and try again.',
            true,
          ),
        );
      if (!isCommandName(name)) return err(failure('bad_request', 'Vigil does not know this command.'));
      const parsed = parseRequest(name, payload);
      if (!parsed.ok) return parsed;
      if (isSeatCommand(name))
        return err(failure('unsupported', 'This view cannot move between the present and a capsule.'));
      if (name === 'resync') {
        log.info('a client asked for a full frame', {
          reason: (parsed.value as CommandRequest<'resync'>).reason.slice(0, 200),
        });
        subscription.resync();
        return { ok: true, value: {} };
      }
      if (underWay >= MAX_REQUESTS_AT_ONCE)
        return err(
          failure(
            'unsupported',
            `This view asks more than ${MAX_REQUESTS_AT_ONCE} things at once. Wait for the first answers.`,
            true,
          ),
        );
      underWay += 1;
      try {
        const handler = handlers[name] as (request: unknown) => Promise<Result<unknown, Failure>>;
        return await handler(parsed.value);
      } catch (thrown) {
        log.warn('a command failed', { command: name, error: String(thrown) });
        return err(failure('internal', `Vigil could not answer "${name}". Its log says why.`, true));
      } finally {
        underWay -= 1;
      }
    },
    close() {
      subscription?.remove();
    },
  };
}
