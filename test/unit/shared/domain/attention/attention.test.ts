import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../../../shared/domain/alert.ts';
import {
  type AttentionInput,
  type AttentionState,
  attend,
  BLIND_AFTER_MS,
  initialAttention,
  MAX_ENDED,
  MAX_LISTED,
  OPENING_LIMIT_MS,
} from '../../../../../shared/domain/attention/attention.ts';
import { MAX_WITHHELD } from '../../../../../shared/domain/attention/catch-up.ts';
import { LAPSE_LEAD_MS, lapsingSilences } from '../../../../../shared/domain/attention/lapse.ts';
import type { HeldSilence } from '../../../../../shared/domain/silence.ts';
import type { Storm } from '../../../../../shared/domain/storm.ts';
import { buildAlert } from '../../../../builders/story-alerts.ts';
import { STORY_MS } from '../../../../builders/story-estate.ts';

const loud = { repeatMs: 0, quiet: null };
const rules = { timeZone: 'UTC', severities: { critical: loud, warning: loud, info: loud } };
const quietAll = { fromMinute: 0, toMinute: 0 };
const quietRules = {
  ...rules,
  severities: { critical: loud, warning: { ...loud, quiet: quietAll }, info: { ...loud, quiet: quietAll } },
};

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

/** A seat that has been told of what fired when it opened: nothing, unless told otherwise. */
function seat(initial: readonly Alert[] = [], given: Partial<AttentionInput> = {}) {
  let state: AttentionState = initialAttention;
  let nowMs = STORY_MS;
  const see = (alerts: readonly Alert[], changes: Partial<AttentionInput> = {}, afterMs = 1_000) => {
    nowMs += afterMs;
    const next = attend(state, {
      nowMs,
      isLive: true,
      isSettled: true,
      alerts,
      storm: null,
      silences: [],
      rules,
      ...given,
      ...changes,
    });
    state = next.state;
    return next.tellings;
  };
  const opening = see(initial);
  return { see, opening, state: () => state };
}

const ids = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => `A${i}`);

