import {
  type AckMarker,
  isLocalAckOver,
  type LocalAck,
  labelsOfAck,
  MAX_LOCAL_ACKS,
  parseAckComment,
} from '../../../shared/domain/acknowledgement.ts';
import type { Acknowledgement, Alert } from '../../../shared/domain/alert.ts';
import type { HeldSilence, Silence } from '../../../shared/domain/silence.ts';
import type { AlertBook } from '../alerts/alert-book.ts';
import type { AlertEntry } from '../alerts/alert-entry.ts';
import { ENDED_KEPT_MS, heldSilences } from './held-silences.ts';

/** Ends of one silence that differ by less are the same, told by clocks that are corrected differently. */
const SAME_END_MS = 2_500;

/** An acknowledgement that stands in Alertmanagers. */
export interface HeldAck {
  readonly silence: Silence;
  readonly marker: AckMarker;
  readonly words: string;
  /** Alertmanagers that hold it, as they last said. */
  readonly sourceIds: readonly string[];
  /** Those of them where it ends before it does elsewhere: they have not heard of its extension. */
  readonly behind: readonly string[];
  /** Null while no alert with its labels was seen here. */
  readonly alertId: string | null;
}

/** Who has which alert in hand, and which silences there are: read off the lists of all Alertmanagers. */
export class AckBook {
  /** Grows when anything a person would notice changed. */
  revision = 0;
  private readonly alerts: Pick<AlertBook, 'find' | 'reportedBy'>;
  private readonly lists = new Map<string, readonly Silence[]>();
  private readonly listedAtMs = new Map<string, number>();
  private readonly local = new Map<string, LocalAck>();
  /** Since when the alert of a local acknowledgement is looked for in vain. */
  private readonly missingSinceMs = new Map<string, number>();
  private acks: readonly HeldAck[] = [];
  private byAlert: ReadonlyMap<string, Acknowledgement> = new Map();
  private changedIds = new Set<string>();
  private heldList: HeldSilence[] = [];
  private heldText = '[]';
  /** When time alone changes the list of silences. */
  private heldUntilMs = Number.NEGATIVE_INFINITY;

  constructor(alerts: Pick<AlertBook, 'find' | 'reportedBy'>) {
    this.alerts = alerts;
  }

  /** Takes the silences of one Alertmanager. */
  setList(sourceId: string, silences: readonly Silence[], nowMs: number): void {
    const before = this.lists.get(sourceId);
    this.listedAtMs.set(sourceId, nowMs);
    // Told again every few seconds, and almost always the same.
    if (before !== undefined && isSameList(before, silences)) return;
    this.lists.set(sourceId, silences);
    this.heldUntilMs = nowMs;
    this.readAcks(nowMs);
    this.derive(nowMs);
  }

  forgetSource(sourceId: string, nowMs: number): void {
    this.listedAtMs.delete(sourceId);
    if (!this.lists.delete(sourceId)) return;
    this.heldUntilMs = nowMs;
    this.readAcks(nowMs);
    this.derive(nowMs);
  }

  /** Once a second: alerts come, times pass. Returns the local acknowledgements that are over since. */
  review(nowMs: number): readonly LocalAck[] {
    const over: LocalAck[] = [];
    for (const ack of this.local.values()) {
      const alert = this.alerts.find(ack.alertId)?.alert ?? null;
      if (alert !== null) this.missingSinceMs.delete(ack.alertId);
      else if (!this.missingSinceMs.has(ack.alertId)) this.missingSinceMs.set(ack.alertId, nowMs);
      const missingMs = nowMs - (this.missingSinceMs.get(ack.alertId) ?? nowMs);
      if (isLocalAckOver(ack, alert, missingMs, nowMs)) over.push(ack);
    }
    for (const { alertId } of over) this.removeLocal(alertId);
    if (this.acks.length > 0) this.readAcks(nowMs);
    this.derive(nowMs);
    return over;
  }

