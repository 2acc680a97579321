import type { Alert, Severity } from '../domain/alert.ts';
import { assertNever } from '../domain/assert-never.ts';
import type { Telling } from '../domain/attention/telling.ts';
import type { HeldSilence } from '../domain/silence.ts';
import { formatDuration } from './duration.ts';
import { countOf, listOf } from './words.ts';

/** A notification: two short texts, and where a click leads. */
export interface Notice {
  readonly title: string;
  readonly body: string;
  /** The address inside Vigil, such as `#/alerts?alert=…&at=…`. */
  readonly hash: string;
  /** Notices of one tag replace each other: two windows of one seat show one. */
  readonly tag: string;
}

/** Titles and labels named in one notice; systems show two or three lines. */
const MAX_NAMED = 3;

/**
 * What a notification says; null for what is only heard. Pure.
 * @param atMs the moment it is told of: the link leads there
 */
export function noticeOf(telling: Telling, atMs: number): Notice | null {
  switch (telling.kind) {
    case 'alert': {
      const { alert, flapping } = telling;
      return {
        title: `${severityHead[alert.severity]}: ${alert.title}`,
        body: [flapping ? 'It keeps coming and going.' : '', placeOf(alert), alert.summary]
          .filter((part) => part !== '')
          .join('\n'),
        hash: hashOfAlert(alert.id, atMs),
        tag: `alert ${alert.id}`,
      };
    }
    case 'opening':
    case 'many': {
      const { kind, count, alerts } = telling;
      const verb = kind === 'opening' ? (count === 1 ? 'fires' : 'fire') : 'began at once';
      return {
        title: `${countOf(count, 'alert')} ${verb}, worst: ${telling.severity}`,
        body: titlesOf(alerts, count),
        hash: '#/alerts',
        tag: kind,
      };
    }
    case 'storm': {
      const { storm } = telling;
      const shared = listOf(storm.shared.slice(0, MAX_NAMED).map(({ name, value }) => `${name} ${value}`));
      return {
        title: `Alert storm: ${countOf(storm.count, 'alert')}${shared === '' ? '' : `, ${shared}`}`,
        body: `First: ${storm.first.title}`,
        hash: '#/alerts',
        tag: 'storm',
      };
    }
    case 'catch-up':
      return {
        title: catchUpWords(telling),
        body: titlesOf(telling.items, telling.count),
        hash: '#/alerts',
        tag: 'catch-up',
      };
    case 'lapse': {
      const [first] = telling.silences;
      if (first === undefined) return null;
      const title =
        telling.silences.length === 1
          ? `A silence ends in ${formatDuration(first.endsAtMs - atMs)}`
          : `${telling.silences.length} silences end soon, the first in ${formatDuration(first.endsAtMs - atMs)}`;
      return { title, body: silenceWords(first), hash: '#/alerts', tag: 'lapse' };
    }
    case 'blind':
      return {
        title: 'Vigil sees nothing',
        body: `There has been no live picture for ${formatDuration(atMs - telling.sinceMs)}: alerts may begin unheard.`,
        hash: '#/alerts',
        tag: 'blind',
      };
    case 'repeat':
      return null;
    default:
      return assertNever(telling);
  }
}

/** "5 alerts in quiet hours, 2 still fire": what a summary after quiet hours says first. */
export function catchUpWords({ count, items }: Extract<Telling, { kind: 'catch-up' }>): string {
  const firing = items.filter(({ outcome }) => outcome === 'firing').length;
  const rest = firing === 0 ? 'none fires any more' : `${firing} still ${firing === 1 ? 'fires' : 'fire'}`;
  return `${countOf(count, 'alert')} in quiet hours, ${rest}`;
}

/** `alertname=DiskFilling, region=~"eu-.*" by mira: the disk is being replaced` */
export function silenceWords({ matchers, createdBy, comment }: HeldSilence): string {
  const what = matchers.map(({ name, operator, value }) => `${name}${operator}${value}`).join(', ');
  const who = createdBy === '' ? '' : ` by ${createdBy}`;
  return `${what}${who}${comment === '' ? '' : `: ${comment}`}`;
}

/** The address of an alert at a moment, on the whole second by which it was known. */
export function hashOfAlert(id: string, atMs: number | null): string {
  const at =
    atMs === null ? '' : `&at=${new Date(Math.ceil(atMs / 1_000) * 1_000).toISOString().replace('.000', '')}`;
  return `#/alerts?alert=${encodeURIComponent(id.toWellFormed())}${at}`;
}

const severityHead: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  warning: 'Warning',
  info: 'Info',
};

/** "checkout in eu-west-1"; empty where neither is known. */
export function placeOf({ service, region }: Pick<Alert, 'service' | 'region'>): string {
  return [service, region].filter((part) => part !== null).join(' in ');
}

function titlesOf(alerts: readonly { readonly title: string }[], count: number): string {
  const named = [...new Set(alerts.map(({ title }) => title))].slice(0, MAX_NAMED);
  return count > named.length ? `${named.join('\n')}\nand more` : named.join('\n');
}
