import { countOf } from '../../../shared/format/words.ts';
import { useSection } from '../../state/hooks.ts';
import { CrossIcon } from '../../ui/icons.tsx';
import { type EstateView, facetNames, facetWord, isPartial, toggled, wholeEstate } from './estate-view.ts';
import styles from './FilterLine.module.css';
import type { EstateSections } from './use-estate-sections.ts';

export interface FilterLineProps {
  readonly view: EstateView;
  readonly onChange: (view: EstateView) => void;
  readonly estate: EstateSections;
}

/** Over the matrix while something is not shown: how much is, and what lets it through. */
export function FilterLine({ view, onChange, estate }: FilterLineProps) {
  return isPartial(view) ? <Filters view={view} onChange={onChange} estate={estate} /> : null;
}

function Filters({ view, onChange, estate }: FilterLineProps) {
  const { services, regions } = useSection('catalogue');
  const shown = estate.sections.reduce((sum, { rows }) => sum + rows.length, 0);
  const places = estate.selection.regions.filter(Boolean).length;
  const { rows, columns, density } = view;
  return (
    <div className={styles['line']}>
      <p role="status">
        {shown} of {countOf(services.length, 'service')}
        {places < regions.length && ` in ${places} of ${countOf(regions.length, 'region')}`} shown
      </p>
      <ul className={styles['chips']} aria-label="Filters">
        {view.words.trim() !== '' && (
          <Chip words={`“${view.words.trim()}”`} onRemove={() => onChange({ ...view, words: '' })} />
        )}
        {view.onlyChanged && (
          <Chip words="changed since you looked" onRemove={() => onChange({ ...view, onlyChanged: false })} />
        )}
        {facetNames.flatMap((name) =>
          [...view.facets[name]].map((value) => (
            <Chip
              key={`${name} ${value}`}
              words={facetWord(name, value)}
              onRemove={() => onChange(toggled(view, name, value))}
            />
          )),
        )}
      </ul>
      <button
        type="button"
        className={styles['act']}
        onClick={() => onChange({ ...wholeEstate, rows, columns, density })}
      >
        Show all
      </button>
    </div>
  );
}

function Chip({ words, onRemove }: { words: string; onRemove: () => void }) {
  return (
    <li>
      <button type="button" className={styles['chip']} onClick={onRemove} title="Take this filter out">
        <bdi>{words}</bdi>
        <CrossIcon size={12} />
        <span className="visually-hidden"> take out</span>
      </button>
    </li>
  );
}
