import { type Chord, type ScopeName, type ShortcutName, shortcutsOf } from './shortcut-table.ts';

/** What a key press tells of itself. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  getModifierState(name: 'AltGraph'): boolean;
}

/** The shortcut of a scope that a key press means; null for none. Pure. */
export function shortcutFor<Name extends ScopeName>(scope: Name, press: KeyPress): ShortcutName<Name> | null {
  const found = shortcutsOf(scope).find(([, { keys }]) => keys.some((chord) => matches(chord, press)));
  return found?.[0] ?? null;
}

/** A letter, figure or sign alone: what people who dictate or stumble over keys may want dead. */
export function isSingleCharacter({ key, ctrlKey, metaKey }: KeyPress): boolean {
  return key.length === 1 && key !== ' ' && !ctrlKey && !metaKey;
}

/** The keys of a chord as they are printed on a keyboard: `Ctrl`, `K`. */
export function keyCaps(chord: Chord, isApple: boolean): readonly string[] {
  const { key, isMod, isShift } = readChord(chord);
  return [...(isMod ? [isApple ? '⌘' : 'Ctrl'] : []), ...(isShift ? ['Shift'] : []), capOf(key)];
}

function matches(chord: Chord, press: KeyPress): boolean {
  const { key, isMod, isShift } = readChord(chord);
  const pressed = press.key === ' ' ? 'Space' : press.key;
  const isNamed = pressed.length > 1;
  if (isNamed ? pressed !== key : pressed.toLowerCase() !== key) return false;
  if (isNamed && press.shiftKey !== isShift) return false;
  if (isMod) return (press.ctrlKey || press.metaKey) && !press.altKey;
  // Brackets need AltGr on many keyboards, which Windows reports as Ctrl and Alt.
  return !(press.ctrlKey || press.metaKey || press.altKey) || press.getModifierState('AltGraph');
}

interface ReadChord {
  readonly key: string;
  readonly isMod: boolean;
  readonly isShift: boolean;
}

function readChord(chord: Chord): ReadChord {
  const parts = chord.split('+');
  return { key: parts.at(-1) ?? '', isMod: parts.includes('Mod'), isShift: parts.includes('Shift') };
}

const caps: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  PageUp: 'Page up',
  PageDown: 'Page down',
  Escape: 'Esc',
};

function capOf(key: string): string {
  return caps[key] ?? (key.length === 1 ? key.toUpperCase() : key);
}
