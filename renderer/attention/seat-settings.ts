import { parseSeatSettings, type SeatSettings } from '../../shared/domain/attention/seat-settings.ts';
import { readSeat, writeSeat } from '../state/seat-storage.ts';
import { createCell, useCell } from './cell.ts';

const KEY = 'vigil.attention';

const settings = createCell<SeatSettings>(parseSeatSettings(readSeat(KEY)));

/** Two windows of one seat have the same settings: follows those changed elsewhere, until the returned function is called. */
export function followSeatSettings(): () => void {
  const onStorage = (event: StorageEvent): void => {
    if (event.key === KEY) settings.set(parseSeatSettings(event.newValue));
  };
  addEventListener('storage', onStorage);
  return () => removeEventListener('storage', onStorage);
}

/** How this seat is told of alerts. */
export const currentSeatSettings = settings.get;

/** Calls back when they change, until the returned function is called. */
export const onSeatSettings = settings.subscribe;

/** Changes some of it, and remembers it on this machine. */
export function changeSeatSettings(changes: Partial<SeatSettings>): void {
  const next = { ...settings.get(), ...changes };
  settings.set(next);
  writeSeat(KEY, JSON.stringify(next));
}

export function useSeatSettings(): SeatSettings {
  return useCell(settings);
}
