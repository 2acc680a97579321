import type { App, Event, PowerMonitor } from 'electron/main';
import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';

/** How long quitting waits for the journal to be written; a hung disk must not keep the window's ghost alive. */
export const QUIT_FLUSH_LIMIT_MS = 5_000;

export interface QuitFlushDeps {
  readonly app: Pick<App, 'on' | 'quit'>;
  readonly powerMonitor: Pick<PowerMonitor, 'on'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Writes everything and ends the core; runs once. */
  readonly close: () => Promise<void>;
}

/** Holds the first quit back until the core is flushed or the limit has passed, then quits for good. */
export function flushOnQuit(deps: QuitFlushDeps): void {
  let state: 'running' | 'flushing' | 'flushed' = 'running';

  const flush = (): void => {
    if (state !== 'running') return;
    state = 'flushing';
    const finish = (): void => {
      if (state === 'flushed') return;
      state = 'flushed';
      cancel();
      deps.app.quit();
    };
    const cancel = deps.clock.setTimeout(() => {
      deps.log.warn('Quitting did not wait longer for the journal.', { limitMs: QUIT_FLUSH_LIMIT_MS });
      finish();
    }, QUIT_FLUSH_LIMIT_MS);
    deps.close().then(finish, (error: unknown) => {
      deps.log.warn('The journal could not be closed cleanly.', { error: String(error) });
      finish();
    });
  };

  deps.app.on('before-quit', (event: Event) => {
    if (state === 'flushed') return;
    event.preventDefault();
    flush();
  });
  // The system goes down: Electron may not get to before-quit in time.
  deps.powerMonitor.on('shutdown', flush);
}
