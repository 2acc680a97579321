import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  addTallies,
  fileNodeCrashedIn,
  noTests,
  tallyOfPlaywright,
  tallyOfVitest,
  tallyWithout,
} from '../../../scripts/test-tally.ts';
import { temporaryFolder } from '../../fixtures/machine.ts';

const folder = temporaryFolder('tally');
let reports = 0;

function report(content: unknown): string {
  reports += 1;
  const path = join(folder, `${reports}.json`);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const vitestReport = (parts: object) =>
  report({
    numPassedTests: 3,
    numFailedTests: 0,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [],
    ...parts,
  });
const loaded = { name: 'a.test.ts', status: 'passed', assertionResults: [{ status: 'passed' }] };
const failing = {
  name: '/home/somebody/a.test.ts',
  status: 'failed',
  assertionResults: [{ status: 'passed' }, { status: 'failed', fullName: 'the sum is right' }],
};

describe('the count of vitest', () => {
  it('takes passed, failed and skipped tests', () => {
    expect(tallyOfVitest(vitestReport({ testResults: [loaded] }), 0)).toMatchObject({
      passed: 3,
      failed: 0,
      skipped: 2,
    });
    expect(tallyOfVitest(vitestReport({ numFailedTests: 1, testResults: [failing] }), 1)).toMatchObject({
      failed: 1,
      problems: ['a.test.ts: the sum is right'],
    });
  });

  it('counts a file that did not load as a failure', () => {
    const broken = { name: 'b.test.ts', status: 'failed', assertionResults: [] };
    expect(tallyOfVitest(vitestReport({ testResults: [loaded, broken] }), 1)).toMatchObject({
      failed: 1,
      problems: ['b.test.ts did not run.'],
    });
  });

  it('never calls a bad exit code green', () => {
    expect(tallyOfVitest(vitestReport({}), 1)).toMatchObject({ failed: 1 });
  });

  it.each([['not JSON'], ['{}']])('counts an unreadable report (%s) as a failure', (text) => {
    expect(tallyOfVitest(report(text), 0)).toMatchObject({ passed: 0, failed: 1 });
    expect(tallyOfVitest(join(folder, 'missing.json'), 0)).toMatchObject({ failed: 1 });
  });
});

describe('a crash of Node itself', () => {
  const crash = '# Fatal error in , line 0\n# Check failed: jit_page.has_value().\n';
  const one = 'Vitest caught 1 unhandled error during the test run.';
  const crashed = { name: '/b.test.ts', status: 'failed', assertionResults: [{ status: 'passed' }] };
  const path = vitestReport({ testResults: [loaded, loaded, crashed] });

  it('names the one file it happened in, whose tests are counted when it has run once more', () => {
    expect(fileNodeCrashedIn(path, `${crash}${one}`)).toBe('/b.test.ts');
    expect(tallyWithout(path, '/b.test.ts')).toMatchObject({
      passed: 2,
      failed: 0,
      skipped: 0,
      problems: [],
    });
  });

  it.each([
    ['another crash', path, `# Check failed: other.\n${one}`],
    ['no crash', path, one],
    ['a second error', path, `${crash}Vitest caught 2 unhandled errors during the test run.`],
    ['a failed test beside it', vitestReport({ testResults: [failing, crashed] }), `${crash}${one}`],
    ['a test of its own that failed', vitestReport({ testResults: [failing] }), `${crash}${one}`],
    ['two files', vitestReport({ testResults: [crashed, crashed] }), `${crash}${one}`],
    ['no report', join(folder, 'missing.json'), `${crash}${one}`],
  ])('excuses nothing else: %s', (_, file, output) => {
    expect(fileNodeCrashedIn(file, output)).toBeNull();
  });
});

describe('the count of Playwright', () => {
  const spec = (status: string, annotations: readonly object[] = []) => ({
    title: `is ${status}`,
    file: 'views.spec.ts',
    tests: [{ status, annotations }],
  });

  it('looks into nested suites and keeps the reasons of skipped tests', () => {
    const path = report({
      suites: [
        {
          specs: [spec('expected'), spec('skipped', [{ type: 'skip', description: 'no Electron binary' }])],
          suites: [{ specs: [spec('expected'), spec('unexpected'), spec('flaky')] }],
        },
      ],
    });
    const tally = tallyOfPlaywright(path, 1);
    expect(tally).toMatchObject({ passed: 2, failed: 2, skipped: 1 });
    expect([...tally.skipReasons]).toEqual([['no Electron binary', 1]]);
    expect(tally.problems).toEqual(['views.spec.ts: is unexpected', 'views.spec.ts: is flaky']);
  });

  it('counts errors outside of tests, and a bad exit code without any', () => {
    expect(
      tallyOfPlaywright(report({ suites: [], errors: [{ message: 'no tests found\nmore' }] }), 1),
    ).toMatchObject({
      failed: 1,
      problems: ['no tests found'],
    });
    expect(tallyOfPlaywright(report({ suites: [] }), 1)).toMatchObject({ failed: 1 });
  });
});

it('sums runners', () => {
  const one = { ...noTests, passed: 1, skipped: 1, skipReasons: new Map([['no display', 1]]) };
  const two = {
    ...noTests,
    failed: 2,
    skipped: 1,
    skipReasons: new Map([['no display', 1]]),
    problems: ['x'],
  };
  expect(addTallies(one, two)).toEqual({
    passed: 1,
    failed: 2,
    skipped: 2,
    skipReasons: new Map([['no display', 2]]),
    problems: ['x'],
  });
});
