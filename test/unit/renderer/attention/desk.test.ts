import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCell } from '../../../../renderer/attention/cell.ts';
import { createAttentionDesk, turnNoticesOn } from '../../../../renderer/attention/desk.ts';
import type { Face } from '../../../../renderer/attention/face.ts';
import type { NoticeState } from '../../../../renderer/attention/notifier.ts';
import { changeSeatSettings, currentSeatSettings } from '../../../../renderer/attention/seat-settings.ts';
import type { SoundState } from '../../../../renderer/attention/sound-player.ts';
import { applyPicture, createVigilStore, followLink, tick } from '../../../../renderer/state/store.ts';
import { emptySections, type Picture } from '../../../../shared/contract/picture.ts';
import type { Sections } from '../../../../shared/contract/sections.ts';
import type { Alert } from '../../../../shared/domain/alert.ts';
import { initialSeatSettings } from '../../../../shared/domain/attention/seat-settings.ts';
import { handoverSilences } from '../../../builders/handover-story.ts';
import { buildAlert } from '../../../builders/story-alerts.ts';
import { STORY_MS } from '../../../builders/story-estate.ts';

const alertOf = (id: string, varying: Partial<Alert> = {}): Alert =>
  buildAlert({
    id,
    title: `${id} is failing`,
    summary: '',
    severity: 'critical',
    service: null,
    region: null,
    startsAtMs: STORY_MS,
    ...varying,
  });

/** What a seat keeps while its page is closed. */
function keeping() {
  let text: string | null = null;
  let writes = 0;
  return {
    read: () => text,
    write(next: string) {
      text = next;
      writes += 1;
    },
    writes: () => writes,
  };
}

/** A desk over a store that tests push pictures into, and what it did about them. */
function desk(kept: ReturnType<typeof keeping> = keeping()) {
  const did: string[] = [];
  const faces: Face[] = [];
  const permission = createCell<NoticeState>('ask');
  const made = createAttentionDesk({
    player: {
      state: createCell<SoundState>('off'),
      wake: () => did.push('wake'),
      sleep: () => did.push('sleep'),
      play: (name, volume) => did.push(`play ${name} ${volume}`) > 0,
    },
    notifier: {
      state: permission,
      ask: async () => permission.set('granted'),
      show: ({ title, hash }) => did.push(`show ${title} ${hash}`) > 0,
    },
    showFace: (face) => faces.push(face),
    kept,
  });
  const store = createVigilStore();
  let nowMs = STORY_MS;
  const see = (alerts: Alert[], sections: Partial<Sections> = {}, afterMs = 1_000): readonly string[] => {
    nowMs += afterMs;
    const picture = {
      epoch: 1,
      seq: 1,
      atMs: nowMs,
      batches: 0,
      sections: { ...emptySections, ...sections, alerts },
    } as unknown as Picture;
    did.length = 0;
    applyPicture(store, picture, nowMs);
    return [...did];
  };
  const wait = (afterMs: number): readonly string[] => {
    did.length = 0;
    nowMs += afterMs;
    tick(store, nowMs);
    return [...did];
  };
  followLink(store, 'open');
  const stop = made.start(store);
  return { desk: made, store, did, faces, see, wait, stop, permission };
}

beforeEach(() => changeSeatSettings(initialSeatSettings));
afterEach(() => changeSeatSettings(initialSeatSettings));

