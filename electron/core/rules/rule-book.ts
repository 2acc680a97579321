import type { Alert } from '../../../shared/domain/alert.ts';
import { lookAt, type RuleReading } from '../../../shared/domain/rules/look.ts';
import type { OwnMeasure, Rule } from '../../../shared/domain/rules/rule.ts';
import { advance, QUIET, type RuleRun } from '../../../shared/domain/rules/run.ts';
import { ownMeasureWords } from '../../../shared/format/rule-words.ts';
import type { Board } from '../board/board.ts';
import type { RuleConfig } from '../config/rules-schema.ts';
import { compileRule } from './compile-rule.ts';
import { ruleAlert, ruleAlertId } from './rule-alert.ts';
import { placesOf, type RulePlace } from './rule-places.ts';

/** Most places of all rules together that are pending or fire at once; further ones wait until there is room. */
export const MAX_RULE_ALERTS = 5_000;
/** Rules are judged once a second; after this long without, nobody was listened to meanwhile. */
const ASLEEP_AFTER_MS = 30_000;
/** What Vigil measured of itself counts for so long. */
const OWN_FRESH_MS = 60_000;

/** What is usual of a series in this hour; null while that is not known. */
export type UsualOfRow = (row: number) => RuleReading['usual'];

/** What Vigil measured of itself, with when. */
export interface OwnReading {
  readonly value: number;
  readonly atMs: number;
}

interface Judged {
  readonly rule: Rule;
  places: readonly RulePlace[];
}

const VIGIL: Omit<RulePlace, 'unit'> = {
  key: 'vigil',
  service: null,
  region: null,
  toRegion: null,
  rows: [],
};

/** Vigil's own rules over what is on the board. Told the time and the board by its caller; starts nothing by itself. */
export class RuleBook {
  /** True while places are left out because too many are beyond their limits. */
  isOverflowing = false;
  private judged: Judged[] = [];
  private runs = new Map<string, RuleRun>();
  /** Alerts of the last snapshot that fired, until their rules were judged for the first time. */
  private remembered = new Map<string, RuleRun>();
  private readonly own = new Map<OwnMeasure, OwnReading>();
  private usual: UsualOfRow = () => null;
  private listeningSinceMs: number;
  private lastJudgedMs: number;
  private placesAreOf = '';

  constructor(configs: readonly RuleConfig[], nowMs: number) {
    this.listeningSinceMs = nowMs;
    this.lastJudgedMs = nowMs;
    this.configure(configs);
  }

  /** Goes on under other rules. One that did not change keeps its runs, whatever happened to the others. */
  configure(configs: readonly RuleConfig[]): void {
    const before = new Map(this.judged.map(({ rule }) => [rule.id, JSON.stringify(rule)]));
    this.judged = configs.map((config) => ({ rule: compileRule(config), places: [] }));
    const kept = this.judged.filter(({ rule }) => before.get(rule.id) === JSON.stringify(rule));
    const prefixes = kept.map(({ rule }) => `rule:${rule.id}:`);
    for (const id of this.runs.keys())
      if (!prefixes.some((prefix) => id.startsWith(prefix))) this.runs.delete(id);
    this.placesAreOf = '';
  }

  /** True when a rule needs to know what is usual. */
  get signalsWithUsual(): readonly string[] {
    return [
      ...new Set(
        this.judged.flatMap(({ rule: { condition } }) =>
          condition.kind === 'deviation' ? [condition.signal] : [],
        ),
      ),
    ];
  }

  /** True when a rule is about Vigil itself. */
  get needsOwnMeasures(): boolean {
    return this.judged.some(({ rule }) => rule.condition.kind === 'own');
  }

  noteUsual(usual: UsualOfRow): void {
    this.usual = usual;
  }

  noteOwn(measure: OwnMeasure, reading: OwnReading): void {
    this.own.set(measure, reading);
  }

  /** Takes over what fired when Vigil stopped: it goes on, unconfirmed until data says whether it does. */
  restore(alerts: readonly Alert[]): void {
    for (const { id, kind, state, startsAtMs, lastSeenAtMs } of alerts) {
      if (kind !== 'rule' || state !== 'firing') continue;
      const run = { sinceMs: startsAtMs, value: null, limit: null, seenAtMs: lastSeenAtMs };
      this.remembered.set(id, { ...run, phase: 'firing', isConfirmed: false });
    }
  }

  /** Judges every rule in every place. Returns what is pending or fires; what is not among them any more is over. */
  findings(board: Board, nowMs: number): readonly Alert[] {
    if (this.judged.length === 0) return [];
    if (Math.abs(nowMs - this.lastJudgedMs) >= ASLEEP_AFTER_MS) this.listeningSinceMs = nowMs;
    this.lastJudgedMs = nowMs;
    this.findPlaces(board);
    const answeringSinceMs = new Map(
      board
        .sources()
        .filter(({ state }) => state !== 'paused')
        .map(({ id, state, sinceMs }) => [id, state === 'live' ? sinceMs : null]),
    );
    const runs = new Map<string, RuleRun>();
    const found: Alert[] = [];
    this.isOverflowing = false;
    for (const { rule, places } of this.judged) {
      for (const place of places) {
        const readings = this.readingsOf(rule, place, board, answeringSinceMs, nowMs);
        const id = ruleAlertId(rule, place);
        const before = this.runs.get(id) ?? this.remembered.get(id) ?? QUIET;
        const look = lookAt(rule.condition, readings, this.listeningSinceMs, nowMs);
        const run = advance(before, rule.forMs, look, nowMs);
        if (run.phase === 'quiet') continue;
        if (before.phase === 'quiet' && found.length >= MAX_RULE_ALERTS) {
          this.isOverflowing = true;
          continue;
        }
        runs.set(id, run);
        found.push(ruleAlert(rule, place, run));
      }
    }
    this.runs = runs;
    this.remembered.clear();
    return found;
  }

  private findPlaces(board: Board): void {
    const version = `${board.generation} ${board.names.series.length}`;
    if (version === this.placesAreOf) return;
    this.placesAreOf = version;
    for (const one of this.judged) {
      const { condition } = one.rule;
      one.places =
        condition.kind === 'own'
          ? [{ ...VIGIL, unit: ownMeasureWords[condition.measure].unit }]
          : placesOf(one.rule, board);
    }
  }

  private readingsOf(
    { condition }: Rule,
    { rows }: RulePlace,
    board: Board,
    answeringSinceMs: ReadonlyMap<string, number | null>,
    nowMs: number,
  ): readonly RuleReading[] {
    if (condition.kind === 'own') {
      const own = this.own.get(condition.measure);
      if (own === undefined) return [];
      const isFresh = nowMs - own.atMs <= OWN_FRESH_MS;
      return [{ ...own, isFresh, answeringSinceMs: own.atMs, usual: null }];
    }
    // Nothing measures the place: any source might have, and none of them may be silent for that to mean something.
    if (rows.length === 0)
      return [...answeringSinceMs.values()].map((sinceMs) => ({
        value: 0,
        atMs: Number.NEGATIVE_INFINITY,
        isFresh: false,
        answeringSinceMs: sinceMs,
        usual: null,
      }));
    return rows.flatMap((row) => {
      const reading = board.readingOf(row, nowMs);
      if (reading === null) return [];
      return [
        {
          value: reading.value,
          atMs: nowMs - reading.ageMs,
          isFresh: reading.freshness === 'fresh',
          answeringSinceMs: answeringSinceMs.get(reading.sourceId) ?? null,
          usual: condition.kind === 'deviation' ? this.usual(row) : null,
        },
      ];
    });
  }
}
