import { describe, expect, it } from 'vitest';
import { sceneAt, scenePosition, stepScene } from '../../../../../renderer/features/wall/scene-rotation.ts';
import type { WallType } from '../../../../../renderer/features/wall/text-measure.ts';
import { wallAlerts } from '../../../../../renderer/features/wall/wall-alerts.ts';
import { rollUpStates, tallyOf, wallBoard } from '../../../../../renderer/features/wall/wall-board.ts';
import { zonesThatFit } from '../../../../../renderer/features/wall/wall-clock-fit.ts';
import { wallMatrix } from '../../../../../renderer/features/wall/wall-matrix.ts';
import { verdictSize, wallLayout } from '../../../../../renderer/features/wall/wall-scale.ts';
import { sceneRoom, tallRows } from '../../../../../renderer/features/wall/wall-scene-room.ts';
import { sourceWords } from '../../../../../renderer/features/wall/wall-sources.ts';
import { wallVerdict } from '../../../../../renderer/features/wall/wall-verdict.ts';
import { emptySections, type Picture } from '../../../../../shared/contract/picture.ts';
import type { Alert } from '../../../../../shared/domain/alert.ts';
import { codeOfHealthState, type HealthState } from '../../../../../shared/domain/health-state.ts';
import { CACHED_AT_MS, cachedMoment, STORY_MS, storyPicture } from '../../../../builders/story.ts';

const live = { mode: 'live' } as const;
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const say = (picture: Picture, over: Partial<Parameters<typeof wallVerdict>[0]> = {}) => {
  const board = wallBoard(picture, false);
  const verdict = wallVerdict({ picture, board, moment: live, nowMs: STORY_MS, isCutOff: false, ...over });
  return { ...verdict, facts: verdict.facts.map((parts) => plain(parts.map(({ text }) => text).join(''))) };
};

/** The story with every cell in one state. */
function allIn(state: HealthState, of = (_cell: number): boolean => true): Picture {
  const picture = storyPicture();
  const codes = picture.cells.state.map((code, cell) =>
    of(cell) ? codeOfHealthState(state) : code === 0 ? 0 : codeOfHealthState('ok'),
  );
  return { ...picture, cells: { ...picture.cells, state: codes } };
}

const taken = (alert: Alert, by: string): Alert => ({
  ...alert,
  acknowledgement: { by, why: '', atMs: STORY_MS, untilMs: null, sourceIds: [] },
});

describe('the verdict of the wall', () => {
  it('names the worst service, its number and since when', () => {
    const { tone, title, facts } = say(storyPicture());
    expect(tone).toBe('critical');
    expect(title).toBe('Checkout is down in Dublin');
    expect(facts).toEqual(['38.2 % of requests fail', 'since 14:02, 11 min 26 s', 'nobody is on it yet']);
  });

  it('names who is on it, and says nothing of people where no alert fires about it', () => {
    const picture = storyPicture();
    const { alerts } = picture.sections;
    const withAlerts = (of: typeof alerts) =>
      say({ ...picture, sections: { ...picture.sections, alerts: of } }).facts.at(-1);
    const takenBy = (...names: readonly string[]) => {
      const about = alerts.filter(({ service, region }) => service === 'checkout' && region === 'eu-west-1');
      return withAlerts(
        names.flatMap((by, index) => about.map((alert) => taken({ ...alert, id: `${index}` }, by))),
      );
    };
    expect(takenBy('Mara Okafor')).toBe('Mara is on it');
    expect(takenBy('Mara Okafor', 'Tomás Brandão')).toBe('Mara and Tomás are on it');
    expect(takenBy('Mara', 'Tomás', 'Nadia')).toBe('3 people are on it');
    expect(withAlerts([])).toBe('1 more service down');
    // Somebody who works on the same service elsewhere is not on this.
    const elsewhere = alerts.map((alert) => (alert.region === 'eu-west-2' ? taken(alert, 'Mara') : alert));
    expect(withAlerts(elsewhere)).toBe('nobody is on it yet');
  });

  it('is calm when everything is well', () => {
    const sources = storyPicture().sections.sources.map((source) => ({ ...source, state: 'live' as const }));
    const picture = allIn('ok');
    const calm = say({ ...picture, sections: { ...picture.sections, sources } });
    expect(calm).toMatchObject({ tone: 'calm', state: 'ok', title: 'All 24 services are well' });
    expect(calm.facts).toContain('6 of 6 sources live');
  });

  it('is not calm while a place cannot be seen, and not green', () => {
    const { catalogue } = storyPicture().sections;
    const mumbai = catalogue.regions.findIndex(({ id }) => id === 'ap-south-1');
    const blind = say(allIn('unreachable', (cell) => catalogue.cells[cell]?.[1] === mumbai));
    expect(blind).toMatchObject({ tone: 'unseen', state: 'unreachable', title: 'Mumbai cannot be seen' });
    expect(say(allIn('stale')).tone).toBe('unseen');
    expect(say(allIn('no_data')).tone).toBe('unseen');
  });

  it('says blind since when, how old, and who does not answer', () => {
    const cached = say(storyPicture(), { moment: cachedMoment, nowMs: CACHED_AT_MS });
    expect(cached.title).toBe('Blind since 14:13:36 UTC');
    expect(cached.facts).toEqual(['This picture is CACHED, 3 h 12 min old', '5 of 6 sources answer']);
    expect(say(storyPicture(), { moment: cachedMoment, isCutOff: true }).facts[1]).toBe(
      'Vigil does not answer',
    );
  });

  it('says that nothing is measured instead of that all is well', () => {
    const picture = { ...storyPicture(), sections: emptySections };
    const board = { cells: [], services: [], regions: [], folded: new Set<number>() };
    expect(say(picture, { board })).toMatchObject({ tone: 'empty', title: 'Nothing is measured yet' });
  });
});

