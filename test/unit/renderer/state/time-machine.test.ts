import { describe, expect, it } from 'vitest';
import { applyPicture, createVigilStore, followLink, tick } from '../../../../renderer/state/store.ts';
import { createTimeMachine } from '../../../../renderer/state/time-machine.ts';
import type { Client } from '../../../../shared/contract/client.ts';
import type { CommandReply, CommandRequest } from '../../../../shared/contract/commands.ts';
import { encodeFrame } from '../../../../shared/contract/frame-codec.ts';
import { type Failure, failure } from '../../../../shared/domain/failure.ts';
import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import { STORY_MS, storyPicture } from '../../../builders/story.ts';
import { createStoryMoments, pastStoryFrame } from '../../../builders/story-past.ts';

type Moment = CommandRequest<'moment'>;
type Answer = Result<CommandReply<'moment'>, Failure>;

/** A time machine whose hub answers when the test says so, and whose clock stands still until it is moved. */
function setUp() {
  const store = createVigilStore();
  const asked: { request: Moment; answer: (answer?: Answer) => Promise<void> }[] = [];
  const incidents: CommandRequest<'nextIncident'>[] = [];
  const moments = createStoryMoments();
  let localMs = 0;
  let nextIncidentMs: number | null = null;
  let callback: (() => void) | null = null;
  const client: Pick<Client, 'request'> = {
    request: ((name: string, payload: unknown) => {
      if (name === 'nextIncident') {
        incidents.push(payload as CommandRequest<'nextIncident'>);
        return Promise.resolve(ok({ atMs: nextIncidentMs }));
      }
      const request = payload as Moment;
      return new Promise<Answer>((resolve) => {
        asked.push({
          request,
          answer: async (given) => {
            resolve(given ?? ok(moments(request)));
            // The answer passes through a few promises before it is on screen.
            for (let turn = 0; turn < 10; turn++) await Promise.resolve();
          },
        });
      });
    }) as Client['request'],
  };
  const machine = createTimeMachine({
    client: client as Client,
    store,
    nowMs: () => localMs,
    every: (_intervalMs, run) => {
      callback = run;
      return () => {
        callback = null;
      };
    },
  });
  followLink(store, 'open');
  applyPicture(store, storyPicture(), STORY_MS);
  const stop = machine.start();
  return {
    store,
    machine,
    asked,
    incidents,
    stop,
    shownMs: (): number | null => {
      const { moment } = store.getState();
      return moment.mode === 'past' ? moment.atMs : null;
    },
    /** Lets time pass on this machine. */
    pass: (ms: number): void => {
      localMs += ms;
      callback?.();
    },
    isTicking: (): boolean => callback !== null,
    incidentAt: (atMs: number | null): void => {
      nextIncidentMs = atMs;
    },
  };
}

const back = (minutes: number): number => STORY_MS - minutes * 60_000;

