import { type KeyboardEvent, useId, useState } from 'react';
import { formatQuantity } from '../../../shared/format/value.ts';
import { nextInDirection, type Spot } from '../../map/keyboard-walk.ts';
import { regionLines, routeName, unbroken } from '../../map/network-words.ts';
import styles from './MapStage.module.css';
import type { MapStageProps } from './MapStage.tsx';
import type { MapTarget } from './MapTooltip.tsx';

export interface RegionListProps extends MapStageProps {
  /** Where each region stands on screen, by region index. */
  readonly spots: ReadonlyMap<number, Spot>;
  readonly onAttend: (target: MapTarget | null) => void;
}

/** The map for the keyboard and for screen readers: one tab stop, arrows walk from region to region. */
export function RegionList({ index, model, saying, spots, onAttend }: RegionListProps) {
  const id = useId();
  const [active, setActive] = useState<number | null>(null);
  const attend = (region: number | null): void => {
    setActive(region);
    const spot = region === null ? undefined : spots.get(region);
    onAttend(region === null || spot === undefined ? null : { kind: 'region', region, ...spot });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = event.key === 'Home' ? [...spots.keys()][0] : nextInDirection(spots, active, event.key);
    if (event.key === 'Escape') attend(null);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    attend(next);
  };
  return (
    <>
      <div
        role="listbox"
        tabIndex={0}
        aria-label="Regions on the map; arrow keys move"
        aria-activedescendant={active === null ? undefined : `${id}-${active}`}
        className={styles['regions']}
        onKeyDown={onKeyDown}
        onFocus={() => attend(active ?? spots.keys().next().value ?? null)}
        onBlur={() => onAttend(null)}
      >
        {model.regions.map((region) => (
          <div
            key={region.index}
            id={`${id}-${region.index}`}
            role="option"
            aria-selected={region.index === active}
            className="visually-hidden"
          >
            {index.regions[region.index]?.city} {unbroken(index.regions[region.index]?.id ?? '')}:{' '}
            {regionLines(region, saying).join(', ')}
          </div>
        ))}
      </div>
      <ul className="visually-hidden" aria-label="Routes far from normal">
        {model.far.map((route) => (
          <li key={route.index}>
            {routeName(route, index.regions)}{' '}
            {route.measured !== null && formatQuantity(route.measured.seconds, 'seconds')}
          </li>
        ))}
      </ul>
    </>
  );
}
