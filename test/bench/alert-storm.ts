import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../electron/core/clock.ts';
import { openJournal } from '../../electron/core/journal/open-journal.ts';
import { LivePicture } from '../../electron/core/live-picture.ts';
import { silentLog } from '../../electron/core/log.ts';
import { Publisher } from '../../electron/core/publish/publisher.ts';
import { Recorder } from '../../electron/core/recorder.ts';
import type { AlertReport } from '../../shared/domain/observation.ts';
import { alertReport, sourceStatus, testConfig } from '../builders/core.ts';
import type { BenchLine } from './bench-line.ts';
import { type Lag, lagDuring } from './lag-during.ts';

const PER_SECOND = 2_000;
const SECONDS = 30;
const BATCH = 100;
/** Different alerts: each is told six times in all, firing, over and firing again. */
const ALERTS = 10_000;
const IDLE_MS = 3_000;
/** P8: no pause of the main thread may be longer. */
const LIMIT_MS = 20;

const isFiringIn = (pass: number): boolean => pass % 3 !== 1;

function report(index: number, pass: number, nowMs: number): AlertReport {
  return alertReport({
    name: `Down${index % 40}`,
    labels: {
      alertname: `Down${index % 40}`,
      instance: `host-${index}`,
      cluster: 'pay-eu-b',
      region: 'eu-west-1',
      service: `service-${index % 500}`,
    },
    service: `service-${index % 500}`,
    state: isFiringIn(pass) ? 'firing' : 'resolved',
    startsAtMs: nowMs,
    severity: index % 5 === 0 ? 'critical' : 'warning',
  });
}

/** 2,000 alerts a second for 30 s through book, governor and journal; with and without a view that is sent frames. */
export async function benchAlertStorm(): Promise<readonly BenchLine[]> {
  const alone = await storm(false);
  const watched = await storm(true);
  return [...linesOf('no view', alone), ...linesOf('one view', watched)];
}

interface Outcome {
  readonly idle: Lag;
  readonly busy: Lag;
  readonly tookSeconds: number;
  readonly lost: number;
  readonly journalLost: number;
  readonly storm: string;
}

function linesOf(
  name: string,
  { idle, busy, tookSeconds, lost, journalLost, storm }: Outcome,
): readonly BenchLine[] {
  const limit = `${LIMIT_MS} ms (idle ${idle.ownLongest.toFixed(1)} ms)`;
  const lag = (what: string, value: number): BenchLine => ({
    name: `${name}: ${what}`,
    value,
    unit: 'ms',
    limit,
    ratio: value / LIMIT_MS,
  });
  return [
    lag('longest pause of the main thread, own time', busy.ownLongest),
    lag('99th percentile of pauses, own time', busy.ownP99),
    lag('longest pause by the clock', busy.longest),
    { name: `${name}: taken for ${SECONDS} s of alerts`, value: tookSeconds, unit: 's' },
    { name: `${name}: alerts lost in the feed (${storm})`, value: lost, unit: `of ${ALERTS}` },
    { name: `${name}: alerts lost in the journal`, value: journalLost, unit: `of ${ALERTS}` },
  ];
}

async function storm(hasView: boolean): Promise<Outcome> {
  const directory = await mkdtemp(join(tmpdir(), 'vigil-storm-'));
  const journal = await openJournal(
    {
      directory,
      workerUrl: new URL('../../electron/core/journal/worker.ts', import.meta.url),
      retention: { maxAgeMs: 86_400_000, maxBytes: 1_000_000_000 },
    },
    { clock: systemClock, log: silentLog },
  );
  const beganMs = Date.now();
  const picture = new LivePicture(testConfig(), false, beganMs);
  picture.setSource(sourceStatus('a', { type: 'websocket', sinceMs: beganMs - 1_000 }));
  const recorder = new Recorder(picture.board, journal, 0);
  const record = ({ alerts }: ReturnType<LivePicture['refresh']>): void =>
    recorder.alerts(alerts, Date.now(), (id) => picture.alerts.find(id));
  const publisher = new Publisher({
    board: picture.board,
    sections: picture.sections,
    clock: systemClock,
    epoch: 1,
    refresh: (nowMs) => record(picture.refresh(nowMs)),
    log: silentLog,
  });
  if (hasView) publisher.add({ isBusy: () => false, send: () => undefined });
  const idle = await lagDuring(() => new Promise((resolve) => setTimeout(resolve, IDLE_MS)));
  const startMs = performance.now();
  let sent = 0;
  let beatMs = startMs;
  const busy = await lagDuring(
    () =>
      new Promise((resolve) => {
        const step = (): void => {
          const nowMs = Date.now();
          const due = Math.min(PER_SECOND * SECONDS, ((performance.now() - startMs) / 1_000) * PER_SECOND);
          if (sent + BATCH <= due) {
            const alerts = Array.from({ length: BATCH }, (_, offset) => {
              const index = sent + offset;
              return report(index % ALERTS, Math.floor(index / ALERTS), nowMs);
            });
            sent += BATCH;
            picture.observe({ kind: 'alert_changes', sourceId: 'a', receivedAtMs: nowMs, alerts }, nowMs);
            publisher.changed();
          }
          if (performance.now() - beatMs >= 1_000) {
            beatMs = performance.now();
            record(picture.beat(nowMs));
            publisher.publish();
          }
          if (sent >= PER_SECOND * SECONDS) resolve();
          else setTimeout(step, sent + BATCH <= due ? 0 : 5);
        };
        step();
      }),
  );
  const tookSeconds = (performance.now() - startMs) / 1_000;
  const nowMs = Date.now();
  record(picture.beat(nowMs));
  const lastPass = (PER_SECOND * SECONDS) / ALERTS - 1;
  const known = new Map(picture.alerts.all().map(({ labels, state }) => [labels['instance'], state]));
  const told = Array.from({ length: ALERTS }, (_, index) => `host-${index}`);
  const expected = isFiringIn(lastPass) ? 'firing' : 'resolved';
  const { value } = picture.sections.current.storm;
  await journal.flush();
  const kept = await journal.alertHistory(beganMs - 1_000, nowMs + 1_000, 10 * ALERTS);
  const inJournal = new Set(kept.map(({ labels }) => labels['instance']));
  publisher.stop();
  await journal.close();
  await rm(directory, { recursive: true, force: true });
  return {
    idle,
    busy,
    tookSeconds,
    lost: told.filter((name) => known.get(name) !== expected).length,
    journalLost: told.filter((name) => !inJournal.has(name)).length,
    storm:
      value === null
        ? 'no storm'
        : `storm of ${value.count} that share ${value.shared.map(({ name }) => name).join(', ')}`,
  };
}
