import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Alert, type Severity, severities } from '../../../../../shared/domain/alert.ts';
import {
  type AttentionInput,
  type AttentionRules,
  attend,
  initialAttention,
  needsAttention,
} from '../../../../../shared/domain/attention/attention.ts';
import { isQuietAt } from '../../../../../shared/domain/attention/quiet-hours.ts';
import type { Telling } from '../../../../../shared/domain/attention/telling.ts';
import type { Storm } from '../../../../../shared/domain/storm.ts';
import { buildAlert } from '../../../../builders/story-alerts.ts';
import { STORY_MS } from '../../../../builders/story-estate.ts';

/*
 * A model that knows nothing of how attention works: it follows each alert by itself and holds every step against the
 * promises that are made to people.
 */
const IDS = ['a', 'b', 'c', 'd', 'e', 'f'];
const rank: Record<Severity, number> = { critical: 3, warning: 2, info: 1 };

/** What becomes of one alert in a step. */
const fate = fc.record({
  fires: fc.boolean(),
  begins: fc.boolean(),
  severity: fc.constantFrom(...severities),
  acknowledged: fc.boolean(),
  silenced: fc.boolean(),
  unconfirmed: fc.boolean(),
  flaps: fc.constantFrom(false, false, false, true),
  heartbeat: fc.constantFrom(false, false, false, true),
});
const step = fc.record({
  afterMs: fc.constantFrom(0, 1_000, 60_000, 3_600_000, 5 * 3_600_000),
  changed: fc.uniqueArray(fc.tuple(fc.constantFrom(...IDS), fate), { maxLength: 5, selector: ([id]) => id }),
  storm: fc.option(fc.subarray(IDS), { freq: 4 }),
  isLive: fc.constantFrom(true, true, true, false),
});
const minute = fc.integer({ min: 0, max: 1_439 });
const rule = fc.record({
  repeatMs: fc.constantFrom(0, 1_000, 60_000),
  quiet: fc.option(fc.record({ fromMinute: minute, toMinute: minute })),
});
const rules: fc.Arbitrary<AttentionRules> = fc.record({
  timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kolkata'),
  severities: fc.record({ critical: rule, warning: rule, info: rule }),
});

function alertOf(
  id: string,
  startsAtMs: number,
  of: typeof fate extends fc.Arbitrary<infer F> ? F : never,
): Alert {
  const alert = buildAlert({
    id,
    title: id,
    summary: '',
    severity: of.severity,
    service: null,
    region: null,
    startsAtMs,
    unconfirmed: of.unconfirmed,
    kind: of.heartbeat ? 'heartbeat' : 'reported',
    suppression: of.silenced ? { silencedBy: [], inhibitedBy: ['x'], mutedBy: [] } : null,
  });
  return {
    ...alert,
    ...(of.acknowledged
      ? { acknowledgement: { by: 'mira', why: '', atMs: startsAtMs, untilMs: null, sourceIds: [] } }
      : {}),
    ...(of.flaps ? { flapping: { changes: 5, windowMs: 1_800_000, sinceMs: startsAtMs } } : {}),
  };
}

const stormOf = (alertIds: string[]): Storm => ({
  sinceMs: STORY_MS,
  count: alertIds.length,
  firing: alertIds.length,
  shared: [],
  first: { id: 'a', title: 'a', atMs: STORY_MS },
  binMs: 1_000,
  bins: [],
  alertIds,
});

function mentioned(telling: Telling, storm: Storm | null): readonly string[] {
  switch (telling.kind) {
    case 'alert':
      return [telling.alert.id];
    case 'many':
    case 'opening':
      return telling.alerts.map(({ id }) => id);
    case 'catch-up':
      return telling.items.map(({ id }) => id);
    case 'storm':
      return storm?.alertIds ?? [];
    case 'repeat':
    case 'blind':
    case 'lapse':
      return [];
  }
}

