import { MAX_ALERT_HISTORY_ROWS } from '../../../shared/contract/commands.ts';
import type { Alert } from '../../../shared/domain/alert.ts';
import type { Moment } from '../../../shared/domain/moment.ts';
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
import { type FeedFilter, filterAlerts, groupByService, isFiltering } from './feed-model.ts';
import { closingLine, countOf, suppressionWords } from './feed-words.ts';

/** Labels with a column of their own, the most used first; the others stand together in one. */
export const MAX_LABEL_COLUMNS = 60;

interface FeedOnScreen {
  readonly kind: 'firing' | 'pending';
  readonly alerts: readonly Alert[];
  readonly filter: FeedFilter;
  readonly sources: readonly SourceStatus[];
  readonly moment: Moment;
  readonly timeZone: string;
}

/** What the feed offers to export: the alerts the filter lets through, in their order, those of folded groups too. */
export function feedExport(feed: FeedOnScreen): readonly ExportChoice[] {
  const title = feed.kind === 'firing' ? 'Firing alerts' : 'Pending alerts';
  return [{ name: title, make: (view) => feedTable(feed, title, view) }];
}

function feedTable(feed: FeedOnScreen, title: string, view: ExportView): ExportTable {
  const { kind, alerts, filter, sources, moment, timeZone } = feed;
  const shown = groupByService(filterAlerts(alerts, filter)).flatMap((group) => group.alerts);
  const notes = [
    closingLine(alerts.length, sources, moment, timeZone).text,
    ...(isFiltering(filter) ? [filteredNote(shown.length, alerts.length)] : []),
  ];
  return alertTable(shown, { what: `alerts-${kind}`, title, notes, timeZone }, view);
}

interface HistoryOnScreen {
  /** Those that match what was searched for. */
  readonly alerts: readonly Alert[];
  /** How many there are without a search. */
  readonly total: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly timeZone: string;
}

/** What the history offers to export: the alerts that are listed. */
export function historyExport({
  alerts,
  total,
  fromMs,
  toMs,
  timeZone,
}: HistoryOnScreen): readonly ExportChoice[] {
  const notes = [
    `Active between ${formatRfc3339(fromMs)} and ${formatRfc3339(toMs)}.`,
    ...(alerts.length < total ? [filteredNote(alerts.length, total)] : []),
    ...(total >= MAX_ALERT_HISTORY_ROWS ? ['Only the newest of the range are listed.'] : []),
  ];
  const facts = { what: 'alerts-history', title: 'Alert history', notes, timeZone };
  return [{ name: 'Alert history', make: (view) => alertTable(alerts, facts, view) }];
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
