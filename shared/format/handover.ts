import type { Acknowledgement, Suppression } from '../domain/alert.ts';
import { type Digest, type DigestItem, flappedIn } from '../domain/digest.ts';
import type { HeldSilence } from '../domain/silence.ts';
import { formatDate, formatSince, zoneName } from './clock.ts';
import { formatDuration } from './duration.ts';
import { placeOf, silenceWords } from './telling-words.ts';
import { alertWord, countOf } from './words.ts';

/** "2 began, 3 are over, 1 was taken in hand": what happened, in one breath; empty when nothing did. */
export function digestWords(digest: Digest): string {
  const { fromMs, began, over, inHand, newSilences, gaps } = digest;
  const taken = inHand.filter(({ alert }) => (alert.acknowledgement?.atMs ?? 0) >= fromMs).length;
  const flapped = flappedIn(digest).length;
  return [
    began.length === 0
      ? ''
      : `${countOf(began.length, 'alert')} began and still ${began.length === 1 ? 'fires' : 'fire'}`,
    over.length === 0 ? '' : `${over.length} ${over.length === 1 ? 'is' : 'are'} over`,
    flapped === 0 ? '' : `${flapped} came and went repeatedly`,
    taken === 0 ? '' : `${taken} ${taken === 1 ? 'was' : 'were'} taken in hand`,
    newSilences.length === 0 ? '' : `${countOf(newSilences.length, 'silence')} began`,
    gaps.length === 0 ? '' : 'part of it was not recorded',
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** What stands under an alert in a digest: since when, how often, who has it, what keeps it quiet. */
export function digestFact({ alert, times, flaps }: DigestItem, toMs: number, timeZone: string): string {
  const since = formatSince(alert.startsAtMs, toMs, timeZone);
  const { acknowledgement, suppression, resolvedAtMs } = alert;
  const span =
    resolvedAtMs === null
      ? `since ${since}`
      : `${since} to ${formatSince(resolvedAtMs, toMs, timeZone)}, ${formatDuration(resolvedAtMs - alert.startsAtMs)}`;
  return [
    placeOf(alert),
    span,
    times > 1 ? `began ${times} times` : '',
    flaps && times <= 1 ? 'comes and goes' : '',
    alert.unconfirmed ? 'not confirmed, its source does not answer' : '',
    acknowledgement === undefined ? '' : inHandWords(acknowledgement, toMs, timeZone),
    suppression === null || acknowledgement !== undefined ? '' : quietedWords(suppression, toMs, timeZone),
  ]
    .filter((part) => part !== '')
    .join(', ');
}

function inHandWords({ by, why, atMs }: Acknowledgement, toMs: number, timeZone: string): string {
  const who = by === '' ? 'somebody' : by;
  return `in hand: ${who} since ${formatSince(atMs, toMs, timeZone)}${why === '' ? '' : `, ${why}`}`;
}

function quietedWords({ silencedBy }: Suppression, toMs: number, timeZone: string): string {
  const [silence] = silencedBy;
  if (silence === undefined) return 'inhibited or muted';
  const who = silence.createdBy === '' ? '' : ` by ${silence.createdBy}`;
  const until = silence.endsAtMs === null ? '' : ` until ${formatSince(silence.endsAtMs, toMs, timeZone)}`;
  return `silenced${who}${until}${silence.comment === '' ? '' : `: ${silence.comment}`}`;
}

/** "ends in 2 h 10 min" of a silence. */
export function silenceEnd({ endsAtMs }: HeldSilence, toMs: number): string {
  return `ends in ${formatDuration(endsAtMs - toMs)}`;
}

/**
 * A handover as plain text, for a chat, a ticket or paper. Pure.
 * @param estate the name of what is watched; may be empty
 */
export function handoverText(digest: Digest, estate: string, timeZone: string): string {
  const { fromMs, toMs } = digest;
  const moment = (atMs: number): string => `${formatDate(atMs, timeZone)} ${clockOf(atMs)}`;
  const clockOf = (atMs: number): string => formatSince(atMs, atMs, timeZone);
  const lines = [
    `Handover${estate === '' ? '' : `, ${estate}`}`,
    `${moment(fromMs)} to ${moment(toMs)} ${zoneName(timeZone)}`,
    '',
    digestWords(digest) === '' ? 'Nothing began or ended.' : `${capital(digestWords(digest))}.`,
  ];
  const section = (title: string, rows: readonly string[]): void => {
    if (rows.length > 0) lines.push('', `${title} (${rows.length})`, ...rows.map((row) => `- ${row}`));
  };
  const alerts = (items: readonly DigestItem[]): readonly string[] =>
    items.map((item) => {
      const word = alertWord(item.alert);
      return `${word.toUpperCase()} ${item.alert.title}: ${digestFact(item, toMs, timeZone)}`;
    });
  const silences = (held: readonly HeldSilence[]): readonly string[] =>
    held.map((silence) => `${silenceWords(silence)}, ${endWords(silence, toMs)}`);
  section('Firing, began in this time', alerts(digest.began));
  section('Firing since before', alerts(digest.stillFiring));
  section('In hand', alerts(digest.inHand));
  section('Fires and is kept quiet', alerts(digest.quieted));
  section('Over', alerts(digest.over));
  section('New silences', silences(digest.newSilences));
  section('Silences that end soon', silences(digest.lapsing));
  section(
    'Not recorded, nothing is known of it',
    digest.gaps.map((gap) => `${moment(gap.fromMs)} to ${moment(gap.toMs)}`),
  );
  if (digest.isCut) lines.push('', 'There were more alerts than are listed: the oldest are missing.');
  return `${lines.join('\n')}\n`;
}

function endWords(silence: HeldSilence, toMs: number): string {
  return silence.endsAtMs <= toMs ? 'over' : silenceEnd(silence, toMs);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
