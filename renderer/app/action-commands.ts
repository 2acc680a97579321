import { deepLinkOfHash } from '../../shared/format/deep-link.ts';
import { openDialog } from '../attention/open-dialog.ts';
import type { PaletteEntry } from '../features/palette/palette-entries.ts';
import { shortcutTable } from '../shortcuts/shortcut-table.ts';
import { areSingleKeysOn, setSingleKeys } from '../shortcuts/single-keys.ts';
import type { TimeMachine } from '../state/time-machine.ts';
import { currentTheme, setTheme, themes, themeWords } from '../ui/theme.ts';
import { toggleFreeze } from './freeze.ts';

const { everywhere, time } = shortcutTable;

/** What can be done from anywhere, for the palette. Only what would change something now. */
export function actionCommands(timeMachine: TimeMachine, onShortcuts: () => void): readonly PaletteEntry[] {
  const { playback, frozenAtMs } = timeMachine.state.getState();
  const { atMs, isPlaying } = playback;
  const inPast: readonly PaletteEntry[] =
    atMs === null
      ? []
      : [action('live', time.shortcuts.live.words, '', () => timeMachine.act({ kind: 'live' }), 'live')];
  const freezing: readonly PaletteEntry[] =
    atMs === null || frozenAtMs !== null
      ? [
          action(
            'freeze',
            frozenAtMs === null ? 'Freeze the picture' : 'Let the picture go on',
            '',
            () => toggleFreeze(timeMachine),
            'freeze',
          ),
        ]
      : [];
  return [
    ...inPast,
    ...freezing,
    action(
      'play',
      isPlaying ? 'Pause' : atMs === null ? 'Replay the last minutes' : 'Play',
      '',
      () => timeMachine.act({ kind: isPlaying ? 'pause' : 'play' }),
      'play',
    ),
    action(
      'earlier incident',
      'Go to the incident before',
      '',
      () => void timeMachine.seekIncident('earlier'),
      'earlierIncident',
    ),
    action(
      'later incident',
      'Go to the incident after',
      '',
      () => void timeMachine.seekIncident('later'),
      'laterIncident',
    ),
    ...themes
      .filter((theme) => theme !== currentTheme())
      .map((theme) =>
        action(`theme ${theme}`, `Switch to the ${themeWords[theme]} theme`, 'looks', () => setTheme(theme)),
      ),
    action('digest', 'Since you left', 'what happened, handover', () => openDialog.set('digest')),
    action('sound', 'Sound and notices', 'quiet hours, volume', () => openDialog.set('settings')),
    action('copy link', 'Copy a link to what is on screen', '', () => void copyLink()),
    action('full screen', 'Fill the screen', '', fillScreen),
    {
      ...action('shortcuts', everywhere.shortcuts.help.words, '', onShortcuts),
      keys: everywhere.shortcuts.help.keys,
    },
    action(
      'single keys',
      areSingleKeysOn() ? 'Turn shortcuts of a single key off' : 'Turn shortcuts of a single key on',
      '',
      () => setSingleKeys(!areSingleKeysOn()),
    ),
  ];
}

function action(
  id: string,
  title: string,
  fact: string,
  run: () => void,
  timeShortcut?: keyof typeof time.shortcuts,
): PaletteEntry {
  const keys = timeShortcut === undefined ? {} : { keys: time.shortcuts[timeShortcut].keys };
  return { id: `action ${id}`, kind: 'action', title, fact, run, ...keys };
}

async function copyLink(): Promise<void> {
  // Refused without a gesture or where a policy forbids it: the address bar has it as well.
  const link = isDesktop() ? (deepLinkOfHash(location.hash) ?? location.href) : location.href;
  await navigator.clipboard?.writeText(link).catch(() => undefined);
}

/** In the desktop app the page has an address that only its own window knows. */
function isDesktop(): boolean {
  return window.vigil !== undefined;
}

function fillScreen(): void {
  document.documentElement.requestFullscreen().catch(() => undefined);
}
