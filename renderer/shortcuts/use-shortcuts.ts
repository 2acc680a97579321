import { useEffect, useRef } from 'react';
import { isSingleCharacter, shortcutFor } from './match-shortcut.ts';
import type { ScopeName, ShortcutName } from './shortcut-table.ts';
import { areSingleKeysOn } from './single-keys.ts';

/** What each shortcut of a scope does. False leaves the key to whoever else wants it. */
export type ShortcutHandlers<Name extends ScopeName> = Readonly<
  Record<ShortcutName<Name>, (event: KeyboardEvent) => boolean | void>
>;

/**
 * Binds the shortcuts of a scope to the whole page while the component stands. They are dead while something is typed
 * or a dialog is open, and for whoever has taken the key already.
 */
export function useShortcuts<Name extends ScopeName>(scope: Name, handlers: ShortcutHandlers<Name>): void {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isTyping(event.target)) return;
      if (isSingleCharacter(event) && !areSingleKeysOn()) return;
      const name = shortcutFor(scope, event);
      if (name !== null && latest.current[name](event) !== false) event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [scope]);
}

const typed = 'input, textarea, select, [contenteditable], dialog, [role="dialog"]';

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest(typed) !== null;
}
