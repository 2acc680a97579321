import type { Picture } from '../../shared/contract/picture.ts';
import type { Notice } from '../../shared/contract/sections.ts';
import type { Alert } from '../../shared/domain/alert.ts';
import type { Annotation } from '../../shared/domain/annotation.ts';
import { assertNever } from '../../shared/domain/assert-never.ts';
import { disputesOf } from '../../shared/domain/claims.ts';
import type { ObjectiveStatus } from '../../shared/domain/objective.ts';
import type { AlertReport, Observation } from '../../shared/domain/observation.ts';
import type { SourceStatus } from '../../shared/domain/source.ts';
import { AlertBook, MAX_ALERTS } from './alerts/alert-book.ts';
import type { ConflictCell } from './alerts/own-findings.ts';
import { placeReport } from './alerts/place-report.ts';
import { SelfExamination } from './alerts/self-examination.ts';
import { AnnotationBook } from './annotation-book.ts';
import { Board, type SeriesFilter } from './board/board.ts';
import { MAX_SERIES } from './board/catalogue-builder.ts';
import type { VigilConfig } from './config/schema.ts';
import type { Transition } from './journal/journal.ts';
import { SectionStamps } from './publish/section-stamps.ts';
import { MAX_RULE_ALERTS, RuleBook } from './rules/rule-book.ts';
import { AckBook } from './silencing/ack-book.ts';

/** What happened while the picture was brought up to date; the recorder writes it down. */
export interface PictureChanges {
  readonly transitions: readonly Transition[];
  readonly alerts: readonly Alert[];
  readonly annotations: readonly Annotation[];
}

/** Most notices shown; older ones make room. */
const MAX_NOTICES = 20;
const TOO_MANY_ALERTS = `More than ${MAX_ALERTS.toLocaleString('en')} alerts are open at once: the least severe are left out. The sources have all of them.`;
const TOO_MANY_SERIES = `The sources report more than the ${MAX_SERIES.toLocaleString('en')} series Vigil can hold: new ones are left out. Look for a label that changes all the time, and aggregate it away in the query: what is not reported any more makes room by itself.`;
const TOO_MANY_RULE_ALERTS = `Vigil's own rules find more than ${MAX_RULE_ALERTS.toLocaleString('en')} places beyond their limits: further ones are left out. Narrow a rule by services or regions.`;
/** Age alone takes the green away: no picture leaves whose cells were all judged longer ago than this. */
const JUDGE_ALL_WITHIN_MS = 1_500;
/**
 * Most alerts a beat tells views of although they were only seen again: when they were last confirmed is on the screen,
 * and comes round within 40 s when there are 10,000.
 */
const SIGHTS_PER_BEAT = 250;
/** A clock that goes back by more was set; less is the jitter of stamps taken moments apart. */
const CLOCK_JITTER_MS = 2_000;

/**
 * The board, the alerts and the sections of the frame as one thing that observations go into and frames come
 * out of. Told the time by its caller, does no input or output of its own.
 */
export class LivePicture {
  readonly board: Board;
  readonly alerts = new AlertBook();
  readonly acks = new AckBook(this.alerts);
  readonly annotations = new AnnotationBook();
  readonly sections = new SectionStamps();
  readonly rules: RuleBook;
  private readonly examination: SelfExamination;
  private publishedCatalogueVersion = -1;
  private publishedAckRevision = -1;
  private publishedAnnotationRevision = 0;
  private notices: readonly Notice[] = [];
  private sourcesChanged = true;
  private lastNowMs: number;
  private allJudgedAtMs = Number.NEGATIVE_INFINITY;

  constructor(config: VigilConfig, demo: boolean, nowMs: number) {
    this.board = new Board(config, demo, nowMs);
    this.alerts.motion.configure(config.storm.perMinute);
    this.rules = new RuleBook(config.rules, nowMs);
    this.examination = new SelfExamination(this.alerts, config.watchdogs, nowMs);
    this.lastNowMs = nowMs;
  }

  restore(picture: Picture): void {
    this.board.restore(picture);
    // Written by a clock that ran ahead: nothing can have been received after now.
    if (picture.atMs > this.lastNowMs) this.board.moveClock(this.lastNowMs - picture.atMs, this.lastNowMs);
    this.restoreAlerts(picture.sections.alerts);
    this.annotations.restore(picture.sections.annotations, this.lastNowMs);
    this.sections.set('objectives', picture.sections.objectives, this.board.tick);
  }

