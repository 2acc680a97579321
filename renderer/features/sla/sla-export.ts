import type { ObjectiveStatus } from '../../../shared/domain/objective.ts';
import { MAX_OUTAGES } from '../../../shared/domain/objective-ledger.ts';
import { standingWord } from '../../../shared/format/words.ts';
import {
  type ExportColumn,
  type ExportTable,
  flagColumn,
  numberColumn,
  secondsColumn,
  tableOf,
  textColumn,
  timeColumn,
} from '../../export/export-table.ts';
import { type MonthSum, monthSums, outageSum } from './promise-model.ts';
import { availabilityBounds, BAR_DAYS, type Outage } from './sla-model.ts';

const METHOD =
  'Availability is the share of observed time not down, weighted by time; every region of a service counts the same.';
const FULL_LIST = `Only the latest ${MAX_OUTAGES} outages of a window are listed; what was lost counts all of them.`;

const promiseColumns: readonly ExportColumn<ObjectiveStatus>[] = [
  textColumn('objective', 'Objective', ({ id }) => id),
  textColumn('service', 'Service', ({ service }) => service),
  textColumn('standing', 'Promise', ({ standing }) => standingWord(standing)),
  numberColumn('target', 'Promised', 'ratio', ({ target }) => target),
  numberColumn('availability', 'Availability', 'ratio', ({ availability }) => availability),
  numberColumn('worst', 'If all unseen time was bad', 'ratio', (one) => availabilityBounds(one)?.worst),
  numberColumn('best', 'If all unseen time was good', 'ratio', (one) => availabilityBounds(one)?.best),
  timeColumn('from', 'Window from', ({ fromMs }) => fromMs),
  timeColumn('to', 'Counted to', ({ toMs }) => toMs),
  secondsColumn('window', 'Window', ({ windowMs }) => windowMs),
  secondsColumn('good', 'Good', ({ goodMs }) => goodMs),
  secondsColumn('lost', 'Lost', ({ badMs }) => badMs),
  secondsColumn('notObserved', 'Not observed', ({ unobservedMs }) => unobservedMs),
  numberColumn('observed', 'Observed', 'ratio', ({ coverage }) => coverage),
  secondsColumn('budget', 'Budget', ({ budgetMs }) => budgetMs),
  secondsColumn('budgetLeft', 'Budget left', ({ budgetLeftMs }) => budgetLeftMs),
  numberColumn('outages', 'Outages listed', null, (one) => outageSum(one).count),
  flagColumn('moreOutages', 'There may be more outages', (one) => outageSum(one).capped),
  secondsColumn('longest', 'Longest outage listed', (one) => outageSum(one).longestMs),
];

/** Every promise in a row, in the order given. */
export function promiseTable(objectives: readonly ObjectiveStatus[]): ExportTable {
  const capped = objectives.some((one) => outageSum(one).capped);
  const notes = [METHOD, ...(capped ? [FULL_LIST] : [])];
  return tableOf({ what: 'sla', title: 'Promises, worst first', notes }, promiseColumns, objectives);
}

const dayColumns: readonly ExportColumn<ObjectiveStatus['days'][number]>[] = [
  timeColumn('day', 'Day from', ({ dayStartMs }) => dayStartMs),
  // A day that nobody observed lost nothing that anybody knows of.
  secondsColumn('lost', 'Lost', ({ badMs, observedMs }) => (observedMs > 0 ? badMs : null)),
  secondsColumn('observed', 'Observed', ({ observedMs }) => observedMs),
];

/** The days of one promise that have a bar, oldest first. */
export function dayTable(objective: ObjectiveStatus): ExportTable {
  return tableOf(
    {
      what: `sla-${objective.id}-days`,
      title: `Days of ${objective.service}`,
      notes: ['Days of UTC. Empty where nothing was observed.'],
    },
    dayColumns,
    objective.days.slice(-BAR_DAYS),
  );
}

/** Outages of one promise, those that are listed: of one day or of the window. */
export function outageTable({ id, service, toMs }: ObjectiveStatus, outages: readonly Outage[]): ExportTable {
  const columns: readonly ExportColumn<Outage>[] = [
    timeColumn('from', 'From', ({ fromMs }) => fromMs),
    timeColumn('to', 'To', (outage) => outage.toMs),
    flagColumn('lasting', 'Still lasting', (outage) => outage.toMs === null),
    secondsColumn('lasted', 'Lasted', (outage) => (outage.toMs ?? toMs) - outage.fromMs),
    secondsColumn('counted', 'Counted', ({ badMs }) => badMs),
    textColumn('regions', 'Regions', ({ regions }) => regions.join(', ')),
  ];
  const notes = outages.length >= MAX_OUTAGES ? [FULL_LIST] : [];
  return tableOf({ what: `sla-${id}-outages`, title: `Outages of ${service}`, notes }, columns, outages);
}

const monthColumns: readonly ExportColumn<MonthSum>[] = [
  timeColumn('from', 'Known from', ({ fromMs }) => fromMs),
  flagColumn('complete', 'Complete month', ({ cutBefore, running }) => !cutBefore && !running),
  numberColumn('availability', 'Availability', 'ratio', ({ availability }) => availability),
  secondsColumn('lost', 'Lost', ({ badMs }) => badMs),
  secondsColumn('observed', 'Observed', ({ observedMs }) => observedMs),
  numberColumn('daysWithLoss', 'Days with loss', null, ({ daysWithLoss }) => daysWithLoss),
];

/** The known days of one promise by calendar month, newest first. */
export function monthTable(objective: ObjectiveStatus): ExportTable {
  return tableOf(
    {
      what: `sla-${objective.id}-months`,
      title: `Calendar months of ${objective.service}`,
      notes: ['Days of UTC, observed time only.'],
    },
    monthColumns,
    monthSums(objective).filter(({ availability }) => availability !== null),
  );
}
