import type { Alert } from '../../../shared/domain/alert.ts';
import type { AlertReport } from '../../../shared/domain/observation.ts';
import type { SourceStatus } from '../../../shared/domain/source.ts';
import {
  type AlertEntry,
  closed,
  doubted,
  Entry,
  ended,
  hasLapsed,
  joined,
  leftBehind,
  NOTHING_YET,
  repeated,
  reportOf,
  sameAlert,
  sameReport,
} from './alert-entry.ts';
import { AlertIdentity, idOfKey } from './alert-identity.ts';
import { AlertMotion } from './alert-motion.ts';
import { AlertRanks, rankOf } from './alert-ranks.ts';
import { AlertVerdicts } from './alert-verdicts.ts';
import { FeedList } from './feed-list.ts';
import { isHeartbeatName } from './heartbeat-names.ts';
import { ListKeys } from './list-keys.ts';
import type { ListNotes } from './list-notes.ts';
import { combineByKey, mergeVoices } from './merge-reports.ts';
import { OwnAlerts } from './own-alerts.ts';
import { SourceWords } from './source-words.ts';
import { Voices } from './voices.ts';

/** Resolved alerts stay in the live feed this long, and those that flap while they do; afterwards only the history has them. */
export const RESOLVED_KEPT_MS = 5 * 60_000;
/** Most alerts kept in the live feed. Beyond it the least severe make room; among equals the later ones are refused. */
export const MAX_ALERTS = 20_000;
/** Most heartbeats; beyond it further ones are alerts like any other. */
export const MAX_HEARTBEATS = 200;
/** An overflow counts as over once the feed is this much below its limit. */
const OVERFLOW_ENDS_BELOW = 0.9 * MAX_ALERTS;

/** The live alerts, merged over all sources: one entry per identity, with who reports it. */
export class AlertBook {
  /** True while firing alerts are left out because there are too many. */
  isOverflowing = false;
  /** What the feed shows, in order, and what of it is news. */
  private readonly feed = new FeedList((id) => this.byId.get(id)?.alert ?? this.own.find(id));
  /** Which alerts flap, and whether so many begin that they are a storm. */
  readonly motion = new AlertMotion();
  private readonly identity = new AlertIdentity();
  private readonly listKeys = new ListKeys();
  private readonly byKey = new Map<string, Entry>();
  private readonly byId = new Map<string, Entry>();
  private readonly words = new SourceWords();
  private readonly own = new OwnAlerts();
  private readonly voices = new Voices();
  private readonly ranks = new AlertRanks();
  /** What they say of a service in a region. */
  readonly verdicts = new AlertVerdicts();
  private readonly partialSources = new Set<string>();
  private expected: ReadonlySet<string> = new Set();
  private heartbeatCount = 0;
  private nowMs = 0;

  /** Names of alerts that the configuration expects to fire always, besides those known by their name. */
  expectHeartbeats(names: readonly string[]): void {
    this.expected = new Set(names.map((name) => name.toLowerCase()));
  }

  /** Replaces what a source reports: what is missing from its list has resolved, unless `notes` say otherwise. */
  applyList(
    sourceId: string,
    reports: readonly AlertReport[],
    receivedAtMs: number,
    notes: ListNotes = {},
  ): void {
    this.nowMs = receivedAtMs;
    this.voices.heard(sourceId, receivedAtMs);
    if (this.identity.learn(sourceId, notes.externalLabels, notes.ignoredLabels)) this.identifyAnew();
    const silent = new Set(notes.silentRules);
    const wasWhole = !this.isPartial(sourceId);
    const before = [...this.words.of(sourceId)];
    const listed = new Set<Entry>();
    for (const [key, report] of combineByKey(this.listKeys.of(sourceId, reports, this.identity), reports)) {
      const entry = this.report(sourceId, key, report, receivedAtMs);
      if (entry !== null) listed.add(entry);
    }
    for (const entry of before) {
      if (listed.has(entry)) continue;
      if (notes.isPartial === true || silent.has(entry.alert.name)) this.doubt(entry, sourceId, wasWhole);
      else this.withdraw(entry, sourceId, receivedAtMs, hasLapsed);
    }
    if (notes.isPartial === true) this.partialSources.add(sourceId);
    else this.partialSources.delete(sourceId);
  }

  /** Applies single changes of a stream. */
  applyChanges(sourceId: string, reports: readonly AlertReport[], receivedAtMs: number): void {
    this.nowMs = receivedAtMs;
    this.voices.heard(sourceId, receivedAtMs);
    for (const report of reports)
      this.report(sourceId, this.identity.keyOf(sourceId, report), report, receivedAtMs);
  }

