import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { CommandName, CommandReply, CommandRequest } from '../../shared/contract/commands.ts';
import { emptySections, type Picture } from '../../shared/contract/picture.ts';
import type { Sections } from '../../shared/contract/sections.ts';
import type { Failure } from '../../shared/domain/failure.ts';
import type { Moment } from '../../shared/domain/moment.ts';
import { askedSources, type SourceStatus } from '../../shared/domain/source.ts';
import { createAsker } from './asker.ts';
import { useVigil } from './provider.tsx';
import type { VigilState } from './store.ts';

const selectNow = (state: VigilState): number => state.nowMs;
const selectClock = (state: VigilState): number => state.clockMs;
const selectPresentMode = (state: VigilState): Moment['mode'] =>
  state.present?.sections.moment.mode ?? 'live';
const selectLogId = (state: VigilState): number =>
  state.present?.sections.moment.mode === 'past' ? state.present.epoch + 1 : 0;
const selectMoment = (state: VigilState): Moment => state.moment;
const selectPresentAsOf = (state: VigilState): number | null => {
  const moment = state.present?.sections.moment;
  return moment?.mode === 'cached' ? moment.asOfMs : null;
};
const selectRevision = (state: VigilState): number => state.revision;
const selectPicture = (state: VigilState): Picture | null => state.picture;
const selectReady = (state: VigilState): boolean => state.picture !== null;
const selectHeartbeat = (state: VigilState): readonly number[] => state.heartbeat;
const selectLink = (state: VigilState) => state.link;

/** The moment every age on screen is measured from: the hub's time, once a second, or the past moment on screen. */
export function useNowMs(): number {
  return useStore(useVigil().store, selectNow);
}

/** The hub's time, once a second, also while the past is on screen: for clocks. */
export function useClockMs(): number {
  return useStore(useVigil().store, selectClock);
}

/** LIVE, PAST or CACHED. */
export function useMoment(): Moment {
  return useStore(useVigil().store, selectMoment);
}

/** The connection between this view and the hub. */
export function useLink() {
  return useStore(useVigil().store, selectLink);
}

/**
 * Whether this seat may do something: `edit-config`, `desktop`, `keychain`, `acknowledge`. False until Vigil said so, and nothing is
 * changed while the past is on screen.
 */
export function useCapability(name: 'edit-config' | 'desktop' | 'keychain' | 'acknowledge'): boolean {
  return useStore(
    useVigil().store,
    (state) => state.capabilities.includes(name) && state.moment.mode !== 'past',
  );
}

/**
 * Whether marks can be typed on this seat: also while the past is on screen, for that is when people find out what
 * happened, but not in a capsule.
 */
export function useCanAnnotate(): boolean {
  return useStore(
    useVigil().store,
    (state) =>
      state.capabilities.includes('annotate') &&
      state.link === 'open' &&
      state.present?.sections.moment.mode !== 'past',
  );
}

/** Batches really received in each of the last seconds, newest last. */
export function useHeartbeat(): readonly number[] {
  return useStore(useVigil().store, selectHeartbeat);
}

/** One section of the picture, by reference: re-renders only when that section is replaced. */
export function useSection<Name extends keyof Sections>(name: Name): Sections[Name] {
  return useStore(useVigil().store, (state) => state.sections[name]);
}

/** One section of the present, whatever is on screen. */
export function usePresentSection<Name extends keyof Sections>(name: Name): Sections[Name] {
  return useStore(useVigil().store, (state) => (state.present?.sections ?? emptySections)[name]);
}

/**
 * Which log this view is told of: 0 for that of a Vigil that watches, another number for each opened capsule. Answers
 * about one say nothing of another.
 */
export function useLogId(): number {
  return useStore(useVigil().store, selectLogId);
}

/** LIVE or CACHED: how the present is, whatever is on screen. PAST where it is the end of a capsule. */
export function usePresentMode(): Moment['mode'] {
  return useStore(useVigil().store, selectPresentMode);
}

/** The sources that are to be asked; counts of who answers leave paused ones out. */
export function useAskedSources(): readonly SourceStatus[] {
  const sources = useSection('sources');
  return useMemo(() => askedSources(sources), [sources]);
}

/** When the cached picture of the present was kept; null while it is live. */
export function usePresentAsOfMs(): number | null {
  return useStore(useVigil().store, selectPresentAsOf);
}

/** The sources that are to be asked now, whatever is on screen. */
export function usePresentSources(): readonly SourceStatus[] {
  const sources = usePresentSection('sources');
  return useMemo(() => askedSources(sources), [sources]);
}

/**
 * The picture, re-rendering at every applied frame. For summaries that must follow the tables;
 * anything dense subscribes with `useDraw` instead.
 */
export function usePicture(): Picture | null {
  useStore(useVigil().store, selectRevision);
  return useStore(useVigil().store, selectPicture);
}

/** True once a first picture exists, cached or live. */
export function usePictureReady(): boolean {
  return useStore(useVigil().store, selectReady);
}

/** Calls `draw` after every applied frame and every second, without rendering React: for canvases. */
export function useDraw(draw: (picture: Picture, nowMs: number, moment: Moment) => void): void {
  const { store } = useVigil();
  useEffect(() => {
    const run = (state: VigilState): void => {
      if (state.picture !== null) draw(state.picture, state.nowMs, state.moment);
    };
    run(store.getState());
    return store.subscribe((state, previous) => {
      if (
        state.revision !== previous.revision ||
        state.nowMs !== previous.nowMs ||
        state.moment !== previous.moment
      )
        run(state);
    });
  }, [store, draw]);
}

/** The state of a request: what it last answered stays while a newer one is under way. */
export type RequestState<T> = {
  readonly data: T | null;
  readonly failure: Failure | null;
  readonly loading: boolean;
};

interface Answer<T> {
  readonly question: string | null;
  readonly round: number;
  readonly data: T | null;
  readonly failure: Failure | null;
}

/**
 * Sends a command and again whenever `payload` (compared by its JSON) changes. A late answer to an older question is
 * dropped; one that is only about an earlier stretch of time is shown until the next comes. `null` asks nothing;
 * another `round` asks the same once more.
 */
export function useRequest<Name extends CommandName>(
  name: Name,
  payload: CommandRequest<Name> | null,
  round = 0,
): RequestState<CommandReply<Name>> {
  const { client } = useVigil();
  const [answer, setAnswer] = useState<Answer<CommandReply<Name>>>({
    question: null,
    round: 0,
    data: null,
    failure: null,
  });
  const asker = useMemo(
    () =>
      createAsker(client, name, ({ text, round }, reply) =>
        setAnswer((previous) =>
          reply.ok
            ? { question: text, round, data: reply.value, failure: null }
            : { question: text, round, data: previous.data, failure: reply.error },
        ),
      ),
    [client, name],
  );
  const question = payload === null ? null : JSON.stringify(payload);
  useEffect(() => asker.ask(question === null ? null : { text: question, round }), [asker, question, round]);
  useEffect(() => () => asker.ask(null), [asker]);
  const loading = answer.question !== question || answer.round !== round;
  return { data: answer.data, failure: answer.failure, loading };
}
