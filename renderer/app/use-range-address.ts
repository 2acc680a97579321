import { useEffect, useState } from 'react';
import { queryOf, writeQuery } from './address-query.ts';
import { type TimeRangeId, timeRanges } from './time-bar-model.ts';

/** The range of the time bar that an address names; null for that of the view. Pure. */
export function rangeOfAddress(hash: string): TimeRangeId | null {
  const named = new URLSearchParams(queryOf(hash)).get('range');
  return timeRanges.find(({ value }) => value === named)?.value ?? null;
}

/** The chosen range of the time bar, kept in the address from view to view; null until somebody chooses. */
export function useRangeAddress(): readonly [TimeRangeId | null, (range: TimeRangeId) => void] {
  const [range, setRange] = useState(() => rangeOfAddress(location.hash));
  useEffect(() => {
    const onHash = (): void => {
      const named = rangeOfAddress(location.hash);
      // A link to another view says nothing of the range: it stays.
      if (named !== null) setRange(named);
      else if (range !== null) writeQuery({ range: [range] });
    };
    addEventListener('hashchange', onHash);
    return () => removeEventListener('hashchange', onHash);
  }, [range]);
  return [
    range,
    (next) => {
      writeQuery({ range: [next] });
      setRange(next);
    },
  ];
}
