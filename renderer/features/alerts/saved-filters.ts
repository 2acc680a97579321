import { useSyncExternalStore } from 'react';
import { z } from 'zod/mini';
import { type AlertFilter, alertFilterSchema } from '../../../shared/domain/alert-filter.ts';

/** Most filters one seat keeps. */
export const MAX_SAVED_FILTERS = 50;
export const MAX_FILTER_NAME_CHARS = 60;
const KEY = 'vigil.saved-filters';

const savedSchema = z.array(z.object({ name: z.string(), filter: alertFilterSchema, group: z.string() }));

/** A filter somebody gave a name, kept on this seat, with what it groups by. */
export type SavedFilter = z.infer<typeof savedSchema>[number];

const listeners = new Set<() => void>();
let read: { readonly text: string | null; readonly saved: readonly SavedFilter[] } = {
  text: null,
  saved: [],
};

/** What this seat keeps, in the order it was saved. What cannot be read is as if there were nothing. */
export function savedFilters(): readonly SavedFilter[] {
  const text = readText();
  if (text !== read.text) read = { text, saved: parse(text) };
  return read.saved;
}

/** The same, followed. */
export function useSavedFilters(): readonly SavedFilter[] {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    addEventListener('storage', listener);
    return () => {
      listeners.delete(listener);
      removeEventListener('storage', listener);
    };
  }, savedFilters);
}

/** Keeps a filter under a name; one of that name is replaced in its place. */
export function saveFilter(name: string, filter: AlertFilter, group: string): void {
  const entry = { name: name.trim().slice(0, MAX_FILTER_NAME_CHARS), filter, group };
  if (entry.name === '') return;
  const before = savedFilters();
  const isKnown = before.some((one) => one.name === entry.name);
  write(isKnown ? before.map((one) => (one.name === entry.name ? entry : one)) : [...before, entry]);
}

/** Gives a filter another name; nothing happens when that one is taken. */
export function renameFilter(from: string, to: string): void {
  const name = to.trim().slice(0, MAX_FILTER_NAME_CHARS);
  const before = savedFilters();
  if (name === '' || before.some((one) => one.name === name)) return;
  write(before.map((one) => (one.name === from ? { ...one, name } : one)));
}

export function removeFilter(name: string): void {
  write(savedFilters().filter((one) => one.name !== name));
}

function write(saved: readonly SavedFilter[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(saved.slice(-MAX_SAVED_FILTERS)));
  } catch {
    // A full or forbidden storage: they hold until the page is left.
    read = { text: readText(), saved };
  }
  for (const listener of listeners) listener();
}

function readText(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function parse(text: string | null): readonly SavedFilter[] {
  if (text === null) return [];
  try {
    const parsed = savedSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : [];
  } catch {
    return [];
  }
}
