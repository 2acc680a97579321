import react from '@vitejs/plugin-react';
import { defineConfig, type UserConfig } from 'vite';

/** Everything Node or Electron provides stays outside the bundles; packages are bundled so that `dist/` runs alone. */
const nodeExternals = [/^electron(\/.+)?$/, /^node:/];

/** One build of a Node-side entry: `es` for the hub, `cjs` for the sandboxed preload. */
function nodeEntry(entry: string, format: 'es' | 'cjs', fileName: string): UserConfig {
  return {
    build: {
      ssr: entry,
      target: 'node24',
      outDir: 'dist',
      emptyOutDir: false,
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        external: nodeExternals,
        output: { format, entryFileNames: fileName, codeSplitting: false },
      },
    },
    ssr: { noExternal: true, target: 'node' },
  };
}

/** Modes: `renderer` (default), `main`, `preload`, `serve`, `journal` (the SQLite worker). */
export default defineConfig(({ mode }): UserConfig => {
  switch (mode) {
    case 'main':
      return nodeEntry('electron/main.ts', 'es', 'main.mjs');
    case 'serve':
      return nodeEntry('electron/serve.ts', 'es', 'serve.mjs');
    case 'journal':
      return nodeEntry('electron/core/journal/worker.ts', 'es', 'journal-worker.mjs');
    case 'preload':
      return nodeEntry('electron/preload.ts', 'cjs', 'preload.cjs');
    default:
      return {
        root: 'renderer',
        base: './',
        plugins: [react()],
        build: {
          outDir: '../dist/renderer',
          emptyOutDir: true,
          sourcemap: true,
          target: 'chrome140',
          modulePreload: { polyfill: false },
          // Fonts stay files: the CSP has no data: source.
          assetsInlineLimit: 0,
          license: true,
        },
      };
  }
});