  /** Puts alerts back that were not over when Vigil stopped, unconfirmed; those that are known already stay as they are. */
  restoreAlerts(alerts: readonly Alert[]): void {
    const configured = new Set(this.board.names.sources);
    const unknown = alerts.filter(({ id }) => this.alerts.find(id) === null);
    this.alerts.restore(unknown, configured, this.lastNowMs);
    this.rules.restore(alerts);
  }

  /**
   * Goes on under another configuration. Series that `keep` refuses and sources that are gone are forgotten.
   * @returns what became of what nobody measures any more, for the journal
   */
  reconfigure(config: VigilConfig, keep: SeriesFilter, nowMs: number): PictureChanges {
    this.followClock(nowMs);
    const configured = new Set(config.sources.map(({ id }) => id));
    this.examination.configure(config.watchdogs);
    this.alerts.motion.configure(config.storm.perMinute);
    this.rules.configure(config.rules);
    for (const { id } of this.board.sources()) {
      if (configured.has(id)) continue;
      this.alerts.forgetSource(id, nowMs);
      this.examination.forgetSource(id);
      this.acks.forgetSource(id, nowMs);
    }
    const gone = this.board.reconfigure(config, keep, nowMs);
    this.sourcesChanged = true;
    const changes = this.update(nowMs, true);
    return { ...changes, transitions: [...gone, ...changes.transitions] };
  }

  /**
   * Takes in what a source said.
   * @param nowMs when it is taken in: a source may ask further questions between an answer and its telling, which
   * must not look like a clock that was set back
   */
  observe(observation: Observation, nowMs: number = observation.receivedAtMs): void {
    const { sourceId, receivedAtMs } = observation;
    this.followClock(nowMs);
    switch (observation.kind) {
      case 'samples':
        this.board.apply(sourceId, observation.samples, receivedAtMs);
        return;
      case 'forgotten':
        // Rows are given up by the facade, which tells the recorder as well.
        return;
      case 'absent':
        this.board.markAbsent(sourceId, observation.keys);
        return;
      case 'alert_list':
        this.board.noteBatch(sourceId, receivedAtMs);
        this.alerts.applyList(sourceId, this.placed(observation.alerts), receivedAtMs, observation);
        return;
      case 'alert_changes':
        this.board.noteBatch(sourceId, receivedAtMs);
        this.alerts.applyChanges(sourceId, this.placed(observation.alerts), receivedAtMs);
        return;
      case 'silence_list':
        this.board.noteBatch(sourceId, receivedAtMs);
        this.examination.setSilences(sourceId, observation.silences);
        this.acks.setList(sourceId, observation.silences, receivedAtMs);
        return;
      case 'annotations':
        this.board.noteBatch(sourceId, receivedAtMs);
        this.annotations.apply(observation.annotations, receivedAtMs);
        return;
      case 'backfill':
        this.board.backfill(sourceId, observation.samples, receivedAtMs);
        return;
      default:
        assertNever(observation);
    }
  }

  private placed(reports: readonly AlertReport[]): readonly AlertReport[] {
    return reports.map((report) => placeReport(report, this.board.names));
  }

  setSource(status: SourceStatus): void {
    const before = this.board.sources().find(({ id }) => id === status.id);
    // A source that falls silent takes its green along in the next frame, not with the next beat.
    if (before?.state !== status.state) this.allJudgedAtMs = Number.NEGATIVE_INFINITY;
    this.board.setSource(status);
    this.sourcesChanged = true;
  }

  /** Shows a warning about Vigil itself under a name of its own; null takes it away. */
  setNotice(id: string, text: string | null, atMs: number): void {
    if ((this.notices.find((notice) => notice.id === id)?.text ?? null) === text) return;
    const others = this.notices.filter((notice) => notice.id !== id);
    this.notices =
      text === null ? others : [...others, { id, atMs, level: 'warning' as const, text }].slice(-MAX_NOTICES);
  }

  setObjectives(objectives: ObjectiveStatus[]): void {
    this.sections.set('objectives', objectives, this.board.tick);
  }

