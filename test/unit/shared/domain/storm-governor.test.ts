import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../../shared/domain/alert.ts';
import type { Storm } from '../../../../shared/domain/storm.ts';
import { MAX_STORM_BINS } from '../../../../shared/domain/storm-bins.ts';
import { FOLDED_AT_MOST_MS, StormGovernor } from '../../../../shared/domain/storm-governor.ts';
import { LabelCensus, LabelVotes, NEARLY_ALL, sharedLabels } from '../../../../shared/domain/storm-labels.ts';
import { STORY_MS } from '../../../builders/core.ts';

type Fed = Pick<Alert, 'id' | 'title' | 'labels'>;
const PER_MINUTE = 10;
const alert = (id: string, labels: Record<string, string> = {}): Fed => ({
  id,
  title: `Alert ${id}`,
  labels,
});
const burst = (count: number, labels: Record<string, string>): Fed[] =>
  Array.from({ length: count }, (_, index) =>
    alert(`a${index}`, { alertname: `Rule${index % 4}`, instance: `host-${index}`, ...labels }),
  );

function raise(governor: StormGovernor, alerts: readonly Fed[], fromMs = STORY_MS, stepMs = 100): number {
  alerts.forEach((one, index) => governor.begin(one, fromMs + index * stepMs));
  return fromMs + alerts.length * stepMs;
}

describe('the storm governor', () => {
  it('tells a headline of the labels that the alerts share, the first alert, and a little chart', () => {
    const governor = new StormGovernor(PER_MINUTE);
    const others = Array.from({ length: 6 }, (_, index) =>
      alert(`old${index}`, { environment: 'production', region: index < 3 ? 'eu-west-1' : 'us-east-1' }),
    );
    const storm = burst(40, { cluster: 'pay-eu-b', region: 'eu-west-1', environment: 'production' });
    const nowMs = raise(governor, storm, STORY_MS, 500);
    const told = governor.review(() => [...others, ...storm], nowMs)!;
    // The environment is that of all alerts of the feed, and tells nothing.
    expect(told.shared).toEqual([
      { name: 'cluster', value: 'pay-eu-b' },
      { name: 'region', value: 'eu-west-1' },
    ]);
    expect(told).toMatchObject({
      sinceMs: STORY_MS,
      count: 40,
      firing: 40,
      first: { id: 'a0', title: 'Alert a0', atMs: STORY_MS },
      binMs: 10_000,
      bins: [20, 20, 0],
    });
  });

  it('names the kind of alert only when nothing else is shared, and never how severe they are alone', () => {
    const governor = new StormGovernor(PER_MINUTE);
    const storm = burst(20, { alertname: 'InstanceDown', severity: 'critical' });
    const nowMs = raise(governor, storm);
    expect(governor.review(() => storm, nowMs)?.shared).toEqual([
      { name: 'alertname', value: 'InstanceDown' },
    ]);
  });

  it('does not hide an alert that has nothing to do with it', () => {
    const governor = new StormGovernor(PER_MINUTE);
    const storm = burst(40, { cluster: 'pay-eu-b' });
    const stray = alert('stray', { alertname: 'DiskFull', cluster: 'web-us-a' });
    const nowMs = raise(governor, [...storm.slice(0, 20), stray, ...storm.slice(20)]);
    const told = governor.review(() => [...storm, stray], nowMs)!;
    expect(told.alertIds).not.toContain('stray');
    expect(told.count).toBe(40);
  });

  it('counts an alert that comes and goes once, and one that ended before the storm as ended', () => {
    const governor = new StormGovernor(PER_MINUTE);
    for (let index = 0; index < 30; index += 1) {
      governor.begin(alert('same'), STORY_MS + index * 1_000);
      governor.end('same');
    }
    expect(governor.isRaging).toBe(false);
    const nowMs = raise(governor, burst(PER_MINUTE - 1, { region: 'x' }), STORY_MS + 30_000, 100);
    expect(governor.review(() => [], nowMs)).toMatchObject({ count: 9, firing: 9 });
  });

  it('folds nothing new once it has abated, and ends when few of it still fire', () => {
    const governor = new StormGovernor(PER_MINUTE);
    const storm = burst(20, { region: 'eu-west-1' });
    let nowMs = raise(governor, storm) + 70_000;
    expect(governor.review(() => storm, nowMs)).toMatchObject({ firing: 20 });
    expect(governor.isRaging).toBe(false);
    const later = alert('later', { region: 'eu-west-1' });
    governor.begin(later, (nowMs += 1_000));
    expect(governor.review(() => [...storm, later], nowMs)?.alertIds).not.toContain('later');
    for (const { id } of storm.slice(0, 15)) governor.end(id);
    expect(governor.review(() => [...storm.slice(15), later], (nowMs += 1_000))).toMatchObject({ firing: 5 });
    governor.end(storm[15]!.id);
    expect(governor.review(() => [...storm.slice(16), later], (nowMs += 1_000))).toBeNull();
  });

  it('unfolds what fires for ever', () => {
    const governor = new StormGovernor(PER_MINUTE);
    const storm = burst(20, { region: 'eu-west-1' });
    const nowMs = raise(governor, storm) + 70_000;
    expect(governor.review(() => storm, nowMs)).not.toBeNull();
    expect(governor.review(() => storm, nowMs + FOLDED_AT_MOST_MS)).not.toBeNull();
    expect(governor.review(() => storm, nowMs + FOLDED_AT_MOST_MS + 1)).toBeNull();
  });
});

