import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { withoutFeatures } from '../../../fixtures/chromium-features.ts';

/** Where the engine of the stand-in is; Debian's place unless told otherwise. */
const CHROMIUM = process.env['VIGIL_CHROMIUM'] ?? '/usr/bin/chromium';

export interface Engine {
  /** Where its DevTools listen. */
  readonly address: string;
  stop(): void;
}

/** Starts Chromium without any window and without a network. */
export async function startChromium(profileDirectory: string): Promise<Engine> {
  const child = spawn(
    CHROMIUM,
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--no-default-browser-check',
      '--no-startup-window',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-extensions',
      withoutFeatures,
      '--host-resolver-rules=MAP * ~NOTFOUND',
      '--remote-debugging-port=0',
      `--user-data-dir=${profileDirectory}`,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const address = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      const match = /^DevTools listening on (ws:\/\/.*)$/.exec(line);
      if (match?.[1] !== undefined) resolve(match[1]);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Chromium ended with ${code} before it was ready.`)));
  });
  return { address, stop: () => void child.kill('SIGKILL') };
}
