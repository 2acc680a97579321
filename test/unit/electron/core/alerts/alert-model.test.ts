/** Any sequence of lists, discoveries of external labels, deaths and restarts, against what the servers themselves hold. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AlertBook } from '../../../../../electron/core/alerts/alert-book.ts';
import { verdictsOf } from '../../../../../electron/core/alerts/alert-verdicts.ts';
import { type Alert, compareAlerts } from '../../../../../shared/domain/alert.ts';
import { changedAlerts } from '../../../../../shared/domain/alert-changes.ts';
import type { AlertReport } from '../../../../../shared/domain/observation.ts';
import type { SourceStatus } from '../../../../../shared/domain/source.ts';
import { alertReport, STORY_MS, sourceStatus } from '../../../../builders/core.ts';

/** Two Prometheus peers with a replica label, one of another cluster, and a pair of Alertmanagers. */
const servers = {
  'prom-a': { type: 'prometheus', group: 'prod', external: { cluster: 'eu', replica: 'a' } },
  'prom-b': { type: 'prometheus', group: 'prod', external: { cluster: 'eu', replica: 'b' } },
  'prom-us': { type: 'prometheus', group: null, external: { cluster: 'us', replica: 'a' } },
  'am-a': { type: 'alertmanager', group: 'am', external: null },
  'am-b': { type: 'alertmanager', group: 'am', external: null },
} as const;
type ServerId = keyof typeof servers;
const ids = Object.keys(servers) as ServerId[];
const clusters = ['eu', 'us'] as const;
const ALERTS = 3;

/** A real alert: it fires in one cluster. */
interface Real {
  readonly cluster: (typeof clusters)[number];
  readonly index: number;
}

const nameOf = ({ cluster, index }: Real): string => `${cluster}/${index}`;

/** How a server writes it down. */
function written(server: ServerId, real: Real): AlertReport {
  const own = { alertname: 'X', instance: `host-${real.index}` };
  const { type } = servers[server];
  const sender = real.cluster === 'eu' ? servers['prom-a'] : servers['prom-us'];
  const labels = type === 'prometheus' ? own : { ...own, ...sender.external };
  return alertReport({ name: 'X', labels, service: 'checkout', region: real.cluster });
}

const sees = (server: ServerId, { cluster }: Real): boolean => {
  const { external } = servers[server];
  return external === null || external.cluster === cluster;
};

type Step =
  | { readonly kind: 'fire' | 'end'; readonly real: Real }
  | { readonly kind: 'poll'; readonly server: ServerId; readonly tellsLabels: boolean }
  | { readonly kind: 'die' | 'live'; readonly server: ServerId }
  | { readonly kind: 'restart' };

const real = fc.record({ cluster: fc.constantFrom(...clusters), index: fc.nat({ max: ALERTS - 1 }) });
const server = fc.constantFrom(...ids);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom('fire' as const, 'end' as const), real }),
  {
    arbitrary: fc.record({ kind: fc.constant('poll' as const), server, tellsLabels: fc.boolean() }),
    weight: 4,
  },
  fc.record({ kind: fc.constantFrom('die' as const, 'live' as const), server }),
  { arbitrary: fc.constant({ kind: 'restart' as const }), weight: 1 },
);

/** The world: what fires, what each server last told, and the book that hears of it. */
class World {
  nowMs = STORY_MS;
  book = new AlertBook();
  readonly firing = new Map<string, Real>();
  readonly dead = new Set<ServerId>();
  readonly liveSinceMs = new Map<ServerId, number>(ids.map((id) => [id, STORY_MS]));
  /** The last list of a server, when this run of Vigil has heard one since the server is live. */
  readonly told = new Map<ServerId, ReadonlyMap<string, Real>>();
  readonly knowsLabels = new Set<ServerId>();

  private statuses(): ReadonlyMap<string, SourceStatus> {
    return new Map(
      ids.map((id) => {
        const { type, group } = servers[id];
        const state = this.dead.has(id) ? ('unreachable' as const) : ('live' as const);
        return [id, sourceStatus(id, { type, group, state, sinceMs: this.liveSinceMs.get(id)! })];
      }),
    );
  }

  take(one: Step): void {
    this.nowMs += 1_000;
    switch (one.kind) {
      case 'fire':
        this.firing.set(nameOf(one.real), one.real);
        break;
      case 'end':
        this.firing.delete(nameOf(one.real));
        break;
      case 'die':
        if (!this.dead.has(one.server)) this.liveSinceMs.set(one.server, this.nowMs);
        this.dead.add(one.server);
        this.told.delete(one.server);
        break;
      case 'live':
        if (this.dead.delete(one.server)) this.liveSinceMs.set(one.server, this.nowMs);
        break;
      case 'poll':
        this.poll(one.server, one.tellsLabels);
        break;
      case 'restart': {
        const kept = this.book.all();
        this.book = new AlertBook();
        this.book.restore(kept, new Set(ids), this.nowMs);
        this.told.clear();
        this.knowsLabels.clear();
        break;
      }
    }
    this.nowMs += 1_000;
    this.book.review(this.statuses(), this.nowMs);
  }