describe('the desk of a seat', () => {
  it('makes no sound and shows no notice until somebody turns them on', () => {
    const { see, stop } = desk();
    expect(see([alertOf('a')])).toEqual([]);
    expect(see([alertOf('a'), alertOf('b')])).toEqual([]);
    stop();
  });

  it('plays one sound and shows one notice for an alert, each by its severity', () => {
    changeSeatSettings({ sound: true, notify: true, volume: 0.5 });
    const { see, did, stop } = desk();
    expect(did).toEqual(['wake']);
    see([]);
    expect(see([alertOf('a'), alertOf('w', { severity: 'warning' })])).toEqual([
      'play critical 0.5',
      'show Critical: a is failing #/alerts?alert=a&at=2026-09-22T14:13:38Z',
      'show Warning: w is failing #/alerts?alert=w&at=2026-09-22T14:13:38Z',
    ]);
    // Info is neither heard nor shown unless somebody wants it.
    expect(
      see([alertOf('a'), alertOf('w', { severity: 'warning' }), alertOf('i', { severity: 'info' })]),
    ).toEqual([]);
    stop();
    expect(did.at(-1)).toBe('sleep');
  });

  it('plays again while the clock runs and nobody acknowledges, without another notice', () => {
    changeSeatSettings({ sound: true, notify: true });
    const { see, wait, stop } = desk();
    see([]);
    see([alertOf('a')]);
    // Pictures go on coming: one that is old is no longer live, and nothing is concluded from it.
    expect(see([alertOf('a')], {}, 60_000)).toEqual(['play critical 0.6']);
    expect(wait(60_000)).toEqual([]);
    stop();
  });

  it('sounds when Vigil itself has been silent for long', () => {
    changeSeatSettings({ sound: true, notify: true });
    const { see, wait, stop } = desk();
    see([]);
    expect(wait(10_000)).toEqual([]);
    expect(wait(60_000)).toEqual(['play warning 0.6', 'show Vigil sees nothing #/alerts']);
    expect(wait(60_000)).toEqual([]);
    stop();
  });

  const quiet = { fromMinute: 0, toMinute: 0 };
  const { severities } = initialSeatSettings;
  const withQuiet = (on: boolean) =>
    changeSeatSettings({
      notify: true,
      severities: { ...severities, critical: { ...severities.critical, quiet: on ? quiet : null } },
    });

  it('keeps the summary after quiet hours until it is put away', () => {
    withQuiet(true);
    const { desk: made, see, stop } = desk();
    see([]);
    expect(see([alertOf('a')])).toEqual([]);
    withQuiet(false);
    expect(see([alertOf('a')])).toEqual(['show 1 alert in quiet hours, 1 still fires #/alerts']);
    expect(made.catchUp.get()).toMatchObject({ count: 1, items: [{ id: 'a', outcome: 'firing' }] });
    stop();
  });

  it('remembers what quiet hours withheld while its page is closed', () => {
    withQuiet(true);
    const kept = keeping();
    const first = desk(kept);
    first.see([]);
    first.see([alertOf('a'), alertOf('b')]);
    expect(kept.writes()).toBe(1);
    first.stop();
    // One ended meanwhile; the other is seen again, and did not begin again.
    const second = desk(kept);
    expect(second.see([alertOf('b')])).toEqual([]);
    expect(kept.writes()).toBe(1);
    withQuiet(false);
    second.see([alertOf('b')]);
    expect(second.desk.catchUp.get()).toMatchObject({
      count: 2,
      items: [
        { id: 'a', times: 1, outcome: 'over' },
        { id: 'b', times: 1, outcome: 'firing' },
      ],
    });
    second.stop();
    const third = desk(kept);
    third.see([alertOf('b')]);
    expect(third.desk.catchUp.get()).toBeNull();
    third.stop();
  });

  it('tells of a silence that ends soon by a notice alone', () => {
    changeSeatSettings({
      sound: true,
      notify: true,
      severities: { ...severities, info: { ...severities.info, sound: true } },
    });
    const { see, stop } = desk();
    see([]);
    const told = see([], { silences: handoverSilences });
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^show A silence ends in 11/);
    stop();
  });

  it('wears the state of the world, and none where the link is lost', () => {
    const { see, store, faces, stop } = desk();
    see([alertOf('a')]);
    expect(faces.at(-1)).toMatchObject({ title: '(1) Vigil – a is failing', mark: 'down' });
    followLink(store, 'lost');
    expect(faces.at(-1)).toMatchObject({ title: 'Vigil – no live picture', mark: 'unreachable' });
    followLink(store, 'open');
    see([]);
    expect(faces.at(-1)).toMatchObject({ title: 'Vigil', mark: null });
    stop();
  });

  it('turns notices on only where the browser allows them', async () => {
    const { desk: made, permission, stop } = desk();
    await turnNoticesOn(made.notifier);
    expect(currentSeatSettings().notify).toBe(true);
    permission.set('denied');
    made.notifier.ask = async () => undefined;
    await turnNoticesOn(made.notifier);
    expect(currentSeatSettings().notify).toBe(false);
    stop();
  });
});
