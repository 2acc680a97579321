import type { Alert } from './alert.ts';
import type { AlertAction } from './alert-action.ts';
import type { Matcher } from './matchers.ts';

/**
 * An acknowledgement in an Alertmanager is a short silence on exactly the alert's labels. Its comment carries, after
 * the person's words, who keeps it alive and until when: one Vigil, the holder, extends it while the alert fires. A
 * holder that is gone lets the lease run out, and any other Vigil takes over while the silence still lasts. When none
 * is left the silence ends by itself and the alert is loud again: nobody has it in hand any more.
 */
export interface AckMarker {
  /** The Vigil that extends it: a name made at its start. */
  readonly seat: string;
  /** When the person acknowledged. */
  readonly atMs: number;
  /** Null: until the alert resolves. */
  readonly untilMs: number | null;
  /**
   * The holder's lease runs until this long before the silence ends: then others take over. Told as a length, so that
   * it means the same whatever anybody's clock says.
   */
  readonly spareMs: number;
}

/** How long the silence behind an acknowledgement lasts when nobody extends it any more. */
export const ACK_LENGTH_MS = 15 * 60_000;
/** The holder extends when two thirds are left, others take over when one third is. */
export function spareOf(lengthMs: number): number {
  return Math.round(lengthMs / 3);
}

/** What is known of the alert behind an acknowledgement. */
export type AckedAlert =
  /** Some source reports it, or reported it last and does not answer. */
  | 'open'
  /** It is known to be over. */
  | 'over'
  /** Nobody here can say: it was never seen here. */
  | 'unknown';

export interface AckFacts {
  readonly marker: AckMarker;
  /** When the silence ends by itself, by our clock. */
  readonly endsAtMs: number;
  readonly alert: AckedAlert;
  /** Whether this Vigil is the holder. */
  readonly isHolder: boolean;
}

/** What this Vigil does about an acknowledgement now. `take_over` is an extension by a new holder. */
export type AckStep = 'keep' | 'extend' | 'take_over' | 'end';

/**
 * Decides without memory, from what the Alertmanager shows: whoever asks twice gets the same answer, and of two that
 * write at once the one that is shown afterwards goes on.
 */
export function ackStep({ marker, endsAtMs, alert, isHolder }: AckFacts, nowMs: number): AckStep {
  const leftMs = endsAtMs - nowMs;
  if (leftMs <= 0) return 'keep';
  if (alert === 'over') return 'end';
  if (marker.untilMs !== null) return 'keep';
  if (isHolder) return leftMs <= 2 * marker.spareMs ? 'extend' : 'keep';
  return alert === 'open' && leftMs <= marker.spareMs ? 'take_over' : 'keep';
}

const RESOLVED = 'resolved';
const MARKER =
  /^(?:([\s\S]*) )?\[vigil:ack seat=([A-Za-z0-9-]{1,64}) at=([0-9TZ:.+-]{1,40}) until=(resolved|[0-9TZ:.+-]{1,40}) spare=(\d{1,6}(?:\.\d{1,3})?)s\]$/;

/** The comment of the silence: the person's words, then the marker. */
export function ackComment(words: string, { seat, atMs, untilMs, spareMs }: AckMarker): string {
  const until = untilMs === null ? RESOLVED : isoOf(untilMs);
  const marker = `[vigil:ack seat=${seat} at=${isoOf(atMs)} until=${until} spare=${spareMs / 1_000}s]`;
  return words === '' ? marker : `${words} ${marker}`;
}

/** The words and the marker of a comment; null when it is not that of an acknowledgement. */
export function parseAckComment(
  comment: string,
): { readonly words: string; readonly marker: AckMarker } | null {
  // Most silences are none: the cheap question first.
  if (!comment.endsWith(']')) return null;
  const found = MARKER.exec(comment);
  if (found === null) return null;
  const [, words = '', seat = '', at = '', until = '', spare = ''] = found;
  const atMs = Date.parse(at);
  const untilMs = until === RESOLVED ? null : Date.parse(until);
  const spareMs = Math.round(Number(spare) * 1_000);
  if (Number.isNaN(atMs) || Number.isNaN(untilMs ?? 0)) return null;
  return { words, marker: { seat, atMs, untilMs, spareMs } };
}