  addLocal(ack: LocalAck, nowMs: number): void {
    const [oldest] = this.local.keys();
    if (this.local.size >= MAX_LOCAL_ACKS && oldest !== undefined) this.removeLocal(oldest);
    this.local.set(ack.alertId, ack);
    this.derive(nowMs);
  }

  removeLocal(alertId: string): LocalAck | null {
    const ack = this.local.get(alertId) ?? null;
    this.local.delete(alertId);
    this.missingSinceMs.delete(alertId);
    return ack;
  }

  localOf(alertId: string): LocalAck | null {
    return this.local.get(alertId) ?? null;
  }

  /** Acknowledgements that stand in Alertmanagers, for whoever keeps them alive. */
  held(): readonly HeldAck[] {
    return this.acks;
  }

  /** Those about one alert: one per cluster. */
  heldOf(alertId: string): readonly HeldAck[] {
    return this.acks.filter((ack) => ack.alertId === alertId);
  }

  silences(): HeldSilence[] {
    return this.heldList;
  }

  /** What an Alertmanager told last, and when. */
  listOf(sourceId: string): { readonly silences: readonly Silence[]; readonly listedAtMs: number } {
    return {
      silences: this.lists.get(sourceId) ?? [],
      listedAtMs: this.listedAtMs.get(sourceId) ?? Number.NEGATIVE_INFINITY,
    };
  }

  /** A silence by its id, and who holds it; null for an unknown one. */
  findSilence(id: string): { readonly silence: Silence; readonly sourceIds: readonly string[] } | null {
    const holders = [...this.lists].flatMap(([sourceId, silences]) => {
      const silence = silences.find((one) => one.id === id);
      return silence === undefined ? [] : [{ sourceId, silence }];
    });
    const [first] = holders;
    if (first === undefined) return null;
    return { silence: first.silence, sourceIds: holders.map(({ sourceId }) => sourceId) };
  }

  /** The same alerts, with who has them in hand. */
  merged(alerts: readonly Alert[]): Alert[] {
    if (this.byAlert.size === 0) return [...alerts];
    return alerts.map((alert) => {
      const acknowledgement = alert.state === 'resolved' ? undefined : this.byAlert.get(alert.id);
      return acknowledgement === undefined ? alert : { ...alert, acknowledgement };
    });
  }

  /** Alerts that were taken in hand or given back since the last call, as they are now. */
  takeChanges(): readonly Alert[] {
    if (this.changedIds.size === 0) return [];
    const changed = [...this.changedIds].flatMap((id) => this.alerts.find(id)?.alert ?? []);
    this.changedIds = new Set();
    return this.merged(changed.filter(({ state }) => state !== 'resolved'));
  }

  private readAcks(nowMs: number): void {
    const found = new Map<string, FoundAck>();
    for (const [sourceId, silences] of this.lists)
      for (const silence of silences) {
        if (silence.state === 'expired' || silence.endsAtMs <= nowMs) continue;
        const parsed = parseAckComment(silence.comment);
        if (parsed === null) continue;
        const known = found.get(silence.id);
        // Peers hear of an extension one after the other.
        const endsAtMs = new Map(known?.endsAtMs).set(sourceId, silence.endsAtMs);
        const isNewer = known === undefined || silence.endsAtMs > known.silence.endsAtMs;
        found.set(silence.id, { ...(isNewer ? { silence, parsed } : known), endsAtMs });
      }
    const before = new Map(this.acks.map((ack) => [ack.silence.id, ack.alertId]));
    const unmatched: Pending[] = [];
    const matched = [...found.values()].map(({ silence, parsed, endsAtMs }): HeldAck => {
      const sourceIds = [...endsAtMs.keys()];
      const behind = sourceIds.filter((id) => (endsAtMs.get(id) ?? 0) < silence.endsAtMs - SAME_END_MS);
      const known = before.get(silence.id) ?? null;
      const alertId = known !== null && this.alerts.find(known) !== null ? known : null;
      const labels = alertId === null ? labelsOfAck(silence.matchers) : null;
      if (labels !== null) unmatched.push({ id: silence.id, labels, sourceIds });
      return { silence, marker: parsed.marker, words: parsed.words, sourceIds, behind, alertId };
    });
    const alertOf = this.match(unmatched);
    this.acks = matched.map((ack) => ({
      ...ack,
      alertId: ack.alertId ?? alertOf.get(ack.silence.id) ?? null,
    }));
  }

