import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Hub } from '../../shared/contract/client.ts';
import type { Failure } from '../../shared/domain/failure.ts';
import { type Observation, type SeriesKey, seriesKeyText } from '../../shared/domain/observation.ts';
import { ok, type Result } from '../../shared/domain/result.ts';
import type { TimeRange } from '../../shared/domain/timeline.ts';
import { createBaselineDesk } from './baselines/baseline-desk.ts';
import { startBeat, startObjectives } from './beat.ts';
import type { SeriesFilter } from './board/board.ts';
import { type CapsuleFile, createBuildDesk } from './capsule/build-desk.ts';
import type { Clock } from './clock.ts';
import { createCommandHandlers } from './command-handlers.ts';
import type { ConfigDesk } from './config/edit-file.ts';
import { retentionOf } from './config/retention.ts';
import type { SourceConfig, VigilConfig } from './config/schema.ts';
import { guarded } from './guarded.ts';
import { groupSizeOf } from './intake/alertmanager/group-size.ts';
import { createSource } from './intake/create-source.ts';
import type { Keychain } from './intake/policy/keychain.ts';
import { createSecretStore } from './intake/policy/secrets.ts';
import type { HookAnswer, HookCall, SourceDeps } from './intake/source.ts';
import { SourceSupervisor } from './intake/supervisor.ts';
import type { Journal, Transition } from './journal/journal.ts';
import { openJournal } from './journal/open-journal.ts';
import { LivePicture, type PictureChanges } from './live-picture.ts';
import type { Log } from './log.ts';
import { createOutgoingHooks, type OutgoingHooks } from './outgoing/outgoing-hooks.ts';
import { openPostSpool } from './outgoing/post-spool.ts';
import { createPastSeat } from './past/past-seat.ts';
import { SPARK_REACH_MS } from './past/window-columns.ts';
import { createLoopLag } from './publish/loop-lag.ts';
import { Publisher } from './publish/publisher.ts';
import { createReadings, type Readings } from './readings.ts';
import { Recorder } from './recorder.ts';
import { restoreLastPicture } from './restore.ts';
import { createPreviewDesk } from './rules/preview-desk.ts';
import { createRuleDesk } from './rules/rule-desk.ts';
import { startRuleFacts } from './rules/rule-facts.ts';
import { type CommandHandlers, openSession } from './sessions.ts';
import { startSilencing } from './silencing/start-silencing.ts';
import { tryOut } from './sources/source-trial.ts';
import { createTypedDesk, type SeatEditing } from './typed-desk.ts';

export interface VigilOptions {
  readonly config: VigilConfig;
  readonly demo: boolean;
  /** Folder of the journal. */
  readonly dataDirectory: string;
  /** Where relative secret files are looked up. */
  readonly configDirectory: string;
  /** The journal's worker script. */
  readonly workerUrl: URL;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly appVersion: string;
  /** Whether this seat may change the configuration, and where it is kept. */
  readonly configDesk: ConfigDesk;
  /** Whether people on this seat may change anything of Vigil; a sentence says why not. */
  readonly editing: SeatEditing;
  /** Of the desktop app; null or absent where there is none. */
  readonly keychain?: Keychain | null;
  /** Seat abilities announced in the hello. */
  readonly capabilities?: readonly string[];
  /** How long an acknowledgement lasts when no Vigil extends it any more; the usual time when absent. */
  readonly ackLengthMs?: number;
  /** Fills an empty journal before anything starts, and says with what: the demo fleet's past. */
  readonly seedJournal?: (journal: Journal) => Promise<readonly Transition[]>;
}

/** The whole core behind one object: what bindings see, and nothing else of it. */
export interface Vigil extends Hub, Readings {
  /** Puts another configuration into effect; what did not change goes on undisturbed. */
  reconfigure(config: VigilConfig): void;
  /** Tells people that the file is bad and the last good configuration stays; null when it is good again. */
  noteConfigProblem(text: string | null): void;
  /** Writes a capsule of a stretch of the log. */
  capsule(range: TimeRange): Promise<Result<CapsuleFile, Failure>>;
  /** Tries a rule over the log; nothing is changed. */
  readonly previewRule: CommandHandlers['previewRule'];
  /** Hands what was posted to a hook to its source. */
  post(sourceId: string, call: HookCall): Promise<HookAnswer>;
  close(): Promise<void>;
}

/**
 * Starts the core: opens the journal, restores the last picture, then connects to every source. Rejects with
 * JournalInUse, before anything else is begun, when another process has the journal.
 */