/**
 * Orders acknowledgements of one alert in one cluster; the first stays. The later word counts; of the same word, as at
 * peers that were parted, every Vigil and every peer comes to the same one, however often each is extended meanwhile.
 */
export function keptAckFirst(a: AckRank, b: AckRank): number {
  return b.atMs - a.atMs || a.id.localeCompare(b.id);
}

/** What decides which of two acknowledgements stays. */
export interface AckRank {
  /** Of its silence. */
  readonly id: string;
  /** When the person acknowledged. */
  readonly atMs: number;
}

function isoOf(atMs: number): string {
  return new Date(atMs).toISOString();
}

/**
 * Matchers that meet exactly this alert: every label equals, and labels that only other alerts have must be missing.
 * @param labels as the Alertmanager lists them
 * @param others labels of the other alerts there
 */
export function ackMatchers(
  labels: Readonly<Record<string, string>>,
  others: Iterable<Readonly<Record<string, string>>>,
): Matcher[] {
  const own = Object.entries(labels).filter(([, value]) => value !== '');
  const foreign = new Set<string>();
  for (const other of others) {
    if (!own.every(([name, value]) => Object.hasOwn(other, name) && other[name] === value)) continue;
    for (const [name, value] of Object.entries(other))
      if (value !== '' && !Object.hasOwn(labels, name)) foreign.add(name);
  }
  return [
    ...own.map(([name, value]): Matcher => ({ name, operator: '=', value })),
    ...[...foreign].map((name): Matcher => ({ name, operator: '=', value: '' })),
  ];
}

/** The labels of the one alert such matchers are about; null for any others. */
export function labelsOfAck(matchers: readonly Matcher[]): Readonly<Record<string, string>> | null {
  if (matchers.some(({ operator }) => operator !== '=')) return null;
  const labels = Object.fromEntries(
    matchers.filter(({ value }) => value !== '').map(({ name, value }) => [name, value]),
  );
  return Object.keys(labels).length === 0 ? null : labels;
}

/** An acknowledgement that only this Vigil and its seats know of. */
export interface LocalAck {
  readonly alertId: string;
  readonly by: string;
  readonly why: string;
  readonly atMs: number;
  readonly untilMs: number | null;
  /** When the alert that was acknowledged began: a later start is another occurrence. */
  readonly startsAtMs: number;
}

/** Starts differ by seconds between peers, and a start that is told anew after a restart by more. */
const SAME_START_MS = 60_000;

/**
 * Whether a local acknowledgement is over.
 * @param alert null while nobody reports it
 * @param lookedForMs how long it has been looked for in vain
 */
export function isLocalAckOver(
  ack: LocalAck,
  alert: Pick<Alert, 'state' | 'startsAtMs'> | null,
  lookedForMs: number,
  nowMs: number,
): boolean {
  if (ack.untilMs !== null && nowMs >= ack.untilMs) return true;
  if (alert === null) return lookedForMs >= LOOKED_FOR_MS;
  return alert.state === 'resolved' || alert.startsAtMs > Math.max(ack.startsAtMs, ack.atMs) + SAME_START_MS;
}

/** After a start sources take their time: an alert that nobody reports after this long is over. */
export const LOOKED_FOR_MS = 10 * 60_000;

/** Local acknowledgements older than this are not looked for after a start. */
export const LOCAL_ACK_REACH_MS = 30 * 86_400_000;
/** Most of them at once: beyond it the oldest are forgotten. */
export const MAX_LOCAL_ACKS = 1_000;

/**
 * The local acknowledgements that still held when the log was last written.
 * @param rows newest first
 */
export function openLocalAcks(
  rows: readonly { readonly action: AlertAction; readonly alertId: string | null }[],
): LocalAck[] {
  const seen = new Set<string>();
  const open: LocalAck[] = [];
  for (const { action, alertId } of rows) {
    if (alertId === null || seen.has(alertId)) continue;
    if (action.kind !== 'acknowledged' && action.kind !== 'unacknowledged' && action.kind !== 'ack_ended')
      continue;
    seen.add(alertId);
    const { by, why, atMs, untilMs, startsAtMs } = action;
    if (action.kind !== 'acknowledged' || startsAtMs === undefined || open.length >= MAX_LOCAL_ACKS) continue;
    open.push({ alertId, by, why, atMs, untilMs, startsAtMs });
  }
  return open;
}
