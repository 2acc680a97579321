import type { Alert } from '../../../shared/domain/alert.ts';
import { type AlertFilter, filterAlerts, isFiltering } from '../../../shared/domain/alert-filter.ts';
import type { Failure } from '../../../shared/domain/failure.ts';
import type { Moment } from '../../../shared/domain/moment.ts';
import { ok, type Result } from '../../../shared/domain/result.ts';
import type { SourceStatus } from '../../../shared/domain/source.ts';
import { formatRfc3339 } from '../../../shared/format/rfc3339.ts';
import { type ExportView, shownMs } from '../../export/export-origin.ts';
import {
  type ExportColumn,
  type ExportTable,
  flagColumn,
  secondsColumn,
  tableOf,
  textColumn,
  timeColumn,
} from '../../export/export-table.ts';
import type { ExportChoice } from '../../export/use-export.ts';
import type { FeedTab } from './feed-address.ts';
import { type Grouping, groupAlerts } from './feed-grouping.ts';
import { closingLine, countOf, suppressionWords } from './feed-words.ts';

/** Labels with a column of their own, the most used first; the others stand together in one. */
export const MAX_LABEL_COLUMNS = 60;

interface FeedOnScreen {
  readonly kind: Exclude<FeedTab, 'history'>;
  readonly alerts: readonly Alert[];
  readonly filter: AlertFilter;
  readonly grouping: Grouping;
  readonly sources: readonly SourceStatus[];
  readonly moment: Moment;
  readonly timeZone: string;
}

/** What a list of the feed is called, to the ear and in files. */
export const feedTitles: Readonly<Record<Exclude<FeedTab, 'history'>, string>> = {
  firing: 'Firing alerts',
  acknowledged: 'Acknowledged alerts',
  silenced: 'Silenced alerts',
  pending: 'Pending alerts',
};

/** What the feed offers to export: the alerts the filter lets through, in their order, those of folded groups too. */
export function feedExport(feed: FeedOnScreen): readonly ExportChoice[] {
  const title = feedTitles[feed.kind];
  return [{ name: title, make: (view) => feedTable(feed, title, view) }];
}

function feedTable(feed: FeedOnScreen, title: string, view: ExportView): ExportTable {
  const { kind, alerts, filter, grouping, sources, moment, timeZone } = feed;
  const shown = groupAlerts(filterAlerts(alerts, filter), grouping).flatMap((group) => group.alerts);
  const notes = [
    closingLine(alerts.length, sources, moment, timeZone).text,
    ...(isFiltering(filter) ? [filteredNote(shown.length, alerts.length)] : []),
  ];
  return alertTable(shown, { what: `alerts-${kind}`, title, notes, timeZone }, view);
}

interface HistoryOnScreen {
  readonly filter: AlertFilter;
  readonly fromMs: number;
  readonly toMs: number;
  readonly timeZone: string;
}

/** Every alert of a search, read from the log page by page. */
export type ReadAll = () => Promise<
  Result<{ readonly alerts: readonly Alert[]; readonly isCut: boolean }, Failure>
>;

/** What the history offers to export: all that was searched for, also what is not on screen yet. */
export function historyExport(history: HistoryOnScreen, readAll: ReadAll): readonly ExportChoice[] {
  const { filter, fromMs, toMs, timeZone } = history;
  return [
    {
      name: 'Alert history',
      make: async (view) => {
        const found = await readAll();
        if (!found.ok) return found;
        const { alerts, isCut } = found.value;
        const notes = [
          `Active between ${formatRfc3339(fromMs)} and ${formatRfc3339(toMs)}.`,
          ...(isFiltering(filter) ? ['Filtered: only what matches is here.'] : []),
          ...(isCut ? [`Only the newest ${countOf(alerts.length, 'alert')} are here.`] : []),
        ];
        return ok(
          alertTable(alerts, { what: 'alerts-history', title: 'Alert history', notes, timeZone }, view),
        );
      },
    },
  ];
}

function filteredNote(shown: number, total: number): string {
  return `Filtered: ${shown} of ${countOf(total, 'alert')}.`;
}

