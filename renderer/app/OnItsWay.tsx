import { useLink } from '../state/hooks.ts';
import { EmptyState } from '../ui/EmptyState.tsx';

/** Where a view will be whose code has not come yet: nothing for the moment that takes, words while Vigil is away. */
export function OnItsWay() {
  const link = useLink();
  if (link === 'open' || link === 'connecting') return null;
  return (
    <EmptyState title="This view is not here yet">
      This page has not fetched it, and Vigil does not answer. It comes by itself as soon as Vigil does.
    </EmptyState>
  );
}