describe('attention', () => {
  it('sums up what fires already when it opens, and waits for sources that are connecting', () => {
    expect(seat().opening).toEqual([]);
    expect(seat([alertOf('a'), alertOf('b', { severity: 'warning' })]).opening).toMatchObject([
      { kind: 'opening', severity: 'critical', count: 2 },
    ]);
    const waiting = seat([], { isSettled: false });
    expect(waiting.see([alertOf('a')])).toEqual([]);
    expect(waiting.see([alertOf('a')], {}, OPENING_LIMIT_MS)).toMatchObject([{ kind: 'opening', count: 1 }]);
  });

  it('tells of few alerts one by one, and of many in one word', () => {
    const { see } = seat();
    expect(see(ids(3).map((id) => alertOf(id)))).toMatchObject([
      { kind: 'alert' },
      { kind: 'alert' },
      { kind: 'alert' },
    ]);
    const many = see(['x', 'y', 'z', ...ids(40)].map((id) => alertOf(id)));
    expect(many).toMatchObject([{ kind: 'many', count: 40 }]);
    expect(many[0]).toHaveProperty('alerts.length', MAX_LISTED);
  });

  it('says nothing of heartbeats, silenced and acknowledged alerts, nor of a source that is lost and found', () => {
    const { see } = seat([alertOf('a')]);
    const acknowledgement = { by: 'mira', why: '', atMs: STORY_MS, untilMs: null, sourceIds: [] };
    const suppression = { silencedBy: [], inhibitedBy: ['a'], mutedBy: [] };
    const quiet = [
      alertOf('watchdog', { kind: 'heartbeat' }),
      alertOf('b', { suppression }),
      alertOf('c', { acknowledgement }),
      alertOf('d', { state: 'pending' }),
      alertOf('e', { state: 'resolved', resolvedAtMs: STORY_MS }),
    ];
    expect(see([alertOf('a'), ...quiet])).toEqual([]);
    expect(see([alertOf('a', { unconfirmed: true }), ...quiet])).toEqual([]);
    expect(see([alertOf('a'), ...quiet])).toEqual([]);
    // What nobody was told of is told when its silence ends.
    expect(see([alertOf('a'), alertOf('b')])).toMatchObject([{ kind: 'alert', alert: { id: 'b' } }]);
  });

  it('does not tell of the same episode twice, whatever becomes of the hub', () => {
    const { see } = seat([alertOf('a')]);
    expect(see([])).toEqual([]);
    expect(see([alertOf('a')])).toEqual([]);
    expect(see([alertOf('a', { startsAtMs: STORY_MS + 7_000 })])).toEqual([]);
    expect(see([], { isLive: false })).toEqual([]);
    expect(see([alertOf('a', { startsAtMs: STORY_MS + 7_000 })])).toEqual([]);
    expect(see([])).toEqual([]);
    expect(see([alertOf('a', { startsAtMs: STORY_MS + 60_000 })])).toMatchObject([{ kind: 'alert' }]);
  });

  it('tells of an episode that began while nothing could be seen', () => {
    const { see } = seat([alertOf('a')]);
    see([alertOf('a')], { isLive: false });
    expect(see([alertOf('a', { startsAtMs: STORY_MS + 60_000 })])).toMatchObject([{ kind: 'alert' }]);
  });

  it('tells again when an alert becomes worse, and not when it becomes milder', () => {
    const { see } = seat([alertOf('a', { severity: 'warning' })]);
    expect(see([alertOf('a')])).toMatchObject([{ kind: 'alert', severity: 'critical' }]);
    expect(see([alertOf('a', { severity: 'info' })])).toEqual([]);
    expect(see([alertOf('a')])).toEqual([]);
  });

  it('has one word for what flaps, until it holds still', () => {
    const { see } = seat();
    const flapping = { changes: 6, windowMs: 1_800_000, sinceMs: STORY_MS };
    const at = (seconds: number, flaps = true) =>
      alertOf('a', { startsAtMs: STORY_MS + seconds * 1_000, ...(flaps ? { flapping } : {}) });
    const repeating = {
      rules: { ...rules, severities: { ...rules.severities, critical: { repeatMs: 1_000, quiet: null } } },
    };
    expect(see([at(1, false)])).toMatchObject([{ kind: 'alert', flapping: false }]);
    expect(see([at(1)])).toMatchObject([{ kind: 'alert', flapping: true }]);
    expect(see([at(1)], repeating, 60_000)).toEqual([]);
    see([]);
    expect(see([at(60)])).toEqual([]);
    see([]);
    expect(see([at(120)])).toEqual([]);
    // It stays: now it is an alert like any other.
    expect(see([at(120, false)])).toMatchObject([{ kind: 'alert', flapping: false }]);
  });

  it('has one word and one sound for a storm, and another only for something worse', () => {
    const { see } = seat();
    const storm = (alertIds: string[]): Storm => ({
      sinceMs: STORY_MS,
      count: alertIds.length,
      firing: alertIds.length,
      shared: [{ name: 'region', value: 'eu-west-1' }],
      first: { id: 'A0', title: 'A0', atMs: STORY_MS },
      binMs: 1_000,
      bins: [],
      alertIds,
    });
    const warning = { severity: 'warning' } as const;
    const some = ids(50).map((id) => alertOf(id, warning));
    const more = ids(90).map((id) => alertOf(id, warning));
    expect(see(some, { storm: storm([...ids(50)]) })).toMatchObject([{ kind: 'storm', severity: 'warning' }]);
    expect(see([...more, alertOf('else')], { storm: storm([...ids(90)]) })).toMatchObject([
      { kind: 'alert', alert: { id: 'else' } },
    ]);
    const worse = [...more, alertOf('else'), alertOf('B')];
    expect(see(worse, { storm: storm([...ids(90), 'B']) })).toMatchObject([
      { kind: 'storm', severity: 'critical' },
    ]);
    // Its alerts were told with it, also when it is over.
    expect(see([...worse])).toEqual([]);
  });

  it('repeats one sound until somebody takes the alert in hand or it is over', () => {
    const severities = { ...rules.severities, critical: { repeatMs: 30_000, quiet: null } };
    const given = { rules: { ...rules, severities } };
    const { see } = seat([alertOf('a'), alertOf('b')], given);
    const acknowledgement = { by: 'mira', why: '', atMs: STORY_MS, untilMs: null, sourceIds: [] };
    expect(see([alertOf('a'), alertOf('b')], {}, 29_000)).toEqual([]);
    expect(see([alertOf('a'), alertOf('b')])).toEqual([{ kind: 'repeat', severity: 'critical', count: 2 }]);
    expect(see([alertOf('a', { acknowledgement }), alertOf('b')], {}, 30_000)).toMatchObject([{ count: 1 }]);
    expect(see([alertOf('a', { acknowledgement })], {}, 30_000)).toEqual([]);
    // The acknowledgement ran out: it calls again.
    expect(see([alertOf('a')])).toMatchObject([{ kind: 'repeat', count: 1 }]);
    // A clock that is set back does not make it fall silent.
    expect(see([alertOf('a')], {}, -3_600_000)).toMatchObject([{ kind: 'repeat' }]);
  });

  it('withholds in quiet hours and catches up at their end, with what became of each', () => {
    const { see } = seat([], { rules: quietRules });
    const warn = { severity: 'warning' } as const;
    const acknowledgement = { by: 'mira', why: '', atMs: STORY_MS, untilMs: null, sourceIds: [] };
    expect(see([alertOf('a', warn), alertOf('b', warn), alertOf('c', warn)])).toEqual([]);
    expect(see([alertOf('b', warn), alertOf('c', { ...warn, acknowledgement }), alertOf('d')])).toMatchObject(
      [{ kind: 'alert', alert: { id: 'd' } }],
    );
    const last = [alertOf('b', warn), alertOf('c', { ...warn, acknowledgement }), alertOf('d')];
    expect(see(last, { rules }, 3_600_000)).toMatchObject([
      {
        kind: 'catch-up',
        severity: 'warning',
        count: 3,
        items: [
          { id: 'a', outcome: 'over' },
          { id: 'b', outcome: 'firing' },
          { id: 'c', outcome: 'acknowledged' },
        ],
      },
    ]);
    expect(see(last, { rules })).toEqual([]);
  });

  it('says once that it sees nothing, when that lasts, and not in quiet hours', () => {
    const { see } = seat([alertOf('a')]);
    const blind = { isLive: false };
    expect(see([alertOf('a')], blind)).toEqual([]);
    expect(see([alertOf('a')], blind, BLIND_AFTER_MS - 1)).toEqual([]);
    expect(see([alertOf('a')], { ...blind, rules: quietRules }, 1)).toEqual([]);
    expect(see([alertOf('a')], blind, 1)).toEqual([
      { kind: 'blind', severity: 'warning', sinceMs: STORY_MS + 2_000 },
    ]);
    expect(see([alertOf('a')], blind, 600_000)).toEqual([]);
    expect(see([alertOf('a')])).toEqual([]);
    // Never seen anything yet: that is said on screen.
    expect(seat([], blind).see([], blind, 600_000)).toEqual([]);
  });

  it('has nothing to catch up with where an alert became worse than what is kept quiet', () => {
    const { see } = seat([], { rules: quietRules });
    expect(see([alertOf('a', { severity: 'warning' })])).toEqual([]);
    expect(see([alertOf('a')])).toMatchObject([{ kind: 'alert', severity: 'critical' }]);
    expect(see([alertOf('a')], { rules })).toEqual([]);
  });

  it('remembers no more than it says', () => {
    const { see, state } = seat([], { rules: quietRules });
    const count = MAX_WITHHELD + 500;
    see(ids(count).map((id) => alertOf(id, { severity: 'info' })));
    expect(state().withheld.size).toBe(MAX_WITHHELD);
    const [telling] = see([], { rules });
    expect(telling).toMatchObject({ kind: 'catch-up', count });
    for (let round = 0; round < 4; round++)
      see(ids(2_000).map((id) => alertOf(`${round}-${id}`, { severity: 'info' })));
    see([]);
    expect(state().ended.size).toBe(MAX_ENDED);
    expect(state().known.size).toBe(0);
  });
});

