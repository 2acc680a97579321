import { usePresentMode } from '../state/hooks.ts';
import { useFrozenAtMs, usePlayback, useTimeMachine } from '../state/use-time.ts';
import bar from '../ui/BarPanel.module.css';
import { FreezeIcon } from '../ui/icons.tsx';
import { toggleFreeze } from './freeze.ts';

/** Lets the picture stand still on purpose. Not in the past, which stands still anyway. */
export function FreezeButton() {
  const timeMachine = useTimeMachine();
  const isFrozen = useFrozenAtMs() !== null;
  const { atMs } = usePlayback();
  const presentMode = usePresentMode();
  if (presentMode === 'past' || (atMs !== null && !isFrozen)) return null;
  return (
    <button
      type="button"
      className={bar['open']}
      aria-pressed={isFrozen}
      aria-label="Freeze the picture"
      title={isFrozen ? 'Let the picture go on (F)' : 'Freeze the picture (F)'}
      onClick={() => toggleFreeze(timeMachine)}
    >
      <FreezeIcon size={16} />
    </button>
  );
}
