import { basename } from 'node:path';
import { MAX_ANNOTATION_ROWS } from '../../../shared/contract/commands.ts';
import type { CapsuleFacts } from '../../../shared/domain/capsule.ts';
import { failure } from '../../../shared/domain/failure.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import { createBaselineDesk } from '../baselines/baseline-desk.ts';
import { comparedHealth, comparedLinks } from '../baselines/compared-views.ts';
import type { Clock } from '../clock.ts';
import { createCommandHandlers } from '../command-handlers.ts';
import { parseConfig } from '../config/parse-config.ts';
import type { VigilConfig } from '../config/schema.ts';
import { type CapsuleReader, openCapsuleReader } from '../journal/capsule/open-capsule-reader.ts';
import type { Log } from '../log.ts';
import { createPastSeat, type PastSeat } from '../past/past-seat.ts';
import type { PastViewName, PastViews } from '../past/past-views.ts';
import { metricText, single } from '../publish/metric-text.ts';
import { processFacts, processMetrics } from '../publish/process-metrics.ts';
import { createRuleDesk } from '../rules/rule-desk.ts';
import { openSession } from '../sessions.ts';
import { createSilenceReader } from '../silencing/silence-reader.ts';
import type { Vigil } from '../vigil.ts';
import { withinWindow } from './capsule-window.ts';
import { stillPublisher } from './still-publisher.ts';

export interface CapsuleOptions {
  readonly path: string;
  /** What people call the file; its own name when absent. */
  readonly fileName?: string;
  /** The journal's worker script. */
  readonly workerUrl: URL;
  readonly clock: Clock;
  readonly log: Log;
  readonly appVersion: string;
  /** Seat abilities announced in the hello, beside `capsule`. */
  readonly capabilities: readonly string[];
}

const READ_ONLY = 'This is a capsule: a stretch of the past, which can only be looked at.';

const readOnly = err(failure('unsupported', READ_ONLY));

const alreadyOne = err(failure('unsupported', 'This is a capsule already: pass on the file itself.'));

/** A capsule that is open. */
export interface OpenCapsule {
  readonly vigil: Vigil;
  readonly facts: CapsuleFacts;
  readonly bytes: number;
}

/**
 * A Vigil that shows a capsule: no sources, nothing recorded, and its present is the end of the window. The capsule is
 * verified first. Error: a sentence. Touches nothing but the file, and that only by reading.
 */
export async function startCapsule(options: CapsuleOptions): Promise<Result<OpenCapsule, string>> {
  const opened = await openCapsuleReader(options.path, options);
  if (!opened.ok) return opened;
  const reader = opened.value;
  try {
    const vigil = await vigilOf(reader, options);
    if (vigil.ok) return ok({ vigil: vigil.value, facts: reader.facts, bytes: reader.bytes });
    await reader.close();
    return vigil;
  } catch (error) {
    await reader.close();
    throw error;
  }
}

