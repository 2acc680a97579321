import { useMemo, useRef, useState } from 'react';
import type { ObjectiveStatus } from '../../../shared/domain/objective.ts';
import {
  formatClockMinutes,
  formatDate,
  formatDayMonth,
  formatSince,
  zoneName,
} from '../../../shared/format/clock.ts';
import { formatPercentCut } from '../../../shared/format/percent.ts';
import { ExportMenu } from '../../export/ExportMenu.tsx';
import { useMoment, useNowMs, useSection } from '../../state/hooks.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Told } from '../../ui/Told.tsx';
import { ObjectiveCards } from './ObjectiveCards.tsx';
import { ObjectiveDays } from './ObjectiveDays.tsx';
import { ObjectiveSide } from './ObjectiveSide.tsx';
import { PromiseTable } from './PromiseTable.tsx';
import styles from './SlaView.module.css';
import { promiseTable } from './sla-export.ts';
import { coverageWords, isRolling, slaHeading, windowWords, worstFirst } from './sla-model.ts';

/** Did we keep our promises: every service in a card, the chosen one in detail, and how it was counted. */
export function SlaView() {
  const objectives = useSection('objectives');
  const { name, timeZones } = useSection('catalogue');
  const moment = useMoment();
  const nowMs = useNowMs();
  const [chosenId, setChosenId] = useState<string | null>(null);
  const ordered = useMemo(() => worstFirst(objectives), [objectives]);
  const chosen = ordered.find((objective) => objective.id === chosenId) ?? ordered[0];
  const timeZone = timeZones[0] ?? 'UTC';
  const detail = useRef<HTMLDivElement>(null);
  const table = useRef<HTMLElement>(null);
  if (chosen === undefined)
    return (
      <EmptyState title="No promise is configured">
        Name an objective in vigil.yaml, a service and its target such as 99.9 % over 30 days, and it is
        counted from everything the log already holds.
      </EmptyState>
    );
  return (
    <div className={styles['view']}>
      <div className={styles['body']}>
        <p className={styles['printed']}>
          {name === '' ? 'Vigil' : name}, service levels, printed {formatDate(nowMs, timeZone)}{' '}
          {formatClockMinutes(nowMs, timeZone)} {zoneName(timeZone)}
        </p>
        <p className={styles['window']}>{windowLine(ordered, nowMs, timeZone)}</p>
        <div className={styles['head']}>
          <h1 className={styles['heading']}>{slaHeading(ordered, moment.mode === 'past')}</h1>
          <ExportMenu
            label="Export all promises"
            choices={[{ name: 'All promises', make: () => promiseTable(ordered) }]}
          />
        </div>
        {moment.mode === 'cached' && (
          <p className={styles['note']}>
            Counted up to {formatSince(moment.asOfMs, nowMs, timeZone)}. What happened since was not observed.
          </p>
        )}
        <ObjectiveCards
          objectives={ordered}
          chosenId={chosen.id}
          onChoose={setChosenId}
          onShowAll={() => {
            table.current?.scrollIntoView({ block: 'start' });
            table.current?.focus({ preventScroll: true });
          }}
        />
        <div className={styles['columns']}>
          <div ref={detail} className={styles['days']}>
            <ObjectiveDays key={chosen.id} objective={chosen} timeZone={timeZone} />
          </div>
          <div className={styles['side']}>
            <ObjectiveSide objective={chosen} timeZone={timeZone} />
          </div>
          <div className={styles['promises']}>
            <PromiseTable
              ref={table}
              objectives={ordered}
              chosenId={chosen.id}
              onChoose={(id) => {
                setChosenId(id);
                // What was chosen is shown above; it comes into sight, the focus stays on its row.
                detail.current?.scrollIntoView({ block: 'nearest' });
              }}
            />
          </div>
        </div>
      </div>
      <footer className={styles['method']}>
        <span>
          Method: share of observed time not down, weighted by time, every region counts the same; slow or
          planned is not down. Cut, never rounded up.
        </span>
        <span>
          <Told text={chosen.service} />: {coverageWords(chosen)}
        </span>
      </footer>
    </div>
  );
}

/** Which time the numbers are about; one line when all promises share it. */
function windowLine(objectives: readonly ObjectiveStatus[], nowMs: number, timeZone: string): string {
  const [first, ...others] = objectives;
  if (first === undefined) return '';
  const zone = zoneName(timeZone);
  if (others.some((other) => other.windowMs !== first.windowMs))
    return 'Every promise over a window of its own';
  const to = formatSince(first.toMs, nowMs, timeZone);
  const range = `${formatDayMonth(first.fromMs, timeZone)} to ${formatDayMonth(first.toMs, timeZone)} ${to.split(' ').at(-1)} ${zone}`;
  if (isRolling(first)) return `Last ${windowWords(first.windowMs)}, ${range}`;
  const passed = formatPercentCut((first.toMs - first.fromMs) / first.windowMs, 0);
  return `${range}, ${passed} % of the window has passed`;
}
