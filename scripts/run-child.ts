import { type SpawnOptions, spawn } from 'node:child_process';

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** What shells report for a process ended by a signal. */
const SIGNAL_EXIT_CODE = 128;
const signalNumbers: Readonly<Partial<Record<NodeJS.Signals, number>>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGKILL: 9,
  SIGTERM: 15,
};

const ORPHAN_CHECK_MS = 500;

/**
 * Runs a program in this terminal until it ends. Signals are passed on and not obeyed here, so that the program
 * ends in its own way. The shell npm puts in between ends at a signal without passing it on; whoever finds itself
 * orphaned by it ends the program too. Returns its exit code; 127 when it could not be started.
 */
export function runChild(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    const forward = (signal: NodeJS.Signals): void => void child.kill(signal);
    for (const signal of FORWARDED) process.on(signal, forward);
    const parentId = process.ppid;
    const watch = setInterval(() => {
      if (process.ppid !== parentId) child.kill('SIGTERM');
    }, ORPHAN_CHECK_MS);
    const end = (code: number): void => {
      clearInterval(watch);
      for (const signal of FORWARDED) process.off(signal, forward);
      resolve(code);
    };
    child.once('error', () => end(127));
    child.once('exit', (code, signal) => {
      const bySignal = signal === null ? 1 : SIGNAL_EXIT_CODE + (signalNumbers[signal] ?? 0);
      end(code ?? bySignal);
    });
  });
}