describe('the tally', () => {
  it('counts services as the picture does', () => {
    const tally = tallyOf(wallBoard(storyPicture(), false));
    expect(tally.map(({ state, count }) => `${count} ${state}`)).toEqual([
      '2 down',
      '2 degraded',
      '1 conflict',
      '1 maintenance',
      '18 ok',
    ]);
  });

  it('lets what is measured speak before what is not', () => {
    expect(rollUpStates(['ok', 'unreachable'])).toBe('ok');
    expect(rollUpStates(['unreachable', 'stale'])).toBe('unreachable');
    expect(rollUpStates(['ok', 'maintenance'])).toBe('maintenance');
    expect(rollUpStates([])).toBeNull();
  });
});

describe('the alert list', () => {
  const { alerts, catalogue } = storyPicture().sections;

  it('folds what does not fit into words', () => {
    const { shown, rest } = wallAlerts(alerts, catalogue, STORY_MS, { alerts: 3, alertsWithRest: 2 }, null);
    expect(shown).toHaveLength(2);
    expect(shown[0]?.mark).toBe('down');
    expect(rest).toMatch(/^and \d+ more: /);
  });

  it('shows all when all fit and speaks of the past when cached', () => {
    const firing = alerts.filter(({ state }) => state === 'firing').length;
    const room = { alerts: 50, alertsWithRest: 49 };
    const all = wallAlerts(alerts, catalogue, CACHED_AT_MS, room, STORY_MS);
    expect(all.shown).toHaveLength(firing);
    expect(all.rest).toBeNull();
    expect(all.shown[0]?.place).toBe('Dublin');
    expect(plain(all.shown[0]?.detail ?? '')).toBe('seen 3 h 12 min ago');
  });

  it('says who has it, and nothing of people when cached: that may have changed', () => {
    const room = { alerts: 50, alertsWithRest: 49 };
    const some = alerts.map((alert) =>
      alert.id === 'CheckoutFailing' ? taken(alert, 'Mara Okafor') : alert,
    );
    const whoAt = (seenAtMs: number | null) =>
      new Map(wallAlerts(some, catalogue, STORY_MS, room, seenAtMs).shown.map(({ id, who }) => [id, who]));
    expect(whoAt(null).get('CheckoutFailing')).toBe('Mara');
    expect(whoAt(null).get('LedgerCannotWrite')).toBe('nobody yet');
    expect(new Set(whoAt(STORY_MS).values())).toEqual(new Set([null]));
  });

  it('leaves out of a cached picture what Vigil found out afterwards', () => {
    const blind = {
      ...alerts[0]!,
      id: 'vigil:blind',
      kind: 'unreachable' as const,
      startsAtMs: STORY_MS + 1,
    };
    const room = { alerts: 50, alertsWithRest: 49 };
    const ids = wallAlerts([...alerts, blind], catalogue, CACHED_AT_MS, room, STORY_MS).shown.map(
      ({ id }) => id,
    );
    expect(ids).not.toContain('vigil:blind');
    expect(ids).toHaveLength(alerts.filter(({ state }) => state === 'firing').length);
  });

  it('says who has an alert in hand, and that nobody has; nothing of it in a picture that was kept', () => {
    const acknowledgement = { by: 'Tomás', why: '', atMs: STORY_MS, untilMs: null, sourceIds: [] };
    const two = [
      { ...alerts[0]!, startsAtMs: STORY_MS - 1, acknowledgement },
      { ...alerts[0]!, id: 'other', startsAtMs: STORY_MS - 2, acknowledgement: undefined },
    ];
    const room = { alerts: 2, alertsWithRest: 1 };
    expect(wallAlerts(two, catalogue, STORY_MS, room, null).shown.map(({ who }) => who)).toEqual([
      'Tomás',
      'nobody yet',
    ]);
    expect(wallAlerts(two, catalogue, CACHED_AT_MS, room, STORY_MS).shown.map(({ who }) => who)).toEqual([
      null,
      null,
    ]);
  });

  it('does not say the place twice', () => {
    const twice = alerts.map((alert) => ({
      ...alert,
      title: 'Checkout is failing in Dublin',
      region: 'eu-west-1',
    }));
    const room = { alerts: 1, alertsWithRest: 1 };
    expect(wallAlerts(twice, catalogue, STORY_MS, room, null).shown[0]).toMatchObject({
      title: 'Checkout is failing',
      place: 'Dublin',
    });
  });

  it('gives height that is left to the long titles of the worst', () => {
    const all = { alerts: 3, alertsWithRest: 3 };
    const list = wallAlerts(alerts, catalogue, STORY_MS, all, null);
    const room = { ...sceneRoom('map', wallLayout(1920, 1080), 1920, 518, false), alertWidth: 340 };
    const tallIn = (alertHeight: number): number[] => [
      ...tallRows(list, { ...room, alertHeight }, (text) => text.length * 24),
    ];
    expect(tallIn(518)).toEqual([]);
    expect(tallIn(518 + 56)).toEqual([0]);
    expect(tallIn(518 + 4 * 56)).toEqual([0, 1, 2]);
  });
});

