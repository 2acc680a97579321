/** The life of alerts at a Prometheus and a pair of Alertmanagers, by random commands, against a model of what was told. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AlertBook } from '../../../../../electron/core/alerts/alert-book.ts';
import type { Alert } from '../../../../../shared/domain/alert.ts';
import type { AlertReport } from '../../../../../shared/domain/observation.ts';
import { alertReport, STORY_MS, sourceStatus } from '../../../../builders/core.ts';

const servers = {
  prom: { type: 'prometheus', group: null, lateMs: 0 },
  'am-a': { type: 'alertmanager', group: 'am', lateMs: 0 },
  /** A peer whose clock is late: it says that everything began later. */
  'am-b': { type: 'alertmanager', group: 'am', lateMs: 3_000 },
} as const;
type ServerId = keyof typeof servers;
const ids = Object.keys(servers) as ServerId[];
const COUNT = 3;
const SUPPRESSION = { silencedBy: [], inhibitedBy: ['X'], mutedBy: [] };

interface Truth {
  readonly state: 'pending' | 'firing';
  readonly startsAtMs: number;
  readonly isQuiet: boolean;
}
interface Told extends Truth {
  readonly seenAtMs: number;
}

/** What is true, and what every server told last. */
interface Model {
  nowMs: number;
  readonly truth: Map<number, Truth>;
  readonly told: Record<ServerId, Map<number, Told>>;
  readonly withdrawnAtMs: Record<ServerId, Map<number, number>>;
  readonly liveSinceMs: Record<ServerId, number | null>;
}

const each = <T>(make: () => T): Record<ServerId, T> => ({ prom: make(), 'am-a': make(), 'am-b': make() });
const arePeers = (a: ServerId, b: ServerId): boolean =>
  a !== b && servers[a].group !== null && servers[a].group === servers[b].group;

/** What a server lists of an alert: an Alertmanager knows of no pending ones, a Prometheus of no silences. */
function seenBy(server: ServerId, truth: Truth): Truth | null {
  if (servers[server].type === 'prometheus') return { ...truth, isQuiet: false };
  if (truth.state === 'pending') return null;
  return { ...truth, startsAtMs: truth.startsAtMs + servers[server].lateMs };
}

function written(index: number, { state, startsAtMs, isQuiet }: Truth): AlertReport {
  return alertReport({
    labels: { alertname: 'X', instance: `host-${index}` },
    state,
    startsAtMs,
    ...(isQuiet ? { suppression: SUPPRESSION } : {}),
  });
}

class Step implements fc.Command<Model, AlertBook> {
  private readonly name: string;
  private readonly act: (model: Model, book: AlertBook) => void;

  constructor(name: string, act: (model: Model, book: AlertBook) => void) {
    this.name = name;
    this.act = act;
  }

  check(): boolean {
    return true;
  }

  run(model: Model, book: AlertBook): void {
    model.nowMs += 1_000;
    this.act(model, book);
    review(model, book);
    compare(model, book);
  }

  toString(): string {
    return this.name;
  }
}

function poll(model: Model, book: AlertBook, id: ServerId): void {
  if (model.liveSinceMs[id] === null) return;
  const list = new Map<number, Told>();
  for (const [index, truth] of model.truth) {
    const seen = seenBy(id, truth);
    if (seen !== null) list.set(index, { ...seen, seenAtMs: model.nowMs });
  }
  for (const index of model.told[id].keys())
    if (!list.has(index)) model.withdrawnAtMs[id].set(index, model.nowMs);
  for (const index of list.keys()) model.withdrawnAtMs[id].delete(index);
  model.told[id] = list;
  const reports = [...list].map(([index, told]) => written(index, told));
  book.applyList(id, reports, model.nowMs);
}

function review(model: Model, book: AlertBook): void {
  const statuses = ids.map((id) => {
    const sinceMs = model.liveSinceMs[id];
    const { type, group } = servers[id];
    return sourceStatus(id, {
      type,
      group,
      state: sinceMs === null ? 'unreachable' : 'live',
      sinceMs: sinceMs ?? model.nowMs,
    });
  });
  book.review(new Map(statuses.map((status) => [status.id, status])), model.nowMs);
  // A peer that answers takes back what a silent one said before.
  for (const id of ids)
    for (const [index, told] of model.told[id]) {
      if (isLive(model, id, told)) continue;
      const isOver = ids.some(
        (peer) =>
          arePeers(id, peer) &&
          model.liveSinceMs[peer] !== null &&
          (model.withdrawnAtMs[peer].get(index) ?? 0) > told.seenAtMs,
      );
      if (isOver) model.told[id].delete(index);
      if (isOver) model.withdrawnAtMs[id].set(index, model.nowMs);
    }
}