  /** Replaces Vigil's own findings; they come and go with what they are about. */
  applyOwn(findings: readonly Alert[], nowMs: number): void {
    const mark = this.motion.passed.bind(this.motion);
    for (const alert of this.own.apply(findings, nowMs, mark)) this.feed.changed(alert);
  }

  /**
   * Once a second: marks alerts that no answering source confirms, lets peers speak for one that fell silent, and
   * forgets resolved alerts after a while.
   */
  review(statuses: ReadonlyMap<string, SourceStatus>, nowMs: number): void {
    this.voices.update(statuses, nowMs);
    this.nowMs = nowMs;
    if (this.identity.setGroups(statuses.values())) this.identifyAnew();
    if (this.byKey.size < OVERFLOW_ENDS_BELOW) this.isOverflowing = false;
    for (const id of this.own.forgetResolved(RESOLVED_KEPT_MS, nowMs)) this.feed.came(id);
    for (const entry of this.byKey.values()) this.reviewEntry(entry, nowMs);
    for (const id of this.motion.review(nowMs)) {
      const entry = this.byId.get(id);
      if (entry !== undefined) this.put(entry, this.motion.marked(entry.alert));
      const own = this.own.remark(id, (alert) => this.motion.marked(alert));
      if (own !== null) this.feed.changed(own);
    }
  }

  /**
   * Puts back alerts of the last snapshot: unconfirmed until a source reports them again. Those that only sources
   * reported which are no longer configured are closed, in words: nobody would ever say that they are over.
   */
  restore(alerts: readonly Alert[], configured: ReadonlySet<string>, nowMs: number): void {
    for (const alert of alerts) {
      this.motion.restore(alert, nowMs);
      if (alert.state === 'resolved' || (alert.kind !== 'reported' && alert.kind !== 'heartbeat')) continue;
      const sourceIds = alert.sourceIds.filter((sourceId) => configured.has(sourceId));
      const report = reportOf(alert);
      const key = this.identity.keyOf(sourceIds[0] ?? '', report);
      const known = this.byKey.get(key);
      if (known !== undefined && sourceIds.length === 0) continue;
      const entry = known ?? this.enter(alert.id, key, { ...alert, sourceIds, unconfirmed: true });
      for (const sourceId of sourceIds)
        this.words.hear(entry, sourceId, {
          report,
          seenAtMs: alert.lastSeenAtMs,
          isConfirmed: false,
          isRestored: true,
        });
      if (sourceIds.length === 0) this.put(entry, closed(alert, alert.sourceIds, nowMs));
      else this.feed.came(entry.id);
    }
  }

  /** A source is no longer configured: what only it reported is closed in words, for nobody would say that it is over. */
  forgetSource(sourceId: string, nowMs: number): void {
    this.forgetBefore(sourceId, Number.POSITIVE_INFINITY, nowMs, closed);
    this.words.forget(sourceId);
    this.listKeys.forget(sourceId);
    this.partialSources.delete(sourceId);
    if (this.identity.forget(sourceId)) this.identifyAnew();
  }

  /** A source asks another server since `beforeMs`: what it has not said again was never known there. */
  forgetBefore(sourceId: string, beforeMs: number, nowMs: number, end: typeof closed = leftBehind): void {
    for (const entry of this.words.of(sourceId)) {
      if ((entry.said.get(sourceId)?.seenAtMs ?? beforeMs) >= beforeMs) continue;
      if (entry.said.size > 1) this.takeBack(entry, sourceId, nowMs);
      else {
        this.words.unhear(entry, sourceId);
        this.put(entry, end(entry.alert, [sourceId], nowMs));
      }
    }
  }

  /** A heartbeat that has been missing for so long that it is not expected from this source any more. */
  forgetHeartbeat(id: string, sourceId: string, nowMs: number): void {
    const entry = this.byId.get(id);
    if (entry !== undefined) this.takeBack(entry, sourceId, nowMs);
  }

  /** All live alerts in feed order. */
  all(): readonly Alert[] {
    return this.feed.all();
  }

  /** One alert by its id, Vigil's own findings among them; null when it is not in the feed. */
  find(id: string): AlertEntry | null {
    const own = this.own.find(id);
    return this.byId.get(id) ?? (own === null ? null : { alert: own, said: new Map() });
  }

  /** What a source reports now. */
  reportedBy(sourceId: string): ReadonlySet<AlertEntry> {
    return this.words.of(sourceId);
  }

  /** Heartbeats, with the sources they are expected from. */
  heartbeats(): readonly AlertEntry[] {
    return this.heartbeatCount === 0
      ? []
      : [...this.byKey.values()].filter(
          ({ alert }) => alert.kind === 'heartbeat' && alert.state !== 'resolved',
        );
  }