export interface AlertTableFacts {
  /** `alerts-firing`, `alerts-history` */
  readonly what: string;
  readonly title: string;
  readonly notes: readonly string[];
  readonly timeZone: string;
}

/** Alerts as they are listed, with all of their labels. */
export function alertTable(
  alerts: readonly Alert[],
  { what, title, notes, timeZone }: AlertTableFacts,
  view: ExportView,
): ExportTable {
  const atMs = shownMs(view);
  return tableOf({ what, title, notes }, [...alertColumns(atMs, timeZone), ...labelColumns(alerts)], alerts);
}

function alertColumns(atMs: number, timeZone: string): readonly ExportColumn<Alert>[] {
  return [
    textColumn('id', 'Id', ({ id }) => id),
    textColumn('title', 'What happened', ({ title }) => title),
    textColumn('summary', 'Facts', ({ summary }) => summary),
    textColumn('name', 'Name', ({ name }) => name),
    textColumn('severity', 'Severity', ({ severity }) => severity),
    textColumn('state', 'State', ({ state }) => state),
    textColumn('kind', 'Kind', ({ kind }) => kind),
    textColumn('service', 'Service', ({ service }) => service),
    textColumn('region', 'Region', ({ region }) => region),
    timeColumn('startsAt', 'Started at', ({ startsAtMs }) => startsAtMs),
    timeColumn('resolvedAt', 'Resolved at', ({ resolvedAtMs }) => resolvedAtMs),
    secondsColumn('lasts', 'Lasts', ({ startsAtMs, resolvedAtMs }) => (resolvedAtMs ?? atMs) - startsAtMs),
    timeColumn('lastSeenAt', 'Last confirmed at', ({ lastSeenAtMs }) => lastSeenAtMs),
    flagColumn('unconfirmed', 'No longer confirmed', ({ unconfirmed }) => unconfirmed),
    textColumn('keptQuiet', 'Kept quiet', ({ suppression }) =>
      suppression === null ? null : suppressionWords(suppression, atMs, timeZone).join('; '),
    ),
    textColumn('acknowledgedBy', 'Acknowledged by', ({ acknowledgement }) => acknowledgement?.by),
    textColumn('acknowledgedWhy', 'Acknowledged because', ({ acknowledgement }) => acknowledgement?.why),
    timeColumn('acknowledgedAt', 'Acknowledged at', ({ acknowledgement }) => acknowledgement?.atMs),
    timeColumn('silencedUntil', 'Silenced until', silencedUntilMs),
    textColumn('sources', 'Reported by', ({ sourceIds }) => sourceIds.join(', ')),
    textColumn('runbook', 'Runbook', ({ runbookUrl }) => runbookUrl),
  ];
}

function silencedUntilMs({ suppression }: Alert): number | null {
  const ends = suppression?.silencedBy.flatMap(({ endsAtMs }) => endsAtMs ?? []) ?? [];
  return ends.length === 0 ? null : Math.max(...ends);
}

/** One column for each label name; sources may invent many, so the rarest share the last one. */
function labelColumns(alerts: readonly Alert[]): readonly ExportColumn<Alert>[] {
  const counts = new Map<string, number>();
  for (const { labels } of alerts)
    for (const name of Object.keys(labels)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const names = [...counts].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name]) => name);
  const own = names.slice(0, MAX_LABEL_COLUMNS);
  const others = new Set(names.slice(MAX_LABEL_COLUMNS));
  const columns = own.map((name) =>
    textColumn<Alert>(`label.${name}`, `Label ${name}`, ({ labels }) =>
      Object.hasOwn(labels, name) ? labels[name] : null,
    ),
  );
  if (others.size === 0) return columns;
  const rest = textColumn<Alert>('otherLabels', 'Other labels, as JSON', ({ labels }) => {
    const found = Object.entries(labels).filter(([name]) => others.has(name));
    return found.length === 0 ? null : JSON.stringify(Object.fromEntries(found));
  });
  return [...columns, rest];
}
