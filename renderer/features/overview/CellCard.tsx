import { useLayoutEffect, useMemo, useRef } from 'react';
import type { Picture } from '../../../shared/contract/picture.ts';
import type { HealthState } from '../../../shared/domain/health-state.ts';
import { formatSince, zoneName } from '../../../shared/format/clock.ts';
import { shownStates } from '../../../shared/format/estate-summary.ts';
import { stateWord } from '../../../shared/format/words.ts';
import { cellDisputes } from '../../state/cell-claims.ts';
import { estateSummaryOf } from '../../state/estate-summary.ts';
import { useMoment, useNowMs, usePicture } from '../../state/hooks.ts';
import { rowReading, staleTimes } from '../../state/row-reading.ts';
import { type ReadingRow, ReadingTable } from '../../ui/ReadingTable.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import styles from './CellCard.module.css';
import { cellState } from './cell-text.ts';
import type { Focus } from './matrix-places.ts';
import type { Changes } from './use-changes.ts';

/** Between the card and its cell, and the edges of the window. */
const GAP = 6;

export interface CellCardProps {
  readonly at: Focus;
  /** Row in the cell table, or -1 where there is no such service. */
  readonly cell: number;
  /** Where the cell is on screen; null when it is not laid out. */
  readonly boxOf: () => DOMRect | null;
  readonly changes: Changes;
  readonly zone: string;
  readonly onPointerEnter: () => void;
  readonly onPointerLeave: () => void;
  /** Where it was asked to stay; absent while it follows the pointer. */
  readonly onClose: (() => void) | undefined;
}

/** Every number of one cell with its source, both clocks and its age. */
export function CellCard({ at, cell, boxOf, changes, zone, onClose, ...pointer }: CellCardProps) {
  const picture = usePicture();
  const nowMs = useNowMs();
  const moment = useMoment();
  const card = useRef<HTMLElement>(null);
  const series = picture?.sections.catalogue.series;
  const rows = useMemo(
    () => (series ?? []).flatMap((one, row) => (one.kind === 'cell' && one.cell === cell ? [row] : [])),
    [series, cell],
  );
  useLayoutEffect(() => {
    if (card.current !== null) place(card.current, boxOf());
  });
  if (picture === null) return null;
  const { services, regions } = picture.sections.catalogue;
  const [service, region] = [services[at.service], regions[at.region]];
  if (service === undefined || region === undefined) return null;
  const state = cell < 0 ? null : cellState(shownStates(picture), cell);
  const root = services[estateSummaryOf(picture).foldedCells.get(cell) ?? -1];
  const before = changes.marks[cell] === 1 ? changes.before(service.id, region.id) : null;
  const readings = numbersOf(picture, cell, rows, state, nowMs);
  return (
    <aside ref={card} className={styles['card']} aria-label="Numbers of the cell" {...pointer}>
      <header className={styles['head']}>
        <p>
          <strong>
            <bdi>{service.name}</bdi>
          </strong>{' '}
          in <bdi>{region.id}</bdi>
          {region.city !== '' && (
            <>
              , <bdi>{region.city}</bdi>
            </>
          )}
        </p>
        {onClose !== undefined && (
          <button
            type="button"
            className={styles['close']}
            onClick={onClose}
            title="Put the numbers away (Esc)"
          >
            Close
          </button>
        )}
      </header>
      {state === null ? (
        <p className={styles['state']}>Not deployed here.</p>
      ) : (
        <p className={styles['state']}>
          <StateMark state={state} size={11} folded={root !== undefined} />
          <span>
            {moment.mode === 'cached' ? 'was ' : ''}
            {stateWord(state)}
            {sinceWords(picture.cells.sinceMs[cell], nowMs, zone)}
            {before !== null && changes.sinceMs !== null && (
              <>
                , {before === state ? 'again' : stateWord(before)} {before === state ? 'since' : 'when'} you
                looked at {formatSince(changes.sinceMs, nowMs, zone)}
              </>
            )}
            {root !== undefined && (
              <>
                , folded under <bdi>{root.name}</bdi>, which it depends on
              </>
            )}
          </span>
        </p>
      )}
      {state !== null &&
        (readings.length === 0 ? (
          <p className={styles['state']}>No number was ever received for it.</p>
        ) : (
          <div className={styles['numbers']}>
            <ReadingTable rows={readings} zone={zone} />
          </div>
        ))}
      <p className={styles['foot']}>Clocks of {zoneName(zone)}. The number in the cell is set in bold.</p>
    </aside>
  );
}

/** Every number of the cell; where sources disagree, with what each of them claims. */
function numbersOf(
  picture: Picture,
  cell: number,
  rows: readonly number[],
  state: HealthState | null,
  nowMs: number,
): readonly ReadingRow[] {
  const stale = staleTimes(picture.sections.sources);
  const claims = (state === 'conflict' ? cellDisputes(picture, cell, nowMs) : []).flatMap(
    (dispute) => dispute.claims,
  );
  return rows.flatMap((row) => {
    const reading = rowReading(picture, row, nowMs, stale);
    if (reading === null) return [];
    const claim = claims.find(
      (one) => one.reading.signal === reading.signal && one.reading.sourceId === reading.sourceId,
    );
    const isKey = picture.cells.keySeries[cell] === row;
    return [{ key: row, reading, isKey, verdict: claim?.verdict ?? null }];
  });
}

function sinceWords(sinceMs: number | undefined, nowMs: number, zone: string): string {
  return sinceMs !== undefined && Number.isFinite(sinceMs)
    ? ` since ${formatSince(sinceMs, nowMs, zone)}`
    : '';
}

/** Under its cell, or over it where there is no room; always inside the window. */
function place(card: HTMLElement, box: DOMRect | null): void {
  card.hidden = box === null;
  if (box === null) return;
  const { width, height } = card.getBoundingClientRect();
  const left = Math.max(GAP, Math.min(box.left, innerWidth - width - GAP));
  const isUnder = box.bottom + GAP + height <= innerHeight;
  const top = isUnder ? box.bottom + GAP : Math.max(GAP, box.top - GAP - height);
  card.style.left = `${left}px`;
  card.style.top = `${top}px`;
}