  /** True while the last list of this source was known to lack some. */
  isPartial(sourceId: string): boolean {
    return this.partialSources.has(sourceId);
  }

  /** What changed since the last call, for the journal. A mere repeated confirmation is no change. */
  takeChanges(): readonly Alert[] {
    return this.feed.takeUnwritten();
  }

  /** Ids of what changed, came or went since the last call, for views; see FeedList. */
  takeUntold(maxSights: number): readonly string[] {
    return this.feed.takeUntold(maxSights);
  }

  private report(sourceId: string, key: string, report: AlertReport, receivedAtMs: number): Entry | null {
    const known = this.byKey.get(key);
    if (report.state === 'resolved') {
      if (known !== undefined) this.withdraw(known, sourceId, receivedAtMs);
      return null;
    }
    if (known === undefined && this.byKey.size >= MAX_ALERTS && !this.makeRoomFor(report)) return null;
    const entry = known ?? this.enter(this.freeId(key), key, null);
    const before = entry.said.get(sourceId)?.report;
    const isRepeated = before !== undefined && sameReport(before, report);
    this.words.hear(entry, sourceId, {
      report: isRepeated ? repeated(before, report) : report,
      seenAtMs: receivedAtMs,
      isConfirmed: true,
    });
    entry.withdrawnAtMs.delete(sourceId);
    // Almost always nothing is new: then nothing is merged, which makes a storm cheap.
    if (isRepeated && this.voices.textOf(entry) === entry.liveSources) {
      entry.seenAgain(receivedAtMs);
      this.feed.sighted(entry.id);
    } else this.mergeAnew(entry);
    return entry;
  }

  private mergeAnew(entry: Entry): void {
    const voices = this.voices.of(entry).map((voice) => this.identity.labelled(voice));
    const goesOn = entry.alert.state !== 'resolved' && entry.alert.id !== '';
    const isHeartbeat = entry.alert.kind === 'heartbeat' || this.isHeartbeat(voices[0]?.report.name ?? '');
    const kind = isHeartbeat ? 'heartbeat' : 'reported';
    const merged = mergeVoices(entry.id, voices, goesOn ? entry.alert : null, kind, this.nowMs);
    const next = this.motion.marked(merged);
    entry.liveSources = this.voices.textOf(entry);
    if (kind === 'heartbeat' && entry.alert.kind !== 'heartbeat') this.heartbeatCount += 1;
    // A repeated confirmation is no change: only the time of sight moves, and nobody is told.
    if (goesOn && sameAlert(entry.alert, next)) {
      entry.alert = next;
      this.feed.sighted(entry.id);
    } else this.put(entry, next);
  }

  private isHeartbeat(name: string): boolean {
    if (this.heartbeatCount >= MAX_HEARTBEATS) return false;
    return isHeartbeatName(name) || this.expected.has(name.toLowerCase());
  }

  private reviewEntry(entry: Entry, nowMs: number): void {
    const { merged: alert } = entry;
    if (alert.state === 'resolved') {
      const isOld = nowMs - (alert.resolvedAtMs ?? nowMs) > RESOLVED_KEPT_MS;
      if (isOld && alert.flapping === undefined) this.remove(entry);
      return;
    }
    // What a silent source said last is taken back by a peer of it that said the same and calls it over since.
    if (entry.withdrawnAtMs.size > 0)
      for (const [sourceId, said] of entry.said)
        if (!this.voices.isLive(sourceId, said) && this.voices.isOverAtPeer(entry, sourceId, said))
          this.withdraw(entry, sourceId, nowMs, () => entry.lapsed.size > 0);
    if (entry.merged.state === 'resolved') return;
    const live = this.voices.textOf(entry);
    // A silence may have ended that only a source told of which does not answer.
    const mayEnd = entry.merged.suppression !== null && live.includes('0');
    if (live !== entry.liveSources || mayEnd) this.mergeAnew(entry);
  }

  /** The source does not repeat it, and could not know that it is over. */
  private doubt(entry: Entry, sourceId: string, hasRestarted = false): void {
    const said = entry.said.get(sourceId);
    if (said === undefined || !said.isConfirmed) return;
    entry.said.set(sourceId, doubted(said, hasRestarted, this.nowMs));
    this.mergeAnew(entry);
  }

  /** The source says that it is over. A heartbeat is never over: it is missing. */
  private withdraw(entry: Entry, sourceId: string, atMs: number, isLapse?: typeof hasLapsed): void {
    if (entry.alert.kind === 'heartbeat') this.doubt(entry, sourceId);
    else this.takeBack(entry, sourceId, atMs, isLapse);
  }

