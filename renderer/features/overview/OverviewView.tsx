import { useMemo } from 'react';
import { useAddressQuery, writeQuery } from '../../app/address-query.ts';
import { useSection } from '../../state/hooks.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { AlertRail } from './AlertRail.tsx';
import { ChangedNote } from './ChangedNote.tsx';
import { type EstateView, estateQuery, isPartial, readEstateView } from './estate-view.ts';
import { FilterLine } from './FilterLine.tsx';
import { FilterMenu } from './FilterMenu.tsx';
import { Matrix } from './Matrix.tsx';
import { NothingYet } from './NothingYet.tsx';
import styles from './OverviewView.module.css';
import { useChanges } from './use-changes.ts';
import { useEstateSections } from './use-estate-sections.ts';
import { VerdictBlock } from './VerdictBlock.tsx';

/** The desk's home: how the world is in words, service by region, and the live alerts. */
export function OverviewView() {
  const measured = useSection('catalogue').cells.length > 0;
  return (
    <div className={styles['view']}>
      <section className={styles['world']} aria-label="Services and regions">
        {measured ? (
          <Estate />
        ) : (
          <>
            <VerdictBlock />
            <NothingYet />
          </>
        )}
      </section>
      <AlertRail />
    </div>
  );
}

function Estate() {
  const query = useAddressQuery();
  const view = useMemo(() => readEstateView(query), [query]);
  const changes = useChanges();
  const estate = useEstateSections(view, changes.marks);
  const onChange = (next: EstateView): void => writeQuery(estateQuery(next));
  const onSeen = (): void => {
    changes.clear();
    // Nothing would be left to show.
    if (view.onlyChanged) onChange({ ...view, onlyChanged: false });
  };
  const isEmpty =
    isPartial(view) && estate.key !== '' && estate.sections.every(({ rows }) => rows.length === 0);
  return (
    <>
      <VerdictBlock>
        <ChangedNote view={view} onChange={onChange} changes={changes} onSeen={onSeen} />
        <FilterMenu view={view} onChange={onChange} onSeen={onSeen} />
      </VerdictBlock>
      <FilterLine view={view} onChange={onChange} estate={estate} />
      {isEmpty ? (
        <EmptyState title="No service matches">
          The filters above let none of them through. The verdict speaks of all of them.
        </EmptyState>
      ) : (
        <Matrix view={view} estate={estate} changes={changes} />
      )}
    </>
  );
}
