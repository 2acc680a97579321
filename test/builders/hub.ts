import { LivePicture } from '../../electron/core/live-picture.ts';
import { silentLog } from '../../electron/core/log.ts';
import { Publisher } from '../../electron/core/publish/publisher.ts';
import { createRuleDesk } from '../../electron/core/rules/rule-desk.ts';
import { type CommandHandlers, openSession } from '../../electron/core/sessions.ts';
import { createSourceDesk } from '../../electron/core/sources/source-desk.ts';
import type { Hub } from '../../shared/contract/client.ts';
import { PROTOCOL_VERSION } from '../../shared/contract/version.ts';
import { failure } from '../../shared/domain/failure.ts';
import { err, ok } from '../../shared/domain/result.ts';
import { type ManualClock, manualClock, STORY_MS, sample, sourceStatus, testConfig } from './core.ts';

/** The real picture, publisher and sessions over a clock of the test's own; only the journal's answers are fixed. */
export interface TestHub extends Hub {
  readonly picture: LivePicture;
  readonly publisher: Publisher;
  readonly clock: ManualClock;
  /** Applies one sample and announces it. */
  put(service: string, region: string, value: number): void;
}

const handlers: CommandHandlers = {
  hello: ({ protocol }) =>
    protocol === PROTOCOL_VERSION
      ? ok({ protocol, appVersion: '0.0.0-test', nowMs: STORY_MS, capabilities: [] })
      : err(failure('incompatible', 'other protocol')),
  history: () =>
    ok({
      series: [
        {
          signal: 's',
          region: 'r',
          sourceId: 'a',
          unit: 'none',
          atMs: [1, 2],
          value: [3, -0.5],
          filledLater: [],
        },
      ],
    }),
  transitions: () => ok({ intervals: [], gaps: [] }),
  timeline: ({ fromMs, toMs, bins }) =>
    ok({
      fromMs,
      toMs,
      worst: Array.from({ length: bins }, () => null),
      changes: Array.from({ length: bins }, () => 0),
      alerts: Array.from({ length: bins }, () => 0),
      gaps: [],
      oldestMs: null,
    }),
  baselines: ({ atMs }) => ok({ hourMs: atMs, series: [] }),
  baselineBand: () => ok({ series: [] }),
  moment: () => ok({ frame: Uint8Array.of(1, 2, 3) }),
  buildCapsule: () => ok({ id: 'one' }),
  capsuleBuild: () => ok({ share: 0.5, built: null }),
  readCapsule: () => ok({ bytes: Uint8Array.of(1, 2, 3), isLast: true }),
  capsuleInfo: () => ok({ capsule: null, canClose: false }),
  nextIncident: () => ok({ atMs: null }),
  annotations: () => ok({ annotations: [] }),
  acknowledge: () => err(failure('unauthorized', 'This is a test.')),
  unacknowledge: () => err(failure('unauthorized', 'This is a test.')),
  createSilence: () => err(failure('unauthorized', 'This is a test.')),
  extendSilence: () => err(failure('unauthorized', 'This is a test.')),
  expireSilence: () => err(failure('unauthorized', 'This is a test.')),
  rehearseSilence: () => err(failure('unsupported', 'This is a test.')),
  alertActions: () => ok({ actions: [] }),
  previewRule: () => ok({ problems: [], preview: null }),
  ...createRuleDesk({
    desk: { editable: false, whyNot: 'This is a test.', file: null },
    rules: () => [],
    book: { standings: () => [] },
  }),
  annotate: () => err(failure('unauthorized', 'This is a test.')),
  retractAnnotation: () => err(failure('unauthorized', 'This is a test.')),
  ...createSourceDesk({
    desk: { editable: false, whyNot: 'This is a test.', file: null },
    keychain: null,
    config: () => testConfig(),
    find: () => null,
    tryOut: () => Promise.reject(new Error('nothing can be tried')),
  }),
  searchAlerts: () => ok({ alerts: [], next: null }),
  alertTexts: () => ok({ texts: null, isFromLog: false }),
  alertTimeline: () => ok({ turns: [], isCut: false }),
  alertHistory: () => {
    throw new Error('this one breaks');
  },
};

export function testHub(): TestHub {
  const clock = manualClock();
  const picture = new LivePicture(testConfig(), false, clock.nowMs());
  for (const id of ['a', 'b']) picture.setSource(sourceStatus(id));
  const publisher = new Publisher({
    board: picture.board,
    sections: picture.sections,
    clock,
    epoch: 7,
    refresh: (nowMs) => void picture.refresh(nowMs),
    log: silentLog,
  });
  return {
    picture,
    publisher,
    clock,
    connect: (outlet) => openSession(outlet, publisher, handlers, silentLog),
    put(service, region, value) {
      picture.observe({
        kind: 'samples',
        sourceId: 'a',
        receivedAtMs: clock.nowMs(),
        samples: [sample(service, region, 'error_ratio', value, clock.nowMs())],
      });
      publisher.changed();
    },
  };
}
