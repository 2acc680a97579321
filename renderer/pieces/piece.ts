import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import { fetchPatiently } from './fetch-patiently.ts';

type Load<Props> = () => Promise<{ readonly default: ComponentType<Props> }>;

/** Everything that comes when it is first shown; what has come may add to it. */
const loads: (() => Promise<unknown>)[] = [];

const patience = {
  // A page answers for Vigil, whatever it is served by.
  answers: (): Promise<boolean> =>
    fetch(location.href, { method: 'HEAD', cache: 'no-store' }).then(
      () => true,
      () => false,
    ),
  wait: (delayMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, delayMs)),
};

/**
 * A component whose code is fetched when it is first shown, if `fetchPieces` has not done so before. While Vigil does not
 * answer it stays suspended, and comes by itself afterwards.
 */
export function piece<Props>(load: Load<Props>): LazyExoticComponent<ComponentType<Props>> {
  loads.push(load);
  return lazy(() => fetchPatiently(load, patience));
}

/**
 * Fetches every piece, one after the other: a page whose Vigil goes away can then still show all its views. Rejects with the
 * first that fails; what did not come is fetched again when it is shown.
 */
export async function fetchPieces(): Promise<void> {
  for (const load of loads) await load();
}
