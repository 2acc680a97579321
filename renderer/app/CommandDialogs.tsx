import { Suspense } from 'react';
import { piece } from '../pieces/piece.ts';
import { useShortcuts } from '../shortcuts/use-shortcuts.ts';
import { useTimeMachine } from '../state/use-time.ts';
import { actionCommands } from './action-commands.ts';
import { filterCommands } from './filter-commands.ts';
import { hashOf, navigate } from './routes.ts';
import { type ViewName, viewCommands } from './view-commands.ts';

const Palette = piece(async () => ({ default: (await import('../features/palette/Palette.tsx')).Palette }));
const ShortcutList = piece(async () => ({
  default: (await import('../features/palette/ShortcutList.tsx')).ShortcutList,
}));

export type CommandDialog = 'palette' | 'shortcuts';

export interface CommandDialogsProps {
  readonly open: CommandDialog | null;
  readonly onOpen: (dialog: CommandDialog | null) => void;
}

/** The palette and the list of shortcuts, and the keys that work on every view of the desk. */
export function CommandDialogs({ open, onOpen }: CommandDialogsProps) {
  const timeMachine = useTimeMachine();
  const goTo = (name: ViewName) => (): void => navigate(hashOf({ name }));
  useShortcuts('everywhere', {
    palette: () => onOpen('palette'),
    help: () => onOpen('shortcuts'),
    overview: goTo('overview'),
    map: goTo('map'),
    alerts: goTo('alerts'),
    services: goTo('services'),
    sla: goTo('sla'),
    sources: goTo('sources'),
    wall: goTo('wall'),
  });
  const close = (): void => onOpen(null);
  return (
    <Suspense fallback={null}>
      {open === 'palette' && (
        <Palette
          commands={[
            ...viewCommands(),
            ...filterCommands(),
            ...actionCommands(timeMachine, () => onOpen('shortcuts')),
          ]}
          onGo={navigate}
          onMoment={(atMs) => timeMachine.act({ kind: 'go', atMs })}
          onClose={close}
        />
      )}
      {open === 'shortcuts' && <ShortcutList onClose={close} />}
    </Suspense>
  );
}
