import { useEffect, useRef, useState } from 'react';

/** A pointer that rests on something for so long asks about it. */
const REST_MS = 350;
/** The way from a cell to its card takes a moment. */
const LEAVE_MS = 250;

/** What the pointer rests on, or a finger holds. */
export interface Resting<T> {
  readonly at: T | null;
  readonly move: (at: T | null) => void;
  readonly leave: () => void;
  readonly leaveSoon: () => void;
  /** What was shown stays: the pointer is on it. */
  readonly stay: () => void;
}

/** Follows a pointer: null while it moves on, what is under it once it rests. */
export function useResting<T extends object>(): Resting<T> {
  const [at, setAt] = useState<T | null>(null);
  const timer = useRef(0);
  const under = useRef('');
  const later = (next: T | null, ms: number): void => {
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setAt(next), ms);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    at,
    move: (next) => {
      const name = next === null ? '' : JSON.stringify(next);
      if (name === under.current) return;
      under.current = name;
      later(next, at === null ? REST_MS : LEAVE_MS);
    },
    leave: () => {
      under.current = '';
      clearTimeout(timer.current);
      setAt(null);
    },
    leaveSoon: () => {
      under.current = '';
      later(null, LEAVE_MS);
    },
    stay: () => clearTimeout(timer.current),
  };
}
