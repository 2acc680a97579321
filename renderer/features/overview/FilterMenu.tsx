import { useId, useRef, useState } from 'react';
import { type HealthState, healthStates } from '../../../shared/domain/health-state.ts';
import { formatQuantity } from '../../../shared/format/value.ts';
import { useShortcuts } from '../../shortcuts/use-shortcuts.ts';
import { estateSummaryOf } from '../../state/estate-summary.ts';
import { usePicture } from '../../state/hooks.ts';
import { TextField } from '../../ui/Field.tsx';
import { FilterIcon } from '../../ui/icons.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import {
  type EstateView,
  type FacetName,
  type FacetValue,
  facetNames,
  facetValues,
  facetWord,
  MAX_WORDS_CHARS,
  toggled,
} from './estate-view.ts';
import styles from './FilterMenu.module.css';

const rowOptions = [
  { value: 'none', text: 'Nothing' },
  { value: 'tier', text: 'Tier' },
  { value: 'owner', text: 'Owner' },
  { value: 'state', text: 'State' },
] as const;
const columnOptions = [
  { value: 'place', text: 'Part of the world' },
  { value: 'provider', text: 'Provider' },
] as const;
const densityOptions = [
  { value: 'auto', text: 'By room' },
  { value: 'compact', text: 'Compact' },
  { value: 'dense', text: 'Dense' },
] as const;

export interface FilterMenuProps {
  readonly view: EstateView;
  readonly onChange: (view: EstateView) => void;
  /** Clears the marks of what changed. */
  readonly onSeen: () => void;
}

/** Which part of the estate is shown, how it is grouped and how close it stands. */
export function FilterMenu({ view, onChange, onSeen }: FilterMenuProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  useShortcuts('overview', {
    // Pressed, so that the panel stands by its button.
    filter: () => button.current?.click(),
    seen: onSeen,
  });
  return (
    <span className={styles['root']}>
      <button
        ref={button}
        type="button"
        className={styles['button']}
        popoverTarget={id}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        title="Filter and group (/)"
      >
        <FilterIcon size={14} />
        Filter
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label="Filter and group"
        className={styles['panel']}
        onToggle={({ newState }) => {
          setOpen(newState === 'open');
          if (newState === 'open') panel.current?.querySelector('input')?.focus();
        }}
      >
        {isOpen && <Panel view={view} onChange={onChange} />}
      </div>
    </span>
  );
}

function Panel({ view, onChange }: Omit<FilterMenuProps, 'onSeen'>) {
  const picture = usePicture();
  if (picture === null) return null;
  const values = facetValues(picture.sections.catalogue, estateSummaryOf(picture).tally);
  return (
    <>
      <TextField
        label="Words"
        hint="name, owner or tier"
        value={view.words}
        onChange={(words) => onChange({ ...view, words: words.slice(0, MAX_WORDS_CHARS) })}
        autoFocus
      />
      <div className={styles['choices']}>
        <Choice label="Group services by">
          <Segmented
            label="Group services by"
            options={rowOptions}
            value={view.rows}
            onChange={(rows) => onChange({ ...view, rows })}
          />
        </Choice>
        <Choice label="Group regions by">
          <Segmented
            label="Group regions by"
            options={columnOptions}
            value={view.columns}
            onChange={(columns) => onChange({ ...view, columns })}
          />
        </Choice>
        <Choice label="Cells">
          <Segmented
            label="Cells"
            options={densityOptions}
            value={view.density}
            onChange={(density) => onChange({ ...view, density })}
          />
        </Choice>
      </div>
      {facetNames.map((name) => (
        <Facet
          key={name}
          name={name}
          values={values[name]}
          chosen={view.facets[name]}
          onToggle={(value) => onChange(toggled(view, name, value))}
        />
      ))}
    </>
  );
}

function Choice({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className={styles['choice']}>
      <span aria-hidden="true">{label}</span>
      {children}
    </div>
  );
}

interface FacetProps {
  readonly name: FacetName;
  readonly values: readonly FacetValue[];
  readonly chosen: ReadonlySet<string>;
  readonly onToggle: (value: string) => void;
}

/** The values of one kind as chips, each with how many have it. Nothing where all are alike. */
function Facet({ name, values, chosen, onToggle }: FacetProps) {
  if (values.length < 2 && chosen.size === 0) return null;
  return (
    <section className={styles['facet']}>
      <h3>{facetTitles[name]}</h3>
      <div role="group" aria-label={facetTitles[name]} className={styles['chips']}>
        {values.map(({ value, count }) => (
          <button
            key={value}
            type="button"
            aria-pressed={chosen.has(value)}
            className={styles['chip']}
            onClick={() => onToggle(value)}
          >
            {isState(value) && name === 'state' && <StateMark state={value} size={10} />}
            <bdi>{facetWord(name, value)}</bdi>
            {name !== 'region' && <span className={styles['count']}>{formatQuantity(count, 'count')}</span>}
          </button>
        ))}
      </div>
    </section>
  );
}

const facetTitles: Readonly<Record<FacetName, string>> = {
  state: 'State, of the service or one of its cells',
  tier: 'Tier',
  owner: 'Owner',
  provider: 'Provider',
  region: 'Region',
};

function isState(value: string): value is HealthState {
  return (healthStates as readonly string[]).includes(value);
}