  /** Looks every alert of the sources over once for all that are looked for. */
  private match(pending: readonly Pending[]): ReadonlyMap<string, string> {
    const alertOf = new Map<string, string>();
    for (const sourceId of new Set(pending.flatMap(({ sourceIds }) => sourceIds))) {
      const wanted = Map.groupBy(
        pending.filter(({ sourceIds }) => sourceIds.includes(sourceId)),
        ({ labels }) => labels['alertname'] ?? '',
      );
      for (const entry of this.alerts.reportedBy(sourceId)) {
        const labels = entry.said.get(sourceId)?.report.labels ?? {};
        for (const one of wanted.get(labels['alertname'] ?? '') ?? [])
          if (sameLabels(one.labels, labels)) alertOf.set(one.id, entry.alert.id);
      }
    }
    return alertOf;
  }

  private derive(nowMs: number): void {
    const next = new Map<string, Acknowledgement>();
    for (const { alertId, by, why, atMs, untilMs } of this.local.values())
      next.set(alertId, { by, why, atMs, untilMs, sourceIds: [] });
    for (const { alertId, silence, words, marker, sourceIds } of this.acks) {
      if (alertId === null || silence.endsAtMs <= nowMs) continue;
      const known = next.get(alertId);
      const isOfSilence = known !== undefined && known.sourceIds.length > 0;
      next.set(alertId, {
        ...(isOfSilence && known.atMs > marker.atMs
          ? known
          : { by: silence.createdBy, why: words, atMs: marker.atMs, untilMs: marker.untilMs }),
        sourceIds: [...new Set([...(known?.sourceIds ?? []), ...sourceIds])].toSorted(),
      });
    }
    for (const id of new Set([...next.keys(), ...this.byAlert.keys()]))
      if (JSON.stringify(next.get(id)) !== JSON.stringify(this.byAlert.get(id))) this.changedIds.add(id);
    if (this.changedIds.size > 0) this.revision += 1;
    this.byAlert = next;
    if (nowMs < this.heldUntilMs) return;
    const held = heldSilences(this.lists, nowMs);
    this.heldUntilMs = nextChangeMs(held, nowMs);
    const text = JSON.stringify(held);
    if (text === this.heldText) return;
    this.heldText = text;
    this.heldList = held;
    this.revision += 1;
  }
}

function nextChangeMs(held: readonly HeldSilence[], nowMs: number): number {
  return Math.min(
    ...held
      .flatMap(({ startsAtMs, endsAtMs }) => [startsAtMs, endsAtMs, endsAtMs + ENDED_KEPT_MS])
      .filter((atMs) => atMs > nowMs),
  );
}

/** An acknowledgement as the lists tell it, in the version that ends last. */
interface FoundAck {
  readonly silence: Silence;
  readonly parsed: NonNullable<ReturnType<typeof parseAckComment>>;
  /** By Alertmanager. */
  readonly endsAtMs: ReadonlyMap<string, number>;
}

function isSameList(a: readonly Silence[], b: readonly Silence[]): boolean {
  return (
    a.length === b.length &&
    a.every((one, index) => {
      const other = b[index];
      return (
        other !== undefined &&
        one.id === other.id &&
        one.state === other.state &&
        one.startsAtMs === other.startsAtMs &&
        one.endsAtMs === other.endsAtMs &&
        one.createdBy === other.createdBy &&
        one.comment === other.comment
      );
    })
  );
}

interface Pending {
  readonly id: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly sourceIds: readonly string[];
}

function sameLabels(
  wanted: Readonly<Record<string, string>>,
  labels: AlertEntry['alert']['labels'],
): boolean {
  const names = Object.keys(labels).filter((name) => labels[name] !== '');
  return names.length === Object.keys(wanted).length && names.every((name) => labels[name] === wanted[name]);
}