export async function startVigil(options: VigilOptions): Promise<Vigil> {
  const { config, clock, log } = options;
  const startedMonotonicMs = clock.monotonicMs();
  const journal = await openJournal(
    {
      directory: options.dataDirectory,
      workerUrl: options.workerUrl,
      retention: retentionOf(config),
    },
    { clock, log },
  );
  const seeded = (await options.seedJournal?.(journal)) ?? [];
  const picture = new LivePicture(config, options.demo, clock.nowMs());
  const recordedUntilMs = await journal.recordedUntil();
  // Sources bring what the journal lacks. The sparklines of a seeded past are not in the journal: they bring those.
  const askFromMs = seeded.length > 0 ? Math.max(0, recordedUntilMs - SPARK_REACH_MS) : recordedUntilMs;
  const recorder = new Recorder(picture.board, journal, recordedUntilMs);
  recorder.configuration(config, options.demo, clock.nowMs());
  picture.setNotice('journal', journal.notice, clock.nowMs());
  await restoreLastPicture(journal, picture, options);
  picture.board.assumeStates(seeded, clock.nowMs());

  let hooks: OutgoingHooks | null = null;
  const record = ({ transitions, alerts, annotations }: PictureChanges): void => {
    recorder.transitions(transitions);
    recorder.annotations(annotations, clock.nowMs());
    recorder.alerts(alerts, clock.nowMs(), (id) => picture.alerts.find(id));
    hooks?.alerts(alerts);
  };
  const publisher = new Publisher({
    board: picture.board,
    sections: picture.sections,
    clock,
    epoch: Math.floor(options.random() * 0xffff_ffff),
    refresh: (nowMs) => record(picture.refresh(nowMs)),
    log,
  });
  const keychain = options.keychain ?? null;
  const secrets = createSecretStore(process.env, options.configDirectory, keychain);
  hooks = createOutgoingHooks(config.webhooks, picture.alerts.all(), {
    secrets: secrets.resolve,
    mask: secrets.mask,
    clock,
    random: options.random,
    newId: randomUUID,
    configDirectory: options.configDirectory,
    setNotice: (id, text) => picture.setNotice(id, text, clock.nowMs()),
    spool: await openPostSpool(join(options.dataDirectory, 'waiting-webhook-posts.json'), {
      clock,
      tell: (text) => picture.setNotice('webhook-posts', text, clock.nowMs()),
    }),
  });
  const loopLag = createLoopLag(clock);
  loopLag.start();
  const makeSource = (
    entry: SourceConfig,
    { signals }: VigilConfig,
    deps: Pick<SourceDeps, 'emit' | 'onStatus'>,
  ) =>
    createSource(entry, {
      signals,
      secrets: secrets.resolve,
      mask: secrets.mask,
      configDirectory: options.configDirectory,
      groupSize: () => groupSizeOf(entry, inEffect.sources),
      takesHooks: options.capabilities?.includes('desktop') !== true,
      deps: {
        clock,
        random: options.random,
        log,
        recordedUntilMs: askFromMs,
        historyRoom: () => journal.room(),
        ...deps,
      },
    });
  let inEffect = config;
  const reshape = (next: VigilConfig, keep: SeriesFilter): void => {
    const afterwards = recorder.beforeRowsMove();
    record(picture.reconfigure(next, keep, clock.nowMs()));
    afterwards();
    publisher.changed();
  };
  const forget = (sourceId: string, keys: readonly SeriesKey[]): void => {
    const gone = new Set(keys.map(seriesKeyText));
    reshape(inEffect, (owner, key) => owner !== sourceId || !gone.has(seriesKeyText(key)));
  };
  const supervisor = new SourceSupervisor({
    clock,
    make: makeSource,
    emit: (observation) =>
      guarded(log, 'An observation', () => {
        if (observation.kind === 'forgotten') return forget(observation.sourceId, observation.keys);
        observe(observation, clock.nowMs(), picture, recorder, publisher);
      }),
    onStatus(status) {
      picture.setSource(status);
      recorder.sources.status(status, clock.nowMs());
      publisher.changed();
    },
    forget: (sourceId, keep, movedAtMs) =>
      guarded(log, 'Forgetting series', () => {
        if (movedAtMs !== null) picture.alerts.forgetBefore(sourceId, movedAtMs, clock.nowMs());
        reshape(inEffect, (owner, key) => owner !== sourceId || keep(key));
      }),
  });
  supervisor.apply(config);
  // Whoever connects within the first second sees the restored picture judged, not cells without a state.
  record(picture.beat(clock.nowMs()));
  const tidy = (nowMs: number): void => {
    const keep = picture.board.withoutGone(nowMs);
    if (keep !== null) reshape(inEffect, keep);
  };
  const stopBeat = startBeat({ journal, clock, supervisor, picture, publisher, recorder, record, tidy, log });
  let stopObjectives = startObjectives({ config, journal, picture, clock, log });

  const silencing = startSilencing({
    picture,
    journal,
    config: () => inEffect,
    find: (id) => supervisor.find(id),
    editing: options.editing,
    ackLengthMs: options.ackLengthMs,
    clock,
    newId: randomUUID,
    log,
    changed() {
      record(picture.refresh(clock.nowMs()));
      publisher.changed();
    },
  });
  const builds = createBuildDesk({
    journal,
    directory: join(options.dataDirectory, 'capsules'),
    clock,
    newId: randomUUID,
    log,
    appVersion: options.appVersion,
  });
  const baselines = createBaselineDesk(journal, () => clock.nowMs());
  const stopRuleFacts = startRuleFacts({
    rules: picture.rules,
    board: picture.board,
    baselines,
    journal,
    loopLag,
    clock,
    memoryBytes: () => process.memoryUsage.rss(),
    log,
  });
  const past = createPastSeat({ journal, nowMs: () => clock.nowMs() });
  const handlers = createCommandHandlers({
    journal,
    past,
    baselines,
    findAlert: (id) => picture.alerts.find(id),
    appVersion: options.appVersion,
    capabilities: [
      ...(options.capabilities ?? []),
      ...(options.configDesk.editable ? ['edit-config'] : []),
      ...(options.editing.allowed ? ['annotate', 'acknowledge'] : []),
      ...(keychain === null ? [] : ['keychain']),
    ],
    nowMs: () => clock.nowMs(),
    capsules: { ...builds.commands, capsuleInfo: () => ok({ capsule: null, canClose: false }) },
    typed: createTypedDesk({
      editing: options.editing,
      names: () => picture.board.names,
      journal,
      clock,
      newId: randomUUID,
      take(annotation, nowMs) {
        picture.annotations.apply([annotation], nowMs);
        // At once into the log and to every view: who wrote it looks for it there.
        record(picture.refresh(nowMs));
        publisher.changed();
      },
    }),
    silences: silencing.commands,
    rules: {
      ...createPreviewDesk({
        board: () => picture.board,
        journal,
        baselines,
        nowMs: () => clock.nowMs(),
      }),
      ...createRuleDesk({ desk: options.configDesk, rules: () => inEffect.rules, book: picture.rules }),
    },
    sources: {
      desk: options.configDesk,
      keychain,
      config: () => inEffect,
      find: (id) => supervisor.find(id),
      tryOut: (entry) =>
        tryOut(entry, (trial, deps) => makeSource(trial, inEffect, deps), clock, placedRegions(inEffect)),
    },
  });
  return {
    connect: (outlet) => openSession(outlet, publisher, handlers, log),
    ...createReadings({
      options,
      startedMonotonicMs,
      picture,
      record,
      journal,
      publisher,
      supervisor,
      loopLag,
      annotations: handlers.annotations,
      past,
      baselines,
    }),
    reconfigure(next) {
      // The name of the file is new, its content is not: saving twice must not restart anything.
      if (JSON.stringify(next) === JSON.stringify(inEffect)) return;
      inEffect = next;
      recorder.configuration(next, options.demo, clock.nowMs());
      reshape(next, () => true);
      supervisor.apply(next);
      hooks?.configure(next.webhooks, picture.alerts.all());
      journal.setRetention(retentionOf(next));
      stopObjectives();
      stopObjectives = startObjectives({ config: next, journal, picture, clock, log });
      log.info('Another configuration is in effect', { sources: next.sources.length });
    },
    noteConfigProblem(text) {
      picture.setNotice('config', text, clock.nowMs());
      publisher.changed();
    },
    previewRule: handlers.previewRule,
    capsule: (range) => builds.capsule(range),
    async post(sourceId, call) {
      const source = supervisor.find(sourceId);
      if (source?.post === undefined) return { status: 404, sentence: `There is no hook ${sourceId}.` };
      return source.post(call);
    },
    async close() {
      stopBeat();
      silencing.stop();
      stopRuleFacts();
      loopLag.stop();
      stopObjectives();
      recorder.finish(() => publisher.fullFrame());
      await supervisor.stop();
      await hooks?.stop();
      recorder.close(clock.nowMs());
      publisher.stop();
      await journal.close();
      builds.close();
    },
  };
}

/** Regions the configuration itself gives a place. */
function placedRegions({ regions }: VigilConfig): ReadonlySet<string> {
  return new Set(regions.flatMap(({ id, latitude }) => (latitude === undefined ? [] : [id])));
}

function observe(
  observation: Observation,
  nowMs: number,
  picture: LivePicture,
  recorder: Recorder,
  publisher: Publisher,
): void {
  picture.observe(observation, nowMs);
  const { sourceId, receivedAtMs } = observation;
  if (observation.kind === 'samples') recorder.samples(sourceId, observation.samples, receivedAtMs);
  if (observation.kind === 'backfill') recorder.backfill(sourceId, observation.samples, receivedAtMs);
  if (observation.kind === 'absent') recorder.absences(sourceId, observation.keys, receivedAtMs);
  if (observation.kind === 'silence_list')
    recorder.sources.silenceList(sourceId, observation.silences, receivedAtMs);
  publisher.changed();
}
