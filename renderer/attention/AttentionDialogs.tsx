import { Suspense } from 'react';
import { piece } from '../pieces/piece.ts';
import { useCell } from './cell.ts';
import { openDialog } from './open-dialog.ts';

const SeatSettingsDialog = piece(async () => ({
  default: (await import('./SeatSettingsDialog.tsx')).SeatSettingsDialog,
}));
const DigestDialog = piece(async () => ({ default: (await import('./DigestDialog.tsx')).DigestDialog }));

/** How this seat is told of alerts, and what happened while nobody sat there. */
export function AttentionDialogs() {
  const open = useCell(openDialog);
  const close = (): void => openDialog.set(null);
  return (
    <Suspense fallback={null}>
      {open === 'settings' && <SeatSettingsDialog onClose={close} />}
      {open === 'digest' && <DigestDialog onClose={close} />}
    </Suspense>
  );
}
