import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import type { Silence } from '../../../../shared/domain/silence.ts';
import type { Clock } from '../../clock.ts';
import type { Silencing, SilencingProblem } from '../source.ts';
import type { AlertmanagerClient, AlertmanagerProblem } from './alertmanager-client.ts';
import { decodeSilence, decodeWritten, wireSilence } from './decode-silences.ts';

/** Silences written at once are told together. */
const TELL_AFTER_MS = 50;

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
  const get: Silencing['get'] = async (id) => {
    const reply = await client.ask(`/silence/${encodeURIComponent(id)}`);
    if (!reply.ok) return reply.error.isUnknown === true ? ok(null) : err(problemOf(reply.error));
    const silence = decodeSilence(reply.value);
    return silence.ok
      ? ok(byOurClock(silence.value, client.clockOffsetMs()))
      : err(unreadable(silence.error));
  };
  const unreadable = (words: string): SilencingProblem => ({
    kind: 'no_answer',
    sentence: `${client.host} ${words}.`,
  });
  const unknown = (id: string): Result<never, SilencingProblem> =>
    err({ kind: 'unknown_silence', sentence: `${client.host} does not know the silence ${id} any more.` });

  return {
    silencing: {
      peers,
      async put(draft) {
        const reply = await client.change('/silences', {
          method: 'POST',
          json: wireSilence(byOurClock(draft, -client.clockOffsetMs())),
        });
        if (!reply.ok) return err(problemOf(reply.error));
        if (reply.value === null) return unknown(draft.id ?? '');
        const id = decodeWritten(reply.value);
        if (!id.ok) return err(unreadable(id.error));
        remember({
          ...draft,
          matchers: [...draft.matchers],
          id: id.value,
          state: draft.startsAtMs > clock.nowMs() ? 'pending' : 'active',
        });
        return ok(id.value);
      },
      async expire(id) {
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
      },
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
