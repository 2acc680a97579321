import type { Hub, Session } from '../../shared/contract/client.ts';
import {
  type CommandName,
  type CommandReply,
  type CommandRequest,
  commands,
  isCommandName,
} from '../../shared/contract/commands.ts';
import type { Frame } from '../../shared/contract/frame.ts';
import { encodeFrame } from '../../shared/contract/frame-codec.ts';
import { PROTOCOL_VERSION } from '../../shared/contract/version.ts';
import { type Failure, failure } from '../../shared/domain/failure.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';

/** Answers of a memory hub, by command; what is missing is answered as unsupported. */
export type Answers = {
  readonly [Name in CommandName]?: (request: CommandRequest<Name>) => CommandReply<Name>;
};

/** A hub that serves one frame from memory and whatever deltas `push` is given. */
export interface MemoryHub extends Hub {
  /** Sends a delta to every connected outlet; seq and epoch are filled in. */
  push(delta: Omit<Frame, 'kind' | 'epoch' | 'seq' | 'spark'>): void;
}

/** Makes a hub of a full frame: the counterpart of the real one for everything on the renderer's side. */
export function createMemoryHub(
  full: Frame,
  answers: Answers = {},
  capabilities: readonly string[] = [],
): MemoryHub {
  const sends = new Set<(frame: Uint8Array<ArrayBuffer>) => void>();
  let seq = full.seq;
  const current = (): Uint8Array<ArrayBuffer> => encodeFrame({ ...full, seq });
  return {
    connect(outlet): Session {
      const send = (frame: Uint8Array<ArrayBuffer>): void => outlet.send(frame);
      sends.add(send);
      send(current());
      return {
        async request(name, payload): Promise<Result<unknown, Failure>> {
          if (!isCommandName(name))
            return err(failure('unsupported', `There is no command ${String(name)}.`));
          if (name === 'resync') send(current());
          return answer(name, payload, full, answers, capabilities);
        },
        close: () => sends.delete(send),
      };
    },
    push(delta) {
      seq += 1;
      const bytes = { ...delta, kind: 'delta', epoch: full.epoch, seq, spark: null } as const;
      for (const send of sends) send(encodeFrame(bytes));
    },
  };
}

function answer(
  name: CommandName,
  payload: unknown,
  full: Frame,
  answers: Answers,
  capabilities: readonly string[],
): Result<unknown, Failure> {
  const checked = commands[name].request.safeParse(payload);
  if (!checked.success) return err(failure('bad_request', `The request ${name} does not match its schema.`));
  if (name === 'hello')
    return ok({
      protocol: PROTOCOL_VERSION,
      appVersion: '0.0.0-test',
      nowMs: full.atMs,
      capabilities: [...capabilities],
    });
  if (name === 'resync') return ok({});
  const reply = answers[name] as ((request: unknown) => unknown) | undefined;
  return reply === undefined
    ? err(failure('unsupported', `This hub does not answer ${name}.`))
    : ok(reply(checked.data));
}