describe('the matrix scene', () => {
  const picture = storyPicture();
  const board = wallBoard(picture, false);
  const names = (indexes: readonly number[]) =>
    indexes.map((region) => picture.sections.catalogue.regions[region]?.city);

  it('has the worst rows, the columns that explain them, and counts the rest', () => {
    const matrix = wallMatrix(picture, board, 3, 3);
    const services = matrix.rows.map(({ service }) => picture.sections.catalogue.services[service]?.id);
    expect(services.slice(0, 2)).toEqual(['checkout', 'ledger']);
    expect(names(matrix.columns)[0]).toBe('Dublin');
    expect(matrix.rest).toMatch(/^21 other services: /);
    const cells = matrix.rows[0]?.cells ?? [];
    expect(cells[0]?.state).toBe('down');
    expect(plain(cells[0]?.value ?? '')).toBe('38.2 %');
  });

  it('never shows the old number of a place that cannot be seen', () => {
    const matrix = wallMatrix(picture, board, 9, 14);
    const mumbai = names(matrix.columns).indexOf('Mumbai');
    expect(mumbai).toBeGreaterThanOrEqual(0);
    for (const row of matrix.rows)
      if (row.cells[mumbai] !== null) expect(row.cells[mumbai]?.value).toBe('not seen');
  });

  it('is empty and says so when nothing needs attention', () => {
    const well = allIn('ok');
    expect(wallMatrix(well, wallBoard(well, false), 5, 5)).toMatchObject({
      columns: [],
      rows: [],
      rest: '24 services: 24 ok',
    });
  });
});

