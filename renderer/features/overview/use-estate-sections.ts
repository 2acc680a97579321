import { useCallback, useMemo, useRef, useState } from 'react';
import type { Picture } from '../../../shared/contract/picture.ts';
import { shownStates, summariseEstate } from '../../../shared/format/estate-summary.ts';
import { estateSummaryOf } from '../../state/estate-summary.ts';
import { useDraw, useSection } from '../../state/hooks.ts';
import { type EstateView, type Selection, selectPlaces } from './estate-view.ts';
import { cellsOfServices, sectionsKey } from './matrix-model.ts';
import { type RowSection, rowSections } from './row-sections.ts';

/** Rows hold still while the pointer is at work in them, for at most this long after it last moved. */
const HOLD_MS = 4_000;

/** The rows of the matrix as they stand on screen. */
export interface EstateSections {
  readonly sections: readonly RowSection[];
  readonly selection: Selection;
  /** Changes when a row moves or is of another state. */
  readonly key: string;
  /** Call when the pointer moves over them: they then hold still. Null lets go. */
  readonly touch: (atMs: number | null) => void;
}

/** Sorts and groups the services a view shows, with every frame; what it returns changes only when a row moves. */
export function useEstateSections(view: EstateView, marks: Uint8Array): EstateSections {
  const catalogue = useSection('catalogue');
  const selection = useMemo(() => selectPlaces(catalogue, view), [catalogue, view]);
  const cellsOf = useMemo(() => cellsOfServices(catalogue), [catalogue]);
  const [shown, setShown] = useState<Omit<EstateSections, 'touch'>>({ sections: [], selection, key: '' });
  const shownKey = useRef('');
  const shownOf = useRef<object | null>(null);
  const touchedAtMs = useRef(Number.NEGATIVE_INFINITY);
  useDraw(
    useCallback(
      (picture: Picture) => {
        if (picture.cells.state.length !== marks.length) return;
        const summaries =
          selection.cells === null
            ? estateSummaryOf(picture).services
            : summariseEstate(picture, shownStates(picture), selection.cells).services;
        const sections = rowSections(picture, summaries, view, selection, cellsOf, marks);
        const key = `${picture.epoch} ${sectionsKey(sections)}`;
        // What somebody asked for is done at once; what the world does waits for the hand.
        const isHeld = performance.now() - touchedAtMs.current < HOLD_MS && shownOf.current === selection;
        if (shownOf.current === selection && (key === shownKey.current || isHeld)) return;
        shownKey.current = key;
        shownOf.current = selection;
        setShown({ sections, selection, key });
      },
      [view, selection, cellsOf, marks],
    ),
  );
  return {
    ...shown,
    touch: (atMs) => {
      touchedAtMs.current = atMs ?? Number.NEGATIVE_INFINITY;
    },
  };
}