  poll(id: ServerId, tellsLabels: boolean): void {
    if (this.dead.has(id)) return;
    const list = new Map([...this.firing].filter(([, one]) => sees(id, one)));
    this.told.set(id, list);
    const { external } = servers[id];
    const told = external !== null && tellsLabels;
    if (told) this.knowsLabels.add(id);
    this.book.applyList(
      id,
      [...list.values()].map((one) => written(id, one)),
      this.nowMs,
      told ? { externalLabels: external } : {},
    );
  }

  open(): readonly Alert[] {
    return this.book.all().filter(({ state }) => state !== 'resolved');
  }
}

const instanceOf = (alert: Alert): string => alert.labels['instance'] ?? '';

describe('the alert book, whatever happens', () => {
  it('misses nothing that a live server lists, and never confirms what none of them does', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
        const world = new World();
        for (const one of steps) {
          world.take(one);
          const open = world.open();
          for (const [id, list] of world.told)
            for (const [name, { index }] of list) {
              const row = open.find(
                (alert) => instanceOf(alert) === `host-${index}` && alert.sourceIds.includes(id),
              );
              expect(row, `${name} as ${id} lists it`).toBeDefined();
              expect(row?.unconfirmed).toBe(false);
            }
          for (const alert of open.filter(({ unconfirmed }) => !unconfirmed))
            expect(
              [...world.told.values()].some((list) =>
                [...list.values()].some(({ index }) => `host-${index}` === instanceOf(alert)),
              ),
            ).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('has one row per alert once every server has told its labels, and ids that last', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
        const world = new World();
        for (const one of steps) world.take(one);
        for (const id of ids) world.take({ kind: 'live', server: id });
        for (const id of ids) world.take({ kind: 'poll', server: id, tellsLabels: true });
        for (const id of ids) world.take({ kind: 'poll', server: id, tellsLabels: true });
        const rows = world.open();
        expect(rows.map(instanceOf).toSorted()).toEqual(
          [...world.firing.values()].map(({ index }) => `host-${index}`).toSorted(),
        );
        for (const row of rows) expect(row.sourceIds.length).toBeGreaterThanOrEqual(3);
        expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
        world.book.takeChanges();
        world.book.takeUntold(0);
        for (const id of ids) world.take({ kind: 'poll', server: id, tellsLabels: false });
        expect(world.book.takeChanges()).toEqual([]);
        expect(world.book.takeUntold(0)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps its order, and what views are told of single alerts adds up to the feed', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(step, fc.boolean()), { minLength: 5, maxLength: 60 }), (steps) => {
        const world = new World();
        let seen: readonly Alert[] = [];
        for (const [one, isTold] of steps) {
          world.take(one);
          if (one.kind === 'restart') seen = [];
          if (!isTold) continue;
          const ids = new Set(world.book.takeUntold(Number.POSITIVE_INFINITY));
          const all = world.book.all();
          expect(all).toEqual(all.toSorted(compareAlerts));
          const put = all.filter(({ id }) => ids.has(id));
          const gone = [...ids].filter((id) => put.every((alert) => alert.id !== id));
          seen = changedAlerts(seen, { put, gone });
          expect(seen).toEqual(all);
          const verdicts = verdictsOf(all);
          for (const region of clusters)
            expect(world.book.verdicts.of('checkout', region)).toBe(verdicts('checkout', region));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('tells the journal of every beginning and every end, and of no more rows than there are alerts', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
        const world = new World();
        for (const id of ids) world.poll(id, true);
        world.book.review(new Map(), world.nowMs);
        for (const id of ids) world.take({ kind: 'poll', server: id, tellsLabels: true });
        const openInJournal = new Map<string, string>();
        for (const one of steps) {
          world.take(one.kind === 'poll' ? { ...one, tellsLabels: true } : one);
          for (const alert of world.book.takeChanges()) {
            if (alert.state === 'resolved') openInJournal.delete(alert.id);
            else openInJournal.set(alert.id, `${alert.labels['cluster'] ?? ''}${instanceOf(alert)}`);
          }
          const open = world.open();
          expect([...openInJournal.keys()].every((id) => open.some((alert) => alert.id === id))).toBe(true);
          expect(open.every((alert) => openInJournal.has(alert.id))).toBe(true);
          // Until a server has told its labels in this run, what only others say of its alerts stands alone.
          if (world.knowsLabels.size === 3)
            expect(open.filter(({ labels }) => labels['cluster'] === 'eu').length).toBeLessThanOrEqual(
              ALERTS,
            );
        }
      }),
      { numRuns: 300 },
    );
  });
});