it('tells of everything that fires, once, and of nothing that is quiet', () => {
  fc.assert(
    fc.property(rules, fc.array(step, { minLength: 1, maxLength: 25 }), (rules, steps) => {
      let state = initialAttention;
      let nowMs = STORY_MS;
      let alerts: readonly Alert[] = [];
      /** Rank each episode was told with; the second word about it is a repetition nobody asked for. */
      const told = new Map<string, number>();
      /** Flapping spells that were told of, by id, until the alert is seen to hold still. */
      const flapTold = new Map<string, number>();
      const waiting = new Map<string, Severity>();
      /** The start an alert has until it begins anew: the same again is the same episode, seen once more. */
      const starts = new Map<string, number>();
      let stormTold = 0;
      let isFirst = true;
      const isQuiet = (severity: Severity): boolean =>
        isQuietAt(rules.severities[severity].quiet, nowMs, rules.timeZone);
      const episode = (alert: Alert): string => `${alert.id} ${alert.startsAtMs}`;

      for (const { afterMs, changed, storm: stormIds, isLive } of steps) {
        nowMs += afterMs;
        const list = new Map(alerts.map((alert) => [alert.id, alert]));
        for (const [id, of] of changed) {
          const isOn = list.has(id);
          const startsAtMs = !isOn && of.begins ? nowMs : (starts.get(id) ?? STORY_MS - 1);
          starts.set(id, startsAtMs);
          if (!of.fires) list.delete(id);
          else list.set(id, alertOf(id, startsAtMs, of));
        }
        alerts = [...list.values()];
        const storm = stormIds === null ? null : stormOf(stormIds);
        const input: AttentionInput = {
          nowMs,
          isLive,
          isSettled: true,
          alerts,
          storm,
          silences: [],
          rules,
        };
        const next = attend(state, input);
        state = next.state;
        if (!isLive) {
          expect(next.tellings.filter(({ kind }) => kind !== 'blind')).toEqual([]);
          continue;
        }
        if (storm === null) stormTold = 0;
        for (const alert of alerts)
          if (alert.flapping === undefined && alert.kind !== 'heartbeat') flapTold.delete(alert.id);
        const needing = alerts.filter(needsAttention);

        for (const telling of next.tellings) {
          if (telling.kind === 'catch-up') {
            for (const { id } of telling.items) waiting.delete(id);
            continue;
          }
          expect(isQuiet(telling.severity), `${telling.kind} in quiet hours`).toBe(false);
          if (telling.kind === 'repeat') {
            const calling = needing.filter(
              ({ severity, flapping }) => !isQuiet(severity) && flapping === undefined,
            );
            expect(
              calling.some(({ severity }) => severity === telling.severity),
              'somebody waits',
            ).toBe(true);
            expect(rules.severities[telling.severity].repeatMs).toBeGreaterThan(0);
          }
          if (telling.kind === 'storm') stormTold = rank[telling.severity];
          if (telling.kind === 'alert' || telling.kind === 'many' || telling.kind === 'opening')
            for (const id of mentioned(telling, storm)) {
              const alert = list.get(id);
              expect(alert !== undefined && needsAttention(alert), `${id} is to be told`).toBe(true);
              if (alert === undefined) continue;
              const before = told.get(episode(alert)) ?? 0;
              const spell = flapTold.get(id) ?? 0;
              const isNew =
                alert.flapping === undefined ? before < rank[alert.severity] : spell < rank[alert.severity];
              expect(isNew, `${id} was told before`).toBe(true);
            }
        }
        // The promise: whatever needs somebody now and is not kept quiet, somebody was told.
        for (const alert of needing) {
          const known = told.get(episode(alert)) ?? 0;
          const spell = flapTold.get(alert.id) ?? 0;
          const due =
            alert.flapping === undefined ? known < rank[alert.severity] : spell < rank[alert.severity];
          if (!due) continue;
          if (isQuiet(alert.severity)) waiting.set(alert.id, alert.severity);
          else {
            const byName = next.tellings.some((telling) => mentioned(telling, storm).includes(alert.id));
            const inStorm =
              !isFirst && storm?.alertIds.includes(alert.id) === true && stormTold >= rank[alert.severity];
            expect(byName || inStorm, `${alert.id} is told`).toBe(true);
            waiting.delete(alert.id);
          }
          told.set(episode(alert), Math.max(known, rank[alert.severity]));
          if (alert.flapping !== undefined) flapTold.set(alert.id, rank[alert.severity]);
        }
        // Whatever waited for the end of its quiet hours is in the summary.
        for (const [id, severity] of waiting)
          expect(isQuiet(list.get(id)?.severity ?? severity), `${id} is caught up with`).toBe(true);
        isFirst = false;
      }
    }),
    { numRuns: 2_000 },
  );
});
