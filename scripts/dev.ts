/**
 * `npm run dev`: the renderer with hot reload, and behind it the served form of Vigil, restarted when its code
 * changes. On the demo fleet unless arguments say otherwise, for example `npm run dev -- --config vigil.yaml`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { build, createServer, type InlineConfig } from 'vite';

const HUB_PORT = 8461;
const given = process.argv.slice(2);
const source = given.some((argument) => argument.startsWith('--config')) ? given : ['--demo', ...given];

type Child = ReturnType<typeof spawn>;
let hub: Child | null = null;
let restarting: Promise<void> = Promise.resolve();

/** Ends the running hub, waits until its port is free, and starts the new build. */
async function restart(): Promise<void> {
  if (hub !== null && hub.exitCode === null) {
    const ended = once(hub, 'exit');
    hub.kill('SIGTERM');
    await ended;
  }
  hub = spawn(process.execPath, ['dist/serve.mjs', '--port', String(HUB_PORT), ...source], {
    stdio: 'inherit',
  });
}

/** Rebuilds one Node-side entry whenever its files change. */
const watched = (mode: string): InlineConfig => ({
  mode,
  logLevel: 'warn',
  build: { watch: {} },
  plugins: [
    {
      name: 'restart-hub',
      closeBundle() {
        restarting = restarting.then(restart);
      },
    },
  ],
});

await build({ mode: 'journal', logLevel: 'warn' });
await build(watched('serve'));

const hubUrl = `http://127.0.0.1:${HUB_PORT}`;
const vite = await createServer({
  server: {
    host: '127.0.0.1',
    proxy: {
      '/socket.io': { target: hubUrl, ws: true },
      '/api': hubUrl,
      '/healthz': hubUrl,
      '/metrics': hubUrl,
    },
  },
});
await vite.listen();
vite.printUrls();

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    hub?.kill('SIGTERM');
    void vite.close().finally(() => process.exit(0));
  });