describe('silences that end soon', () => {
  const silence = (varying: Partial<HeldSilence> = {}): HeldSilence => ({
    id: 's1',
    state: 'active',
    matchers: [{ name: 'alertname', operator: '=', value: 'a' }],
    startsAtMs: STORY_MS - 3_600_000,
    endsAtMs: STORY_MS + LAPSE_LEAD_MS + 10_000,
    createdBy: 'mira',
    comment: '',
    sourceIds: ['pager'],
    ...varying,
  });

  it('are told once before each of their ends', () => {
    const { see } = seat();
    const silences = [silence()];
    expect(see([], { silences })).toEqual([]);
    expect(see([], { silences }, 10_000)).toMatchObject([{ kind: 'lapse', silences: [{ id: 's1' }] }]);
    expect(see([], { silences }, 60_000)).toEqual([]);
    const prolonged = [silence({ endsAtMs: STORY_MS + 2 * 3_600_000 })];
    expect(see([], { silences: prolonged })).toEqual([]);
    expect(see([], { silences: prolonged }, 6_600_000)).toMatchObject([{ kind: 'lapse' }]);
  });

  it('wait for the end of quiet hours', () => {
    const { see } = seat([], { rules: quietRules });
    const silences = [silence()];
    expect(see([], { silences }, 60_000)).toEqual([]);
    expect(see([], { silences, rules })).toMatchObject([{ kind: 'lapse' }]);
  });

  it('are announced in the last quarter when they are short, and not when they hold an acknowledgement', () => {
    const short = silence({ startsAtMs: STORY_MS, endsAtMs: STORY_MS + 600_000 });
    expect(lapsingSilences([short], [], STORY_MS + 449_000)).toEqual([]);
    expect(lapsingSilences([short], [], STORY_MS + 450_000)).toEqual([short]);
    expect(lapsingSilences([short], [], short.endsAtMs)).toEqual([]);
    expect(lapsingSilences([{ ...short, state: 'expired' }], [], STORY_MS + 500_000)).toEqual([]);
    const held = alertOf('a', {
      suppression: {
        silencedBy: [{ id: 's1', createdBy: '', comment: '', endsAtMs: null }],
        inhibitedBy: [],
        mutedBy: [],
      },
      acknowledgement: { by: 'mira', why: '', atMs: STORY_MS, untilMs: null, sourceIds: ['pager'] },
    });
    expect(lapsingSilences([short], [held], STORY_MS + 500_000)).toEqual([]);
  });
});
