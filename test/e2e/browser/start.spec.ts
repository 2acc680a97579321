/** `npm start` as a person types it, on a machine without a display: from the printed address to a page that lives. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../../fixtures/machine.ts';
import { waitFor } from '../../fixtures/wait-for.ts';
import { expect, test } from '../support/browser-test.ts';
import { greenPixels } from '../support/matrix.ts';

const repository = fileURLToPath(new URL('../../../', import.meta.url));
const PRINTED = /^Vigil is listening on (\S+)$/m;
/** Far more than it takes: how long that is, is printed, for how fast is a question to a machine, not to a test. */
const ALIVE_WITHIN_MS = 30_000;
const SERVED_MS = 30_000;

test('serves the demo fleet, says so in one line, and the page is alive', async ({ page }) => {
  test.setTimeout(SERVED_MS + 2 * ALIVE_WITHIN_MS);
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...environment } = process.env;
  const options = ['--port', '0', '--data-dir', temporaryFolder('start')];
  // Where there always is a display, the served form has to be asked for.
  if (process.platform !== 'linux') options.push('--browser');
  const program = spawn('npm', ['start', '--', ...options], {
    cwd: repository,
    env: environment,
    // A process group of its own, as in a terminal: Ctrl+C reaches all of it.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(program, 'exit');
  let output = '';
  for (const stream of [program.stdout, program.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
  try {
    const [, address = ''] = await waitFor('the address', () => PRINTED.exec(output), SERVED_MS);
    const printedAtMs = performance.now();
    await page.goto(address);
    const left = (): number => Math.max(1, ALIVE_WITHIN_MS - (performance.now() - printedAtMs));
    await expect(page.getByText('LIVE', { exact: true })).toBeVisible({ timeout: left() });
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/services/, { timeout: left() });
    await expect.poll(() => greenPixels(page), { timeout: left() }).toBeGreaterThan(0);
    const clock = page.locator('header time').first();
    const first = await clock.innerText();
    await expect(clock).not.toHaveText(first, { timeout: left() });
    process.stdout.write(
      `from the printed address to a page that lives: ${((performance.now() - printedAtMs) / 1_000).toFixed(1)} s\n`,
    );
    expect(output.match(/^Serving the dashboard .*$/gm)).toHaveLength(1);
  } finally {
    // A page that is left open would complain of a server that is gone.
    await page.goto('about:blank');
    if (program.pid !== undefined) process.kill(-program.pid, 'SIGINT');
  }
  await ended;
  expect(output).not.toMatch(/\n\s+at .*\(|node:internal/);
});
