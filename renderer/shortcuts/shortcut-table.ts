/**
 * Keys as they are written in the table: a key by its `KeyboardEvent.key`, letters small, `Space` for the space bar;
 * `Mod+` asks for Ctrl or Cmd, `Shift+` for Shift. Signs say nothing of Shift: where they need it depends on the keyboard.
 */
export type Chord = string;

export interface Shortcut {
  /** Any of them does it. */
  readonly keys: readonly Chord[];
  /** What it does, as the list of shortcuts says it. */
  readonly words: string;
}

interface Scope {
  readonly title: string;
  readonly shortcuts: Readonly<Record<string, Shortcut>>;
}

/** Every shortcut of Vigil: what binds them and what lists them read this one table. */
export const shortcutTable = {
  everywhere: {
    title: 'Everywhere',
    shortcuts: {
      palette: { keys: ['Mod+k'], words: 'Go to anything by name' },
      help: { keys: ['?'], words: 'Show these shortcuts' },
      overview: { keys: ['1'], words: 'Overview' },
      map: { keys: ['2'], words: 'Latency map' },
      alerts: { keys: ['3'], words: 'Alerts' },
      services: { keys: ['4'], words: 'Services' },
      sla: { keys: ['5'], words: 'SLA' },
      sources: { keys: ['6'], words: 'Sources' },
      wall: { keys: ['7'], words: 'Wall' },
    },
  },
  time: {
    title: 'Time',
    shortcuts: {
      back: { keys: ['ArrowLeft'], words: 'Step back' },
      forward: { keys: ['ArrowRight'], words: 'Step forward' },
      farBack: { keys: ['Shift+ArrowLeft'], words: 'Ten steps back' },
      farForward: { keys: ['Shift+ArrowRight'], words: 'Ten steps forward' },
      secondBack: { keys: [','], words: 'One second back' },
      secondForward: { keys: ['.'], words: 'One second forward' },
      play: { keys: ['Space'], words: 'Play or pause' },
      earlierIncident: { keys: ['['], words: 'To the incident before' },
      laterIncident: { keys: [']'], words: 'To the incident after' },
      live: { keys: ['l'], words: 'Back to the present' },
      jump: { keys: ['t'], words: 'Go to a moment' },
      freeze: { keys: ['f'], words: 'Freeze the picture, or let it go on' },
    },
  },
  overview: {
    title: 'Overview',
    shortcuts: {
      filter: { keys: ['/'], words: 'Filter and group' },
      seen: { keys: ['c'], words: 'Clear the marks of what changed' },
    },
  },
  matrix: {
    title: 'Cells of the overview',
    shortcuts: {
      up: { keys: ['ArrowUp'], words: 'One service up' },
      down: { keys: ['ArrowDown'], words: 'One service down' },
      left: { keys: ['ArrowLeft'], words: 'One region to the left' },
      right: { keys: ['ArrowRight'], words: 'One region to the right' },
      pageUp: { keys: ['PageUp'], words: 'Ten services up' },
      pageDown: { keys: ['PageDown'], words: 'Ten services down' },
      rowStart: { keys: ['Home'], words: 'First region' },
      rowEnd: { keys: ['End'], words: 'Last region' },
      first: { keys: ['Mod+Home'], words: 'First cell' },
      last: { keys: ['Mod+End'], words: 'Last cell' },
      open: { keys: ['Enter'], words: 'Open the service' },
      card: { keys: ['i'], words: 'Every number of the cell, or none' },
      close: { keys: ['Escape'], words: 'Put the numbers away' },
    },
  },
  alerts: {
    title: 'Alerts',
    shortcuts: {
      next: { keys: ['j'], words: 'Next alert' },
      previous: { keys: ['k'], words: 'Alert before' },
    },
  },
  alertFilter: {
    title: 'Filter of the alerts',
    shortcuts: {
      filter: { keys: ['/'], words: 'Filter by a label or by words' },
    },
  },
  alertDetail: {
    title: 'Details of an alert',
    shortcuts: {
      close: { keys: ['Escape'], words: 'Put the details away' },
    },
  },
  storm: {
    title: 'Storm of alerts',
    shortcuts: {
      unfold: { keys: ['u'], words: 'Unfold the storm, or fold it' },
    },
  },
  inHand: {
    title: 'The chosen alert',
    shortcuts: {
      acknowledge: { keys: ['a'], words: 'Take it in hand until resolved, or give it back' },
      silence: { keys: ['s'], words: 'Silence it and others like it' },
    },
  },
  wall: {
    title: 'Wall',
    shortcuts: {
      next: { keys: ['ArrowRight', 'ArrowDown'], words: 'Next scene' },
      previous: { keys: ['ArrowLeft', 'ArrowUp'], words: 'Scene before' },
      fullScreen: { keys: ['f'], words: 'Fill the screen' },
      leave: { keys: ['Escape'], words: 'Leave the wall' },
    },
  },
} as const satisfies Readonly<Record<string, Scope>>;

export type ScopeName = keyof typeof shortcutTable;
export type ShortcutName<Name extends ScopeName> = keyof (typeof shortcutTable)[Name]['shortcuts'] & string;

/** The shortcuts of one scope, in the order they are listed. */
export function shortcutsOf<Name extends ScopeName>(
  scope: Name,
): readonly (readonly [ShortcutName<Name>, Shortcut])[] {
  return Object.entries(shortcutTable[scope].shortcuts) as [ShortcutName<Name>, Shortcut][];
}