describe('the time machine', () => {
  it('shows the present until the picture of the moment is there, and live frames go on under it', async () => {
    const { store, machine, asked, shownMs } = setUp();
    machine.act({ kind: 'go', atMs: back(20) });
    expect(shownMs()).toBeNull();
    expect(machine.state.getState().isLoading).toBe(true);
    await asked[0]?.answer();
    expect(shownMs()).toBe(back(20));
    expect(store.getState()).toMatchObject({ nowMs: back(20), clockMs: STORY_MS });
    const { revision, picture } = store.getState();
    applyPicture(store, { ...storyPicture({}, STORY_MS + 1_000), batches: 9 }, STORY_MS + 1_000);
    tick(store, STORY_MS + 2_000);
    expect(store.getState()).toMatchObject({ nowMs: back(20), clockMs: STORY_MS + 2_000, revision });
    expect(store.getState().picture).toBe(picture);
    expect(store.getState().present?.batches).toBe(9);
    machine.act({ kind: 'live' });
    expect(store.getState()).toMatchObject({ moment: { mode: 'live' }, nowMs: STORY_MS + 2_000, past: null });
    expect(store.getState().revision).toBeGreaterThan(revision);
  });

  it('has one request under way, and the next asks for where time is by then', async () => {
    const { machine, asked, shownMs } = setUp();
    for (let minute = 20; minute > 10; minute--) machine.act({ kind: 'scrub', atMs: back(minute) });
    expect(asked.map(({ request }) => request.atMs)).toEqual([back(20)]);
    await asked[0]?.answer();
    expect(shownMs(), 'pictures come while the hand moves on').toBe(back(20));
    expect(asked.map(({ request }) => request.atMs)).toEqual([back(20), back(11)]);
    await asked[1]?.answer();
    expect(shownMs()).toBe(back(11));
    expect(asked).toHaveLength(2);
  });

  it('asks for differences to the picture it has', async () => {
    const { machine, asked } = setUp();
    machine.act({ kind: 'go', atMs: back(20) });
    await asked[0]?.answer();
    machine.act({ kind: 'step', byMs: 1_000 });
    await asked[1]?.answer();
    machine.act({ kind: 'step', byMs: 1_000 });
    expect(asked.map(({ request }) => request.have)).toEqual([
      null,
      { epoch: 2, seq: 1 },
      { epoch: 2, seq: 2 },
    ]);
  });

  it('drops answers to older questions: nothing of them is written anywhere', async () => {
    const { store, machine, asked, shownMs } = setUp();
    machine.act({ kind: 'go', atMs: back(20) });
    machine.act({ kind: 'live' });
    await asked[0]?.answer();
    expect(shownMs()).toBeNull();
    machine.act({ kind: 'go', atMs: back(3) });
    await asked[1]?.answer();
    const cells = store.getState().picture?.cells.state.slice();
    machine.act({ kind: 'go', atMs: back(60) });
    machine.act({ kind: 'go', atMs: back(3) });
    await asked[2]?.answer();
    expect(store.getState().picture?.cells.state).toEqual(cells);
    expect(shownMs()).toBe(back(3));
  });

  it('asks for everything when a difference does not fit', async () => {
    const { machine, asked, shownMs } = setUp();
    machine.act({ kind: 'go', atMs: back(20) });
    await asked[0]?.answer();
    machine.act({ kind: 'step', byMs: 1_000 });
    const unfit = { ...pastStoryFrame(back(20) + 1_000, 'then'), kind: 'delta', seq: 77 } as const;
    await asked[1]?.answer(ok({ frame: encodeFrame(unfit) }));
    expect(asked[2]?.request).toMatchObject({ atMs: back(20) + 1_000, have: null });
    await asked[2]?.answer();
    expect(shownMs()).toBe(back(20) + 1_000);
    expect(asked).toHaveLength(3);
  });

  it('says why a moment is not on screen, stops, and asks again when somebody answers', async () => {
    const { store, machine, asked, shownMs, isTicking } = setUp();
    machine.act({ kind: 'play' });
    expect(isTicking()).toBe(true);
    await asked[0]?.answer(err(failure('disconnected', 'Nobody is there.', true)));
    expect(machine.state.getState()).toMatchObject({
      note: 'That moment could not be read: Nobody is there.',
      playback: { isPlaying: false },
    });
    expect(isTicking()).toBe(false);
    expect(asked).toHaveLength(1);
    followLink(store, 'lost');
    followLink(store, 'open');
    expect(asked).toHaveLength(2);
    await asked[1]?.answer();
    expect(machine.state.getState().note).toBeNull();
    expect(shownMs()).toBe(back(15));
  });

  it('stays where it is when there is no such moment', async () => {
    const { store, machine, asked, shownMs } = setUp();
    const none = err(failure('not_found', 'The journal does not reach back so far.'));
    machine.act({ kind: 'go', atMs: back(9_000) });
    await asked[0]?.answer(none);
    expect(machine.state.getState()).toMatchObject({
      note: 'That moment could not be read: The journal does not reach back so far.',
      playback: { atMs: null },
    });
    expect(store.getState().moment.mode).toBe('live');
    machine.act({ kind: 'go', atMs: back(20) });
    await asked[1]?.answer();
    machine.act({ kind: 'go', atMs: back(9_000) });
    await asked[2]?.answer(none);
    expect(machine.state.getState().playback.atMs).toBe(back(20));
    expect(shownMs()).toBe(back(20));
    expect(asked).toHaveLength(3);
  });

  it('does not loop over a hub that answers with rubbish', async () => {
    const { machine, asked } = setUp();
    machine.act({ kind: 'go', atMs: back(20) });
    await asked[0]?.answer(ok({ frame: Uint8Array.of(1, 2, 3) }));
    expect(asked).toHaveLength(1);
    expect(machine.state.getState().note).toMatch(/^That moment could not be read: /);
  });

  it('plays by the clock, asks no oftener than it is answered, and goes live at the present', async () => {
    const { store, machine, asked, shownMs, pass, isTicking } = setUp();
    machine.act({ kind: 'play' });
    for (let step = 0; step < 20; step++) pass(100);
    expect(asked).toHaveLength(1);
    await asked[0]?.answer();
    expect(asked[1]?.request.atMs).toBe(back(15) + 120_000);
    await asked[1]?.answer();
    expect(shownMs()).toBe(back(15) + 120_000);
    pass(60_000);
    expect(machine.state.getState().playback.atMs).toBeNull();
    expect(store.getState().moment.mode).toBe('live');
    expect(isTicking()).toBe(false);
  });

  it('asks again with another knowledge', async () => {
    const { store, machine, asked } = setUp();
    machine.act({ kind: 'go', atMs: back(20) });
    await asked[0]?.answer();
    machine.act({ kind: 'knowledge', knowledge: 'now' });
    expect(asked[1]?.request).toMatchObject({ atMs: back(20), knowledge: 'now' });
    await asked[1]?.answer();
    expect(store.getState().moment).toMatchObject({ mode: 'past', knowledge: 'now' });
  });

  it('opens a moment before anything is shown', async () => {
    const { machine, asked } = setUp();
    machine.open({ atMs: back(20), knowledge: 'now' });
    expect(machine.state.getState().isOpening).toBe(true);
    await asked[0]?.answer();
    expect(machine.state.getState().isOpening).toBe(false);
    expect(asked[0]?.request).toMatchObject({ atMs: back(20), knowledge: 'now' });
  });

  it('goes from incident to incident, and says when there is none', async () => {
    const { machine, incidents, incidentAt } = setUp();
    incidentAt(back(12));
    await machine.seekIncident('earlier');
    expect(incidents).toEqual([{ fromMs: STORY_MS, direction: 'earlier' }]);
    expect(machine.state.getState().playback.atMs).toBe(back(12));
    incidentAt(null);
    await machine.seekIncident('earlier');
    expect(incidents[1]?.fromMs).toBe(back(12));
    expect(machine.state.getState()).toMatchObject({
      note: 'The log holds no earlier incident.',
      playback: { atMs: back(12) },
    });
  });

  it('ends with everything it began', () => {
    const { machine, asked, stop, isTicking, store } = setUp();
    machine.act({ kind: 'play' });
    stop();
    expect(isTicking()).toBe(false);
    followLink(store, 'lost');
    followLink(store, 'open');
    expect(asked).toHaveLength(1);
  });
});