  private takeBack(entry: Entry, sourceId: string, atMs: number, isLapse?: typeof hasLapsed): void {
    const said = entry.said.get(sourceId);
    if (said === undefined || entry.alert.state === 'resolved') return;
    this.words.unhear(entry, sourceId);
    entry.withdrawnAtMs.set(sourceId, atMs);
    if (isLapse?.(said, atMs) === true) entry.lapsed.add(sourceId);
    else entry.lapsed.delete(sourceId);
    if (entry.said.size > 0) return this.mergeAnew(entry);
    this.put(entry, ended(entry, atMs));
  }

  /** After identities changed: what is the same now becomes one entry, in place, and what is not any more is parted. */
  private identifyAnew(): void {
    const entries = [...this.byKey.values()];
    this.byKey.clear();
    for (const entry of entries) {
      const parts = Map.groupBy(entry.said, ([sourceId, { report }]) =>
        this.identity.keyOf(sourceId, report),
      );
      const [own, ...others] = parts;
      for (const [sourceId] of others.flatMap(([, said]) => said)) this.words.unhear(entry, sourceId);
      this.place(entry, own?.[0] ?? this.identity.keyOf('', reportOf(entry.alert)));
      for (const [key, said] of others) {
        const other = this.byKey.get(key) ?? this.enter(this.freeId(key), key, null);
        for (const [sourceId, word] of said) this.words.hear(other, sourceId, word);
        this.mergeAnew(other);
      }
    }
    // What tells one server from another shows in the labels.
    for (const entry of this.byKey.values()) if (entry.said.size > 0) this.mergeAnew(entry);
  }

  private place(entry: Entry, key: string): void {
    entry.key = key;
    const known = this.byKey.get(key);
    if (known === undefined) return void this.byKey.set(key, entry);
    const [stays, goes] =
      known.alert.state === 'resolved' && entry.alert.state !== 'resolved' ? [entry, known] : [known, entry];
    this.byKey.set(key, stays);
    const moved = [...goes.said];
    for (const [sourceId] of moved) this.words.unhear(goes, sourceId);
    for (const [sourceId, said] of moved)
      if ((stays.said.get(sourceId)?.seenAtMs ?? Number.NEGATIVE_INFINITY) < said.seenAtMs)
        this.words.hear(stays, sourceId, said);
    this.discard(goes);
    if (stays.said.size > 0) this.mergeAnew(stays);
    // The history knows it under a name of its own: that episode ends, in words, and the feed has one row less.
    if (goes.alert.state !== 'resolved')
      this.feed.write(joined(goes.alert, stays.alert.sourceIds, this.nowMs));
  }

  /** Takes out what matters less than this report. False when nothing does; the report is then left out itself. */
  private makeRoomFor(report: AlertReport): boolean {
    const least = this.ranks.leastBelow(rankOf(report));
    if (least === null || least.rank > 0) this.isOverflowing = true;
    if (least === null) return false;
    const entry = this.byId.get(least.id);
    if (entry !== undefined) this.remove(entry);
    return true;
  }

  private enter(id: string, key: string, alert: Alert | null): Entry {
    const entry = new Entry(id, key, alert ?? NOTHING_YET);
    this.byKey.set(key, entry);
    this.byId.set(id, entry);
    if (alert !== null) this.ranks.set(id, rankOf(alert));
    this.verdicts.replace(null, alert);
    if (alert?.kind === 'heartbeat') this.heartbeatCount += 1;
    return entry;
  }

  private freeId(key: string): string {
    for (let attempt = 0; ; attempt += 1) {
      const id = idOfKey(attempt === 0 ? key : `${key} ${attempt}`);
      if (!this.byId.has(id)) return id;
    }
  }

  private remove(entry: Entry): void {
    this.byKey.delete(entry.key);
    this.discard(entry);
  }

  private discard(entry: Entry): void {
    for (const sourceId of entry.said.keys()) this.words.unhear(entry, sourceId);
    this.byId.delete(entry.id);
    this.ranks.delete(entry.id);
    this.verdicts.replace(entry.alert, null);
    this.motion.left(entry.alert);
    if (entry.alert.kind === 'heartbeat') this.heartbeatCount -= 1;
    this.feed.came(entry.id);
  }

  private put(entry: Entry, alert: Alert): void {
    const before = entry.alert.id === '' ? null : entry.alert;
    entry.alert = this.motion.passed(before, alert, this.nowMs);
    this.verdicts.replace(before, entry.alert);
    this.ranks.set(entry.id, rankOf(alert));
    this.feed.changed(entry.alert);
  }
}
