import { isSeatSilent } from '../../shared/domain/attention/seat-settings.ts';
import { Button } from '../ui/Button.tsx';
import { BellIcon, ClockIcon } from '../ui/icons.tsx';
import { openDialog } from './open-dialog.ts';
import { useSeatSettings } from './seat-settings.ts';

/** The ways into the digest and into how this seat is told of alerts; the second says when it is not. */
export function AttentionButtons() {
  const isSilent = isSeatSilent(useSeatSettings());
  return (
    <>
      <Button onClick={() => openDialog.set('digest')}>
        <ClockIcon size={16} />
        Since you left
      </Button>
      <Button onClick={() => openDialog.set('settings')}>
        <BellIcon size={16} />
        {isSilent ? 'Sound and notices are off' : 'Sound and notices'}
      </Button>
    </>
  );
}
