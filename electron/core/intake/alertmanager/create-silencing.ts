import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import type { Silence } from '../../../../shared/domain/silence.ts';
import type { Clock } from '../../clock.ts';
import { statusWords } from '../policy/http-words.ts';
import type { SilenceDraft, Silencing, SilencingProblem } from '../source.ts';
import type { AlertmanagerClient, AlertmanagerProblem } from './alertmanager-client.ts';
import { decodeSilence, decodeWritten, wireSilence } from './decode-silences.ts';

/** Silences written at once are told together. */
const TELL_AFTER_MS = 50;

/**
 * What starts now is written that much earlier: its clock is known to within seconds, and a start ahead of it leaves
 * the alert loud until then. An Alertmanager lets a start in the past be now (`silence.Silences.Set`).
 */
const STARTS_EARLY_MS = 5_000;

export interface SilencingDeps {
  readonly client: AlertmanagerClient;
  readonly clock: Clock;
  readonly peers: Silencing['peers'];
  /** Something was written: the list is to be told anew. */
  readonly onWritten: () => void;
}

/** Writes silences, and remembers what was written until a list shows it that was asked for afterwards. */
export interface SilenceWriting {
  readonly silencing: Silencing;
  /** A mark for `merged`: call it before a list is asked for. */
  begin(): number;
  /** The list as it was told, with what was written since it was asked for. */
  merged(told: readonly Silence[], begun: number): ReadonlyMap<string, Silence>;
  /** Nothing is told any more. */
  stop(): void;
}

/** The writing half of one Alertmanager. */
export function createSilencing({ client, clock, peers, onWritten }: SilencingDeps): SilenceWriting {
  const written = new Map<string, { readonly silence: Silence; readonly order: number }>();
  let order = 0;
  let cancelTelling: (() => void) | null = null;
  let stopped = false;

  const remember = (silence: Silence): void => {
    order += 1;
    written.set(silence.id, { silence, order });
    if (stopped) return;
    cancelTelling ??= clock.setTimeout(() => {
      cancelTelling = null;
      onWritten();
    }, TELL_AFTER_MS);
  };
  /** As it stands there, by its clock. */
  const read: Silencing['get'] = async (id) => {
    const reply = await client.ask(`/silence/${encodeURIComponent(id)}`);
    if (!reply.ok) return reply.error.isUnknown === true ? ok(null) : err(problemOf(reply.error));
    const silence = decodeSilence(reply.value);
    return silence.ok ? ok(silence.value) : err(unreadable(silence.error));
  };
  const get: Silencing['get'] = async (id) => {
    const silence = await read(id);
    if (!silence.ok || silence.value === null) return silence;
    return ok(byOurClock(silence.value, client.clockOffsetMs()));
  };
  const unreadable = (words: string): SilencingProblem => ({
    kind: 'no_answer',
    sentence: `${client.host} ${words}.`,
  });
  const unknown = (id: string): Result<never, SilencingProblem> =>
    err({ kind: 'unknown_silence', sentence: `${client.host} does not know the silence ${id} any more.` });
  const ended = (id: string): Result<never, SilencingProblem> =>
    err({ kind: 'ended', sentence: `${client.host} says that the silence ${id} has ended.` });
  /** Takes what is to be written by the clock of the server. */
  const post = async (
    draft: SilenceDraft & Partial<Pick<Silence, 'id'>>,
    earlyMs = 0,
  ): Promise<Result<string, SilencingProblem>> => {
    const json = wireSilence({ ...draft, startsAtMs: draft.startsAtMs - earlyMs });
    const reply = await client.change('/silences', { method: 'POST', json });
    if (!reply.ok) return err(problemOf(reply.error));
    if (reply.value === null)
      return draft.id === undefined
        ? err({ kind: 'no_answer', sentence: statusWords(404, client.host) })
        : unknown(draft.id);
    const id = decodeWritten(reply.value);
    if (!id.ok) return err(unreadable(id.error));
    const silence = byOurClock(draft, client.clockOffsetMs());
    remember({
      ...silence,
      matchers: [...draft.matchers],
      id: id.value,
      state: silence.startsAtMs > clock.nowMs() ? 'pending' : 'active',
    });
    return ok(id.value);
  };
  const expire: Silencing['expire'] = async (id) => {
    const reply = await client.change(`/silence/${encodeURIComponent(id)}`, { method: 'DELETE' });
    if (!reply.ok) {
      // Some versions refuse what has ended already: then it is as it should be.
      const stands = await get(id);
      if (!stands.ok || stands.value?.state !== 'expired') return err(problemOf(reply.error));
      remember(stands.value);
      return ok(null);
    }
    if (reply.value === null) return unknown(id);
    const stands = await get(id);
    if (stands.ok && stands.value !== null) remember(stands.value);
    return ok(null);
  };

  return {
    silencing: {
      peers,
      put: (draft) =>
        post(
          byOurClock(draft, -client.clockOffsetMs()),
          draft.startsAtMs <= clock.nowMs() ? STARTS_EARLY_MS : 0,
        ),
      async renew(id, { endsAtMs, comment, createdBy }) {
        const stands = await read(id);
        if (!stands.ok) return stands;
        if (stands.value === null) return unknown(id);
        if (stands.value.state === 'expired') return ended(id);
        // The start as it stands: with another one it would make another silence of it.
        const { matchers, startsAtMs } = stands.value;
        const written = await post({
          id,
          matchers,
          startsAtMs,
          endsAtMs: endsAtMs + client.clockOffsetMs(),
          createdBy: createdBy ?? stands.value.createdBy,
          comment,
        });
        if (!written.ok || written.value === id) return written;
        // It was ended in this very moment: an Alertmanager makes a new one of what has ended.
        const gone = await expire(written.value);
        return gone.ok ? ended(id) : gone;
      },
      expire,
      get,
    },
    begin: () => order,
    merged(told, begun) {
      const all = new Map(told.map((silence) => [silence.id, silence]));
      for (const [id, one] of written) {
        if (one.order <= begun) written.delete(id);
        else all.set(id, one.silence);
      }
      return all;
    },
    stop() {
      stopped = true;
      cancelTelling?.();
    },
  };
}

/** A silence whose times are told by a clock that is ahead, as our clock tells them. */
export function byOurClock<T extends Pick<Silence, 'startsAtMs' | 'endsAtMs'>>(
  silence: T,
  aheadMs: number,
): T {
  if (aheadMs === 0) return silence;
  return { ...silence, startsAtMs: silence.startsAtMs - aheadMs, endsAtMs: silence.endsAtMs - aheadMs };
}

function problemOf({ scope, sentence }: AlertmanagerProblem): SilencingProblem {
  return { kind: scope === 'question' ? 'refused' : 'no_answer', sentence };
}
