import type { RuleStanding } from '../../../shared/contract/rule-commands.ts';
import type { Alert } from '../../../shared/domain/alert.ts';
import { lookAt, type RuleReading } from '../../../shared/domain/rules/look.ts';
import type { OwnMeasure, Rule } from '../../../shared/domain/rules/rule.ts';
import { advance, QUIET, type RuleRun } from '../../../shared/domain/rules/run.ts';
import { ownMeasureWords, ruleTitle, ruleWords } from '../../../shared/format/rule-words.ts';
import type { Board } from '../board/board.ts';
import type { RuleConfig } from '../config/rules-schema.ts';
import { compileRule } from './compile-rule.ts';
import { ruleAlert, ruleAlertId } from './rule-alert.ts';
import { notFoundAgain, ruleGone } from './rule-ends.ts';
import { placesOf, type RulePlace } from './rule-places.ts';
import { RuleTally } from './rule-tally.ts';

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
  /** Alerts that were not over when Vigil stopped, until their rules were judged for the first time. */
  private remembered = new Map<string, Alert>();
  /** What was found last, for what becomes of it when its rule is taken away. */
  private lastFound: readonly Alert[] = [];
  /** Alerts of rules that are gone, to be told as ended with the next findings. */
  private gone: Alert[] = [];
  private readonly tally = new RuleTally();
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
    this.tally.keep(kept.map(({ rule }) => rule.id));
    this.gone.push(...this.lastFound.filter((alert) => !this.hasRule(alert)));
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

  /**
   * Takes over what was not over when Vigil stopped. What fired goes on, unconfirmed until data says whether it does;
   * what nobody judges any more ends with the next findings, in words.
   */
  restore(alerts: readonly Alert[]): void {
    for (const alert of alerts)
      if (alert.kind === 'rule' && alert.state !== 'resolved') this.remembered.set(alert.id, alert);
  }

  /** How every rule stood when it was last judged; one that never was is not among them. */
  standings(): readonly RuleStanding[] {
    return this.judged.flatMap(({ rule }) => {
      const standing = this.tally.of(rule.id);
      const { id, severity } = rule;
      return standing === null
        ? []
        : [{ id, severity, title: ruleTitle(rule), words: ruleWords(rule), ...standing }];
    });
  }

  /**
   * Judges every rule in every place. Returns what is pending or fires, and once what ended with its rule; what is not
   * among them any more is over.
   */
  findings(board: Board, nowMs: number): readonly Alert[] {
    const ended = this.gone.map((alert) => ruleGone(alert, nowMs));
    this.gone = [];
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
    const judged = new Set<string>();
    const found: Alert[] = [];
    this.isOverflowing = false;
    this.tally.begin(nowMs);
    for (const { rule, places } of this.judged) {
      this.tally.rule(rule.id);
      for (const place of places) {
        const readings = this.readingsOf(rule, place, board, answeringSinceMs, nowMs);
        const id = ruleAlertId(rule, place);
        const before = this.runs.get(id) ?? runOf(this.remembered.get(id)) ?? QUIET;
        const look = lookAt(rule.condition, readings, this.listeningSinceMs, nowMs);
        const run = advance(before, rule.forMs, look, nowMs);
        this.tally.place(run, look);
        if (this.remembered.has(id)) judged.add(id);
        if (run.phase === 'quiet') continue;
        if (before.phase === 'quiet' && found.length >= MAX_RULE_ALERTS) {
          this.isOverflowing = true;
          continue;
        }
        runs.set(id, run);
        found.push(ruleAlert(rule, place, run));
      }
    }
    this.tally.end();
    this.runs = runs;
    this.lastFound = found;
    for (const [id, alert] of this.remembered)
      if (!runs.has(id))
        ended.push(
          this.hasRule(alert) ? notFoundAgain(alert, judged.has(id), nowMs) : ruleGone(alert, nowMs),
        );
    this.remembered.clear();
    return [...found, ...ended];
  }

  private hasRule({ name }: Alert): boolean {
    return this.judged.some(({ rule }) => rule.id === name);
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

/** The run of an alert that fired when Vigil stopped; null for what had not begun to fire. */
function runOf(alert: Alert | undefined): RuleRun | null {
  if (alert?.state !== 'firing') return null;
  const { startsAtMs: sinceMs, lastSeenAtMs: seenAtMs } = alert;
  return { phase: 'firing', sinceMs, value: null, limit: null, seenAtMs, isConfirmed: false };
}
