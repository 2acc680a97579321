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
/** What a view looked at that is gone is kept this long: it may only have lost its line, and come back on another. */
export const CAPSULE_KEPT_FOR_MS = 60_000;

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
      const seat = new CapsuleSeat(live, outlet, shelf, deps, {
        takeOver: (uploadId) => {
          for (const other of seats) {
            const looking = other === seat ? null : other.handOver(uploadId);
            if (looking !== null) return looking;
          }
          return null;
        },
        onGone: () => seats.delete(seat),
      });
      seats.add(seat);
      return {
        request: (name, payload) => seat.request(name, payload),
        close: () => seat.leave(),
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

/** The other seats, as one of them sees them. */
interface OtherSeats {
  /** What another seat is looking at under an id only its view knows; null: nothing. */
  takeOver(uploadId: string): Looking | null;
  onGone(): void;
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
  private readonly others: OtherSeats;

  constructor(live: Vigil, outlet: Outlet, shelf: UploadShelf, deps: CapsuleSeatsDeps, others: OtherSeats) {
    this.live = live;
    this.outlet = outlet;
    this.shelf = shelf;
    this.deps = deps;
    this.others = others;
    this.session = live.connect(outlet);
  }

  async request(name: unknown, payload: unknown): Promise<Result<unknown, Failure>> {
    if (name === 'capsuleInfo' && this.looking !== null)
      return ok({ capsule: shown(this.looking), canClose: true });
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

  /** The view is gone; what it looked at waits for it a little while. */
  leave(): void {
    this.isClosed = true;
    this.session.close();
    if (this.looking === null) this.others.onGone();
    else this.look(this.looking, CAPSULE_KEPT_FOR_MS, () => this.letGo().then(() => this.others.onGone()));
  }

  /** Gives what this seat looks at to the one its view came back on. A line that only seems to stand shows the present. */
  handOver(uploadId: string): Looking | null {
    const { looking } = this;
    if (looking?.uploadId !== uploadId) return null;
    this.looking = null;
    looking.cancelEnd();
    if (this.isClosed) this.others.onGone();
    else {
      this.session.close();
      this.session = this.live.connect(this.outlet);
    }
    return looking;
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
    if (this.looking?.uploadId === id) return ok(shown(this.looking));
    const kept = this.others.takeOver(id);
    const opened = kept === null ? await this.openUpload(id, fileName) : ok(kept);
    if (!opened.ok) return opened;
    const looking = opened.value;
    await this.letGo();
    if (this.isClosed) {
      await this.end(looking);
      return err(failure('bad_request', 'This view was closed.'));
    }
    this.session.close();
    this.session = looking.capsule.vigil.connect(this.outlet);
    this.look(looking, CAPSULE_OPEN_FOR_MS, () => this.move(() => this.backToPresent()));
    return ok(shown(looking));
  }

  private async openUpload(id: string, fileName: string): Promise<Result<Looking, Failure>> {
    const upload = this.shelf.take(id);
    if (upload === null)
      return err(
        failure('not_found', 'This capsule is not kept any more: a few minutes is all. Open it again.'),
      );
    const opened = await startCapsule({ ...this.deps, path: upload.path, fileName });
    if (opened.ok) return ok({ uploadId: id, fileName, capsule: opened.value, cancelEnd: () => undefined });
    this.shelf.drop(id);
    // People know the file by the name it had, not by the one it lies under here.
    return err(failure('bad_request', opened.error.replace(`${id}.vigil-capsule`, fileName)));
  }

  /** Looks at something for so long. */
  private look(looking: Looking, forMs: number, onEnd: () => Promise<unknown>): void {
    looking.cancelEnd();
    this.looking = { ...looking, cancelEnd: this.deps.clock.setTimeout(() => void onEnd(), forMs) };
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
    await this.end(looking);
  }

  private async end({ uploadId, capsule, cancelEnd }: Looking): Promise<void> {
    cancelEnd();
    await capsule.vigil.close();
    this.shelf.drop(uploadId);
  }
}

function shown({ fileName, capsule }: Looking): CommandReply<'openCapsule'> {
  return { fileName, facts: capsule.facts };
}
