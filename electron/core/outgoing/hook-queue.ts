import type { Result } from '../../../shared/domain/result.ts';
import { countOf } from '../../../shared/format/words.ts';
import type { Clock } from '../clock.ts';
import { type BackoffLimits, backoffDelayMs } from '../intake/policy/backoff.ts';
import type { HookPost } from './hook-post.ts';

/** Most posts that wait for one receiver; beyond it the oldest is left out, and that is told. */
export const MAX_QUEUED_POSTS = 1_000;
/** A post that could not be delivered for so long helps nobody any more. */
export const GIVEN_UP_AFTER_MS = 3_600_000;
/** That something was not delivered stays on screen for so long, though the receiver answers again. */
export const LOSS_TOLD_MS = 3_600_000;
/** A receiver that is away is asked every minute in the end. */
const backoff: BackoffLimits = { firstMs: 1_000, capMs: 60_000 };

/** Why a post did not arrive. */
export interface PostProblem {
  readonly sentence: string;
  /** False when the receiver refused it for good: the same post would be refused again. */
  readonly mayRetry: boolean;
  /** What the receiver asked for; absent when it did not. */
  readonly retryAfterMs?: number | undefined;
}

export interface HookQueueDeps {
  readonly id: string;
  readonly clock: Clock;
  readonly random: () => number;
  /** Sends one post. */
  readonly send: (post: HookPost) => Promise<Result<null, PostProblem>>;
  /** Tells people what is wrong, as a sentence; null when nothing is. */
  readonly tell: (problem: string | null) => void;
  /** Something else waits than before. */
  readonly changed: () => void;
}

/** Posts to one receiver: one after the other in the order of what happened, each again until it arrives. */
export class HookQueue {
  private readonly deps: HookQueueDeps;
  private waiting: HookPost[];
  private failures = 0;
  private lostCount = 0;
  private lostAtMs = 0;
  private isSending = false;
  private isRetryDue = false;
  private isStopped = false;
  private cancel = (): void => undefined;

  /** @param left posts that waited before, in their order: another queue's, or those of a Vigil that ended */
  constructor(deps: HookQueueDeps, left: readonly HookPost[] = []) {
    this.deps = deps;
    this.waiting = left.filter((post) => !this.isTooOld(post)).slice(-MAX_QUEUED_POSTS);
    const lost = left.length - this.waiting.length;
    for (let one = 0; one < lost; one += 1) this.lose();
    if (lost > 0) this.tell('nobody could send for an hour or longer.');
    void this.sendNext();
  }

  /** What waits, in the order in which it is sent. */
  get posts(): readonly HookPost[] {
    return this.waiting;
  }

  push(post: HookPost): void {
    this.waiting.push(post);
    if (this.waiting.length > MAX_QUEUED_POSTS) {
      // The one under way is not taken back.
      this.waiting.splice(this.isSending ? 1 : 0, 1);
      this.lose();
    }
    this.deps.changed();
    if (!this.isSending && !this.isRetryDue) void this.sendNext();
  }

  stop(): void {
    this.isStopped = true;
    this.cancel();
  }

  private async sendNext(): Promise<void> {
    const [post] = this.waiting;
    if (post === undefined || this.isStopped || this.isSending) return;
    this.isSending = true;
    const sent = await this.deps.send(post);
    this.isSending = false;
    // What arrived is not to be sent again by whoever goes on from here.
    if (sent.ok) this.drop(post);
    if (this.isStopped) return;
    if (sent.ok) return this.arrived();
    const { sentence, mayRetry, retryAfterMs } = sent.error;
    if (!mayRetry || this.isTooOld(post)) {
      this.drop(post);
      this.lose();
    }
    this.failures += 1;
    this.tell(sentence);
    this.isRetryDue = true;
    const delayMs = Math.max(backoffDelayMs(this.failures, this.deps.random, backoff), retryAfterMs ?? 0);
    this.cancel = this.deps.clock.setTimeout(() => {
      this.isRetryDue = false;
      void this.sendNext();
    }, delayMs);
  }

  private arrived(): void {
    const hadTrouble = this.failures > 0;
    this.failures = 0;
    if (this.lostCount > 0 && this.deps.clock.nowMs() - this.lostAtMs >= LOSS_TOLD_MS) this.lostCount = 0;
    if (this.lostCount > 0) this.tell('it answers again.');
    else if (hadTrouble || this.lostAtMs > 0) this.deps.tell(null);
    void this.sendNext();
  }

  private isTooOld({ atMs }: HookPost): boolean {
    return this.deps.clock.nowMs() - atMs >= GIVEN_UP_AFTER_MS;
  }

  private drop(post: HookPost): void {
    this.waiting = this.waiting.filter((one) => one !== post);
    this.deps.changed();
  }

  private lose(): void {
    this.lostCount += 1;
    this.lostAtMs = this.deps.clock.nowMs();
  }

  private tell(sentence: string): void {
    const waits = this.waiting.length === 0 ? '' : ` ${countOf(this.waiting.length, 'alert')} waiting.`;
    const lost = this.lostCount === 0 ? '' : ` ${countOf(this.lostCount, 'alert')} not delivered.`;
    this.deps.tell(`Webhook ${this.deps.id}: ${sentence}${waits}${lost}`);
  }
}