  /**
   * Follows what arrived: cells with new samples, alerts, sources. Cheap enough for every frame. Should the last beat
   * be long ago, as after the machine slept, everything is judged anew: the first frame must not be green from memory.
   */
  refresh(nowMs: number): PictureChanges {
    return this.update(nowMs, nowMs - this.allJudgedAtMs > JUDGE_ALL_WITHIN_MS);
  }

  /** Once a second: age alone changes states, confirmations lapse, sources speak for themselves. */
  beat(nowMs: number): PictureChanges {
    this.alerts.review(new Map(this.board.sources().map((status) => [status.id, status])), nowMs);
    this.annotations.review(nowMs);
    this.setNotice('alerts-full', this.alerts.isOverflowing ? TOO_MANY_ALERTS : null, nowMs);
    this.setNotice('catalogue-full', this.board.lacksRoom ? TOO_MANY_SERIES : null, nowMs);
    const { board, examination, rules } = this;
    const findings = examination.findings(board.sources(), this.conflicts(nowMs), board.catalogue(), nowMs);
    this.alerts.applyOwn([...findings, ...rules.findings(board, nowMs)], nowMs);
    this.setNotice('rules-full', rules.isOverflowing ? TOO_MANY_RULE_ALERTS : null, nowMs);
    this.tellStorm(nowMs);
    return this.update(nowMs, true);
  }

  private tellStorm(nowMs: number): void {
    this.sections.set(
      'storm',
      this.alerts.motion.storm(() => this.alerts.all(), nowMs),
      this.board.tick,
    );
  }

  private followClock(nowMs: number): void {
    const stepMs = nowMs - this.lastNowMs;
    if (stepMs < -CLOCK_JITTER_MS) this.board.moveClock(stepMs, nowMs);
    if (stepMs > 0 || stepMs < -CLOCK_JITTER_MS) this.lastNowMs = nowMs;
  }

  private update(nowMs: number, all: boolean): PictureChanges {
    const { board, alerts, acks, annotations, sections } = this;
    this.followClock(nowMs);
    if (all) this.allJudgedAtMs = nowMs;
    const transitions = board.evaluate(nowMs, alerts.verdicts.of, all);
    if (board.catalogueVersion !== this.publishedCatalogueVersion) {
      this.publishedCatalogueVersion = board.catalogueVersion;
      sections.set('catalogue', board.catalogue(), board.tick);
    }
    const inHand = acks.takeChanges();
    const told = alerts.takeUntold(all ? SIGHTS_PER_BEAT : 0);
    if (told.length > 0 || inHand.length > 0) {
      sections.setAlerts(acks.merged(alerts.all()), [...told, ...inHand.map(({ id }) => id)], board.tick);
      // A storm is told with the alerts that make it one: nobody is to be called for each of them first.
      if (alerts.motion.isStorm && sections.current.storm.value === null) this.tellStorm(nowMs);
    }
    if (acks.revision !== this.publishedAckRevision) {
      this.publishedAckRevision = acks.revision;
      sections.set('silences', acks.silences(), board.tick);
    }
    if (annotations.revision !== this.publishedAnnotationRevision) {
      this.publishedAnnotationRevision = annotations.revision;
      sections.set('annotations', annotations.all(), board.tick);
    }
    if (this.sourcesChanged) {
      this.sourcesChanged = false;
      sections.set('sources', [...board.sources()], board.tick);
    }
    sections.set('notices', this.notices as Notice[], board.tick);
    const moment = board.moment();
    if (JSON.stringify(moment) !== JSON.stringify(sections.current.moment.value))
      sections.set('moment', moment, board.tick);
    const changed = [...acks.merged(alerts.takeChanges()), ...inHand];
    return { transitions, alerts: changed, annotations: annotations.takeChanges() };
  }

  private conflicts(nowMs: number): readonly ConflictCell[] {
    const { board } = this;
    const found: ConflictCell[] = [];
    for (const cell of board.names.cells.keys()) {
      if (board.cells.stateOf(cell) !== 'conflict') continue;
      const [service, region] = board.namesOfCell(cell);
      const disputes = disputesOf(board.claimsOf(cell, nowMs));
      found.push({ service, region, sinceMs: board.cells.sinceMs.array[cell]!, disputes });
    }
    return found;
  }
}
