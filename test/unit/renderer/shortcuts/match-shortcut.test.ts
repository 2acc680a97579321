import { describe, expect, it } from 'vitest';
import {
  isSingleCharacter,
  type KeyPress,
  keyCaps,
  shortcutFor,
} from '../../../../renderer/shortcuts/match-shortcut.ts';
import { type ScopeName, shortcutsOf, shortcutTable } from '../../../../renderer/shortcuts/shortcut-table.ts';

function press(key: string, held: Partial<KeyPress> & { altGraph?: boolean } = {}): KeyPress {
  return {
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    getModifierState: () => held.altGraph === true,
    ...held,
  };
}

describe('a key press', () => {
  it.each([
    [press('k', { ctrlKey: true }), 'palette'],
    [press('k', { metaKey: true }), 'palette'],
    [press('K', { ctrlKey: true }), 'palette'],
    [press('?', { shiftKey: true }), 'help'],
    [press('k'), null],
    [press('1'), 'overview'],
    [press('1', { ctrlKey: true }), null],
    [press('1', { altKey: true }), null],
  ] as const)('means what the table says: %#', (event, name) => {
    expect(shortcutFor('everywhere', event)).toBe(name);
  });

  it.each([
    [press('ArrowLeft'), 'back'],
    [press('ArrowLeft', { shiftKey: true }), 'farBack'],
    [press(' '), 'play'],
    [press('['), 'earlierIncident'],
    [press('[', { ctrlKey: true, altKey: true, altGraph: true }), 'earlierIncident'],
    [press('[', { ctrlKey: true, altKey: true }), null],
    [press('L', { shiftKey: true }), 'live'],
  ] as const)('moves time: %#', (event, name) => {
    expect(shortcutFor('time', event)).toBe(name);
  });

  it('is a single character only without Ctrl or Cmd', () => {
    expect(isSingleCharacter(press('l'))).toBe(true);
    expect(isSingleCharacter(press('k', { ctrlKey: true }))).toBe(false);
    expect(isSingleCharacter(press('ArrowLeft'))).toBe(false);
    expect(isSingleCharacter(press(' '))).toBe(false);
  });

  it('is named as keyboards print it', () => {
    expect(keyCaps('Mod+k', false)).toEqual(['Ctrl', 'K']);
    expect(keyCaps('Mod+k', true)).toEqual(['⌘', 'K']);
    expect(keyCaps('Shift+ArrowLeft', false)).toEqual(['Shift', '←']);
  });
});

/** Scopes whose keys are bound to the page at once, on some view. */
const together: readonly (readonly ScopeName[])[] = [
  ['everywhere', 'time', 'overview', 'alerts'].filter((name): name is ScopeName => name in shortcutTable),
  ['wall'],
];

describe('the table', () => {
  it.each(together)('gives no key two meanings: %s %s %s', (...scopes) => {
    const chords = scopes
      .filter((scope) => scope !== undefined)
      .flatMap((scope) => shortcutsOf(scope).flatMap(([, { keys }]) => keys as readonly string[]));
    expect(chords.toSorted()).toEqual([...new Set(chords)].toSorted());
  });
});
