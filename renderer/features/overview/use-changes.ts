import { useCallback, useMemo, useRef, useState } from 'react';
import type { Picture } from '../../../shared/contract/picture.ts';
import type { Catalogue } from '../../../shared/domain/catalogue.ts';
import { cellName, lookNow, markChanged, seenCodes } from '../../../shared/domain/changed-since.ts';
import type { HealthState } from '../../../shared/domain/health-state.ts';
import { useDraw, useSection } from '../../state/hooks.ts';
import { keepLook, lastLook, useLastLook } from './look-memory.ts';

/** What is not as it was when somebody last looked. */
export interface Changes {
  /** 1 for each changed cell, by row; written in place with every frame. */
  readonly marks: Uint8Array;
  readonly count: number;
  /** When that look was; null before the first. */
  readonly sinceMs: number | null;
  /** What a cell was then; null when the look knows nothing of it. */
  readonly before: (service: string, region: string) => HealthState | null;
  /** What is on screen now has been seen. */
  readonly clear: () => void;
}

/** Follows what changed since the last look. Only in the present: the past is not news. */
export function useChanges(): Changes {
  const catalogue = useSection('catalogue');
  const look = useLastLook();
  const [count, setCount] = useState(0);
  const latest = useRef<{ readonly picture: Picture; readonly nowMs: number } | null>(null);
  const marks = useMemo(() => new Uint8Array(catalogue.cells.length), [catalogue]);
  const seen = useMemo(() => (look === null ? null : seenCodes(catalogue, look)), [catalogue, look]);
  useDraw(
    useCallback(
      (picture: Picture, nowMs: number) => {
        latest.current = { picture, nowMs };
        if (picture.sections.moment.mode !== 'live' || marks.length !== picture.cells.state.length) {
          marks.fill(0);
          setCount(0);
        } else if (seen === null || look === null) begin(picture.sections.catalogue, picture, nowMs);
        else setCount(markChanged(seen, look.atMs, picture.cells.state, picture.cells.sinceMs, marks));
      },
      [marks, seen, look],
    ),
  );
  return {
    marks,
    count,
    sinceMs: look?.atMs ?? null,
    before: (service, region) => look?.states.get(cellName(service, region)) ?? null,
    clear: () => {
      const now = latest.current;
      if (now === null) return;
      keepLook(lookNow(now.picture.sections.catalogue, now.picture.cells.state, now.nowMs));
    },
  };
}

/** The first look there is: whoever opens Vigil for the first time has missed nothing. */
function begin(catalogue: Catalogue, picture: Picture, nowMs: number): void {
  if (catalogue.cells.length > 0 && lastLook() === null)
    keepLook(lookNow(catalogue, picture.cells.state, nowMs));
}
