import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';

/** How many tests went how. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Stated reasons of skipped tests, with how many gave each. */
  readonly skipReasons: ReadonlyMap<string, number>;
  /** What failed, in words: tests by name, and failures beyond single tests. */
  readonly problems: readonly string[];
}

export const noTests: Tally = { passed: 0, failed: 0, skipped: 0, skipReasons: new Map(), problems: [] };

export function addTallies(a: Tally, b: Tally): Tally {
  const skipReasons = new Map(a.skipReasons);
  for (const [reason, count] of b.skipReasons)
    skipReasons.set(reason, (skipReasons.get(reason) ?? 0) + count);
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    skipReasons,
    problems: [...a.problems, ...b.problems],
  };
}

/** A runner that fails without a failed test (a file that does not load, a crash) still counts as one failure. */
function withExitCode(tally: Tally, runner: string, exitCode: number): Tally {
  if (exitCode === 0 || tally.failed > 0) return tally;
  return {
    ...tally,
    failed: 1,
    problems: [...tally.problems, `${runner} ended with exit code ${exitCode} without naming a failed test.`],
  };
}

function unreadable(runner: string, report: string, error: unknown): Tally {
  return { ...noTests, failed: 1, problems: [`${runner} left no readable ${report} (${String(error)}).`] };
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string().default('') })),
    }),
  ),
});

/**
 * What V8 says when it ends a process of Node 24 in which two threads make code at once: they share one registry of code
 * pages, which sometimes lacks one (nodejs/node issue 64500). It says nothing of what was running.
 */
const NODE_CRASH = /Check failed: jit_page/;
/** Nothing else went wrong beside the tests. */
const ONE_ERROR = /Vitest caught 1 unhandled error /;

/**
 * The one file of a run of vitest in which Node itself crashed, as it stands in the report; null when there is none, or
 * when anything else may have gone wrong.
 * @param output all that the run printed
 */
export function fileNodeCrashedIn(report: string, output: string): string | null {
  if (!NODE_CRASH.test(output) || !ONE_ERROR.test(output)) return null;
  try {
    const { testResults } = vitestReport.parse(JSON.parse(readFileSync(report, 'utf8')));
    const failed = testResults.filter(({ status }) => status === 'failed');
    return failed.length === 1 && failed[0] !== undefined && isBroken(failed[0]) ? failed[0].name : null;
  } catch {
    return null;
  }
}

/** Counts the tests of every other file of a report. */
export function tallyWithout(report: string, file: string): Tally {
  const { testResults } = vitestReport.parse(JSON.parse(readFileSync(report, 'utf8')));
  const statuses = testResults
    .filter(({ name }) => name !== file)
    .flatMap(({ assertionResults }) => assertionResults.map(({ status }) => status));
  const passed = statuses.filter((status) => status === 'passed').length;
  const failed = statuses.filter((status) => status === 'failed').length;
  return { ...noTests, passed, failed, skipped: statuses.length - passed - failed };
}

type FileResult = z.infer<typeof vitestReport>['testResults'][number];

/** It failed, and none of its tests did. */
function isBroken({ status, assertionResults }: FileResult): boolean {
  return status === 'failed' && assertionResults.every((assertion) => assertion.status !== 'failed');
}

/** Counts the tests in a JSON report of vitest; a file that could not be loaded counts as one failed test. */
export function tallyOfVitest(report: string, exitCode: number): Tally {
  try {
    const read = vitestReport.parse(JSON.parse(readFileSync(report, 'utf8')));
    const broken = read.testResults.filter(isBroken);
    return withExitCode(
      {
        passed: read.numPassedTests,
        failed: read.numFailedTests + broken.length,
        skipped: read.numPendingTests + read.numTodoTests,
        skipReasons: new Map(),
        problems: [
          ...broken.map(({ name }) => `${name} did not run.`),
          ...read.testResults.flatMap(({ name, assertionResults }) =>
            assertionResults.flatMap(({ status, fullName }) =>
              status === 'failed' ? [`${basename(name)}: ${fullName}`] : [],
            ),
          ),
        ],
      },
      'vitest',
      exitCode,
    );
  } catch (error) {
    return unreadable('vitest', report, error);
  }
}

const annotationSchema = z.object({ type: z.string(), description: z.string().optional() });
const specSchema = z.object({
  title: z.string(),
  file: z.string().default(''),
  tests: z.array(
    z.object({
      status: z.enum(['expected', 'unexpected', 'flaky', 'skipped']),
      annotations: z.array(annotationSchema).optional(),
    }),
  ),
});
interface Suite {
  readonly specs: readonly z.infer<typeof specSchema>[];
  readonly suites?: readonly Suite[] | undefined;
}
const suiteSchema: z.ZodType<Suite> = z.lazy(() =>
  z.object({ specs: z.array(specSchema), suites: z.array(suiteSchema).optional() }),
);
const playwrightReport = z.object({
  suites: z.array(suiteSchema),
  errors: z.array(z.object({ message: z.string().optional() })).optional(),
});

/** Counts the tests in a JSON report of Playwright; a flaky test is a failed one. */
export function tallyOfPlaywright(report: string, exitCode: number): Tally {
  try {
    const read = playwrightReport.parse(JSON.parse(readFileSync(report, 'utf8')));
    const specs = read.suites.flatMap(specsOf);
    const tests = specs.flatMap((spec) => spec.tests);
    const count = (wanted: string): number => tests.filter(({ status }) => status === wanted).length;
    const skipReasons = new Map<string, number>();
    for (const { status, annotations } of tests) {
      if (status !== 'skipped') continue;
      const reason = annotations?.find(({ type }) => type === 'skip')?.description ?? 'no reason given';
      skipReasons.set(reason, (skipReasons.get(reason) ?? 0) + 1);
    }
    return withExitCode(
      {
        passed: count('expected'),
        failed: tests.filter(({ status }) => isFailure(status)).length + (read.errors?.length ?? 0),
        skipped: count('skipped'),
        skipReasons,
        problems: [
          ...(read.errors ?? []).map(({ message }) => message?.split('\n')[0] ?? 'Playwright failed.'),
          ...specs.flatMap((spec) =>
            spec.tests.some(({ status }) => isFailure(status)) ? [`${spec.file}: ${spec.title}`] : [],
          ),
        ],
      },
      'Playwright',
      exitCode,
    );
  } catch (error) {
    return unreadable('Playwright', report, error);
  }
}

function isFailure(status: string): boolean {
  return status === 'unexpected' || status === 'flaky';
}

function specsOf(suite: Suite): readonly z.infer<typeof specSchema>[] {
  return [...suite.specs, ...(suite.suites ?? []).flatMap(specsOf)];
}
