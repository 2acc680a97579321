import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumFlags, chromiumPath } from './test/fixtures/chromium.ts';

/** What kills, damages and fills: busy by themselves, where the rest of integration waits for daemons. */
const destruction = ['test/faults/journal-*.test.ts', 'test/faults/capsule-*.test.ts'];

/** What asks promtool of hundreds of pages: it is busy by itself, too. */
const verdicts = ['test/integration/exposition-promtool.test.ts'];

/** What looks at when something is told: what runs beside it stands back. */
const timed = ['test/faults/matrix.test.ts'];

/** How fast a machine is, is no question of tests: this is when waiting for a condition is given up. */
const expectation = { poll: { timeout: 10_000 } };

export default defineConfig({
  test: {
    // Of two cores one would lie idle by default.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          setupFiles: ['test/fixtures/property-limit.ts'],
          include: ['test/unit/**/*.test.{ts,tsx}', 'test/contract/**/*.test.ts'],
          environment: 'node',
          // What is pure shares its modules: every file would load them anew, which takes longer than its tests.
          isolate: false,
          // A busy machine opens a journal in seconds.
          testTimeout: 30_000,
          hookTimeout: 30_000,
          expect: expectation,
        },
      },
      {
        plugins: [react()],
        // Known beforehand: what is found on the way makes the page load again in the midst of a test.
        optimizeDeps: {
          entries: ['renderer/main.tsx', 'test/component/**/*.tsx'],
          include: ['react/jsx-dev-runtime', 'vitest-browser-react'],
        },
        test: {
          name: 'component',
          include: ['test/component/**/*.test.tsx'],
          setupFiles: ['test/component/set-up.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
          expect: expectation,
          // Pages share the keyboard: of two that wait for keys at once, one waits in vain.
          fileParallelism: false,
          clearMocks: true,
          api: { host: '127.0.0.1' },
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            viewport: { width: 1200, height: 800 },
            provider: playwright({
              launchOptions: {
                args: [...chromiumFlags],
                ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
              },
              contextOptions: { colorScheme: 'dark', locale: 'en-GB', timezoneId: 'UTC' },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts', 'test/faults/**/*.test.ts'],
          exclude: [...destruction, ...verdicts, ...timed],
          environment: 'node',
          testTimeout: 120_000,
          hookTimeout: 120_000,
          isolate: false,
          // Real daemons on two cores: one file at a time keeps their scrape clocks honest.
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'timed',
          include: timed,
          environment: 'node',
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'promtool',
          include: verdicts,
          environment: 'node',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'destruction',
          include: destruction,
          environment: 'node',
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
