import { createCell } from './cell.ts';

export type AttentionDialog = 'settings' | 'digest';

/** Which of the dialogs of this folder is open. */
export const openDialog = createCell<AttentionDialog | null>(null);
