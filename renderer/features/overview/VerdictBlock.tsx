import type { ReactNode } from 'react';
import type { HealthState } from '../../../shared/domain/health-state.ts';
import type { EstateSummary } from '../../../shared/format/estate-summary.ts';
import { verdictOf } from '../../../shared/format/verdict.ts';
import { stateWord } from '../../../shared/format/words.ts';
import { ExportMenu } from '../../export/ExportMenu.tsx';
import { estateSummaryOf } from '../../state/estate-summary.ts';
import { useNowMs, usePicture, useSection } from '../../state/hooks.ts';
import { StateMark } from '../../ui/StateMark.tsx';
import { Words } from '../../ui/Words.tsx';
import { matrixExport } from './matrix-export.ts';
import styles from './VerdictBlock.module.css';

/** States of the tally, worst first; those without any service are left out. */
const tallyOrder: readonly HealthState[] = [
  'down',
  'degraded',
  'conflict',
  'unreachable',
  'stale',
  'no_data',
  'maintenance',
  'ok',
];

/** The world in two lines of words and a count per state; tools for what stands under it at the right. */
export function VerdictBlock({ children }: { children?: ReactNode }) {
  const picture = usePicture();
  const zone = useSection('catalogue').timeZones[0] ?? 'UTC';
  const nowMs = useNowMs();
  if (picture === null) return null;
  const summary = estateSummaryOf(picture);
  const verdict = verdictOf(picture, summary, nowMs, zone);
  return (
    <div className={styles['block']}>
      <div className={styles['first']}>
        <h1>{verdict.headline}</h1>
        <Tally summary={summary} past={picture.sections.moment.mode === 'cached'} />
      </div>
      <div className={styles['second']}>
        <p>
          {verdict.worst !== null && (
            <strong>
              <Words>{verdict.worst}</Words>{' '}
            </strong>
          )}
          {verdict.fact}
          {verdict.folded !== null && (
            <>
              {' '}
              <Words>{verdict.folded}</Words>
            </>
          )}
          {verdict.blind !== null && (
            <span className={styles['blind']}>
              <StateMark state="unreachable" size={12} />
              <Words>{verdict.blind}</Words>
            </span>
          )}
        </p>
        {children}
        {summary.services.length > 0 && <ExportMenu label="Export the matrix" choices={matrixExport} />}
      </div>
    </div>
  );
}

function Tally({ summary, past }: { summary: EstateSummary; past: boolean }) {
  return (
    <ul className={styles['tally']} aria-label="Services per state" data-past={past || undefined}>
      {tallyOrder.map(
        (state) =>
          summary.tally[state] > 0 && (
            <li key={state}>
              <StateMark state={state} size={11} tally />
              <b className="tabular">{summary.tally[state]}</b>
              {stateWord(state)}
            </li>
          ),
      )}
      {summary.foldedCells.size > 0 && (
        <li title="Drawn as an outline: their trouble is told with that of a service they depend on">
          <StateMark state="down" size={11} folded />
          <b className="tabular">{summary.folded.length || summary.foldedCells.size}</b>
          {summary.folded.length > 0
            ? 'folded'
            : summary.foldedCells.size === 1
              ? 'cell folded'
              : 'cells folded'}
        </li>
      )}
    </ul>
  );
}