describe('the rotation', () => {
  const scenes = ['map', 'matrix', 'alerts'] as const;

  it('gives each scene its dwell', () => {
    const anchor = { position: 0, atMs: 1_000 };
    expect([0, 20_999, 21_000, 41_000, 61_000].map((at) => scenePosition(anchor, at, 3, 20_000))).toEqual([
      0, 0, 1, 2, 0,
    ]);
  });

  it('steps by hand in both directions and then waits a full dwell', () => {
    const anchor = stepScene(0, -1, 5_000, 3);
    expect(anchor).toEqual({ position: 2, atMs: 5_000 });
    expect(scenePosition(anchor, 24_999, 3, 20_000)).toBe(2);
    expect(stepScene(2, 1, 0, 3).position).toBe(0);
  });

  it('never flickers and survives an empty plan', () => {
    expect(scenePosition({ position: 0, atMs: 0 }, 2_999, 3, 0)).toBe(0);
    expect(sceneAt(scenePosition({ position: 0, atMs: 0 }, 90_000, 0, 20_000), [])).toBe('map');
    expect(sceneAt(1, scenes)).toBe('matrix');
  });
});

describe('the layout', () => {
  it('scales with the shorter side', () => {
    expect(wallLayout(1920, 1080)).toMatchObject({ scale: 1, isStacked: false });
    expect(wallLayout(3840, 2160)).toMatchObject({ scale: 2, width: 1920, isStacked: false });
    expect(wallLayout(2560, 1080)).toMatchObject({ scale: 1, width: 2560, isStacked: false });
    expect(wallLayout(1080, 1920)).toMatchObject({ scale: 1, height: 1920, isStacked: true });
    expect(wallLayout(0, 0).scale).toBeGreaterThan(0);
  });

  it('keeps the strip in one line: further zones leave first', () => {
    const { sources } = storyPicture().sections;
    const parts = {
      timeZones: ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Singapore'],
      sources: sourceWords(sources, live, 'open', STORY_MS),
      isDemo: true,
    };
    // Widths as Chromium measures the bundled type, to within a few units.
    const measure = (text: string, { size }: WallType): number => text.length * size * 0.505;
    const zones = (width: number, height: number): number =>
      zonesThatFit(parts, wallLayout(width, height), measure).length;
    expect(zones(1920, 1080)).toBe(3);
    expect(zones(3840, 2160)).toBe(3);
    expect(zones(1500, 1080)).toBe(1);
    expect(zones(1210, 1080)).toBe(0);
    expect(zones(1080, 1920)).toBe(3);
  });

  it('shortens a long verdict to one line, then to two', () => {
    expect(verdictSize(1_000, 1_600)).toBe(112);
    expect(verdictSize(2_000, 1_600)).toBe(89);
    expect(verdictSize(4_000, 1_600)).toBeGreaterThanOrEqual(56);
  });

  it('always has room for one alert', () => {
    expect(sceneRoom('map', wallLayout(1920, 1080), 1920, 40, true)).toMatchObject({
      alerts: 2,
      alertColumns: 2,
      map: 0,
    });
    expect(sceneRoom('map', wallLayout(1920, 1080), 1920, 518, false)).toMatchObject({
      alertsWithRest: 3,
      alertColumns: 1,
      map: 1164,
    });
  });

  it('gives a wide screen to the alerts once the map is full', () => {
    const wide = sceneRoom('map', wallLayout(2560, 1080), 2560, 518, false);
    expect(wide.map).toBeLessThan(1200);
    expect(wide.map + wide.alertWidth).toBeGreaterThan(2400);
    expect(sceneRoom('map', wallLayout(5120, 1440), 3840, 518, false).alertColumns).toBe(3);
  });
});

describe('the words under the heartbeat', () => {
  const { sources } = storyPicture().sections;

  it('count the living sources', () => {
    expect(sourceWords(sources, live, 'open', STORY_MS)).toMatchObject({
      strong: '5 of 6',
      text: 'sources live',
    });
  });

  it('count down to the next try while cached, never below zero', () => {
    const due = sources.map((source) => ({ ...source, nextAttemptAtMs: STORY_MS + 7_400 }));
    expect(plain(sourceWords(due, cachedMoment, 'open', STORY_MS).strong)).toBe('8 s');
    expect(plain(sourceWords(due, cachedMoment, 'open', STORY_MS + 60_000).strong)).toBe('0 s');
  });

  it('say when Vigil itself is gone', () => {
    expect(sourceWords(sources, cachedMoment, 'lost', STORY_MS)).toMatchObject({
      text: 'Looking for',
      strong: 'Vigil',
    });
  });
});
