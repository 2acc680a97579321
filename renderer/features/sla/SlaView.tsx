import { useMemo, useState } from 'react';
import type { ObjectiveStatus } from '../../../shared/domain/objective.ts';
import { formatDayMonth, formatSince, zoneName } from '../../../shared/format/clock.ts';
import { formatPercentCut } from '../../../shared/format/percent.ts';
import { useMoment, useNowMs, useSection } from '../../state/hooks.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ObjectiveCards } from './ObjectiveCards.tsx';
import { ObjectiveDetail } from './ObjectiveDetail.tsx';
import styles from './SlaView.module.css';
import { coverageWords, isRolling, slaHeading, windowWords, worstFirst } from './sla-model.ts';

/** Did we keep our promises: every service in a card, the chosen one in detail, and how it was counted. */
export function SlaView() {
  const objectives = useSection('objectives');
  const { timeZones } = useSection('catalogue');
  const moment = useMoment();
  const nowMs = useNowMs();
  const [chosenId, setChosenId] = useState<string | null>(null);
  const ordered = useMemo(() => worstFirst(objectives), [objectives]);
  const chosen = ordered.find((objective) => objective.id === chosenId) ?? ordered[0];
  const timeZone = timeZones[0] ?? 'UTC';
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
        <p className={styles['window']}>{windowLine(ordered, nowMs, timeZone)}</p>
        <h1 className={styles['heading']}>{slaHeading(ordered)}</h1>
        {moment.mode === 'cached' && (
          <p className={styles['window']}>
            Counted up to {formatSince(moment.asOfMs, nowMs, timeZone)}. What happened since was not observed.
          </p>
        )}
        <ObjectiveCards objectives={ordered} chosenId={chosen.id} onChoose={setChosenId} />
        <ObjectiveDetail key={chosen.id} objective={chosen} timeZone={timeZone} />
      </div>
      <footer className={styles['method']}>
        <span>
          Method: share of observed time not down, weighted by time, every region counts the same; slow or
          planned is not down. Cut, never rounded up.
        </span>
        <span>
          <bdi>{chosen.service}</bdi>: {coverageWords(chosen)}
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
