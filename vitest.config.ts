import { defineConfig } from 'vitest/config';

/** What kills, damages and fills: busy by themselves, where the rest of integration waits for daemons. */
const destruction = ['test/faults/journal-*.test.ts', 'test/faults/capsule-*.test.ts'];

/** What looks at when something is told: it has the machine for itself. */
const timed = ['test/faults/matrix.test.ts'];

export default defineConfig({
  test: {
    // Of two cores one would lie idle by default.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.{ts,tsx}', 'test/contract/**/*.test.ts'],
          environment: 'node',
          // What is pure shares its modules: every file would load them anew, which takes longer than its tests.
          isolate: false,
          // How fast a machine is, is no question of tests: a busy one opens a journal in seconds.
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts', 'test/faults/**/*.test.ts'],
          exclude: [...destruction, ...timed],
          environment: 'node',
          testTimeout: 60_000,
          hookTimeout: 60_000,
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
