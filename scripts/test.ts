/**
 * Runs everything: system parts, gates, build, unit, contract, component, integration and end-to-end tests.
 * Nothing stops early. The last line is `N passed, N failed, N skipped`; each gate counts as one test.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  addTallies,
  fileNodeCrashedIn,
  noTests,
  type Tally,
  tallyOfPlaywright,
  tallyOfVitest,
  tallyWithout,
} from './test-tally.ts';

const RESULTS = 'test-results';

interface Step {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly environment?: Readonly<Record<string, string>>;
  /** How the step counts; a gate is one test that passes with exit code 0. */
  readonly tally?: (exitCode: number) => Tally;
  /** Where the runner is vitest: its report, and the same step for one file alone. */
  readonly vitest?: { readonly report: string; readonly only: (file: string) => Step };
}

const vitest = (project: string, name: string, ...filters: readonly string[]): Step => {
  const report = join(RESULTS, `${name}.json`);
  return {
    name,
    command: [
      'vitest',
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...filters,
    ],
    tally: (exitCode) => tallyOfVitest(report, exitCode),
    vitest: { report, only: (file) => vitest(project, `${name}-again`, file) },
  };
};

/** The same step where it gets only what others leave of the processors. */
const standingBack = (step: Step): Step => ({ ...step, command: ['nice', '-n', '19', ...step.command] });

const e2eReport = join(RESULTS, 'e2e.json');

/** Steps, and how many of them run at the same time, in their order. */
interface Phase {
  readonly lanes: number;
  readonly steps: readonly Step[];
}

/** Two lanes on two cores: with more of them tests wait for the machine longer than for what they test. */
const phases: readonly Phase[] = [
  { lanes: 1, steps: [{ name: 'system parts', command: ['sh', 'scripts/system-parts.sh'] }] },
  {
    lanes: 2,
    steps: [
      { name: 'types', command: ['npm', 'run', '--silent', 'typecheck'] },
      { name: 'lint', command: ['npm', 'run', '--silent', 'lint'] },
      { name: 'format', command: ['npm', 'run', '--silent', 'format:check'] },
      { name: 'dead code', command: ['npm', 'run', '--silent', 'deadcode'] },
      { name: 'build', command: ['npm', 'run', '--silent', 'build'] },
    ],
  },
  // Component tests wait for their bundler and their browser, one after the other: unit tests go on meanwhile.
  { lanes: 2, steps: [vitest('unit', 'unit'), vitest('component', 'component')] },
  // The matrix looks at when something is told. It mostly waits, and what runs beside it stands back.
  {
    lanes: 2,
    steps: [
      vitest('timed', 'fault matrix'),
      standingBack(vitest('promtool', 'promtool')),
      standingBack(vitest('destruction', 'destruction', 'journal-clock', 'journal-disk-full')),
    ],
  },
  {
    lanes: 2,
    steps: [
      {
        name: 'end to end',
        command: ['playwright', 'test', '--reporter=list,json'],
        environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: e2eReport },
        tally: (exitCode) => tallyOfPlaywright(e2eReport, exitCode),
      },
      vitest('integration', 'integration'),
      vitest('destruction', 'kills', 'journal-kill'),
      vitest('destruction', 'damage', 'journal-damage', 'capsule-damage'),
    ],
  },
];

interface Ended {
  readonly exitCode: number;
  readonly seconds: number;
  /** What it printed, where others run beside it. */
  readonly output: string;
}

const stillKeptBack = new Set<() => string>();
// A run that is stopped for its length still shows how far what it kept back had come.
process.once('SIGTERM', () => {
  for (const keptBack of stillKeptBack) process.stdout.write(keptBack());
  process.exit(1);
});

function run({ command: [program, ...args], environment }: Step, isBeside: boolean): Promise<Ended> {
  const startedMs = performance.now();
  let output = '';
  return new Promise((resolve) => {
    const end = (exitCode: number): void =>
      resolve({ exitCode, seconds: (performance.now() - startedMs) / 1_000, output });
    const child = spawn(program, args, {
      stdio: isBeside ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      env: { ...process.env, ...environment, NO_UPDATE_NOTIFIER: '1' },
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    const keptBack = (): string => `\n── ${program} ${args.join(' ')}, stopped\n${output}`;
    if (isBeside) stillKeptBack.add(keptBack);
    child.once('error', (error) => {
      console.error(`${program} cannot be started: ${error.message}`);
      end(127);
    });
    child.once('close', (code) => {
      stillKeptBack.delete(keptBack);
      end(code ?? 1);
    });
  });
}

rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });

const lines: string[] = [];
let total = noTests;
const headline = (name: string): void =>
  console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 70 - name.length))}`);
const tallyOf = ({ tally }: Step, exitCode: number): Tally =>
  tally?.(exitCode) ?? (exitCode === 0 ? { ...noTests, passed: 1 } : { ...noTests, failed: 1 });
/** Where Node itself crashed, and not a test, the file it was at runs once more: all of it has to pass. */
const settle = async (step: Step, { exitCode, output }: Ended): Promise<Tally> => {
  const { vitest } = step;
  const file = exitCode === 0 || vitest === undefined ? null : fileNodeCrashedIn(vitest.report, output);
  if (vitest === undefined || file === null) return tallyOf(step, exitCode);
  console.log(`Node crashed at ${file} (V8: jit_page), which says nothing of it: it runs once more.`);
  const again = vitest.only(file);
  const ended = await run(again, true);
  process.stdout.write(ended.output);
  return addTallies(tallyWithout(vitest.report, file), tallyOf(again, ended.exitCode));
};
const count = (step: Step, tally: Tally, { seconds }: Ended): void => {
  total = addTallies(total, tally);
  lines.push(
    `${step.name.padEnd(14)} ${String(tally.passed).padStart(5)} passed ${String(tally.failed).padStart(4)} failed ` +
      `${String(tally.skipped).padStart(4)} skipped ${seconds.toFixed(1).padStart(7)} s`,
  );
};
/** Runs the steps of a phase; what they print is shown at once, or after each has ended where others run beside it. */
const runPhase = async ({ lanes, steps }: Phase): Promise<void> => {
  const isBeside = lanes > 1;
  const left = [...steps];
  const lane = async (): Promise<void> => {
    for (let step = left.shift(); step !== undefined; step = left.shift()) {
      if (!isBeside) headline(step.name);
      const ended = await run(step, isBeside);
      if (isBeside) headline(step.name);
      process.stdout.write(ended.output);
      count(step, await settle(step, ended), ended);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
};
for (const phase of phases) await runPhase(phase);

console.log(`\n${lines.join('\n')}`);
for (const [reason, count] of total.skipReasons) console.log(`skipped ${count}: ${reason}`);
for (const problem of total.problems) console.log(`failed: ${problem}`);
const summary = `${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`;
writeFileSync(join(RESULTS, 'summary.txt'), `${summary}\n`);
console.log(`\n${summary}`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
