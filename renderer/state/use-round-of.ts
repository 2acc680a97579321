import { useState } from 'react';

/** Counts how often something was replaced by another: a `round` for a question that depends on it. */
export function useRoundOf(value: unknown): number {
  const [seen, setSeen] = useState({ value, round: 0 });
  if (seen.value !== value) setSeen({ value, round: seen.round + 1 });
  return seen.round;
}