describe('a frozen picture', () => {
  it('stands still while the present goes on under it, and asks nobody', () => {
    const { store, machine, asked, shownMs, pass } = setUp();
    const before = storyPicture();
    machine.freeze();
    expect(machine.state.getState().frozenAtMs).toBe(STORY_MS);
    expect(shownMs()).toBe(STORY_MS);
    const frozen = store.getState().picture;
    const later = storyPicture();
    later.series.value.fill(1);
    applyPicture(store, later, STORY_MS + 5_000);
    tick(store, STORY_MS + 6_000);
    pass(6_000);
    expect(store.getState().picture).toBe(frozen);
    expect(frozen?.series.value).toEqual(before.series.value);
    expect(store.getState()).toMatchObject({ nowMs: STORY_MS, clockMs: STORY_MS + 6_000 });
    expect(asked).toEqual([]);
  });

  it('is not written into by frames that come later', () => {
    const { store, machine } = setUp();
    machine.freeze();
    const { picture, present } = store.getState();
    for (const table of ['series', 'cells'] as const)
      for (const column of Object.values(present?.[table] ?? {}) as Float64Array[]) column.fill(7);
    present?.spark.values.fill(7);
    const fresh = storyPicture();
    expect(picture?.series).toEqual(fresh.series);
    expect(picture?.cells).toEqual(fresh.cells);
    expect(picture?.spark).toEqual(fresh.spark);
  });

  it('goes on when it is let go, and is the past of the log after a step', async () => {
    const { store, machine, asked, shownMs } = setUp();
    machine.freeze();
    machine.act({ kind: 'live' });
    expect(machine.state.getState().frozenAtMs).toBeNull();
    expect(store.getState().moment.mode).toBe('live');
    machine.freeze();
    machine.act({ kind: 'range', rangeMs: 3_600_000 });
    expect(machine.state.getState().frozenAtMs).toBe(STORY_MS);
    machine.act({ kind: 'step', byMs: -60_000 });
    expect(machine.state.getState().frozenAtMs).toBeNull();
    await asked[0]?.answer();
    expect(shownMs()).toBe(back(1));
  });

  it('does nothing in the past', async () => {
    const { machine, asked, shownMs } = setUp();
    machine.act({ kind: 'go', atMs: back(20) });
    await asked[0]?.answer();
    machine.freeze();
    expect(machine.state.getState().frozenAtMs).toBeNull();
    expect(shownMs()).toBe(back(20));
  });
});
