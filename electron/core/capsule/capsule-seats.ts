import type { Outlet, Session } from '../../../shared/contract/client.ts';
import type { CommandReply, CommandRequest } from '../../../shared/contract/commands.ts';
import { assertNever } from '../../../shared/domain/assert-never.ts';
import { type Failure, failure } from '../../../shared/domain/failure.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { isSeatCommand, parseRequest } from '../sessions.ts';
import type { Vigil } from '../vigil.ts';
import { type OpenCapsule, startCapsule } from './start-capsule.ts';
import { createUploadShelf, type UploadShelf } from './upload-shelf.ts';

/** A seat that forgot its capsule is brought back to the present after this long. */
export const CAPSULE_OPEN_FOR_MS = 12 * 3_600_000;

export interface CapsuleSeatsDeps {
  /** Where capsules lie while they are looked at. */
  readonly directory: string;
  /** The journal's worker script. */
  readonly workerUrl: URL;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly log: Log;
  readonly appVersion: string;
  readonly capabilities: readonly string[];
}

/** Lets every seat of a Vigil go over to a capsule and come back, alone: the others do not notice. */
export function withCapsuleSeats(live: Vigil, deps: CapsuleSeatsDeps): Vigil {
  const shelf = createUploadShelf(deps);
  const seats = new Set<CapsuleSeat>();
  return {
    ...live,
    connect(outlet) {
      const seat = new CapsuleSeat(live, outlet, shelf, deps);
      seats.add(seat);
      return {
        request: (name, payload) => seat.request(name, payload),
        close() {
          seats.delete(seat);
          void seat.close();
        },
      };
    },
    async close() {
      await Promise.all([...seats].map((seat) => seat.close()));
      await live.close();
      shelf.close();
    },
  };
}

/** What a seat is looking at, beside the present. */
interface Looking {
  readonly uploadId: string;
  readonly fileName: string;
  readonly capsule: OpenCapsule;
  readonly cancelEnd: () => void;
}

class CapsuleSeat {
  private session: Session;
  private looking: Looking | null = null;
  private isMoving = false;
  private isClosed = false;
  private readonly live: Vigil;
  private readonly outlet: Outlet;
  private readonly shelf: UploadShelf;
  private readonly deps: CapsuleSeatsDeps;

  constructor(live: Vigil, outlet: Outlet, shelf: UploadShelf, deps: CapsuleSeatsDeps) {
    this.live = live;
    this.outlet = outlet;
    this.shelf = shelf;
    this.deps = deps;
    this.session = live.connect(outlet);
  }

  async request(name: unknown, payload: unknown): Promise<Result<unknown, Failure>> {
    if (name === 'capsuleInfo' && this.looking !== null) return ok(this.info(this.looking));
    if (!isSeatCommand(name)) return this.session.request(name, payload);
    const parsed = parseRequest(name, payload);
    if (!parsed.ok) return parsed;
    switch (name) {
      case 'sendCapsule': {
        const { id, bytes } = parsed.value as CommandRequest<'sendCapsule'>;
        return this.shelf.add(id, bytes);
      }
      case 'openCapsule':
        return this.move(() => this.open(parsed.value as CommandRequest<'openCapsule'>));
      case 'closeCapsule':
        return this.move(() => this.backToPresent());
      default:
        return assertNever(name);
    }
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.session.close();
    await this.letGo();
  }

  /** One move at a time: a seat is in one place. */
  private async move<T>(work: () => Promise<Result<T, Failure>>): Promise<Result<T, Failure>> {
    if (this.isMoving)
      return err(
        failure('unsupported', 'This view is just opening or closing a capsule. Wait for it.', true),
      );
    this.isMoving = true;
    try {
      return await work();
    } finally {
      this.isMoving = false;
    }
  }

  private async open({
    id,
    fileName,
  }: CommandRequest<'openCapsule'>): Promise<Result<CommandReply<'openCapsule'>, Failure>> {
    const upload = this.shelf.take(id);
    if (upload === null)
      return err(
        failure('not_found', 'This capsule is not kept any more: a few minutes is all. Open it again.'),
      );
    const opened = await startCapsule({ ...this.deps, path: upload.path, fileName });
    if (!opened.ok || this.isClosed) {
      if (opened.ok) await opened.value.vigil.close();
      this.shelf.drop(id);
      // People know the file by the name it had, not by the one it lies under here.
      const words = opened.ok
        ? 'This view was closed.'
        : opened.error.replace(`${id}.vigil-capsule`, fileName);
      return err(failure('bad_request', words));
    }
    await this.letGo();
    const cancelEnd = this.deps.clock.setTimeout(
      () => void this.move(() => this.backToPresent()),
      CAPSULE_OPEN_FOR_MS,
    );
    const looking: Looking = { uploadId: id, fileName, capsule: opened.value, cancelEnd };
    this.looking = looking;
    this.session.close();
    this.session = opened.value.vigil.connect(this.outlet);
    return ok({ fileName, facts: opened.value.facts });
  }

  private async backToPresent(): Promise<Result<CommandReply<'closeCapsule'>, Failure>> {
    if (this.looking === null) return ok({});
    this.session.close();
    this.session = this.live.connect(this.outlet);
    await this.letGo();
    return ok({});
  }

  private async letGo(): Promise<void> {
    const { looking } = this;
    if (looking === null) return;
    this.looking = null;
    looking.cancelEnd();
    await looking.capsule.vigil.close();
    this.shelf.drop(looking.uploadId);
  }

  private info({ fileName, capsule }: Looking): CommandReply<'capsuleInfo'> {
    return { capsule: { fileName, facts: capsule.facts }, canClose: true };
  }
}
