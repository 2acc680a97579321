import type { Picture } from '../../../shared/contract/picture.ts';
import { isDisputed } from '../../../shared/domain/cell-health.ts';
import { signalDefinition } from '../../../shared/domain/signal.ts';
import { formatSince } from '../../../shared/format/clock.ts';
import { countOf, listOf } from '../../../shared/format/words.ts';
import { cellDisputes } from '../../state/cell-claims.ts';
import { ReadingTable } from '../../ui/ReadingTable.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { Told } from '../../ui/Told.tsx';
import styles from './ClaimsPanel.module.css';
import type { RegionState } from './services-model.ts';

/** Regions whose claims are listed; more are counted. */
const MAX_DISPUTED_REGIONS = 3;

export interface ClaimsPanelProps {
  readonly picture: Picture;
  readonly regions: readonly RegionState[];
  /** The region of the charts: its claims come first. */
  readonly region: string | null;
  readonly nowMs: number;
  readonly timeZone: string;
}

/** Where sources disagree: what each of them claims, with its value, both clocks and age. Nothing is averaged. */
export function ClaimsPanel({ picture, regions, region, nowMs, timeZone }: ClaimsPanelProps) {
  const disputed = regions
    .filter(({ state }) => state === 'conflict')
    .toSorted((a, b) => Number(b.region === region) - Number(a.region === region));
  if (disputed.length === 0) return null;
  const isPast = picture.sections.moment.mode !== 'live';
  const more = disputed.length - MAX_DISPUTED_REGIONS;
  return (
    <section className={styles['panel']} aria-label="What each source claims">
      {disputed.slice(0, MAX_DISPUTED_REGIONS).map((one) => (
        <RegionClaims
          key={one.region}
          picture={picture}
          place={one}
          isPast={isPast}
          nowMs={nowMs}
          timeZone={timeZone}
        />
      ))}
      {more > 0 && (
        <p className={styles['quiet']}>
          Sources {isPast ? 'disagreed' : 'disagree'} in {countOf(more, 'more region')}: choose it above to
          see its claims first.
        </p>
      )}
    </section>
  );
}

function RegionClaims({
  picture,
  place,
  isPast,
  nowMs,
  timeZone,
}: {
  picture: Picture;
  place: RegionState;
  isPast: boolean;
  nowMs: number;
  timeZone: string;
}) {
  const disputes = cellDisputes(picture, place.cellRow, nowMs);
  const isOpen = disputes.some(({ claims }) => isDisputed(claims.map(({ verdict }) => verdict)));
  const about = listOf(
    disputes.map(({ signal, claims }) => signalDefinition(signal, claims[0]?.reading.unit).label),
  );
  const since = Number.isFinite(place.sinceMs) ? ` since ${formatSince(place.sinceMs, nowMs, timeZone)}` : '';
  return (
    <>
      <h2 className={styles['title']}>
        <StateMark state="conflict" size={12} />
        <span>
          Sources {isPast ? 'disagreed' : 'disagree'} about <Told text={place.region} />
          {since}
          {about !== '' && (
            <span className={styles['quiet']}>
              : <Told text={about} />
            </span>
          )}
        </span>
      </h2>
      {disputes.length === 0 ? (
        <p className={styles['quiet']}>What they claimed is no longer held.</p>
      ) : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls where it is narrow
        <div
          className={styles['scroll']}
          tabIndex={0}
          role="group"
          aria-label={`Claims about ${place.region}`}
        >
          <ReadingTable
            rows={disputes.flatMap(({ signal, claims }) =>
              claims.map(({ reading, verdict }) => ({
                key: `${signal} ${reading.sourceId}`,
                reading,
                verdict,
              })),
            )}
            zone={timeZone}
          />
        </div>
      )}
      {disputes.length > 0 && !isOpen && (
        <p className={styles['quiet']}>
          By their newest values they agree; the state follows once that has held.
        </p>
      )}
    </>
  );
}