type Step =
  | { readonly kind: 'begin'; readonly index: number }
  | { readonly kind: 'end'; readonly index: number }
  | { readonly kind: 'wait'; readonly ms: number };
const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: fc.record({ kind: fc.constant('begin' as const), index: fc.nat({ max: 60 }) }), weight: 8 },
  { arbitrary: fc.record({ kind: fc.constant('end' as const), index: fc.nat({ max: 60 }) }), weight: 2 },
  { arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.nat({ max: 20_000 }) }), weight: 2 },
);
const labelsOf = (index: number): Record<string, string> => ({
  alertname: `Rule${index % 3}`,
  region: index % 12 === 0 ? 'b' : 'a',
  zone: `z${index % 2}`,
});

/** Runs the steps, and calls `look` with every storm that is told, beside a model of what fires. */
function run(steps: readonly Step[], look: (storm: Storm | null, firing: ReadonlySet<string>) => void): void {
  const governor = new StormGovernor(PER_MINUTE);
  const firing = new Set<string>();
  let nowMs = STORY_MS;
  for (const one of steps) {
    nowMs += 100;
    if (one.kind === 'wait') nowMs += one.ms;
    else {
      const id = `a${one.index}`;
      if (one.kind === 'begin' && !firing.has(id)) governor.begin(alert(id, labelsOf(one.index)), nowMs);
      if (one.kind === 'begin') firing.add(id);
      else if (firing.delete(id)) governor.end(id);
    }
    const feed = [...firing].map((id) => alert(id, labelsOf(Number(id.slice(1)))));
    look(
      governor.review(() => feed, nowMs),
      firing,
    );
  }
}