async function vigilOf(reader: CapsuleReader, options: CapsuleOptions): Promise<Result<Vigil, string>> {
  const { clock, log, appVersion } = options;
  const { facts } = reader;
  const startedMonotonicMs = clock.monotonicMs();
  const past = createPastSeat({
    journal: reader,
    nowMs: () => facts.toMs,
    outside: `This capsule shows ${utc(facts.fromMs)} to ${utc(facts.toMs)} UTC, and nothing before or after.`,
  });
  const first = await past.moment({ atMs: facts.toMs, knowledge: 'then', have: null });
  if (!first.ok) return err(first.error.message);
  const present = await presentOf(past, facts.toMs);
  if (!present.ok) return present;
  const { health, links, alerts, sources, objectives } = present.value;
  const config = await configAt(reader, facts.toMs);
  if (config === null) return err('The configuration in the capsule cannot be read.');

  const baselines = createBaselineDesk(reader, () => facts.toMs);
  const journal = withinWindow(reader, facts);
  const handlers = createCommandHandlers({
    journal,
    past,
    baselines,
    findAlert: () => null,
    appVersion,
    capabilities: [...options.capabilities, 'capsule'],
    nowMs: () => facts.toMs,
    sources: {
      desk: { editable: false, whyNot: READ_ONLY, file: null },
      keychain: null,
      config: () => config,
      find: () => null,
      tryOut: () => Promise.reject(new Error(READ_ONLY)),
    },
    typed: { annotate: () => readOnly, retractAnnotation: () => readOnly },
    silences: {
      acknowledge: () => readOnly,
      unacknowledge: () => readOnly,
      createSilence: () => readOnly,
      extendSilence: () => readOnly,
      expireSilence: () => readOnly,
      ...createSilenceReader(journal, () => facts.toMs),
    },
    rules: {
      previewRule: () => readOnly,
      ...createRuleDesk({
        desk: { editable: false, whyNot: READ_ONLY, file: null },
        rules: () => config.rules,
        book: { standings: () => [] },
      }),
    },
    capsules: {
      buildCapsule: () => alreadyOne,
      capsuleBuild: () => alreadyOne,
      readCapsule: () => alreadyOne,
      capsuleInfo: () =>
        ok({ capsule: { fileName: options.fileName ?? basename(options.path), facts }, canClose: false }),
    },
  });
  const publisher = stillPublisher(first.value.frame.slice());
  return ok({
    connect: (outlet) => openSession(outlet, publisher, handlers, log),
    status: async () => ({
      version: appVersion,
      uptimeSeconds: Math.floor((clock.monotonicMs() - startedMonotonicMs) / 1_000),
      atMs: facts.toMs,
      demo: facts.demo,
      moment: health.moment,
      sources: sources.sources,
      notices: [],
      journal: await reader.stats(),
      capsule: facts,
    }),
    health: () => health,
    async healthWithUsual(atMs) {
      const found = atMs === null ? ok(health) : await past.view('health', atMs);
      return found.ok ? ok(await comparedHealth(baselines, found.value, found.value.atMs)) : found;
    },
    links: () => comparedLinks(baselines, links, links.atMs),
    alerts: () => alerts,
    previewRule: handlers.previewRule,
    objectives: () => objectives,
    async annotations(fromMs, toMs) {
      const range = { fromMs: fromMs ?? facts.fromMs, toMs: toMs ?? facts.toMs };
      const found = await handlers.annotations({ ...range, limit: MAX_ANNOTATION_ROWS, knownByMs: null });
      return found.ok ? ok({ ...range, ...found.value }) : found;
    },
    asOf: async (name, atMs) => {
      if (name === 'objectives') return past.objectives(atMs);
      if (name === 'links') {
        const found = await past.view(name, atMs);
        return found.ok ? ok(await comparedLinks(baselines, found.value, atMs)) : found;
      }
      if (name !== 'status') return past.view(name, atMs);
      const found = await past.view('sources', atMs);
      return found.ok ? ok({ version: appVersion, ...found.value }) : found;
    },
    metrics: async () =>
      metricText([
        ...processMetrics(processFacts(), appVersion, undefined),
        single('vigil_clients', 'gauge', 'Connected views.', publisher.clientCount),
      ]),
    reconfigure: () => undefined,
    noteConfigProblem: () => undefined,
    post: async () => ({ status: 404, sentence: READ_ONLY }),
    capsule: async () => alreadyOne,
    close: () => reader.close(),
  });
}

function utc(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 19).replace('T', ' ');
}

interface Present {
  readonly health: PastViews['health'];
  readonly links: PastViews['links'];
  readonly alerts: PastViews['alerts'];
  readonly sources: PastViews['sources'];
  readonly objectives: ReturnType<Vigil['objectives']>;
}

/** What is answered where no moment is asked for: the end of the window. */
async function presentOf(past: PastSeat, atMs: number): Promise<Result<Present, string>> {
  const view = <Name extends PastViewName>(name: Name) => past.view(name, atMs);
  const [health, links, alerts, sources, objectives] = [
    await view('health'),
    await view('links'),
    await view('alerts'),
    await view('sources'),
    await past.objectives(atMs),
  ];
  for (const found of [health, links, alerts, sources, objectives])
    if (!found.ok) return err(found.error.message);
  return health.ok && links.ok && alerts.ok && sources.ok && objectives.ok
    ? ok({
        health: health.value,
        links: links.value,
        alerts: alerts.value,
        sources: sources.value,
        objectives: objectives.value,
      })
    : err('The capsule cannot be read.');
}

async function configAt(reader: CapsuleReader, atMs: number): Promise<VigilConfig | null> {
  const held = await reader.configurationAt(atMs);
  const parsed = held === null ? null : parseConfig(held.yaml, 'vigil.yaml');
  return parsed?.ok === true ? parsed.value : null;
}