const isLive = (model: Model, id: ServerId, { seenAtMs }: Told): boolean =>
  model.liveSinceMs[id] !== null && seenAtMs >= model.liveSinceMs[id];

function compare(model: Model, book: AlertBook): void {
  const rows = book.all();
  const rowOf = (index: number): Alert | undefined => {
    const same = rows.filter(({ labels }) => labels['instance'] === `host-${index}`);
    expect(same.length, 'rows of one identity').toBeLessThanOrEqual(1);
    return same[0];
  };
  for (let index = 0; index < COUNT; index += 1) {
    const row = rowOf(index);
    const voices = ids.flatMap((id) => {
      const told = model.told[id].get(index);
      return told === undefined ? [] : [{ id, told, live: isLive(model, id, told) }];
    });
    if (voices.length === 0) {
      expect(row?.state ?? 'resolved').toBe('resolved');
      continue;
    }
    const live = voices.filter((voice) => voice.live);
    const deciding = live.length > 0 ? live : voices;
    const state = deciding.some(({ told }) => told.state === 'firing') ? 'firing' : 'pending';
    const isQuiet = voices.some(
      ({ id, told, live: answers }) =>
        told.isQuiet && (answers || !live.some((other) => arePeers(id, other.id))),
    );
    expect(row).toMatchObject({
      state,
      unconfirmed: live.length === 0,
      lastSeenAtMs: Math.max(...voices.map(({ told }) => told.seenAtMs)),
      sourceIds: voices.map(({ id }) => id).toSorted(),
      resolvedAtMs: null,
    });
    expect(row?.suppression !== null, 'is kept quiet').toBe(isQuiet);
    const starts = deciding.filter(({ told }) => told.state === state).map(({ told }) => told.startsAtMs);
    expect(row?.startsAtMs).toBeLessThanOrEqual(Math.min(...starts));
  }
}

const index = fc.nat({ max: COUNT - 1 });
const server = fc.constantFrom(...ids);
const begin = (model: Model, at: number, state: Truth['state']): void => {
  const before = model.truth.get(at);
  if (before?.state === state) return;
  model.truth.set(at, { state, startsAtMs: model.nowMs, isQuiet: false });
};
const commands = fc.commands(
  [
    index.map((at) => new Step(`pending ${at}`, (model) => begin(model, at, 'pending'))),
    index.map((at) => new Step(`fire ${at}`, (model) => begin(model, at, 'firing'))),
    index.map((at) => new Step(`end ${at}`, (model) => void model.truth.delete(at))),
    index.map(
      (at) =>
        new Step(`quiet ${at}`, (model) => {
          const truth = model.truth.get(at);
          if (truth !== undefined) model.truth.set(at, { ...truth, isQuiet: !truth.isQuiet });
        }),
    ),
    server.map((id) => new Step(`poll ${id}`, (model, book) => poll(model, book, id))),
    server.map((id) => new Step(`poll ${id} again`, (model, book) => poll(model, book, id))),
    server.map((id) => new Step(`die ${id}`, (model) => void (model.liveSinceMs[id] = null))),
    server.map((id) => new Step(`live ${id}`, (model) => void (model.liveSinceMs[id] ??= model.nowMs))),
    fc.constant(new Step('wait', (model) => void (model.nowMs += 90_000))),
  ],
  { maxCommands: 80, size: 'max' },
);

describe('the alert book, by commands', () => {
  it('tells of every alert what its sources say, once, and loses none', () => {
    fc.assert(
      fc.property(commands, (list) => {
        const model: Model = {
          nowMs: STORY_MS,
          truth: new Map(),
          told: each(() => new Map<number, Told>()),
          withdrawnAtMs: each(() => new Map<number, number>()),
          liveSinceMs: each<number | null>(() => STORY_MS),
        };
        fc.modelRun(() => ({ model, real: new AlertBook() }), list);
      }),
      { numRuns: 400 },
    );
  });
});
