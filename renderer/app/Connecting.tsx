import { useLink } from '../state/hooks.ts';
import { useTimeOpening } from '../state/use-time.ts';
import { EmptyState } from '../ui/EmptyState.tsx';

/** Before the first frame: says what is being waited for, in words. */
export function Connecting() {
  const link = useLink();
  const isOpening = useTimeOpening();
  if (isOpening && link === 'open')
    return <EmptyState title="Opening a moment of the past">It is being read from the log.</EmptyState>;
  switch (link) {
    case 'connecting':
    case 'open':
      return <EmptyState title="Connecting to Vigil">The first picture is on its way.</EmptyState>;
    case 'lost':
      return (
        <EmptyState title="Vigil does not answer">
          The connection is tried again by itself. If it stays like this, see whether Vigil is running.
        </EmptyState>
      );
    case 'refused':
      return (
        <EmptyState title="This page and Vigil do not fit together">
          Vigil was updated or asks for a token. Reload the page, or open the address that Vigil printed when
          it started.
        </EmptyState>
      );
  }
}