describe('the storm governor, whatever happens', () => {
  const steps = fc.array(step, { minLength: 20, maxLength: 200 });

  it('tells only what is true of the alerts it folds', () => {
    let storms = 0;
    fc.assert(
      fc.property(steps, (list) => {
        run(list, (storm, firing) => {
          if (storm === null) return;
          storms += 1;
          expect(storm.firing).toBe(storm.alertIds.length);
          expect(new Set(storm.alertIds).size).toBe(storm.alertIds.length);
          expect(storm.count).toBeGreaterThanOrEqual(storm.firing);
          expect(storm.bins.reduce((sum, bin) => sum + bin, 0)).toBe(storm.count);
          expect(storm.bins.length).toBeLessThanOrEqual(MAX_STORM_BINS);
          for (const id of storm.alertIds) {
            expect(firing.has(id)).toBe(true);
            const labels = labelsOf(Number(id.slice(1)));
            for (const { name, value } of storm.shared) expect(labels[name]).toBe(value);
          }
        });
      }),
    );
    expect(storms).toBeGreaterThan(100);
  });

  it('is the same for the same alerts', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const [one, other]: [string[], string[]] = [[], []];
        run(list, (storm) => one.push(JSON.stringify(storm)));
        run(list, (storm) => other.push(JSON.stringify(storm)));
        expect(one).toEqual(other);
      }),
    );
  });

  it('begins exactly when so many different alerts began within a minute', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 12_000 }), { minLength: 5, maxLength: 60 }), (gaps) => {
        const governor = new StormGovernor(PER_MINUTE);
        const beganAtMs: number[] = [];
        let nowMs = STORY_MS;
        for (const [index, gapMs] of gaps.entries()) {
          nowMs += gapMs;
          governor.begin(alert(`a${index}`), nowMs);
          beganAtMs.push(nowMs);
          const inMinute = beganAtMs.filter((atMs) => nowMs - atMs < 60_000).length;
          expect(governor.isRaging).toBe(inMinute >= PER_MINUTE);
          if (governor.isRaging) return;
        }
      }),
    );
  });
});

describe('shared labels', () => {
  const labels = fc.dictionary(
    fc.constantFrom('a', 'b', 'c', 'alertname'),
    fc.constantFrom('x', 'y', '__proto__'),
    {
      noNullPrototype: true,
    },
  );

  it('are candidates whenever nearly all carry them, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.array(labels, { minLength: 1, maxLength: 60 }), fc.nat({ max: 200 }), (some, common) => {
        const all: Record<string, string>[] = [
          ...some,
          ...Array.from({ length: common }, () => ({ a: 'x', b: 'y' })),
        ];
        // Spread the rare ones: an order that favours nobody.
        const mixed = all.toSorted((p, q) => JSON.stringify(p).length - JSON.stringify(q).length);
        const votes = new LabelVotes();
        for (const one of mixed) votes.vote(one);
        const found = new Set(votes.candidates(mixed.length).map(({ name, value }) => `${name}=${value}`));
        for (const name of ['a', 'b', 'c'])
          for (const value of ['x', 'y', '__proto__']) {
            const count = mixed.filter((one) => one[name] === value).length;
            if (count >= NEARLY_ALL * mixed.length) expect(found.has(`${name}=${value}`)).toBe(true);
          }
      }),
    );
  });

  it('are counted among alerts that become more as among all of them at once', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(labels, labels), { maxLength: 30 }), (steps) => {
        const census = new LabelCensus();
        const all: Record<string, string>[] = [];
        for (const [one, asked] of steps) {
          all.push(one);
          census.add(one);
          const shared = Object.entries(asked).map(([name, value]) => ({ name, value }));
          const carrying = all.filter((each) => shared.every(({ name, value }) => each[name] === value));
          expect(census.carrying(shared)).toBe(carrying.length);
        }
      }),
    );
  });

  it('are carried by nearly all inside together, and not by nearly all outside', () => {
    fc.assert(
      fc.property(
        fc.array(labels, { minLength: 1, maxLength: 30 }),
        fc.array(labels, { minLength: 5, maxLength: 30 }),
        labels,
        (inside, others, usual) => {
          const outside = others.map((one, index) => (index % 7 === 6 ? one : { ...one, ...usual }));
          const votes = new LabelVotes();
          for (const one of inside) votes.vote(one);
          const shared = sharedLabels(
            votes.candidates(inside.length),
            new LabelCensus(inside),
            new LabelCensus(outside),
          );
          const carries = (one: Record<string, string>): boolean =>
            shared.every(({ name, value }) => one[name] === value);
          expect(inside.filter(carries).length).toBeGreaterThanOrEqual(NEARLY_ALL * inside.length);
          for (const { name, value } of shared)
            expect(outside.filter((one) => one[name] === value).length).toBeLessThan(
              NEARLY_ALL * outside.length,
            );
        },
      ),
    );
  });
});
